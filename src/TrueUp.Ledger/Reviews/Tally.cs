namespace TrueUp.Ledger.Reviews;

/// <summary>What matching gathers for one row, before anything is divided. Mutable, and private to a review until it is built.</summary>
struct Tally
{
    /// <summary>In the exact units of M17; shares of the row's own units where no split is in the life.</summary>
    public decimal Filled;

    /// <summary>Σ share × price: the same money in any units.</summary>
    public decimal Notional;

    public decimal Fees;

    /// <summary>Zero or more: whole fills, from this place in the order of fills. Below zero: a chain of shares that starts at the complement.</summary>
    public int First;

    public int Count;

    /// <summary>The end of the chain, where <see cref="First"/> starts one.</summary>
    public int Last;

    /// <summary>Index of the recommendation; −1 when unplanned.</summary>
    public int Wanted;

    public int Line;

    /// <summary>When unplanned, the day of its fills; else the last day of its life (M3, M5).</summary>
    public int Day;

    public ReviewMarks Marks;
}

/// <summary>A part of a fill, or a fill among others, given to a row.</summary>
/// <param name="Next">The next share of the same row; −1 at its end.</param>
readonly record struct ChainedShare(int Fill, decimal Quantity, decimal Fee, int Next);

/// <summary>The splits within one recommendation's life, as the products that keep quantities exact (M17).</summary>
sealed class SplitLife(IReadOnlyList<UnitSplit> splits)
{
    /// <summary>Exact units per unit of the recommendation: Πn.</summary>
    public decimal Numerator { get; } = splits.Aggregate(1m, (product, s) => product * s.Numerator);

    /// <summary>Exact units per unit of its end: Πd.</summary>
    public decimal Denominator { get; } = splits.Aggregate(1m, (product, s) => product * s.Denominator);

    /// <summary>Exact units per unit of a day, and the ratio that takes a price of the recommendation to that day.</summary>
    public (decimal PerUnit, decimal Numerator, decimal Denominator) On(int day)
    {
        var (before, over, after) = (1m, 1m, 1m);
        foreach (var split in splits)
        {
            if (split.Day.Number <= day) (before, over) = (before * split.Numerator, over * split.Denominator);
            else after *= split.Numerator;
        }

        return (over * after, before, over);
    }
}
