using System.Collections;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>
/// What became of every recommendation and every fill, one row each (M31), with totals. Rows are views over the input and a few arrays, because a
/// record for each of a million would cost more than matching them; what a row's figures divide is divided when they are asked for.
/// </summary>
public sealed class Review : IReadOnlyList<ReviewRow>
{
    readonly Matched matched;
    readonly int start;

    internal Review(Matched matched)
        : this(matched, 0, matched.Order.Length)
    {
    }

    Review(Matched matched, int start, int count) => (this.matched, this.start, Count) = (matched, start, count);

    public int Count { get; }

    public TradeDate AsOf => matched.Facts.AsOf;

    public ReviewTotals Totals => field ??= ReviewTotals.Of(matched, start, Count);

    public ReviewRow this[int index] =>
        (uint)index < (uint)Count ? new(matched, matched.Order[start + index]) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>The rows dated from one day to another, both included, with totals of their own. Matching is not repeated: it saw every day.</summary>
    public Review Within(TradeDate? from, TradeDate? to)
    {
        var first = from is { } f ? FirstNotBefore(f) : 0;
        var end = to is { } t ? FirstNotBefore(t.Plus(1)) : Count;
        return new(matched, start + first, Math.Max(0, end - first));
    }

    public IEnumerator<ReviewRow> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    int FirstNotBefore(TradeDate day)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].Date < day) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
