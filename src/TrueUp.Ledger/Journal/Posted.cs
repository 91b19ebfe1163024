using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Journal;

/// <summary>Who wrote, when and from what: shared by every entry one command appends.</summary>
/// <param name="Id">Unique per attempt to do something: a journal takes entries under one id in one write only, and throws on a second.</param>
/// <param name="RecordedAt">When we learned it, to the millisecond. When it happened is on the entry.</param>
/// <param name="Actor">The person or job.</param>
/// <param name="Verb">The command as typed: <c>fill import</c>.</param>
/// <param name="Source">The file's name where there is one.</param>
/// <param name="SourceSha256">Lower-case hex of the file's bytes.</param>
public sealed record CommandStamp(
    string Id,
    Instant RecordedAt,
    string Actor,
    string Verb,
    string? Source = null,
    string? SourceSha256 = null);

/// <summary>An entry with its place in the journal. Sequence, not time, decides order of record.</summary>
/// <param name="Sequence">1, 2, 3 … without gaps.</param>
/// <param name="Line">Line in the source file, 1-based; 0 where there is none.</param>
public sealed record Posted(long Sequence, CommandStamp Stamp, int Line, Entry Entry);

/// <summary>The last entry and the hash that stands for everything up to it.</summary>
public sealed record JournalHead(long Sequence, EntryHash Hash)
{
    public static readonly JournalHead Empty = new(0, default);
}

/// <summary>What part of the journal a question is asked of.</summary>
/// <param name="AsOf">Facts that happened on or before this day; null is all.</param>
/// <param name="KnownBy">Facts recorded at or before this instant; null is all. A reversal recorded later does not count either.</param>
public sealed record Cut(TradeDate? AsOf = null, Instant? KnownBy = null)
{
    public static readonly Cut Everything = new();

    public bool IsEverything => AsOf is null && KnownBy is null;
}
