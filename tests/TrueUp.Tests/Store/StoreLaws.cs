using System.Globalization;
using NodaTime;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Tests.Laws;
using Xunit;

namespace TrueUp.Tests.Store;

/// <summary>P2, P7, P11, P12, P22 and P24 as far as the store keeps them, in memory and in SQLite.</summary>
public class StoreLaws
{
    static readonly TradeDate Day = TradeDate.Of(2026, 1, 5);

    public static TheoryData<string> Stores => [.. Written.Kinds];

    static Entry Note(string text) => new RecommendationWithdrawn("r1", text) { Day = Day };

    static FillRecorded Fill(string symbol, decimal quantity, decimal price = 10) =>
        new(new(new("Main"), Symbol.From(symbol)!, Side.Buy, new(quantity), new(price), 0, default, Day, null), FillDetail.None) { Day = Day };

    [Theory, MemberData(nameof(Stores))]
    public void P2_a_write_that_fails_or_is_only_tried_leaves_nothing(string store)
    {
        using var written = Written.Of(store, Journals.Of([1, 2, 3, 4, 5]));
        var journal = written.Journal;
        Identity identity = new(new byte[] { 1, 2, 3 }, 7);
        var (head, before) = (journal.Head, written.All());
        List<Posted> seen = [];

        Assert.Throws<TimeZoneNotFoundException>(() => journal.Write<int>(Written.Stamp(100), writer =>
        {
            writer.Append(Fill("LOST", 1), 9, identity);
            seen.AddRange(writer.Journal.Read(head.Sequence, long.MaxValue)); // what is read here must not be remembered
            throw new TimeZoneNotFoundException();
        }));
        var tried = journal.Write(Written.Stamp(101), writer => writer.Append(Fill("TRIED", 1), 9, identity), keep: false);

        Assert.Equal(head.Sequence + 1, tried);
        Assert.Equal(head, journal.Head);
        Assert.Equal(before.Select(e => e.Posted), journal.Read(0, long.MaxValue));
        Assert.DoesNotContain(Books.At(journal, Cut.Everything, LotMethod.Fifo, fresh: true).ToBook().Positions, p => p.Symbol.Name is "LOST" or "TRIED");

        // The same command ids are free again, and nothing of the attempts shows.
        journal.Write(Written.Stamp(102), writer =>
        {
            Assert.Null(writer.Find(identity));
            return writer.Append(Fill("KEPT", 2), 1, identity);
        });
        var kept = journal.Read(head.Sequence, long.MaxValue).Single();
        Assert.Equal(Written.Stamp(102), kept.Stamp);
        Assert.Equal("KEPT", ((FillRecorded)kept.Entry).Fill.Symbol.Name);
        Assert.Single(seen);
    }

    [Theory, MemberData(nameof(Stores))]
    public void P2_a_command_is_written_once(string store)
    {
        using var written = Written.Of(store, [Note("first")]);
        var head = written.Journal.Head;
        Assert.Throws<RefusedException>(() => written.Journal.Write(Written.Stamp(0), writer => writer.Append(Note("again"))));
        Assert.Equal(head, written.Journal.Head);
    }

    [Theory, MemberData(nameof(Stores))]
    public void P2_several_commands_in_one_write_are_all_there_or_none_is(string store)
    {
        using var written = Written.Of(store, [Note("first")]);
        var (journal, head) = (written.Journal, written.Journal.Head);
        WritePart<long> Append(int minute, string text) => new(Written.Stamp(minute), writer => writer.Append(Note(text)));

        Assert.Throws<TimeZoneNotFoundException>(() => journal.Write([Append(5, "lost"), new(Written.Stamp(6), _ => throw new TimeZoneNotFoundException())]));
        Assert.Equal([head.Sequence + 1, head.Sequence + 2], journal.Write([Append(5, "tried"), Append(6, "tried too")], keep: false));
        Assert.Equal(head, journal.Head);

        Assert.Equal([head.Sequence + 1, head.Sequence + 2], journal.Write([Append(7, "a"), Append(10, "b")]));
        Assert.Equal([Written.Stamp(7), Written.Stamp(10)], journal.Read(head.Sequence, long.MaxValue).Select(p => p.Stamp));
    }

    [Theory, MemberData(nameof(Stores))]
    public void A_name_is_known_once_a_fill_a_recommendation_or_cash_has_it(string store)
    {
        using var written = Written.Of(store, [Fill("AAA", 1), new CashMoved(new("Main"), CashKind.Dividend, new(1, Currency.Usd)) { Day = Day, Symbol = Symbol.From("BBB") }, Note("CCC")]);

        written.Journal.Write(Written.Stamp(9), writer =>
        {
            Assert.Equal([true, true, true, false, false], ((string[])["AAA", "BBB", "Main", "CCC", "DDD"]).Select(writer.HasNamed));
            writer.Append(Fill("DDD", 1));
            return writer.HasNamed("DDD");
        });
    }

    [Theory, MemberData(nameof(Stores))]
    public void Fills_typed_by_hand_are_found_where_the_broker_has_a_record_of_their_day_or_later(string store)
    {
        using var written = Written.Empty(store);
        FillRecorded At(int day, string account, string? id) =>
            new(new(new(account), Symbol.From("AAA")!, Side.Buy, new(1), new(10), 0, default, Day.Plus(day), null), new(id) { ByHand = id is null }) { Day = Day.Plus(day) };
        written.Journal.Write(Written.Stamp(0), writer =>
        {
            foreach (var fill in (FillRecorded[])[At(0, "Main", null), At(2, "Main", null), At(1, "Main", "X1"), At(0, "Other", null), At(5, "Main", "no number")])
            {
                var sequence = writer.Append(fill, 0, Identities.Of(fill.Fill, fill.Detail, 1));
                if (fill.Detail.ByHand) writer.Identify(Identities.OfHand(fill.Fill, 1), sequence);
            }

            return 0;
        });

        Assert.Equal([1], ByHand(0));
        Assert.Empty(ByHand(-1));
        written.Journal.Write(Written.Stamp(1), writer => writer.Append(At(9, "Main", "X2")));
        Assert.Equal([1, 2], ByHand(2));
        Assert.Equal([1], ByHand(1));

        List<long> ByHand(int through)
        {
            List<long> found = [];
            written.Journal.ScanByHand(Day.Plus(through), (long sequence, in Fill _, long _) => found.Add(sequence));
            return found;
        }
    }

    [Theory, MemberData(nameof(Stores))]
    public void P4_an_identity_leads_to_its_entry_until_it_is_given_to_another(string store)
    {
        using var written = Written.Empty(store);
        Identity one = new(new byte[] { 1, 0, 255 }, 11), two = new(new byte[] { 1, 0 }, 12), three = new(new byte[] { 9 }, long.MinValue);
        var first = written.Journal.Write(Written.Stamp(0), w => w.Append(Note("a"), 0, one));
        written.Journal.Write(Written.Stamp(1), w =>
        {
            Assert.Equal(new Known(first, 11), w.Find(one));
            Assert.Null(w.Find(two));
            Assert.True(w.AnyIdentity(1));
            Assert.False(w.AnyIdentity(9));
            var second = w.Append(Note("b"), 0, two);
            w.Identify(three, second);
            w.Identify(one with { Digest = 13 }, second);
            Assert.Equal(new Known(second, long.MinValue), w.Find(three));
            Assert.Equal(new Known(second, 13), w.Find(one));
            return 0;
        });
    }

    [Theory, MemberData(nameof(Stores))]
    public void P11_nothing_that_happens_later_changes_what_was_recorded(string store) => Journals.Hold(store == "memory" ? 60 : 15, Journals.Any, seeds =>
    {
        using var written = Written.Of(store, Journals.Of(seeds));
        var before = Stored(written.Journal);
        written.Add(Fill("LATE", 3), new EntryReversed(before.Count + 1, "wrong") { Day = Day });
        Books.At(written.Journal, Cut.Everything, LotMethod.Fifo);
        written.Journal.Save("book.fifo", new(1, default, [1, 2, 3]));
        written.Journal.Rebuild(Written.Stamp(999));
        Assert.Equal(before, Stored(written.Journal)[..before.Count]);
        Assert.Equal(before.Count + 2, written.Journal.Head.Sequence);
    });

    [Theory, MemberData(nameof(Stores))]
    public void P24_the_record_never_runs_backwards_even_where_the_clock_did(string store)
    {
        using var written = Written.Empty(store);
        var times = new[] { 10, 30, 20, -5, 31 }.Select(m => Journals.Start + Duration.FromMinutes(m) + Duration.FromTicks(m)).ToList();
        foreach (var (i, at) in times.Index()) written.Journal.Write(Written.Stamp(i) with { RecordedAt = at }, w => w.Append(Note($"{i}")));
        var recorded = written.Journal.Read(0, long.MaxValue).Select(p => (p.Stamp.RecordedAt - Journals.Start).TotalMinutes).ToList();
        Assert.Equal([10, 30, 30, 30, 31], recorded);
        Assert.Equal(0, written.Journal.SequenceKnownBy(Journals.Start + Duration.FromMinutes(9)));
        Assert.Equal(1, written.Journal.SequenceKnownBy(Journals.Start + Duration.FromMinutes(10)));
        Assert.Equal(1, written.Journal.SequenceKnownBy(Journals.Start + Duration.FromMinutes(29)));
        Assert.Equal(4, written.Journal.SequenceKnownBy(Journals.Start + Duration.FromMinutes(30)));
        Assert.Equal(5, written.Journal.SequenceKnownBy(Instant.MaxValue));
    }

    [Theory, MemberData(nameof(Stores))]
    public void P7_fills_and_recommendations_in_columns_are_those_in_the_entries(string store) => Journals.Hold(store == "memory" ? 60 : 30, Journals.Any, seeds =>
    {
        using var written = Written.Of(store, Journals.Of(seeds));
        var (journal, all) = (written.Journal, written.All().Select(e => e.Posted).ToList());
        Random r = new(seeds.Length);
        for (var i = 0; i < 5; i++)
        {
            var (through, after) = (r.NextInt64(0, all.Count + 2), r.NextInt64(0, 5));
            var (from, to) = (r.Next(2) == 0 ? Day.Plus(r.Next(9)) : (TradeDate?)null, r.Next(2) == 0 ? Day.Plus(r.Next(9)) : (TradeDate?)null);
            var wanted = all.Where(p => p.Sequence <= through && !(p.Entry.Day < from) && !(p.Entry.Day > to)).ToList();
            List<(long, Fill, long)> fills = [];
            journal.ScanFills(new(through, from, to, after), (long sequence, in Fill fill, long tie) => fills.Add((sequence, fill, tie)));
            Assert.Equal(
                wanted.Where(p => p.Sequence > after).Select(p => (p.Sequence, Entry: p.Entry as FillRecorded)).Where(p => p.Entry is not null)
                    .Select(p => (p.Sequence, p.Entry!.Fill, FactOrder.TieOf(p.Entry.Detail.ExecutionId))),
                fills);
            List<(long, Recommendation)> recommendations = [];
            journal.ScanRecommendations(new(through, from, to), (sequence, recommendation) => recommendations.Add((sequence, recommendation)));
            Assert.Equal(
                wanted.Where(p => p.Entry is RecommendationMade).Select(p => (p.Sequence, ((RecommendationMade)p.Entry).Recommendation)),
                recommendations);
            string[] kinds = ["cash", "reversal", "fill", "recommendation", "held"];
            Assert.Equal(all.Where(p => p.Sequence <= through && kinds.Contains(Canonical.KindOf(p.Entry))), journal.ReadKinds(kinds, through));
        }

        Assert.Equal(all.Count(p => p.Entry is FillRecorded), journal.CountFills());
        Assert.Equal(all.Count(p => p.Entry is RecommendationMade), journal.CountRecommendations());
    });

    [Fact]
    public void P7_rebuilt_columns_are_the_columns_that_were_written() => Journals.Hold(30, Journals.Any, seeds =>
    {
        using var written = Written.Of("sqlite", Journals.Of(seeds), each: 4);
        var before = Columns(written.File);
        written.Journal.Rebuild(Written.Stamp(999));
        Assert.Equal(before, Columns(written.File));
    });

    [Theory, MemberData(nameof(Stores))]
    public void P7_the_culture_of_the_machine_changes_no_byte_and_no_figure(string store)
    {
        var entries = Journals.Of([.. Enumerable.Range(1, 80)]);
        using var plain = Written.Of(store, entries);
        var expected = Describe.Book(Books.At(plain.Journal, Cut.Everything, LotMethod.Fifo, fresh: true));
        var was = CultureInfo.CurrentCulture;
        try
        {
            // What de-DE, tr-TR and fa-IR would do, all at once: without a culture library the real ones are not to be had.
            var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            strange.NumberFormat = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "\u2212", PositiveSign = "\u200e+", DigitSubstitution = DigitShapes.NativeNational };
            strange.DateTimeFormat = new() { DateSeparator = ".", TimeSeparator = "·", ShortDatePattern = "dd.MM.yy", FirstDayOfWeek = DayOfWeek.Saturday };
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = strange;
            using var other = Written.Of(store, entries);
            Assert.Equal(plain.Journal.Head, other.Journal.Head);
            Assert.Equal(expected, Describe.Book(Books.At(other.Journal, Cut.Everything, LotMethod.Fifo)));
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = was;
        }
    }

    [Fact]
    public void P2_a_reader_sees_one_state_of_the_book_from_its_first_read_to_its_end()
    {
        using var written = Written.Of("sqlite", [Note("one"), Note("two")]);
        using var reader = SqliteJournal.Open(written.File, readOnly: true);
        Assert.Equal(2, reader.Read(0, long.MaxValue).Count());
        Thread writer = new(() => written.Add(Note("three")));
        writer.Start();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(2, reader.Head.Sequence);
            Assert.Equal(2, reader.Read(0, long.MaxValue).Count());
            Thread.Sleep(10);
        }

        reader.Dispose();
        writer.Join();
        using var later = SqliteJournal.Open(written.File, readOnly: true);
        Assert.Equal(3, later.Head.Sequence);
    }

    [Fact]
    public void P22_a_damaged_book_file_gives_its_answer_or_a_named_error_and_never_a_crash()
    {
        using var written = Written.Of("sqlite", Journals.Of([.. Enumerable.Range(1, 60)]), each: 7);
        written.Journal.Save("book.fifo", new(3, default, Checkpoint.Write(Books.At(written.Journal, new(KnownBy: Journals.Start), LotMethod.Fifo))));
        written.Journal.Dispose();
        var bytes = File.ReadAllBytes(written.File);
        var file = written.File + ".damaged";
        Random r = new(22);
        var (whole, named) = (0, 0);
        for (var i = 0; i < 400 * Journals.Runs(1); i++)
        {
            var damaged = bytes.ToArray();
            switch (i % 4)
            {
                case 0: damaged[r.Next(damaged.Length)] ^= (byte)(1 << r.Next(8)); break;
                case 1: damaged = damaged[..r.Next(1, damaged.Length)]; break;
                case 2: r.NextBytes(damaged.AsSpan(r.Next(damaged.Length - 600), 512)); break;
                default: damaged.AsSpan(r.Next(damaged.Length / 512 - 1) * 512, 512).Clear(); break;
            }

            File.WriteAllBytes(file, damaged);
            try
            {
                using var journal = SqliteJournal.Open(file, readOnly: i % 8 < 4);
                journal.ScanStored((in StoredEntry e) => _ = Chain.Digest(e.Stamp));
                Describe.Book(Books.At(journal, Cut.Everything, LotMethod.Fifo));
                _ = journal.Read(0, long.MaxValue).Count();
                whole++;
            }
            catch (WorldFailedException)
            {
                named++;
            }
        }

        // Both must happen, or the damage was not where it could hurt.
        Assert.True(whole > 20 && named > 20, $"{whole} answered, {named} refused");
    }

    static List<string> Stored(IJournal journal)
    {
        List<string> stored = [];
        journal.ScanStored((in StoredEntry e) => stored.Add($"{e.Sequence} {e.Stamp} {e.Line} {e.Kind} {Convert.ToHexString(e.Payload)} {Convert.ToHexString(e.Hash)}"));
        return stored;
    }

    static List<string> Columns(string file)
    {
        using var database = Database.Open(file, readOnly: true);
        List<string> rows = [];
        foreach (var table in (string[])["fill", "recommendation", "cash", "rare", "name"])
        {
            var cells = string.Join(" || '|' || ", RawSql.Texts(database, $"select 'quote(' || name || ')' from pragma_table_info('{table}')"));
            rows.AddRange(RawSql.Texts(database, $"select '{table} ' || {cells} from {table} order by 1"));
        }

        return rows;
    }
}
