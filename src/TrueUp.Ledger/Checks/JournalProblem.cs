namespace TrueUp.Ledger.Checks;

/// <summary>One thing that is not as it was recorded.</summary>
/// <param name="Sequence">The entry it is about; 0 where it is about the book's file as a whole.</param>
/// <param name="Field">The field of the entry, or the stored table, that is wrong.</param>
/// <param name="Problem">What was found and what was expected, as a person reads it.</param>
public readonly record struct JournalProblem(long Sequence, string Field, string Problem);

/// <summary>Problems as they are found. Of a file damaged all over, the first thousand say enough; the rest are counted.</summary>
public sealed class JournalProblems
{
    const int Kept = 1000;
    readonly List<JournalProblem> all = [];

    public IReadOnlyList<JournalProblem> All => all;

    /// <summary>How many there were, kept or not.</summary>
    public long Count { get; private set; }

    public void Add(long sequence, string field, string problem)
    {
        if (++Count <= Kept) all.Add(new(sequence, field, problem));
    }
}
