using System.Runtime.CompilerServices;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>What matching leaves behind: arrays that rows are views of.</summary>
sealed class Matched
{
    public required ReadOnlyMemory<Fill> Fills { get; init; }

    public required ReadOnlyMemory<long> Sequences { get; init; }

    public required ReadOnlyMemory<Wanted> Wanted { get; init; }

    public required ReviewFacts Facts { get; init; }

    public required Lines Lines { get; init; }

    /// <summary>By line.</summary>
    public required Instrument[] Instruments { get; init; }

    /// <summary>Money per 1.0 of price, by line: asking the instrument multiplies each time.</summary>
    public required decimal[] PointValues { get; init; }

    /// <summary>Indexes of fills, ordered by day, line, direction and M9.</summary>
    public required int[] FillOrder { get; init; }

    public required Tally[] Recommended { get; init; }

    public required Tally[] Unplanned { get; init; }

    /// <summary>Rows in the order of M31: a recommendation by its place, an unplanned row by the complement of its place.</summary>
    public required int[] Order { get; init; }

    public required ChainedShare[] Shares { get; init; }

    /// <summary>By place, of the few recommendations that have one.</summary>
    public required Dictionary<int, SplitLife> SplitLives { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Tally TallyOf(int place) => ref place >= 0 ? ref Recommended[place] : ref Unplanned[~place];
}
