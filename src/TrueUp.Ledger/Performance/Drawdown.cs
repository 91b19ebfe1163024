using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>
/// The deepest fall of an index from a peak before it. Taken on the return index, never on the balance: deposits would hide it.
/// </summary>
/// <param name="Depth">Trough ÷ peak − 1: zero or negative.</param>
/// <param name="Peak">The day of the peak; null where the index never fell.</param>
/// <param name="Recovery">The first day at or above that peak again; null while below it.</param>
/// <param name="Observations">Points below the peak, from the first after it to the last before recovery.</param>
public readonly record struct Drawdown(decimal Depth, TradeDate? Peak, TradeDate? Trough, TradeDate? Recovery, int Observations)
{
    public static readonly Drawdown None;

    /// <summary>Days from peak to recovery, or to the last point while there is none.</summary>
    public int CalendarDays(TradeDate last) => Peak is { } peak ? (Recovery ?? last).Number - peak.Number : 0;

    /// <summary>Of equally deep falls the first.</summary>
    public static Drawdown Deepest(ReadOnlySpan<(TradeDate Day, decimal Index)> points)
    {
        var deepest = None;
        var (peakAt, deepestPeakAt, troughAt) = (0, -1, -1);
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i].Index >= points[peakAt].Index)
            {
                peakAt = i;
                continue;
            }

            var depth = Below(points[i].Index, points[peakAt].Index);
            if (depth >= deepest.Depth) continue;
            deepest = deepest with { Depth = depth };
            (deepestPeakAt, troughAt) = (peakAt, i);
        }

        if (deepestPeakAt < 0) return None;
        var recovered = troughAt + 1;
        while (recovered < points.Length && points[recovered].Index < points[deepestPeakAt].Index) recovered++;
        return new(
            deepest.Depth,
            points[deepestPeakAt].Day,
            points[troughAt].Day,
            recovered < points.Length ? points[recovered].Day : null,
            recovered - deepestPeakAt - 1);
    }

    /// <summary>How far below its peak an index is: zero or negative; zero where the peak is nothing.</summary>
    public static decimal Below(decimal index, decimal peak) => peak <= 0 ? 0 : index / peak - 1;
}
