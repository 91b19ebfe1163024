using NodaTime;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Prices;

public sealed class BenchmarkIndexTests
{
    static readonly int[] Sessions = [.. Enumerable.Range(Given.Day("2026-01-05").Number, 4)];

    [Theory]
    // (49.5 x 2 + 1) / 100 = 1, then 54.45 / 49.5 = 1.1, then 55.45 over 54.45 with 1 paid: (53.45 + 1) / 54.45 = 1
    [InlineData(Convention.Raw, "close,dividend,split", "100,0,1 49.5,1,2 54.45,0,1 53.45,1,1", "1 1 1.1 1.1", ReturnMethod.RawWithDividends)]
    [InlineData(Convention.SplitAdjusted, "close,dividend,split", "50,0,1 49.5,0.5,2 54.45,0,1 53.45,1,1", "1 1 1.1 1.1", ReturnMethod.SplitAdjustedWithDividends)]
    [InlineData(Convention.TotalReturn, "close", "40 40 44 44", "1 1 1.1 1.1", ReturnMethod.AdjustedClose)]
    [InlineData(Convention.Raw, "close,adj_close", "100,40 49.5,40 54.45,44 53.45,44", "1 1 1.1 1.1", ReturnMethod.AdjustedClose)]
    [InlineData(Convention.Raw, "close", "100 110 121 121", "1 1.1 1.21 1.21", ReturnMethod.PriceOnly)]
    public void The_index_is_the_total_return_of_each_convention(Convention convention, string fields, string rows, string points, ReturnMethod method)
    {
        var days = rows.Split(' ').Select((row, i) => TradeDate.FromNumber(Sessions[i]) + "," + row);
        var series = Given.Series("SPY", convention, "date," + fields + "\n" + string.Join('\n', days));

        var index = BenchmarkIndex.Of(series, Sessions, [])!;

        Assert.Equal(points, Text(index));
        Assert.Equal((method, method != ReturnMethod.PriceOnly), (index.Method, index.IsTotalReturn));
        Assert.DoesNotContain(true, index.IsStale);
    }

    [Fact]
    public void Case_22_a_price_only_index_says_that_it_is_one() =>
        Assert.Equal("SPY raw, price return only: no dividends are recorded", BenchmarkIndex.Of(Given.Closes("SPY", "2026-01-05", 10, 11), Sessions, [])!.Text);

    [Fact]
    public void Case_21_a_hole_in_a_benchmark_is_carried_forward_and_marked()
    {
        var index = BenchmarkIndex.Of(Given.Raw("IWM", "date,close\n2026-01-05,100\n2026-01-07,110\n2026-01-08,121"), Sessions, [])!;

        Assert.Equal("1 1 1.1 1.21", Text(index));
        Assert.Equal([false, true, false, false], index.IsStale);
    }

    [Fact]
    public void A_leading_gap_is_rebased_on_the_last_price_before_it_or_starts_late()
    {
        var earlier = BenchmarkIndex.Of(Given.Raw("IWC", "date,close\n2025-12-31,50\n2026-01-06,100"), Sessions, [])!;
        var later = BenchmarkIndex.Of(Given.Raw("IWC", "date,close\n2026-01-06,100\n2026-01-07,110"), Sessions, [])!;

        Assert.Equal("1 2 2 2", Text(earlier));
        Assert.Equal("- 1 1.1 1.1", Text(later));
        Assert.Equal((Given.Day("2026-01-05"), Given.Day("2026-01-06")), (earlier.RebasedAt, later.RebasedAt));
        Assert.Null(BenchmarkIndex.Of(Given.Closes("IWC", "2027-01-05", 1m), Sessions, []));
    }

    [Fact]
    public void A_split_in_the_book_keeps_a_raw_index_without_splits_continuous()
    {
        var index = BenchmarkIndex.Of(Given.Closes("SPY", "2026-01-05", 100, 51), Sessions, [new(Given.Day("2026-01-06"), 2)])!;

        Assert.Equal("1 1.02 1.02 1.02", Text(index));
    }

    [Theory]
    [InlineData("raw 2000..2020, split-adjusted 2000..2025, total-return 2004..2025", "2010..2019", "raw", "total-return")]
    [InlineData("raw 2000..2020, split-adjusted 2000..2025, total-return 2004..2025", "2010..2024", "split-adjusted", "total-return")]
    [InlineData("raw 2000..2020, split-adjusted 2000..2025, total-return 2004..2025", "2001..2024", "split-adjusted", "split-adjusted")]
    [InlineData("raw 2020..2021, total-return 2018..2021", "2017..2022", "total-return", "total-return")]
    [InlineData("fixing 2000..2025", "2010..2011", "", "")]
    public void One_series_answers_for_a_whole_span_in_a_stated_order(string series, string span, string forValue, string forReturn)
    {
        SeriesHeader[] headers = [.. series.Split(", ").Select(text =>
        {
            var (name, years) = (text.Split(' ')[0], text.Split(' ')[1].Split(".."));
            return new SeriesHeader(
                new(Symbol.From("SPY")!, ConventionNames.From(name)!.Value), QuoteUnit.Usd, 0b1100_0001,
                Given.Day(years[0] + "-01-02"), Given.Day(years[1] + "-12-31"), 100, "", default(Instant));
        })];
        var (from, to) = (Given.Day(span.Split("..")[0] + "-01-04"), Given.Day(span.Split("..")[1] + "-12-31"));

        Assert.Equal(forValue, SeriesChoice.ForValue(headers, from, to)?.Name.Convention.Text ?? "");
        Assert.Equal(forReturn, SeriesChoice.ForReturn(headers, from, to)?.Name.Convention.Text ?? "");
    }

    static string Text(BenchmarkIndex index) => string.Join(' ', index.Points.Select(p => p is { } level ? Digits.Text(Math.Round(level, 12)) : "-"));
}
