using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Intake;

/// <summary>
/// The cases of the catalogue of recommendations that need a book to judge. The last close of AAA is 100; GONE was delisted on 2025-12-01; BBB was bought on 2026-01-05
/// and on 2026-01-09, which is today.
/// </summary>
public sealed class RecommendationDoubtTests
{
    static readonly AccountName Main = new("main");

    [Theory]
    [InlineData("4 a limit 20 % below the last close", "AAA buy 80 1", "recorded")]
    [InlineData("4 a limit further below it", "AAA buy 79.99 1", "TU1553")]
    [InlineData("4 a limit further above it", "AAA sell 120.01 1", "TU1553")]
    [InlineData("3 no limit", "AAA buy - 1", "recorded")]
    [InlineData("8 the fields of a fill", "BBB buy 13 2.59", "TU1552")]
    [InlineData("8 whole shares", "BBB buy 13 2", "recorded")]
    [InlineData("19 a symbol that was delisted", "GONE buy 1 1", "TU1555")]
    public void An_odd_recommendation_waits(string name, string row, string expected) =>
        Assert.Equal((name, expected), (name, new RecommendationIntake(Book()).Decide(Made(row, TradeDate.Of(2026, 1, 9)), default) is Landing.Hold hold ? hold.Code.Id : "recorded"));

    [Fact]
    public void A_symbol_may_be_recommended_until_the_day_it_is_delisted() =>
        Assert.IsType<Landing.Record>(new RecommendationIntake(Book()).Decide(Made("GONE sell 1 1", TradeDate.Of(2025, 12, 1)), default));

    [Fact]
    public void What_its_reader_doubts_is_held_for_that() =>
        Assert.Equal("TU1504", Assert.IsType<Landing.Hold>(new RecommendationIntake(Book()).Decide(Made("AAA buy 1 1", TradeDate.Of(2026, 1, 9)), default, new(Codes.UnknownOrderType, "?"))).Code.Id);

    [Theory]
    [InlineData("today and not yet filled", "AAA buy 100 1 2026-01-09", "")]
    [InlineData("tomorrow", "AAA buy 100 1 2026-01-12", "")]
    [InlineData("13 past date", "AAA buy 100 1 2026-01-08", "1 row recorded late: the day was over")]
    [InlineData("12 after its fill", "BBB buy 100 1 2026-01-09", "1 row recorded late: what was wanted had been filled")]
    [InlineData("12 the other direction", "BBB sell 100 1 2026-01-09", "")]
    [InlineData("12, 13", "BBB buy 100 1 2026-01-05/AAA buy 100 1 2026-01-05", "1 row recorded late: the day was over\n1 row recorded late: what was wanted had been filled")]
    public void What_is_written_down_late_is_recorded_and_said(string name, string rows, string expected)
    {
        RecommendationIntake intake = new(Book());
        foreach (var row in rows.Split('/')) Assert.IsType<Landing.Record>(intake.Decide(Made(row, TradeDate.From(row.Split(' ')[^1])!.Value), default));

        Assert.Equal((name, expected), (name, string.Join('\n', intake.Remarks)));
    }

    static RecommendationMade Made(string row, TradeDate day)
    {
        var parts = row.Split(' ');
        static decimal Parsed(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Price? limit = parts[2] == "-" ? null : new Price(Parsed(parts[2]));
        return new(new("", Main, Symbol.Stored(parts[0]), parts[1] == "buy" ? Side.Buy : Side.Sell, new(Parsed(parts[3])), limit, null, day, null, null, null, null)) { Day = day };
    }

    static RecommendationSurroundings Book() => new(_ => null, (symbol, _) => symbol.Name == "AAA" ? new Price(100) : null)
    {
        EndedOn = symbol => symbol.Name == "GONE" ? TradeDate.Of(2025, 12, 1) : null,
        FilledOn = day => day.Day.Day is 5 or 9 ? new HashSet<string> { RecommendationIntake.Line(Main, Symbol.Stored("BBB"), Side.Buy) } : [],
        Today = TradeDate.Of(2026, 1, 9),
    };
}
