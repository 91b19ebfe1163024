namespace TrueUp.Ledger.Reviews;

/// <summary>
/// One row before anything is divided: what was wanted, copied so that totals read one array from end to end, and what matching gathered.
/// Mutable, and private to a review until it is built.
/// </summary>
struct Tally
{
    /// <summary>In the exact units of M17, as <see cref="Filled"/>: the row's own units where no split is in the life.</summary>
    public decimal Target;

    public decimal Filled;

    /// <summary>Σ share × price: the same money in any units.</summary>
    public decimal Notional;

    /// <summary>In the units the recommendation was made in; zero where there is none (M23).</summary>
    public decimal Benchmark;

    public decimal Fees;

    /// <summary>Zero or more: whole fills, from this place in the order of fills. Below zero: a chain of shares that starts at the complement.</summary>
    public int First;

    public int Count;

    /// <summary>The end of the chain, where <see cref="First"/> starts one.</summary>
    public int Last;

    /// <summary>Index of the recommendation; −1 when unplanned.</summary>
    public int Wanted;

    /// <summary>Twice the line, plus one when selling.</summary>
    public int Lane;

    /// <summary>The day of M31.</summary>
    public int Day;

    /// <summary>The last day of the life (M3, M5).</summary>
    public int End;

    public ReviewMarks Marks;

    public readonly int Line => Lane / 2;

    public readonly bool IsBuying => (Lane & 1) == 0;

    public readonly bool IsComplete => Filled >= Target;
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
