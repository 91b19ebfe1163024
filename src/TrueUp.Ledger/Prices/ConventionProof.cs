using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// What a file's own splits say about its prices. Raw prices fall by the split on its day; split-adjusted ones go on as if nothing had
/// happened. Splits smaller than 3:2 prove nothing, because a day's move may be as large.
/// </summary>
public abstract record ConventionProof
{
    private ConventionProof() { }

    public sealed record Proven(Convention Convention, TradeDate Day, decimal Ratio, int Splits) : ConventionProof;

    /// <summary>Some splits show and some do not: two conventions in one file.</summary>
    public sealed record Contradictory(TradeDate Shows, TradeDate DoesNot) : ConventionProof;

    public sealed record None : ConventionProof;

    // The close two bars on is compared, not the day's own: a vendor's split may be a day early.
    const int SettleBars = 2;

    public static ConventionProof Of(PriceSeries series)
    {
        if (series.Split is not { } splits) return new None();
        List<(TradeDate Day, decimal Ratio)> shows = [];
        List<(TradeDate Day, decimal Ratio)> doesNot = [];
        for (var i = 1; i < series.Count; i++)
        {
            if (splits[i] is not { } ratio || ratio is <= 0 or (> 0.6667m and < 1.5m)) continue;
            var before = series.Close[i - 1]!.Value;
            var after = series.Close[Math.Min(i + SettleBars, series.Count - 1)]!.Value;
            // Prices that cannot be are refused elsewhere, and prove nothing.
            if (before is <= 0 or > BarChecks.PriceMost || after is <= 0 or > BarChecks.PriceMost || ratio > BarChecks.SplitMost) continue;
            var (asRaw, asAdjusted) = (Moves.Fold(after * ratio, before), Moves.Fold(after, before));
            if (Math.Min(asRaw, asAdjusted) > 1.35m) continue;
            (asRaw < asAdjusted ? shows : doesNot).Add((series[i].Day, ratio));
        }

        return (shows.Count, doesNot.Count) switch
        {
            (0, 0) => new None(),
            var (raw, adjusted) when raw >= 3 * adjusted => new Proven(Convention.Raw, shows[0].Day, shows[0].Ratio, raw),
            var (raw, adjusted) when adjusted >= 3 * raw => new Proven(Convention.SplitAdjusted, doesNot[0].Day, doesNot[0].Ratio, adjusted),
            _ => new Contradictory(shows[0].Day, doesNot[0].Day),
        };
    }
}
