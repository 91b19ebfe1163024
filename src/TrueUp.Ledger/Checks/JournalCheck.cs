using System.Globalization;
using System.Text.Json;
using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Checks;

/// <summary>
/// Goes over a journal's stored entries, in the order they are stored, and says which are not as they were recorded. Needs no more memory for a
/// million than for ten: every entry is checked against the stored hash before it, so that one changed entry is one problem and not a thousand.
/// </summary>
/// <remarks>
/// A change by anybody who did not also compute the hashes again is found by the chain alone, and one flipped bit is named by its field. Whoever
/// computed all later hashes again, or cut off the end, is found by a checkpoint kept elsewhere (<see cref="Against"/>) only.
/// </remarks>
public sealed class JournalCheck(JournalProblems problems)
{
    // Looking for a flipped bit costs a few thousand hashes; a file that is wrong all over is not worth it for every entry.
    const int RepairsMax = 200;

    readonly CanonicalWriter canonical = new();
    readonly List<(JournalHead Expected, bool Met)> checkpoints = [];
    EntryHash before;
    EntryHash? trueHash;
    Suspect? suspect;
    long command = -1;
    CommandStamp? stamp;
    EntryHash digest;
    int repairs;

    // By how much the numbers entries are stored under are off: of a thousand that moved together, the first says it.
    long offset;

    /// <summary>Entries gone over.</summary>
    public long Entries { get; private set; }

    /// <summary>The last entry and its stored hash.</summary>
    public JournalHead Head { get; private set; } = JournalHead.Empty;

    /// <summary>True as long as every entry follows from the one before it and is in canonical form.</summary>
    public bool ChainOk { get; private set; } = true;

    /// <summary>A head noted earlier and kept outside the book: that entry must still be there with that hash. Call before the first entry.</summary>
    public void Against(JournalHead checkpoint) => checkpoints.Add((checkpoint, checkpoint.Sequence == 0));

    /// <summary>The next stored entry.</summary>
    /// <param name="number">The sequence it is stored under.</param>
    /// <param name="commandId">Which command it names; the stamp is looked at again only when this changes.</param>
    /// <param name="by">The command's stamp; null where it cannot be read.</param>
    /// <param name="line">Line in the source.</param>
    /// <param name="kind">The stored kind's name; null where there is no such kind.</param>
    /// <param name="payload">The canonical bytes.</param>
    /// <param name="hash">As stored.</param>
    /// <returns>The entry, repaired where a flipped bit could be found; null where it cannot be read.</returns>
    public Entry? Next(long number, long commandId, CommandStamp? by, int line, string? kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash)
    {
        Entries++;
        var sequence = Head.Sequence + 1;
        Begin(commandId, by, sequence);
        var stored = hash.Length == 32 ? new EntryHash(hash) : default;
        Link link = new(before, sequence, digest, line, kind, payload);
        var fits = stamp is not null && kind is not null && link.Hash() == stored;
        var follows = true;
        if (number - sequence != offset || !fits && number != sequence)
        {
            offset = number - sequence;
            follows = fits || number <= sequence;
            if (offset != 0) Problem(sequence, "sequence", (fits, number - sequence) switch
            {
                (true, _) or (_, < 0) => string.Create(CultureInfo.InvariantCulture, $"it is stored under the number {number}"),
                (_, 1) => "the entry is missing",
                _ => string.Create(CultureInfo.InvariantCulture, $"entries {sequence} to {number - 1} are missing"),
            });
            if (!follows) (sequence, offset) = (number, 0);
        }

        // Nothing to link with where the command or the entry before is gone, which is a problem of its own: from here the stored hash is believed.
        var entry = fits || stamp is null || !follows ? Acquitted(sequence, kind, payload) : Condemned(link, stored);
        (before, Head, trueHash) = (trueHash ?? stored, new(sequence, stored), null);
        for (var i = 0; i < checkpoints.Count; i++)
            if (checkpoints[i].Expected.Sequence == sequence) Meet(i, stored);
        return entry;
    }

    /// <summary>Call after the last entry.</summary>
    public void End()
    {
        Settle(hashIsWrong: false);
        foreach (var (expected, met) in checkpoints)
        {
            if (met) continue;
            Problem(expected.Sequence, "checkpoint", string.Create(
                CultureInfo.InvariantCulture, $"the checkpoint has seen {expected.Sequence} entries and the book has {Head.Sequence}: its end was cut off, or an older copy was put in its place"));
        }
    }

    void Meet(int index, EntryHash stored)
    {
        var expected = checkpoints[index].Expected;
        checkpoints[index] = (expected, true);
        if (expected.Hash != stored) Problem(expected.Sequence, "checkpoint", $"its hash is {stored}, the checkpoint has {expected.Hash}: this is not the history the checkpoint saw");
    }

    void Begin(long commandId, CommandStamp? by, long sequence)
    {
        if (commandId == command) return;
        (command, stamp) = (commandId, by);
        if (by is null) Problem(sequence, "command", string.Create(CultureInfo.InvariantCulture, $"its command {commandId} cannot be read, so nobody can say who recorded it and when"));
        else digest = Chain.Digest(by);
    }

    Entry? Acquitted(long sequence, string? kind, ReadOnlySpan<byte> payload)
    {
        Settle(hashIsWrong: false);
        if (kind is not null) return Read(sequence, kind, payload, quiet: false);
        Problem(sequence, "kind", "it is of a kind that does not exist");
        return null;
    }

    Entry? Condemned(in Link link, EntryHash stored)
    {
        if (suspect is { Kind: not null } earlier)
        {
            // If this entry follows from what the one before should have been, only the hash of that one is wrong.
            var hashIsWrong = link.Kind is not null && (link with { Before = earlier.Computed }).Hash() == stored;
            Settle(hashIsWrong);
            if (hashIsWrong) return Read(link.Sequence, link.Kind!, link.Payload, quiet: false);
        }

        Settle(hashIsWrong: false);
        if (repairs++ < RepairsMax && Repair.Find(link, stored, stamp!) is { } repair)
        {
            Problem(link.Sequence, repair.Field, repair.Problem);
            trueHash = repair.Hash;
            // The rest of the command's entries are measured with the stamp as it was.
            if (repair.Stamp is { } original) (stamp, digest) = (original, Chain.Digest(original));
            return Read(link.Sequence, repair.Kind ?? link.Kind!, repair.Payload ?? link.Payload, quiet: true);
        }

        suspect = new(link.Sequence, link.Kind is null ? default : link.Hash(), link.Kind);
        return link.Kind is null ? null : Read(link.Sequence, link.Kind, link.Payload, quiet: true);
    }

    // Whether the hash or the content of an entry is wrong is known only when the entry after it was seen.
    void Settle(bool hashIsWrong)
    {
        if (suspect is not { } entry) return;
        suspect = null;
        if (hashIsWrong) Problem(entry.Sequence, "hash", "the stored hash is not the entry's, as the next entry confirms");
        else if (entry.Kind is null) Problem(entry.Sequence, "kind", "it is of a kind that does not exist");
        else Problem(entry.Sequence, "payload", "it is not what was recorded: its hash does not follow from it, its command and the entry before it");
    }

    /// <summary>Something wrong with an entry that its bytes do not show.</summary>
    public void Problem(long sequence, string field, string problem)
    {
        ChainOk = false;
        problems.Add(sequence, field, problem);
    }

    Entry? Read(long sequence, string kind, ReadOnlySpan<byte> payload, bool quiet)
    {
        try
        {
            var entry = Canonical.Read(kind, payload.ToArray());
            if (!quiet && !Canonical.Write(entry, canonical).SequenceEqual(payload)) Problem(sequence, "payload", "its bytes are not the canonical form of what they say");
            return entry;
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException or OverflowException)
        {
            if (!quiet) Problem(sequence, "payload", $"it cannot be read: {e.Message}");
            return null;
        }
    }

    sealed record Suspect(long Sequence, EntryHash Computed, string? Kind);
}
