using FsCheck;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;
using TrueUp.Tests.Store;
using Xunit;

namespace TrueUp.Tests.Laws;

/// <summary>P7 and P12 as far as they are about bytes: one fact, one form; one history, one hash; nothing of it changes unseen.</summary>
public class ChainLaws
{
    [Theory]
    [InlineData("memory", 300)]
    [InlineData("sqlite", 40)]
    public void P7_an_entry_read_from_its_bytes_is_the_entry_and_has_the_same_bytes(string store, int runs) => Journals.Hold(runs, Journals.Any, seeds =>
    {
        var entries = Journals.Of(seeds);
        using var written = Written.Of(store, entries);
        CanonicalWriter again = new();
        foreach (var ((posted, payload), entry) in written.All().Zip(entries))
        {
            Assert.Equal(payload, Canonical.Write(posted.Entry, again).ToArray());
            Assert.Equal(payload, Canonical.Write(entry, again).ToArray());
            Assert.Equal(posted.Entry, Canonical.Read(Canonical.KindOf(entry), payload));
        }
    });

    [Fact]
    public void P7_memory_and_SQLite_give_the_same_facts_the_same_hash() => Journals.Hold(60, Journals.Any, seeds =>
    {
        var entries = Journals.Of(seeds);
        using var memory = Written.Of("memory", entries);
        using var sqlite = Written.Of("sqlite", entries);
        Assert.Equal(memory.Journal.Head, sqlite.Journal.Head);
        Assert.Equal(memory.All().Select(e => e.Payload), sqlite.All().Select(e => e.Payload));
        Assert.Equal(memory.All().Select(e => e.Posted), sqlite.All().Select(e => e.Posted));
    });

    [Fact]
    public void P12_the_second_verifier_finds_random_books_whole_and_comes_to_the_same_head()
    {
        List<Written> books = [];
        try
        {
            Journals.Hold(40, Journals.Any, seeds => books.Add(Written.Of("sqlite", Journals.Of(seeds), each: 1 + seeds.Length % 4)));
            foreach (var (book, verdict) in books.Zip(SecondVerifier.Of([.. books.Select(b => b.File)])))
            {
                Assert.True(verdict.Ok, verdict.ToString());
                Assert.Equal(book.Journal.Head.Sequence, verdict.Entries);
                Assert.Equal(book.Journal.Head.Hash.ToString(), verdict.HeadHash);
            }
        }
        finally
        {
            foreach (var book in books) book.Dispose();
        }
    }

    [Fact]
    public void P12_a_changed_bit_a_deletion_an_insertion_a_swap_and_a_gap_are_found_at_their_entry()
    {
        var folder = Directory.CreateTempSubdirectory("trueup-tamper-").FullName;
        try
        {
            Random r = new(12);
            using var written = Written.Of("sqlite", Journals.Of([.. Enumerable.Range(0, 60).Select(_ => r.Next())]), each: 3);
            var last = written.Journal.Head.Sequence;
            List<(string File, long Sequence, string What)> tampered = [];
            for (var i = 0; i < 160 * Journals.Runs(1); i++)
            {
                var file = Path.Combine(folder, $"{i}.db");
                File.Copy(written.File, file);
                var sequence = r.NextInt64(1, last + 1);
                var (what, first) = Tamper(file, r, i % 16, sequence, last);
                tampered.Add((file, first, what));
            }

            foreach (var ((file, sequence, what), verdict) in tampered.Zip(SecondVerifier.Of([.. tampered.Select(t => t.File)])))
            {
                Assert.False(verdict.Ok, $"{what} at {sequence} was not found");
                Assert.Equal((what, sequence), (what, verdict.Sequence ?? 0));
                Assert.Equal((what, sequence), (what, OurFirstBad(file)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void P12_a_journal_cut_at_its_end_is_whole_in_itself_and_another_head()
    {
        using var written = Written.Of("sqlite", Journals.Of([.. Enumerable.Range(1, 30)]), each: 1);
        var head = written.Journal.Head;
        written.Journal.Dispose();
        RawSql.Run(written.File, $"delete from entry where seq = {head.Sequence}; delete from command where id = (select max(id) from command)");
        var verdict = Assert.Single(SecondVerifier.Of(written.File));
        Assert.True(verdict.Ok);
        Assert.Equal(head.Sequence - 1, verdict.Entries);
        Assert.NotEqual(head.Hash.ToString(), verdict.HeadHash);
    }

    /// <summary>What was done, and the entry that must be named.</summary>
    static (string What, long First) Tamper(string file, Random r, int how, long sequence, long last)
    {
        // Whatever a command says covers the first of its entries too.
        var first = RawSql.Number(file, $"select min(seq) from entry where command = (select command from entry where seq = {sequence})");
        var command = $"(select command from entry where seq = {sequence})";
        switch (how)
        {
            case 0: return Flip(file, r, "payload", sequence);
            case 1: return Flip(file, r, "payload", sequence);
            case 2: return Flip(file, r, "hash", sequence);
            case 3: return Do(file, "another line", sequence, $"update entry set line = line + 1 where seq = {sequence}");
            case 4: return Do(file, "a line beyond 32 bits", sequence, $"update entry set line = line + 4294967296 where seq = {sequence}");
            case 5: return Do(file, "another kind", sequence, $"update entry set kind = (kind + 1) % 14 where seq = {sequence}");
            case 6: return Do(file, "payload as text", sequence, $"update entry set payload = cast(payload as text) where seq = {sequence}");
            case 7: return Do(file, "a deletion", Math.Min(sequence, last - 1), $"delete from entry where seq = {Math.Min(sequence, last - 1)}");
            case 8: return Do(file, "a gap", sequence, $"update entry set seq = -seq where seq >= {sequence}; update entry set seq = 1 - seq where seq < 0");
            case 9: return Do(file, "a swap", Math.Min(sequence, last - 1), Swap(Math.Min(sequence, last - 1)));
            // The entry now stands twice: the second time it is one too many.
            case 10:
                return Do(file, "an insertion", sequence + 1, $"update entry set seq = -seq where seq >= {sequence}; update entry set seq = 1 - seq where seq < 0; "
                + $"insert into entry select {sequence}, command, line, kind, payload, hash from entry where seq = {sequence + 1}");
            case 11: return Do(file, "another actor", first, $"update command set actor = actor || 'x' where id = {command}");
            case 12: return Do(file, "another time", first, $"update command set recorded_at = recorded_at + 1 where id = {command}");
            case 13:
                return Do(file, "another command", sequence, $"update command set uid = uid || 'x' where id = {command}; update entry set command = 99999 where seq = {sequence}; "
                + $"insert into command select 99999, uid || 'y', recorded_at, actor, verb, source, sha256 from command where id = 1", first);
            case 14: return Do(file, "a source from nowhere", first, $"update command set source = coalesce(source, '') || '.csv' where id = {command}");
            default: return Do(file, "no such command", first, $"delete from command where id = {command}");
        }
    }

    static (string, long) Flip(string file, Random r, string column, long sequence)
    {
        var bytes = RawSql.Bytes(file, $"select {column} from entry where seq = {sequence}");
        var bit = r.Next(bytes.Length * 8);
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return Do(file, $"bit {bit} of {column}", sequence, $"update entry set {column} = x'{Convert.ToHexString(bytes)}' where seq = {sequence}");
    }

    static (string, long) Do(string file, string what, long sequence, string sql, long? first = null)
    {
        RawSql.Run(file, sql);
        return (what, Math.Min(sequence, first ?? sequence));
    }

    static string Swap(long sequence) =>
        $"update entry set seq = -1 where seq = {sequence}; update entry set seq = {sequence} where seq = {sequence + 1}; update entry set seq = {sequence + 1} where seq = -1";

    // The entry at which the chain breaks, told with the product's own chain; 0 where it holds.
    static long OurFirstBad(string file)
    {
        using var journal = SqliteJournal.Open(file, readOnly: true);
        var (expected, before, bad) = (1L, default(EntryHash), 0L);
        try
        {
            journal.ScanStored((in StoredEntry e) =>
            {
                if (bad != 0) return;
                if (e.Sequence != expected) bad = expected;
                else
                {
                    var link = Chain.Link(before, e.Sequence, Chain.Digest(e.Stamp), e.Line, e.Kind, e.Payload);
                    if (e.Hash.Length != 32 || link != new EntryHash(e.Hash)) bad = expected;
                    before = link;
                }

                expected++;
            });
        }
        catch (WorldFailedException)
        {
            // A row that cannot be read is named by where reading stopped.
            return bad != 0 ? bad : expected;
        }

        return bad;
    }
}
