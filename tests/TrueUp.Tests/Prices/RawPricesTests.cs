using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Prices;

public sealed class RawPricesTests
{
    static readonly KnownAction AppleSplit = new(Given.Day("2014-06-09"), 7);

    [Fact]
    public void Split_adjusted_Apple_is_continuous_in_value_over_seven_for_one()
    {
        var series = Given.Series("AAPL", Convention.SplitAdjusted, "date,close,split\n2014-06-06,92.22,1\n2014-06-09,93.7,7.000007\n2014-06-10,94.25,1");

        var prices = RawPrices.Of(series, [AppleSplit], []);

        Assert.Equal(645.54m, prices.On(Given.Day("2014-06-06"))!.Value.Price.PerUnit);                  // 92.22 x 7, the book's exact ratio
        Assert.Equal(93.70m, prices.On(Given.Day("2014-06-09"))!.Value.Price.PerUnit);
        Assert.Equal((64_554m, 65_590m), (100 * prices.At(0), 700 * prices.At(1)));                      // +1.6 %, as the day was
        Assert.Equal("AAPL split-adjusted prices, multiplied back by the splits recorded with them", prices.Basis.Text);
    }

    [Fact]
    public void Raw_Citigroup_is_continuous_in_value_over_one_for_ten()
    {
        var prices = RawPrices.Of(Given.Raw("C", "date,close,split\n2011-05-06,4.52,1\n2011-05-09,44.16,0.1"), [new(Given.Day("2011-05-09"), 0.1m)], []);

        Assert.Equal((452m, 441.6m), (100 * prices.At(0), 10 * prices.At(1)));
        Assert.IsType<Basis.AsTraded>(prices.Basis);
        Assert.Equal("", prices.Basis.Text);
    }

    [Fact]
    public void Split_adjusted_XLF_is_continuous_in_value_over_the_1_231_of_2016_09_19()
    {
        var series = Given.Series("XLF", Convention.SplitAdjusted, "date,close,dividend,split\n2016-09-16,19.1877,0.092608,1\n2016-09-19,19.31,0,1.231\n2016-09-20,19.3,0,1");

        var prices = RawPrices.Of(series, [new(Given.Day("2016-09-19"), 1.231m)], []);

        Assert.Equal(23.6200587m, prices.At(0));                                                          // what it traded at: 23.62
        Assert.Equal((2_362.00587m, 2_377.061m), (100 * prices.At(0), 123.1m * prices.At(1)));            // +0.6 %
    }

    [Fact]
    public void Splits_in_the_book_undo_an_adjusted_series_that_came_without_its_own()
    {
        var series = Given.Closes("AZTR", Convention.SplitAdjusted, "2026-01-05", 6.64m, 6.7m, 6.8m);

        var prices = RawPrices.Of(series, [new(Given.Day("2026-01-07"), 0.1m)], []);

        Assert.Equal((0.664m, 0.67m, 6.8m), (prices.At(0), prices.At(1), prices.At(2)));
        Assert.Contains("the splits in the book", prices.Basis.Text);
    }

    [Fact]
    public void Total_return_prices_with_splits_alone_say_that_no_dividend_is_known()
    {
        var series = Given.Closes("XLF", Convention.TotalReturn, "2016-09-16", 16.02m, 16.12m, 16.1m);

        var prices = RawPrices.Of(series, [new(Given.Day("2016-09-19"), 1.231m)], []);

        Assert.True(Assert.IsType<Basis.Unadjusted>(prices.Basis).LacksDividends);
        Assert.Contains("multiplied back by the splits in the book but by no dividend, none being known", prices.Basis.Text);
    }

    [Fact]
    public void Splits_and_dividends_in_the_book_undo_total_return_prices()
    {
        // Raw 100, then 49.50 after a dividend of 1.00 and 2:1: adjusted 49.50 before, because 100 x 49.5 / (49.5 x 2 + 1) = 49.5.
        var series = Given.Closes("DOUG", Convention.TotalReturn, "2026-01-05", 49.5m, 49.5m, 50m);

        var prices = RawPrices.Of(series, [new(Given.Day("2026-01-06"), 2, 1.00m)], []);

        Assert.Equal(100m, Math.Round(prices.At(0), 20));
        Assert.Equal(49.5m, prices.At(1));
        Assert.IsType<Basis.Unadjusted>(prices.Basis);
    }

    [Fact]
    public void Adjusted_prices_nobody_can_undo_are_used_and_say_so()
    {
        var prices = RawPrices.Of(Given.Closes("ABEO", Convention.TotalReturn, "2026-01-05", 5.89m, 5.81m), [], []);

        Assert.Equal(5.81m, prices.At(1));
        Assert.Equal("ABEO total-return prices taken as traded: no split or dividend since is known", prices.Basis.Text);
    }

    [Fact]
    public void Adjusted_prices_that_fills_contradict_value_nothing()
    {
        var series = Given.Closes("AZTR", Convention.TotalReturn, "2026-01-05", 1.66m, 1.7m, 1.75m);

        var prices = RawPrices.Of(series, [], [new(Given.Day("2026-01-05"), 0.25m), new(Given.Day("2026-01-06"), 0.25m), new(Given.Day("2026-01-08"), 9)]);

        Assert.Null(prices.On(Given.Day("2026-01-06")));
        Assert.Contains("closes are 6.8 times the prices paid (0.25 on 2026-01-06, close 1.7)", Assert.IsType<Basis.Refused>(prices.Basis).Why);
    }

    [Fact]
    public void Raw_prices_that_fills_contradict_are_used_with_a_doubt()
    {
        var prices = RawPrices.Of(Given.Closes("BRBY.L", "2026-01-05", 1645m), [], [new(Given.Day("2026-01-05"), 16.45m)]);

        Assert.NotNull(prices.On(Given.Day("2026-01-05")));
        Assert.Contains("100 times the prices paid", prices.Basis.Doubt);
    }

    [Fact]
    public void A_split_the_prices_have_and_the_book_does_not_is_a_doubt()
    {
        var series = Given.Raw("AAPL", "date,close,split\n2014-06-06,645.57,1\n2014-06-09,93.7,7.000007");
        TradedAt[] fills = [new(Given.Day("2014-06-06"), 645m)];

        Assert.Equal("the prices have a split of 7.000007 on 2014-06-09 that the book does not", RawPrices.Of(series, [], fills).Basis.Doubt);
        Assert.Null(RawPrices.Of(series, [AppleSplit], fills).Basis.Doubt);
        Assert.Null(RawPrices.Of(series, [], [new(Given.Day("2014-06-09"), 93m)]).Basis.Doubt);           // bought after it
    }

    [Fact]
    public void Case_13_and_20_a_mark_is_carried_forward_with_its_own_day_and_never_made_up()
    {
        var prices = RawPrices.Of(Given.Raw("DOUG", "date,close\n2026-01-06,10\n2026-01-09,11"), [], []);

        Assert.Null(prices.On(Given.Day("2026-01-05")));
        Assert.Equal(new Mark(new(10), Given.Day("2026-01-06"), false), prices.On(Given.Day("2026-01-06")));
        Assert.Equal(new Mark(new(10), Given.Day("2026-01-06"), true), prices.On(Given.Day("2026-01-08")));
        Assert.Equal(new Mark(new(11), Given.Day("2026-01-09"), true), prices.On(Given.Day("2026-03-02")));
        Assert.Null(RawPrices.None.On(Given.Day("2026-01-05")));
    }

    [Theory]
    [InlineData("2026-01-05,1|2026-01-06,2|2026-01-07,3", "1 2 3", "")]
    [InlineData("2026-01-06,2.5|2026-01-09,3", "- 2.5 2.5 2.5 3", "2 3")]
    [InlineData("2025-12-01,7", "7 7 7", "0 1 2")]
    public void Aligned_marks_are_the_looked_up_ones(string rows, string prices, string stale)
    {
        var series = Given.Raw("DOUG", "date,close\n" + rows.Replace('|', '\n'));
        var count = prices.Split(' ').Length;
        int[] sessions = [.. Enumerable.Range(Given.Day("2026-01-05").Number, count)];

        var marks = AlignedMarks.Of(RawPrices.Of(series, [], []), sessions);

        Assert.Equal(prices, string.Join(' ', Enumerable.Range(0, count).Select(i => marks[i] is { } p ? Digits.Text(p) : "-")));
        Assert.Equal(stale, string.Join(' ', Enumerable.Range(0, count).Where(marks.IsStale)));
    }

    [Fact]
    public void Aligned_marks_of_an_adjusted_series_are_multiplied_back()
    {
        var series = Given.Series("AAPL", Convention.SplitAdjusted, "date,close,split\n2014-06-06,92.22,1\n2014-06-09,93.7,7");

        var marks = AlignedMarks.Of(RawPrices.Of(series, [], []), [Given.Day("2014-06-06").Number, Given.Day("2014-06-09").Number]);

        Assert.Equal((645.54m, 93.7m), (marks[0], marks[1]));
    }

    [Fact]
    public void What_an_action_does_to_prices_is_known_for_every_kind()
    {
        var symbol = Symbol.From("A")!;
        var day = Given.Day("2026-01-05");

        Assert.Equal(new KnownAction(day, 1.5m), KnownAction.Of(day, new CorporateAction.Split(3, 2) { Symbol = symbol }));
        Assert.Equal(new KnownAction(day, 1.1m), KnownAction.Of(day, new CorporateAction.StockDividend(0.1m) { Symbol = symbol }));
        Assert.Equal(new KnownAction(day, 1, 0.25m), KnownAction.Of(day, new CorporateAction.CashDividend(0.25m) { Symbol = symbol }));
        Assert.True(KnownAction.Of(day, new CorporateAction.SpinOff(symbol, 1, 0.2m) { Symbol = symbol })!.ExplainsAnyMove);
        Assert.True(KnownAction.Of(day, new CorporateAction.Merger(null, 0, 5) { Symbol = symbol })!.ExplainsAnyMove);
        Assert.Null(KnownAction.Of(day, new CorporateAction.Delisting { Symbol = symbol }));
        Assert.Null(KnownAction.Of(day, new CorporateAction.SymbolChange(symbol) { Symbol = symbol }));
    }
}
