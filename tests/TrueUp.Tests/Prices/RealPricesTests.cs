using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Prices;

/// <summary>Real market data where the machine has it (../shared beside the repository, or TRUEUP_SHARED); skipped where it does not.</summary>
public sealed class RealPricesTests : IDisposable
{
    static readonly string? Market = Find();

    readonly Shelf shelf = new() { Today = Given.Day("2026-11-20") };

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Apple_Citigroup_and_XLF_are_continuous_over_their_splits()
    {
        Assert.SkipUnless(Market is not null, "no market data on this machine");
        shelf.Import([In("stocks-raw-2009-2019/AAPL.csv.gz"), In("stocks-raw-2009-2019/C.csv.gz")], Convention.Raw);
        shelf.Import([In("etf/sector-splitadj/XLF.csv")], Convention.SplitAdjusted);

        // Units held times price, the day before and the day of: the move of the market that day, not the split's.
        Assert.Equal((64_557.00m, 65_590.00m), Held("AAPL", "2014-06-06", 100, "2014-06-09", 700, 7));
        Assert.Equal((452.00m, 441.60m), Held("C", "2011-05-06", 100, "2011-05-09", 10, 0.1m));
        Assert.Equal((2_362.00587m, 2_377.061m), Held("XLF", "2016-09-16", 100, "2016-09-19", 123.1m, 1.231m));
    }

    [Fact]
    public void Micro_caps_import_with_the_known_bad_ticks_held_and_nothing_else_lost()
    {
        Assert.SkipUnless(Market is not null, "no market data on this machine");

        var files = shelf.Import([In("microcaps-raw-2011-2019")], Convention.Raw);

        Assert.Equal((181, 364_333), (files.Count, files.Sum(f => f.Recorded + f.HeldBars)));
        var held = files.SelectMany(f => f.Held).Select(h => $"{h.Held.Symbol} {h.Held.Day}").ToArray();
        Assert.Contains("CNOB 2014-04-21", held);
        Assert.Contains("ORMP 2013-01-23", held);
        Assert.InRange(held.Length, 2, 10);
        Assert.Empty(shelf.Store.Verify());
    }

    [Fact]
    public void A_declaration_that_the_files_disprove_is_refused()
    {
        Assert.SkipUnless(Market is not null, "no market data on this machine");

        var refused = Assert.Throws<RefusedException>(() => shelf.Import([In("stocks-splitadj-2015-2024")], Convention.Raw)).Rejections;

        Assert.All(refused, r => Assert.Equal(Codes.ConventionContradicted, r.Code));
        Assert.Empty(shelf.Store.Headers());
    }

    [Fact]
    public void The_total_return_of_raw_SPY_agrees_with_its_adjusted_closes()
    {
        Assert.SkipUnless(Market is not null, "no market data on this machine");
        shelf.Import([In("etf/raw-1999-2020/SPY.csv")], Convention.Raw);
        shelf.Import([In("etf/adj_close_2004_2025.csv.gz")], Convention.TotalReturn);
        var raw = shelf.Read("SPY")!;
        var (from, to) = (raw.IndexOf(Given.Day("2010-01-04").Number), raw.IndexOf(Given.Day("2019-12-31").Number));
        var sessions = raw.Days[from..(to + 1)].ToArray();

        var byDividends = BenchmarkIndex.Of(raw, sessions, [])!;
        var byAdjusted = shelf.Store.Benchmark(Symbol.Stored("SPY"), sessions, [])!;

        Assert.Equal((ReturnMethod.RawWithDividends, ReturnMethod.AdjustedClose), (byDividends.Method, byAdjusted.Method));
        Assert.InRange(byDividends.Points[^1]!.Value / byAdjusted.Points[^1]!.Value, 0.999m, 1.001m);
    }

    [Fact]
    public void The_ecbs_rates_and_an_lse_line_in_pence_make_pounds()
    {
        Assert.SkipUnless(Market is not null, "no market data on this machine");
        shelf.Import([In("fx")], null);
        shelf.Import([In("lse/BRBY.L.csv")], Convention.TotalReturn, "GBX");
        shelf.Import([In("lse/CSPX.L.csv")], Convention.TotalReturn, "USD");

        Assert.Equal(QuoteUnit.Pence, shelf.Read("BRBY.L", Convention.TotalReturn)!.Unit);
        var rate = shelf.Store.Rates().On(Currency.Usd, Currency.Gbp, Given.Day("2018-12-31"))!;
        Assert.Equal("1 / GBP/USD fixing", rate.Source);
        Assert.InRange(rate.PerUnit, 0.77m, 0.80m);
    }

    (decimal, decimal) Held(string symbol, string before, decimal units, string after, decimal unitsAfter, decimal ratio)
    {
        var book = shelf.Store.BookFor([new(Symbol.Stored(symbol), [new(Given.Day(after), ratio)], [])], Given.Day(before), Given.Day(after));
        decimal Price(string day) => book.On(Symbol.Stored(symbol), Given.Day(day))!.Value.Price.PerUnit;
        return (units * Price(before), unitsAfter * Price(after));
    }

    static string In(string path) => Path.Combine(Market!, path);

    static string? Find()
    {
        var roots = new List<string?> { Environment.GetEnvironmentVariable("TRUEUP_SHARED") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "TrueUp.slnx"))) roots.Add(Path.Combine(folder.Parent?.FullName ?? "/", "shared"));
        return roots.Where(r => r is not null).Select(r => Path.Combine(r!, "data", "market")).FirstOrDefault(Directory.Exists);
    }
}
