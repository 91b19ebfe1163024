using NodaTime;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Intake;

/// <summary>
/// The cases of the catalogues of numbers (N), dates (D) and fills that need a book to judge. A row is "day symbol side quantity price [fee currency] [at time]"; its answer is
/// the code it is held with, or "recorded". The book: 1,000 USD paid in on 2025-10-01 and 900 earned since, closes of AAA and SPL at 100 on 2026-01-02, SPL and PAID split 2 for 1
/// on 2026-01-05; GONE was delisted on 2025-12-01.
/// </summary>
public sealed class FillDoubtTests
{
    static readonly AccountName Main = new("main");

    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "a usual fill", "2026-01-05 AAA buy 10 101", "", "recorded" },
        { "N22 zero price", "2026-01-05 AAA buy 10 0", "", "TU1455" },
        { "N25 quantity above a billion", "2026-01-05 AAA buy 1000000001 0.000001", "", "TU1457" },
        { "N25 a billion", "2026-01-05 PENNY buy 1000000000 0.000001", "", "recorded" },
        { "N25 ten times the account", "2026-01-05 BIG buy 100 100", "", "recorded" },
        { "N25 more than ten times the account", "2026-01-05 BIG buy 190.01 100", "", "TU1463" },
        { "N25 an account that grew", "2026-01-05 BIG buy 190 100", "", "recorded" },
        { "N25 a size beyond decimals", "2026-01-05 BIG buy 1000000000 70000000000000000000000", "", "TU1463" },
        { "N25 a broker's own record", "2026-01-05 BIG buy 500 100", "id=X1", "recorded" },
        { "N26 half of the last close", "2026-01-05 AAA buy 1 50", "", "recorded" },
        { "N26 less than half of the last close", "2026-01-05 AAA buy 1 49.99", "", "TU1462" },
        { "N26 more than 50 % above it", "2026-01-05 AAA buy 1 150.01", "", "TU1462" },
        { "N26 a broker's own record", "2026-01-05 AAA buy 1 49.99", "id=X1", "recorded" },
        { "N27 pounds for pence", "2026-01-05 AAA buy 1 1", "", "TU1461" },
        { "N27 pence for pounds", "2026-01-05 AAA buy 1 10000", "", "TU1461" },
        { "D12 before the account was funded", "2025-09-30 AAA buy 1 100", "", "TU1458" },
        { "D13 a weekend", "2026-01-03 AAA buy 1 100", "", "TU1459" },
        { "D13 a holiday", "2026-01-01 AAA buy 1 100", "", "TU1459" },
        { "D13 a broker's own record", "2026-01-03 AAA buy 1 100", "id=X1", "recorded" },
        { "fills 12 more than held, long only", "2026-01-05 AAA sell 6 100", "long-only", "TU1460" },
        { "fills 12 all that is held, long only", "2026-01-05 AAA sell 5 100", "long-only", "recorded" },
        { "fills 12 a broker's own record", "2026-01-05 AAA sell 6 100", "long-only id=X1", "TU1460" },
        { "fills 12 a short in any other account", "2026-01-05 AAA sell 6 100", "", "recorded" },
        { "fills 20 an option whose multiplier nobody declared", "2026-01-05 AAA260116C00150000 buy 1 2", "", "TU1456" },
        { "fills 20 an option that is declared", "2026-01-05 AAA260116C00100000 buy 1 2", "", "recorded" },
        { "fills 22 a fee in a currency without a rate", "2026-01-05 AAA buy 1 100 1 CHF", "", "TU1466" },
        { "fills 22 a fee in a currency with a rate", "2026-01-05 AAA buy 1 100 1 GBP", "", "recorded" },
        { "fills 22 a fee in the account's currency", "2026-01-05 AAA buy 1 100 1 USD", "", "recorded" },
        { "fills 29 the price of before the split of its day", "2026-01-05 SPL sell 1 101", "", "TU1464" },
        { "fills 29 the price of after the split of its day", "2026-01-05 SPL sell 1 50.5", "", "recorded" },
        { "fills 29 the price of after the split, a day later", "2026-01-06 SPL sell 1 50.5", "", "recorded" },
        { "fills 29 the price of before the split, a day later", "2026-01-06 SPL sell 1 101", "", "TU1462" },
        { "fills 29 without closes, by what was paid", "2026-01-05 PAID sell 1 101", "", "TU1464" },
        { "fills 32 a zero price without a code", "2026-01-05 AAA260116C00100000 sell 1 0", "", "TU1455" },
        { "fills 32 exercised", "2026-01-05 AAA260116C00100000 sell 1 0", "code=Ex", "recorded" },
        { "fills 32 assigned, among other codes", "2026-01-05 AAA260116C00100000 sell 1 0", "code=A;C", "recorded" },
        { "fills 32 expired", "2026-01-05 AAA260116C00100000 sell 1 0", "code=Ep", "recorded" },
        { "fills 32 a code that says something else", "2026-01-05 AAA260116C00100000 sell 1 0", "code=O;P", "TU1455" },
        { "fills 32 shares at zero are no delivery", "2026-01-05 AAA buy 100 0", "code=A", "TU1455" },
        { "fills 32 shares at a strike far from the market", "2026-01-05 AAA buy 1 30", "code=Ex", "recorded" },
        { "a symbol that was delisted", "2026-01-05 GONE buy 1 1", "", "TU1465" },
        { "a symbol on the day it was delisted", "2025-12-01 GONE sell 1 1", "", "recorded" },
        { "a symbol that was delisted, by the broker", "2026-01-05 GONE buy 1 1", "id=X1", "recorded" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void An_odd_fill_waits_and_a_usual_one_is_recorded(string name, string row, string with, string expected)
    {
        var words = with.Split(' ');
        var (id, code) = (Said(words, "id="), Said(words, "code="));
        Assert.Equal((name, expected), (name, Answer(new FillIntake(Book(words.Contains("long-only"))).Decide(Fill(row, id), code))));
    }

    [Fact]
    public void Fills_13_a_sale_is_covered_by_what_was_recorded_before_it_in_the_same_input()
    {
        FillIntake intake = new(Book(longOnly: true));

        Assert.Equal(
            ["TU1460", "recorded", "recorded", "TU1460", "recorded"],
            ((string[])["2026-01-05 NEW sell 1 10", "2026-01-05 NEW buy 2 10", "2026-01-06 NEW sell 1 11", "2026-01-06 NEW sell 2 11", "2026-01-07 NEW sell 1 11"])
                .Select((row, n) => Answer(intake.Decide(Fill(row, $"X{n}")))));
    }

    [Fact]
    public void What_was_bought_before_a_split_covers_the_units_after_it()
    {
        FillIntake intake = new(Book(longOnly: true));

        Assert.Equal(
            ["recorded", "TU1460", "recorded"],
            ((string[])["2026-01-02 SPL buy 1 100", "2026-01-05 SPL sell 2.1 50", "2026-01-05 SPL sell 2 50"]).Select((row, n) => Answer(intake.Decide(Fill(row, $"X{n}")))));
    }

    [Theory]
    [InlineData("2026-01-05 AAA buy 1 100", "")]
    [InlineData("2025-12-09 AAA buy 1 100", "1 row recorded late, by more than 30 days")]
    [InlineData("2025-12-10 AAA buy 1 100", "")]
    [InlineData("2026-01-05 NEW buy 1 100", "this book has no earlier fill, recommendation or price of NEW: check the spelling")]
    [InlineData("2025-12-24 AAA buy 1 100 at 17:59", "")]
    [InlineData("2025-12-24 AAA buy 1 100 at 18:01", "1 row after an early close: AAA on 2025-12-24, when XNYS closed at 13:00 (Christmas Eve)")]
    [InlineData("2025-12-23 AAA buy 1 100 at 18:01", "")]
    public void D14_D20_what_is_unusual_and_no_reason_to_hold_anything_is_said(string row, string expected)
    {
        FillIntake intake = new(Book());

        Assert.Equal("recorded", Answer(intake.Decide(Fill(row))));
        Assert.Equal(expected, string.Join('\n', intake.Remarks.Sentences));
    }

    [Fact]
    public void Nothing_is_said_of_rows_that_are_held()
    {
        FillIntake intake = new(Book());

        Assert.Equal("TU1457", Answer(intake.Decide(Fill("2025-11-05 NEW buy 1000000001 0.000001"))));
        Assert.Empty(intake.Remarks.Sentences);
    }

    static string Said(string[] words, string key) => words.FirstOrDefault(w => w.StartsWith(key, StringComparison.Ordinal))?[key.Length..] ?? "";

    static string Answer(Landing landing) => landing switch
    {
        Landing.Record => "recorded",
        Landing.Hold hold => hold.Code.Id,
        _ => landing.GetType().Name,
    };

    static FillRecorded Fill(string row, string id = "")
    {
        var parts = row.Split(' ');
        var day = TradeDate.From(parts[0])!.Value;
        var at = parts is [.., "at", var time] ? Instant.FromUtc(day.Day.Year, day.Day.Month, day.Day.Day, int.Parse(time[..2], null), int.Parse(time[3..], null)) : (Instant?)null;
        var (fee, feeIn) = parts.Length == 7 && at is null ? (Parsed(parts[5]), Currency.From(parts[6])) : (0, null);
        var side = parts[2] == "buy" ? Side.Buy : Side.Sell;
        return new(new(Main, Symbol.Stored(parts[1]), side, new(Parsed(parts[3])), new(Parsed(parts[4])), fee, feeIn, day, at), new(id)) { Day = day, At = at };
    }

    static decimal Parsed(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static FillSurroundings Book(bool longOnly = false)
    {
        var split = TradeDate.Of(2026, 1, 5);
        return new(
            _ => null,
            _ => throw new InvalidOperationException("nothing is known here"),
            (_, symbol, _) => new(symbol.Name == "AAA" ? 5 : 0),
            (symbol, day) => symbol.Name switch
            {
                "AAA" => new Price(100),
                "SPL" => new Price(day >= split ? 50 : 100),
                _ => null,
            },
            ExchangeCalendar.Named("XNYS", default))
        {
            LongOnly = longOnly ? new HashSet<AccountName> { Main } : [],
            Instruments = new Dictionary<Symbol, Instrument>
            {
                [Symbol.Stored("AAA260116C00100000")] = new Option(OccSymbol.From("AAA260116C00100000")!.Value, 100) { Symbol = Symbol.Stored("AAA260116C00100000"), Currency = Currency.Usd },
            },
            Accounts = new Dictionary<AccountName, Currency> { [Main] = Currency.Usd },
            Funded = new Dictionary<AccountName, Funding> { [Main] = new(TradeDate.Of(2025, 10, 1), new(1000, Currency.Usd), IsPaidIn: true) },
            Worth = (_, _) => 1900,
            HasRate = (from, _, _) => from.Code == "GBP",
            SplitBetween = (symbol, after, through) => symbol.Name is "SPL" or "PAID" && after < split && through >= split ? 2 : 1,
            LastPaid = (symbol, _) => symbol.Name == "PAID" ? new Price(100) : null,
            EndedOn = symbol => symbol.Name == "GONE" ? TradeDate.Of(2025, 12, 1) : null,
            IsNew = symbol => symbol.Name == "NEW",
            Today = TradeDate.Of(2026, 1, 9),
        };
    }
}
