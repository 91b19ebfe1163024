using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Statements;

/// <summary>What one reading of a whole file found, before anything of it is recorded.</summary>
/// <param name="Layout">The layout it is in, as the summary names it.</param>
/// <param name="Rows">Rows that can be understood, held ones included.</param>
/// <param name="Held">Rows among them that wait for a person.</param>
/// <param name="Refused">The first refusals; see <paramref name="RefusedCount"/> for how many there are.</param>
/// <param name="RefusedCount">All refusals, counted.</param>
/// <param name="Notes">What was accepted and is worth saying.</param>
/// <param name="Sha256">Of the file's bytes as stored, lower-case hex; empty where reading stopped before its end.</param>
public sealed record Checked(
    string Layout,
    long Rows,
    long Held,
    IReadOnlyList<Rejection> Refused,
    long RefusedCount,
    IReadOnlyList<string> Notes,
    string Sha256)
{
    public bool IsRefused => RefusedCount > 0;

    public void ThrowIfRefused()
    {
        if (IsRefused) throw new RefusedException(Refused) { Total = RefusedCount };
    }
}
