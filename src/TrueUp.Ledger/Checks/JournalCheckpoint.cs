using System.Buffers;
using System.Globalization;
using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Checks;

/// <summary>
/// A journal's head written down to be kept outside the book, as one line <c>sequence hash</c>. With it anybody can see later that nothing up to there was
/// changed, cut off or put back, whoever computed the hashes again. Not a saved fold (<see cref="Positions.Checkpoint"/>).
/// </summary>
public static class JournalCheckpoint
{
    public static string Text(JournalHead head) => string.Create(CultureInfo.InvariantCulture, $"{head.Sequence} {head.Hash}");

    /// <summary>Null for anything that is not such a line.</summary>
    public static JournalHead? Read(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        var space = line.IndexOf(' ');
        if (space < 0 || !long.TryParse(line[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)) return null;
        var hash = line[(space + 1)..].Trim();
        Span<byte> bytes = stackalloc byte[32];
        return hash.Length == 64 && Convert.FromHexString(hash, bytes, out _, out _) == OperationStatus.Done ? new(sequence, new EntryHash(bytes)) : null;
    }
}
