using NodaTime;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Store;

/// <summary>A journal in memory, with the same bytes, hashes and identities as a stored one: for tests, and for trying a write without making it.</summary>
public sealed class MemoryJournal : IJournal
{
    readonly List<(Posted Posted, byte[] Payload, EntryHash Hash)> entries = [];
    readonly Dictionary<string, Known> identities = new(StringComparer.Ordinal);
    readonly Dictionary<string, SavedFold> saved = new(StringComparer.Ordinal);

    public JournalHead Head => entries.Count == 0 ? JournalHead.Empty : new(entries.Count, entries[^1].Hash);

    public long SequenceKnownBy(Instant instant) => entries.Where(e => e.Posted.Stamp.RecordedAt <= instant).Select(e => e.Posted.Sequence).DefaultIfEmpty(0).Max();

    public IEnumerable<Posted> Read(long after, long through) => entries.Select(e => e.Posted).Where(p => p.Sequence > after && p.Sequence <= through).ToList();

    public IEnumerable<Posted> ReadKinds(ReadOnlySpan<string> kinds, long through)
    {
        var wanted = kinds.ToArray();
        return entries.Select(e => e.Posted).Where(p => p.Sequence <= through && wanted.Contains(Canonical.KindOf(p.Entry), StringComparer.Ordinal)).ToList();
    }

    public void ScanStored(StoredVisitor visit)
    {
        Span<byte> hash = stackalloc byte[32];
        foreach (var (posted, payload, link) in entries)
        {
            link.CopyTo(hash);
            visit(new StoredEntry { Sequence = posted.Sequence, Stamp = posted.Stamp, Line = posted.Line, Kind = Canonical.KindOf(posted.Entry), Payload = payload, Hash = hash });
        }
    }

    public void ScanFills(in FillQuery query, FillVisitor visit)
    {
        foreach (var (posted, _, _) in entries)
        {
            if (posted.Sequence > query.Through || posted.Sequence <= query.After || posted.Entry is not FillRecorded e) continue;
            if (query.From is { } from && e.Day < from || query.To is { } to && e.Day > to) continue;
            visit(posted.Sequence, e.Fill, FactOrder.TieOf(e.Detail.ExecutionId));
        }
    }

    public void ScanByHand(TradeDate to, FillVisitor visit)
    {
        var hand = Identities.Hand.ToString("X2", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var sequence in identities.Where(i => i.Key.StartsWith(hand, StringComparison.Ordinal)).Select(i => i.Value.Sequence).Order())
        {
            if (entries[(int)sequence - 1].Posted.Entry is not FillRecorded { Fill: var fill } e || fill.TradeDate > to) continue;
            if (entries.Exists(b => b.Posted.Entry is FillRecorded { Detail.ExecutionId: var id } later && FactOrder.TieOf(id) != 0
                && later.Fill.Account == fill.Account && later.Fill.TradeDate >= fill.TradeDate))
                visit(sequence, fill, FactOrder.TieOf(e.Detail.ExecutionId));
        }
    }

    public void ScanRecommendations(in RecommendationQuery query, Action<long, Recommendation> visit)
    {
        foreach (var (posted, _, _) in entries)
        {
            if (posted.Sequence > query.Through || posted.Entry is not RecommendationMade e) continue;
            if (query.From is { } from && e.Day < from || query.To is { } to && e.Day > to) continue;
            visit(posted.Sequence, e.Recommendation);
        }
    }

    public int CountFills() => entries.Count(e => e.Posted.Entry is FillRecorded);

    public int CountRecommendations() => entries.Count(e => e.Posted.Entry is RecommendationMade);

    public SavedFold? Saved(string name, long through) => saved.TryGetValue(name, out var state) && state.Through <= through ? state : null;

    public void Save(string name, SavedFold state) => saved[name] = state;

    public void Rebuild(CommandStamp stamp) => saved.Clear();

    public T Write<T>(CommandStamp stamp, Func<IJournalWriter, T> work, bool keep = true) => Write([new WritePart<T>(stamp, work)], keep)[0];

    public IReadOnlyList<T> Write<T>(IReadOnlyList<WritePart<T>> parts, bool keep = true)
    {
        var (count, known) = (entries.Count, new Dictionary<string, Known>(identities));
        var done = false;
        try
        {
            List<T> results = new(parts.Count);
            foreach (var (stamp, work) in parts)
                results.Add(work(new Writer(this, Chain.AsKept(stamp, entries.Count == 0 ? Instant.MinValue : entries[^1].Posted.Stamp.RecordedAt))));
            done = keep;
            return results;
        }
        finally
        {
            if (!done)
            {
                entries.RemoveRange(count, entries.Count - count);
                identities.Clear();
                foreach (var (key, value) in known) identities.Add(key, value);
            }
        }
    }

    public void Dispose()
    {
    }

    sealed class Writer(MemoryJournal journal, CommandStamp stamp) : IJournalWriter
    {
        readonly CanonicalWriter canonical = new();
        readonly EntryHash digest = Chain.Digest(stamp);
        bool begun;

        public JournalHead Head => journal.Head;

        public IJournal Journal => journal;

        public bool AnyIdentity(byte kind)
        {
            var prefix = kind.ToString("X2", System.Globalization.CultureInfo.InvariantCulture);
            return journal.identities.Keys.Any(k => k.StartsWith(prefix, StringComparison.Ordinal));
        }

        public bool HasNamed(string text) => journal.entries.Exists(e => e.Posted.Entry switch
        {
            FillRecorded { Fill: var f } => f.Account.Name == text || f.Symbol.Name == text,
            RecommendationMade { Recommendation: var r } => r.Account.Name == text || r.Symbol.Name == text,
            CashMoved c => c.Account.Name == text || c.Symbol?.Name == text,
            _ => false,
        });

        public long Append(Entry entry, int line = 0, Identity identity = default)
        {
            if (!begun && journal.entries.Exists(e => e.Posted.Stamp.Id == stamp.Id)) throw new RefusedException(Codes.CommandRepeated, new("command"), $"{stamp.Id} was recorded before");
            begun = true;
            var payload = Canonical.Write(entry, canonical).ToArray();
            var sequence = journal.entries.Count + 1L;
            // What is kept is what the bytes say, as a stored journal would give it back.
            Posted posted = new(sequence, stamp, line, Canonical.Read(Canonical.KindOf(entry), payload));
            journal.entries.Add((posted, payload, Chain.Link(journal.Head.Hash, sequence, digest, line, Canonical.KindOf(entry), payload)));
            if (!identity.IsNone) Identify(identity, sequence);
            return sequence;
        }

        public void Identify(Identity identity, long sequence) => journal.identities[Convert.ToHexString(identity.Key.Span)] = new(sequence, identity.Digest);

        public Known? Find(Identity identity) => journal.identities.TryGetValue(Convert.ToHexString(identity.Key.Span), out var known) ? known : null;
    }
}
