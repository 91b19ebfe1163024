using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Performance;

/// <summary>
/// What holds for every book: E1 the curve is what plain addition over the facts gives; E2 where prices stand still, no flow and no trade makes a return;
/// E3 the order facts were recorded in changes nothing; E4 a part of a curve has the same returns as the whole.
/// </summary>
public sealed class EquityLaws
{
    static readonly string[] Symbols = ["AAA", "BBB", "CCC"];

    [Fact]
    public void P9_E1_plain_addition_over_the_facts_gives_the_same_curve() => Check(scene =>
    {
        var curve = scene.Curve();
        foreach (var point in curve.Points)
        {
            var cash = scene.Facts.Where(f => f.Day <= point.Session).Sum(f => f.Cash);
            var positions = Symbols.Sum(s => scene.Facts.Where(f => f.Day <= point.Session && f.Symbol == s).Sum(f => f.Units) * scene.LastPrice(s, point.Session));
            if (point.Cash != cash || point.PositionsValue != positions || point.Equity != cash + positions) return false;
        }

        for (var i = 1; i < curve.Points.Count; i++)
        {
            var today = scene.Facts.Where(f => f.Symbol == "" && f.Day > curve.Points[i - 1].Session && f.Day <= curve.Points[i].Session).Select(f => f.Cash).ToList();
            var (inflow, outflow) = (today.Where(f => f > 0).Sum(), -today.Where(f => f < 0).Sum());
            var start = curve.Points[i - 1].Equity + inflow;
            decimal? expected = start < 0.01m ? null : (curve.Points[i].Equity + outflow) / start - 1;
            if (expected is null != curve.Points[i].Return is null || Math.Abs((expected ?? 0) - (curve.Points[i].Return ?? 0)) > 1e-20m) return false;
        }

        return true;
    });

    [Fact]
    public void P8_E2_where_prices_stand_still_nothing_makes_a_return() => Check(
        scene => scene.Curve().Points.All(p => p.Return is null or 0 && p.Index == 1 && p.Drawdown == 0),
        still: true);

    [Fact]
    public void P6_E3_the_order_of_record_changes_nothing() => Check(scene =>
        Enumerable.Range(1, 3).All(seed => Text(scene.Curve(seed)) == Text(scene.Curve())));

    [Fact]
    public void P8_E4_a_part_has_the_returns_of_the_whole() => Check(scene =>
    {
        var whole = scene.Curve();
        var part = whole.Since(TradeDate.Of(2026, 3, 12));
        return part.Points[0].Index == 1 && part.Points.Skip(1).Select(p => p.Return).SequenceEqual(whole.Points.TakeLast(part.Points.Count - 1).Select(p => p.Return));
    });

    static void Check(Func<Scene, bool> law, bool still = false) =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed => law(new Scene(seed, still))).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    static string Text(EquityCurve curve) => string.Join('\n', curve.Points.Select(p => $"{p.Session} {p.Cash} {p.PositionsValue} {p.Flow} {p.Return} {p.Index} {string.Join(' ', p.StaleMarks)}"));

    /// <summary>A random book of two weeks, weekends included, with prices on some of the days.</summary>
    sealed class Scene
    {
        readonly List<string> lines = [];
        readonly Dictionary<string, List<(TradeDate Day, decimal Price, bool IsClose)>> prices = Symbols.ToDictionary(s => s, _ => new List<(TradeDate, decimal, bool)>());

        public Scene(int seed, bool still)
        {
            Random random = new(seed);
            var level = Symbols.ToDictionary(s => s, _ => random.Next(50, 2000) / 100m);
            for (var day = TradeDate.Of(2026, 3, 2); day <= TradeDate.Of(2026, 3, 20); day = day.Plus(1))
            {
                foreach (var symbol in Symbols)
                {
                    if (!still) level[symbol] = Math.Max(0.01m, Math.Round(level[symbol] * random.Next(90, 111) / 100, 2));
                    var traded = random.Next(4) == 0;
                    if (traded)
                    {
                        var units = random.Next(1, 200) / (random.Next(3) == 0 ? 4m : 1m);
                        var buy = random.Next(2) == 0;
                        // One execution a day and symbol, at the day's price, so that no order within the day can matter.
                        lines.Add($"{day} {(buy ? "buy" : "sell")} {symbol} {N(units)} {N(level[symbol])}");
                        Facts.Add((day, symbol, buy ? units : -units, (buy ? -1 : 1) * units * level[symbol]));
                        prices[symbol].Add((day, level[symbol], false));
                    }

                    if (day.IsWeekend || random.Next(4) == 0) continue;
                    lines.Add($"{day} close {symbol} {N(level[symbol])}");
                    prices[symbol].Add((day, level[symbol], true));
                }

                if (random.Next(5) != 0 && Facts.Count > 0) continue;
                var amount = random.Next(1, 100_000) / 100m;
                var isDeposit = random.Next(3) > 0;
                lines.Add($"{day} {(isDeposit ? "deposit" : "withdraw")} {N(amount)}");
                Facts.Add((day, "", 0, isDeposit ? amount : -amount));
            }
        }

        public List<(TradeDate Day, string Symbol, decimal Units, decimal Cash)> Facts { get; } = [];

        public EquityCurve Curve(int order = 0)
        {
            CurveScene scene = new(string.Join('\n', lines));
            if (order > 0) scene.RecordedInAnotherOrder(order);
            return scene.CurveThrough("2026-03-20");
        }

        public decimal LastPrice(string symbol, TradeDate day) => prices[symbol].Where(p => p.Day <= day).Select(p => p.Price).LastOrDefault();

        static string N(decimal value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
