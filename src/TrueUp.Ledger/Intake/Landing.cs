using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Intake;

/// <summary>
/// Where one row of input ends: exactly one of these, or the whole input was refused. Decided by pure rules from the row and what the journal already knows;
/// carried out by whoever holds the journal.
/// </summary>
public abstract record Landing
{
    private Landing() { }

    /// <summary>A new fact.</summary>
    /// <param name="Also">Further identities that lead to it.</param>
    public sealed record Record(Entry Entry, Identity Identity, Identity Also = default) : Landing;

    /// <summary>A fact the journal has; nothing is written.</summary>
    public sealed record Already(long Sequence) : Landing;

    /// <summary>A broker's record takes the place of an earlier entry, which is reversed and stays readable.</summary>
    /// <param name="What">Why, in words, for the reversal.</param>
    public sealed record Replace(long Sequence, string What, Entry Entry, Identity Identity) : Landing;

    /// <summary>An earlier fact is withdrawn by its source: a cancel or bust.</summary>
    public sealed record Withdraw(long Sequence, string What, Identity Identity) : Landing;

    /// <summary>A person has to look.</summary>
    public sealed record Hold(Entry Proposed, Code Code, string Why, Identity Identity) : Landing;
}

/// <summary>How the rows of an input ended. The counts add up to <see cref="Rows"/>.</summary>
public sealed record IntakeCount(int Recorded, int Already, int Held, int Replaced)
{
    public static readonly IntakeCount None = new(0, 0, 0, 0);

    public int Rows => Recorded + Already + Held + Replaced;
}
