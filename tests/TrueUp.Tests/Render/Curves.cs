using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;

namespace TrueUp.Tests.Render;

/// <summary>Made-up curves of every awkward shape. Pseudo-random by a fixed recurrence, so the same on every machine.</summary>
static class Curves
{
    public static readonly string[] Names = ["usual", "one day", "no days", "flat", "ten years", "many", "below zero", "gaps", "seventyfold", "long words", "two weeks"];

    public static CurveView Of(string name) => name switch
    {
        "usual" => View([Portfolio(1, 126), Other("SPY", 2, 126), Other("IWM", 3, 126), Other("IWC", 4, 126)], "Stale marks on 3 sessions: the last close was carried forward."),
        "one day" => View([Portfolio(1, 1), Other("SPY", 2, 1)]),
        "no days" => View([]),
        "flat" => View([new("Portfolio", true, Flat(30)), new("SPY", false, Flat(30))], "Hypothetical: no real portfolio achieved these results."),
        "ten years" => View([Portfolio(5, 2520), Other("SPY", 2, 2520), Other("IWM", 3, 2520)]),
        "many" => View([Portfolio(7, 250), .. Enumerable.Range(1, 24).Select(i => Other($"BENCH{i}", 100 + i, 250))]),
        "below zero" => View([new("Portfolio", true, [.. Walk(9, 60).Select((p, i) => p with { Value = p.Value - 0.04m * i })]), Other("SPY", 2, 60)]),
        "gaps" => View([Portfolio(13, 250), new("SPY", false, [.. Walk(2, 250).Where((_, i) => i is < 80 or > 140)]), Other("IWM", 3, 150)]),
        "seventyfold" => View([new("Portfolio", true, [.. Walk(3, 1000).Select((p, i) => p with { Value = p.Value * (1 + 0.07m * i) })]), Other("SPY", 2, 1000)]),
        "long words" => View(
            [new("A portfolio with a name that goes on and on", true, Walk(1, 40)), new("MSCI All Country World Minimum Volatility", false, Walk(2, 40))],
            string.Join(' ', Enumerable.Repeat("A note that is longer than the picture is wide.", 6))),
        "two weeks" => View([Portfolio(1, 10), Other("SPY", 2, 10)]),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such curve"),
    };

    public static ValueList<CurvePoint> Walk(int seed, int days)
    {
        var state = unchecked((uint)seed * 2_654_435_761u);
        var value = 1m;
        List<CurvePoint> points = [];
        for (var day = TradeDate.Of(2014, 1, 2); points.Count < days; day = day.Plus(1))
        {
            if (day.IsWeekend) continue;
            points.Add(new(day, value));
            state = unchecked(state * 1_664_525 + 1_013_904_223);
            value = Math.Round(value * (1 + ((int)(state >> 16) % 401 - 198) / 20_000m), 6);
        }

        return [.. points];
    }

    static ValueList<CurvePoint> Flat(int days) => [.. Walk(1, days).Select(p => p with { Value = 1 })];

    static CurveLine Portfolio(int seed, int days) => new("Portfolio", true, Walk(seed, days));

    static CurveLine Other(string name, int seed, int days) => new(name, false, Walk(seed, days));

    static CurveView View(ValueList<CurveLine> lines, params ReadOnlySpan<string> notes) =>
        new("Portfolio and benchmarks, normalised to 1.0", TradeDate.Of(2026, 1, 7), lines, lines.Count == 0 ? [] : Drawdown(lines[0].Points), [.. notes]);

    static ValueList<CurvePoint> Drawdown(ValueList<CurvePoint> points)
    {
        var peak = 1m;
        return [.. points.Select(p => p with { Value = p.Value / (peak = Math.Max(peak, p.Value)) - 1 })];
    }
}
