using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>A benchmark on the sessions of a curve, 1 at the curve's base.</summary>
/// <param name="Index">One per point of the curve; null before the benchmark's first price.</param>
/// <param name="Note">What a reader should know; empty where there is nothing to say.</param>
public sealed record Benchmark(Symbol Symbol, IReadOnlyList<decimal?> Index, string Note)
{
    /// <summary>R13. A benchmark that has no price while the curve still stands at its base has no index: rebased anywhere else it would not be comparable.</summary>
    /// <param name="index">Null where the store has no prices of it.</param>
    public static Benchmark Of(Symbol symbol, BenchmarkIndex? index, EquityCurve curve)
    {
        var nothing = new decimal?[curve.Points.Count];
        if (curve.Points.Count == 0) return new(symbol, nothing, "");
        var start = curve.Points[0].Session;
        if (index is null) return new(symbol, nothing, $"{symbol}: no prices up to {curve.Points[^1].Session}");
        List<string> notes = [];
        var first = Array.FindIndex(index.Points, p => p is not null);
        // While the curve stands still at 1, beginning a little later is beginning at the same place.
        if (curve.Points.Take(first + 1).Any(p => p.Index != 1))
            return new(symbol, nothing, $"{symbol}: no price on or before {start}, where the curve begins (import one, or start later: --from)");
        if (first > 0) notes.Add($"begins with its first price, on {curve.Points[first].Session}");
        if (!index.IsTotalReturn) notes.Add(index.Text);
        if (Array.FindLastIndex(index.IsStale, stale => !stale) is >= 0 and var last && last < index.IsStale.Length - 1) notes.Add($"no price since {curve.Points[last].Session}, carried forward");
        var note = string.Join("; ", notes);
        return new(symbol, index.Points, note.Length == 0 || note.StartsWith(symbol.Name + " ", StringComparison.Ordinal) ? note : $"{symbol}: {note}");
    }
}
