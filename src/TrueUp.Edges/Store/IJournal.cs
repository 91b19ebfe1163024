using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Store;

/// <summary>
/// Where a book's entries are kept: SQLite for one machine, memory for tests, PostgreSQL behind the same members. The store keeps order, bytes, hashes and
/// identities; it decides nothing about their meaning. Reads between <see cref="IJournal"/>'s opening and its disposal see one state of the book.
/// </summary>
public interface IJournal : IDisposable
{
    JournalHead Head { get; }

    /// <summary>The last sequence recorded at or before an instant; 0 when none was.</summary>
    long SequenceKnownBy(Instant instant);

    /// <summary>Whole entries after one sequence and through another, in order.</summary>
    IEnumerable<Posted> Read(long after, long through);

    /// <summary>Whole entries of some kinds (names of <see cref="Canonical.KindOf"/>) through a sequence, in order. Meant for the rare kinds.</summary>
    IEnumerable<Posted> ReadKinds(ReadOnlySpan<string> kinds, long through);

    /// <summary>The stored form of every entry, in order, for verifying.</summary>
    void ScanStored(StoredVisitor visit);

    /// <summary>Fills in order of record, without the words about them.</summary>
    void ScanFills(in FillQuery query, FillVisitor visit);

    /// <summary>
    /// Fills typed by hand through a day, in order of record, whose account has a record of the broker's own (known by its numbering) of that day or later; those
    /// that one has confirmed are among them, and are reversed.
    /// </summary>
    void ScanByHand(TradeDate to, FillVisitor visit);

    /// <summary>Recommendations in order of record.</summary>
    void ScanRecommendations(in RecommendationQuery query, Action<long, Recommendation> visit);

    int CountFills();

    int CountRecommendations();

    /// <summary>The newest saved state of a fold at or before a sequence.</summary>
    SavedFold? Saved(string name, long through);

    /// <summary>Keeps a fold's state; losing it only costs time. Failing to (a read-only book) is not an error.</summary>
    void Save(string name, SavedFold state);

    /// <summary>Forgets every saved fold and derived row and makes them again from the entries.</summary>
    void Rebuild(CommandStamp stamp);

    /// <summary>One durable, all-or-nothing, exclusive write. When this returns, what was appended survives power loss.</summary>
    /// <param name="keep">False: do everything, then undo it, so that the answer is known and the book unchanged.</param>
    T Write<T>(CommandStamp stamp, Func<IJournalWriter, T> work, bool keep = true);

    /// <summary>Several commands in one such write, in order, each seeing what those before it appended: all of them or none.</summary>
    IReadOnlyList<T> Write<T>(IReadOnlyList<WritePart<T>> parts, bool keep = true);
}

/// <summary>One command of a write.</summary>
public sealed record WritePart<T>(CommandStamp Stamp, Func<IJournalWriter, T> Work);

/// <summary>The inside of one write: sees everything recorded before it and its own appends.</summary>
public interface IJournalWriter
{
    JournalHead Head { get; }

    /// <summary>Appends one entry and returns its sequence.</summary>
    /// <param name="line">Line in the source; 0 where there is none.</param>
    /// <param name="identity">What makes the fact the same fact when it arrives again; default where nothing does.</param>
    long Append(Entry entry, int line = 0, Identity identity = default);

    /// <summary>Makes a further identity lead to an entry already recorded.</summary>
    void Identify(Identity identity, long sequence);

    /// <summary>The entry an identity belongs to, and the digest of its content as recorded.</summary>
    Known? Find(Identity identity);

    /// <summary>True where any identity's key starts with a byte: lets a caller skip look-ups that cannot succeed.</summary>
    bool AnyIdentity(byte kind);

    /// <summary>True where a fill, recommendation or cash movement has named a symbol or account, this write's own included.</summary>
    bool HasNamed(string text);

    /// <summary>The journal being written to: reads through it see this write's own appends.</summary>
    IJournal Journal { get; }
}

/// <param name="Through">Last sequence the state includes.</param>
/// <param name="Hash">The chain's hash there: a state of another history does not fit.</param>
public sealed record SavedFold(long Through, EntryHash Hash, byte[] State);

/// <summary>Null bounds are open. Days are inclusive.</summary>
public readonly record struct FillQuery(long Through, TradeDate? From = null, TradeDate? To = null, long After = 0);

public readonly record struct RecommendationQuery(long Through, TradeDate? From = null, TradeDate? To = null);

/// <param name="tie">The order the broker's numbering gives: <c>FactOrder.TieOf</c>.</param>
public delegate void FillVisitor(long sequence, in Fill fill, long tie);

/// <summary>An entry as bytes, with what its hash was computed from.</summary>
public delegate void StoredVisitor(in StoredEntry entry);

public readonly ref struct StoredEntry
{
    public required long Sequence { get; init; }

    public required CommandStamp Stamp { get; init; }

    public required int Line { get; init; }

    public required string Kind { get; init; }

    public required ReadOnlySpan<byte> Payload { get; init; }

    public required ReadOnlySpan<byte> Hash { get; init; }
}
