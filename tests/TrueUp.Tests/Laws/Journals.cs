using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Laws;

/// <summary>
/// Random journals. A journal is a list of seeds, one an entry, so that a failing one shrinks by leaving entries out. The world is small on purpose: few symbols,
/// days, prices and instants, so that facts collide, tie, flip through zero and meet in mergers all the time.
/// </summary>
static class Journals
{
    /// <summary>How many random cases a law runs, times TRUEUP_LAW_RUNS where that is set.</summary>
    public static int Runs(int usual) => usual * (int.TryParse(Environment.GetEnvironmentVariable("TRUEUP_LAW_RUNS"), out var times) ? times : 1);

    public static void Hold(int runs, Arbitrary<int[]> over, Action<int[]> law) =>
        Prop.ForAll(over, law).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs(runs)).WithStartSize(5).WithEndSize(60));

    public static readonly Arbitrary<int[]> Any = Seeds();

    public static readonly Instant Start = Instant.FromUtc(2026, 1, 2, 9, 0);
    static readonly TradeDate FirstDay = TradeDate.Of(2026, 1, 5);
    static readonly string[] Names = ["AAA", "BBB", "CCC", "PNC"];
    static readonly string[] Options = ["AAA260109C00010000", "AAA260112P00012000", "BBB260110P00003000"];

    /// <summary>What every random book starts with: two accounts, a pence line, three options, one of them adjusted.</summary>
    public static IReadOnlyList<Entry> Opening { get; } =
    [
        new BookOpened(Currency.Usd, "America/New_York", "XNYS") { Day = FirstDay },
        new AccountOpened(new("Main"), Currency.Usd, "Robinhood") { Day = FirstDay },
        new AccountOpened(new("Second"), Currency.Gbp) { Day = FirstDay },
        new InstrumentDeclared(new Equity { Symbol = Name("PNC"), Currency = Currency.Gbp, QuoteFactor = 0.01m, Aliases = ["PNC.L", "Pence"] }) { Day = FirstDay },
        .. Options.Select((o, i) => new Option(OccSymbol.From(o)!.Value, i == 2 ? 103 : 100) { Symbol = Name(o), Currency = Currency.Usd })
            .Select(o => new InstrumentDeclared(o) { Day = FirstDay }),
    ];

    static Arbitrary<int[]> Seeds()
    {
        var gen = Gen.Choose(0, int.MaxValue - 1).ArrayOf();
        return Arb.From(gen, Shorter);
    }

    static IEnumerable<int[]> Shorter(int[] seeds)
    {
        for (var size = seeds.Length / 2; size > 0; size /= 2)
            for (var at = 0; at + size <= seeds.Length; at += size) yield return [.. seeds[..at], .. seeds[(at + size)..]];
    }

    /// <summary>The opening and one entry a seed.</summary>
    public static List<Entry> Of(int[] seeds)
    {
        List<Entry> entries = [.. Opening];
        foreach (var seed in seeds) entries.Add(EntryOf(new Random(seed), entries));
        return entries;
    }

    static Entry EntryOf(Random r, List<Entry> before)
    {
        Entry drawn = Draw(r, before);
        // A recommendation's day is the day it is for.
        return drawn is RecommendationMade made ? made with { Day = made.Recommendation.EffectiveOn } : drawn;
    }

    static Entry Draw(Random r, List<Entry> before) => r.Next(100) switch
    {
        < 58 => FillOf(r),
        < 66 => Cash(r),
        < 78 => new CorporateActionRecorded(Action(r)) { Day = Day(r), Account = r.Next(4) == 0 ? Account(r) : null },
        < 84 => OptionEventOf(r),
        < 89 => new EntryReversed(Opening.Count + 1 + r.Next(Math.Max(1, before.Count - Opening.Count)), "wrong") { Day = Day(r) },
        < 93 => new LotsChosen(Opening.Count + 1 + r.Next(before.Count), [Choice(r, before), Choice(r, before)]) { Day = Day(r) },
        < 95 => new RecommendationMade(Wanted(r)) { Day = FirstDay },
        < 96 => new RecommendationWithdrawn($"r{r.Next(99)}", Word(r) ?? "no") { Day = Day(r) },
        < 97 => new RowHeld(FillOf(r), "TU1401", Word(r) ?? "", "2026-01-05,AAA,buy,10,9.50") { Day = Day(r) },
        < 98 => new PriceHeld(Name("AAA"), "TU1601", Word(r) ?? "", "AAA,1,2") { Day = Day(r) },
        < 99 => new HeldDecided(1 + r.Next(before.Count), r.Next(2) == 0, Word(r) ?? "") { Day = Day(r) },
        _ => new InstrumentDeclared(new Fund { Symbol = Name("CCC"), Currency = r.Next(2) == 0 ? Currency.Usd : Currency.Gbp }) { Day = Day(r) },
    };

    static LotChoice Choice(Random r, List<Entry> before) => new(Opening.Count + 1 + r.Next(before.Count), new(r.Next(40)));

    static Recommendation Wanted(Random r) => new(
        $"r{r.Next(99)}", Account(r), Name(Pick(r, Names)), (Side)r.Next(4), new(1 + r.Next(50)), new(Price(r)), null, Day(r), null, null, Word(r), null);

    static FillRecorded FillOf(Random r)
    {
        var (day, at) = (Day(r), default(Instant?));
        if (r.Next(3) == 0) at = day.Local.AtMidnight().InUtc().ToInstant() + Duration.FromMinutes(870 + r.Next(3));
        var symbol = r.Next(4) == 0 ? Pick(r, Options) : Pick(r, Names);
        decimal[] quantities = [r.Next(1, 40), r.Next(1, 40) * 10, r.Next(1, 4000) / 100m, r.Next(1, 99) / 1e8m];
        decimal[] fees = [0, r.Next(-3, 12) / 4m, r.Next(1, 999) / 1000m];
        var quantity = quantities[r.Next(2 + r.Next(3))];
        // Fills that nothing but a fee, a side or a broker's number tells apart.
        if (r.Next(4) == 0)
        {
            Fill alike = new(new("Main"), Name("AAA"), (Side)r.Next(4), new(10), new(10 + r.Next(2)), r.Next(3), r.Next(2) == 0 ? Currency.Usd : Currency.Gbp, FirstDay.Plus(r.Next(2)), null);
            return new(alike, FillDetail.None with { ExecutionId = r.Next(3) == 0 ? $"x{r.Next(3)}" : null }) { Day = alike.TradeDate };
        }

        Fill fill = new(Account(r), Name(symbol), (Side)r.Next(4), new(quantity), new(Price(r)), fees[r.Next(3)], r.Next(8) == 0 ? Currency.Gbp : Currency.Usd, day, at);
        var execution = r.Next(2) == 0 ? $"0000{(char)('a' + r.Next(3))}.{r.Next(5):00}" : null;
        FillDetail detail = new(execution, r.Next(6) == 0 ? 1 : 0, Word(r), Word(r), Word(r), r.Next(5) == 0 ? day.Plus(2) : null) { ByHand = r.Next(9) == 0 };
        return new(fill, detail) { Day = day, At = at };
    }

    static CashMoved Cash(Random r)
    {
        var kind = (CashKind)r.Next(7);
        Money amount = new((r.Next(4000) - 1000) / 100m, r.Next(4) == 0 ? Currency.Gbp : Currency.Usd);
        return new(Account(r), kind, amount)
        {
            Day = Day(r),
            Symbol = r.Next(2) == 0 ? Name(Pick(r, Names)) : null,
            Counter = kind is CashKind.Fx ? new(-amount.Amount * 0.8m, new("EUR")) : null,
            Note = Word(r),
        };
    }

    static CorporateAction Action(Random r)
    {
        var (symbol, other) = (Name(Pick(r, Names)), Name(Pick(r, Names)));
        decimal? lieu = r.Next(2) == 0 ? Price(r) : null;
        return r.Next(8) switch
        {
            0 => new CorporateAction.Split(r.Next(1, 8), r.Next(1, 8), lieu) { Symbol = symbol },
            1 => new CorporateAction.Split(1, 10, lieu) { Symbol = symbol },
            2 => new CorporateAction.CashDividend(r.Next(1, 200) / 100m, r.Next(2) * 0.15m) { Symbol = symbol },
            3 => new CorporateAction.StockDividend(r.Next(1, 50) / 100m) { Symbol = symbol },
            4 => new CorporateAction.SymbolChange(other) { Symbol = symbol },
            5 => new CorporateAction.SpinOff(other, r.Next(0, 200) / 300m, r.Next(0, 11) / 10m, lieu) { Symbol = symbol },
            6 => new CorporateAction.Merger(r.Next(3) == 0 ? null : other, r.Next(0, 3) / 3m, r.Next(3) * 3.5m, lieu) { Symbol = symbol },
            _ => new CorporateAction.Delisting { Symbol = symbol },
        };
    }

    static OptionEventRecorded OptionEventOf(Random r)
    {
        var (symbol, underlying) = (Name(Pick(r, Options)), Name(r.Next(5) == 0 ? "PNC" : "AAA"));
        Quantity? contracts = r.Next(2) == 0 ? null : new Quantity(r.Next(0, 12));
        OptionEvent happened = r.Next(4) switch
        {
            0 => new OptionEvent.ExpiredWorthless { Symbol = symbol, Contracts = contracts },
            1 => new OptionEvent.CashSettled(r.Next(1, 300) / 100m) { Symbol = symbol, Contracts = contracts },
            2 => new OptionEvent.Assigned(underlying) { Symbol = symbol, Contracts = contracts },
            _ => new OptionEvent.Exercised(underlying) { Symbol = symbol, Contracts = contracts },
        };
        return new(Account(r), happened) { Day = Day(r) };
    }

    static TradeDate Day(Random r) => FirstDay.Plus(r.Next(9));

    static decimal Price(Random r) => r.Next(5) == 0 ? r.Next(1, 200000) / 10000m : r.Next(1, 25) * 0.5m;

    static AccountName Account(Random r) => new(r.Next(3) == 0 ? "Second" : "Main");

    static Symbol Name(string name) => Symbol.From(name)!;

    static string? Word(Random r) => r.Next(7) switch
    {
        0 => "plain",
        1 => "tab\tquote\"back\\slash\u0001\u007f",
        2 => "e\u0301 \u212b \ufb01 \u1e9b\u0323",
        3 => "日本 \U0001d538 \u05d0",
        4 => "",
        5 => "=cmd|' /C calc'!A0",
        _ => null,
    };

    static T Pick<T>(Random r, T[] from) => from[r.Next(from.Length)];
}
