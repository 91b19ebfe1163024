using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Reviews;

/// <summary>What was meant against what happened. The rules are numbered in <c>docs/specs/matching.md</c>; M-numbers here are theirs.</summary>
public static class TradeReview
{
    /// <summary>
    /// Allocates every fill to the recommendations it belongs to. The order of the input does not matter: the same facts give the same review.
    /// Reversed entries are left out by the caller.
    /// </summary>
    /// <param name="fillSequences">The journal sequence of each fill, in the same order.</param>
    public static Review Of(ReadOnlyMemory<Fill> fills, ReadOnlyMemory<long> fillSequences, ReadOnlyMemory<Wanted> wanted, ReviewFacts facts)
    {
        if (fillSequences.Length != fills.Length)
            throw new ArgumentException($"{fills.Length} fills have {fillSequences.Length} sequences", nameof(fillSequences));
        return new Review(new Matching(fills, fillSequences.Span, wanted.Span, facts).Run(fillSequences, wanted));
    }
}
