using TrueUp.Demo;
using TrueUp.Edges.Settings;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Demo;

/// <summary>The demonstration is made up, and must still be possible.</summary>
public sealed class DemoTests
{
    readonly DemoMarket market = new();

    [Fact]
    public void Every_fill_lies_within_its_days_range()
    {
        DemoTrading trading = new(market);

        Assert.All(trading.Fills, f => Assert.InRange(f.Price, market.On(f.Symbol, f.Day).Low!.Value, market.On(f.Symbol, f.Day).High!.Value));
    }

    [Fact]
    public void Nothing_is_sold_that_is_not_held()
    {
        Dictionary<string, int> held = [];
        foreach (var fill in new DemoTrading(market).Fills)
        {
            if (fill.Symbol == DemoMarket.Split.Symbol && fill.Day >= DemoMarket.Split.Day && held.Remove("before the split", out _)) held[fill.Symbol] *= DemoMarket.Split.Ratio;
            held[fill.Symbol] = held.GetValueOrDefault(fill.Symbol) + fill.Side.Sign * fill.Shares;
            if (fill.Symbol == DemoMarket.Split.Symbol && fill.Day < DemoMarket.Split.Day) held["before the split"] = 0;
            Assert.True(held[fill.Symbol] >= 0, $"{fill.Day}: {held[fill.Symbol]} {fill.Symbol}");
        }
    }

    [Fact]
    public void Prices_are_of_sessions_and_their_closes_lie_in_their_ranges()
    {
        var newYork = ExchangeCalendar.Find("XNYS")!;

        Assert.Equal(128, market.Sessions.Count);
        Assert.All(market.Sessions, day => Assert.True(newYork.IsSession(day)));
        Assert.All(market.Bars.Values.SelectMany(b => b), bar => Assert.InRange(bar.Close, bar.Low!.Value, bar.High!.Value));
    }

    [Fact]
    public void The_split_halves_the_price_and_nothing_else_does()
    {
        var jumps = market.Bars.SelectMany(b => b.Value.Zip(b.Value.Skip(1), (a, c) => (b.Key, c.Day, Ratio: c.Close / a.Close))).Where(j => j.Ratio is < 0.7m or > 1.4m).ToList();

        var (symbol, day, ratio) = Assert.Single(jumps);
        Assert.Equal((DemoMarket.Split.Symbol, DemoMarket.Split.Day), (symbol, day));
        Assert.InRange(ratio, 0.45m, 0.55m);
    }

    [Fact]
    public void The_files_are_the_same_every_time() => Assert.Equal(DemoFiles.All(), DemoFiles.All());

    [Fact]
    public void Every_setting_of_the_reference_is_one()
    {
        Assert.All(BookSettings.All, setting => BookSettings.Read("trueup.yaml", $"{setting.Key}: {(setting.Key == "account" ? "main" : setting.Default)}\n"));
        var all = string.Concat(BookSettings.All.Select(s => $"{s.Key}: {(s.Key == "account" ? "main" : s.Default)}\n"));
        Assert.Equal(new BookSettings { Account = new AccountName("main") }, BookSettings.Read("trueup.yaml", all));
    }
}
