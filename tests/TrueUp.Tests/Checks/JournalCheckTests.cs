using TrueUp.Edges.Store;
using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Journal;
using TrueUp.Tests.Laws;
using TrueUp.Tests.Tidy;
using Xunit;

namespace TrueUp.Tests.Checks;

/// <summary>P12 over the pure part: what a verifier says of entries as they are stored. Whole files are flipped in <c>VerificationTests</c>.</summary>
public sealed class JournalCheckTests
{
    /// <summary>An entry as stored, each part of which a test can change.</summary>
    sealed record Stored(long Sequence, long Command, CommandStamp? Stamp, int Line, string? Kind, byte[] Payload, byte[] Hash);

    static List<Stored> AsStored()
    {
        using var written = Written.Of("memory", [.. Samples.Entries.Values], each: 3);
        List<Stored> all = [];
        written.Journal.ScanStored((in StoredEntry e) => all.Add(new(e.Sequence, 1 + (e.Sequence - 1) / 3, e.Stamp, e.Line, e.Kind, e.Payload.ToArray(), e.Hash.ToArray())));
        return all;
    }

    static (bool ChainOk, IReadOnlyList<JournalProblem> Problems) Check(IEnumerable<Stored> entries, params JournalHead[] checkpoints)
    {
        JournalProblems problems = new();
        JournalCheck check = new(problems);
        foreach (var checkpoint in checkpoints) check.Against(checkpoint);
        foreach (var e in entries) check.Next(e.Sequence, e.Command, e.Stamp, e.Line, e.Kind, e.Payload, e.Hash);
        check.End();
        return (check.ChainOk, problems.All);
    }

    static JournalHead HeadOf(Stored entry) => new(entry.Sequence, new EntryHash(entry.Hash));

    [Fact]
    public void A_journal_as_it_was_recorded_has_no_problem()
    {
        var (ok, problems) = Check(AsStored());

        Assert.True(ok);
        Assert.Empty(problems);
    }

    [Fact]
    public void P12_every_single_flipped_bit_of_a_payload_is_one_problem_and_names_the_entry_and_the_field()
    {
        var entries = AsStored();
        var fill = entries.FindIndex(e => e.Kind == "fill");
        for (var bit = 0; bit < entries[fill].Payload.Length * 8; bit++)
        {
            var changed = Flipped(entries[fill].Payload, bit);
            var (ok, problems) = Check(entries.Select((e, i) => i == fill ? e with { Payload = changed } : e));

            Assert.False(ok);
            var problem = Assert.Single(problems);
            Assert.Equal(entries[fill].Sequence, problem.Sequence);
        }

        // The quantity is 100.125; the flipped bit turns its first digit into another character.
        var at = System.Text.Encoding.UTF8.GetString(entries[fill].Payload).IndexOf("100.125", StringComparison.Ordinal);
        var (_, named) = Check(entries.Select((e, i) => i == fill ? e with { Payload = Flipped(e.Payload, at * 8 + 1) } : e));
        Assert.Equal("quantity", Assert.Single(named).Field);
        Assert.Contains("it was 100.125", named[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void P12_every_single_flipped_bit_of_a_hash_is_one_problem_of_its_own_entry_even_of_the_last()
    {
        var entries = AsStored();
        foreach (var at in (int[])[0, 4, entries.Count - 1])
        {
            for (var bit = 0; bit < 256; bit += 7)
            {
                var (ok, problems) = Check(entries.Select((e, i) => i == at ? e with { Hash = Flipped(e.Hash, bit) } : e));

                Assert.False(ok);
                Assert.Equal((entries[at].Sequence, "hash"), (Assert.Single(problems).Sequence, problems[0].Field));
            }
        }
    }

    [Fact]
    public void A_flipped_bit_in_what_a_command_says_is_one_problem_with_its_field_however_many_entries_it_recorded()
    {
        var entries = AsStored();
        Stored With(Stored e, Func<CommandStamp, CommandStamp> change) => e.Command == 3 ? e with { Stamp = change(e.Stamp!) } : e;

        Assert.Equal((7, "actor"), Only(entries.Select(e => With(e, s => s with { Actor = "uester" }))));
        Assert.Equal((7, "verb"), Only(entries.Select(e => With(e, s => s with { Verb = "log-fill".Replace('f', 'g') }))));
        var earlier = NodaTime.Instant.FromUnixTimeMilliseconds(Written.Stamp(2).RecordedAt.ToUnixTimeMilliseconds() ^ (1L << 20));
        Assert.Equal((7, "recordedAt"), Only(entries.Select(e => With(e, s => s with { RecordedAt = earlier }))));
        Assert.Equal((7, "command"), Only(entries.Select(e => e.Command == 3 ? e with { Stamp = null } : e)));
    }

    [Fact]
    public void Another_line_or_kind_is_named_with_what_it_was()
    {
        var entries = AsStored();

        Assert.Equal((5, "line"), Only(entries.Select(e => e.Sequence == 5 ? e with { Line = e.Line ^ 64 } : e)));
        Assert.Equal((5, "kind"), Only(entries.Select(e => e.Sequence == 5 ? e with { Kind = "lots" } : e)));
        Assert.Equal((5, "kind"), Only(entries.Select(e => e.Sequence == 5 ? e with { Kind = null } : e)));
    }

    [Fact]
    public void A_payload_rewritten_as_a_whole_is_one_problem_though_no_bit_can_be_named()
    {
        var entries = AsStored();
        var other = entries.First(e => e.Sequence == 9).Payload;

        Assert.Equal((5, "payload"), Only(entries.Select(e => e.Sequence == 5 ? e with { Payload = other } : e)));
    }

    [Fact]
    public void P12_a_deletion_an_insertion_a_swap_and_a_moved_number_are_found_where_they_begin()
    {
        var entries = AsStored();

        Assert.Equal((5, "sequence"), Only(entries.Where(e => e.Sequence != 5)));
        Assert.Equal((5, "sequence"), Only(entries.Where(e => e.Sequence is < 5 or > 9)));
        Assert.Equal((5, "sequence"), Only(entries.Select(e => e.Sequence == 5 ? e with { Sequence = 5 + 1024 } : e)));
        var inserted = entries.SelectMany(e => e.Sequence == 4 ? [e, e with { Sequence = 5 }] : (Stored[])[e with { Sequence = e.Sequence + (e.Sequence > 4 ? 1 : 0) }]);
        Assert.Equal(5, Check(inserted).Problems[0].Sequence);
        var swapped = entries.Select(e => e.Sequence switch { 5 => entries[5] with { Sequence = 5 }, 6 => entries[4] with { Sequence = 6 }, _ => e });
        Assert.Equal(5, Check(swapped).Problems[0].Sequence);
    }

    [Fact]
    public void Numbers_that_moved_together_are_said_once()
    {
        var entries = AsStored();

        Assert.Equal((5, "sequence"), Only(entries.Select(e => e.Sequence >= 5 ? e with { Sequence = e.Sequence + 1 } : e)));
    }

    [Fact]
    public void Bytes_that_say_the_same_in_another_form_are_not_what_was_recorded()
    {
        // Somebody who can hash wrote an entry with a number that is not in its normal form.
        var payload = "{\"account\":\"main\",\"amount\":\"10.0\",\"currency\":\"USD\",\"day\":\"2026-01-05\",\"kind\":\"deposit\"}"u8.ToArray();
        CommandStamp stamp = Written.Stamp(0);
        var hash = new byte[32];
        Chain.Link(default, 1, Chain.Digest(stamp), 0, "cash", payload).CopyTo(hash);

        Assert.Equal((1, "payload"), Only([new(1, 1, stamp, 0, "cash", payload, hash)]));
    }

    [Fact]
    public void P12_a_checkpoint_finds_a_cut_off_end_a_rolled_back_book_and_a_history_hashed_anew()
    {
        var entries = AsStored();
        var head = HeadOf(entries[^1]);

        Assert.Empty(Check(entries, head, HeadOf(entries[3])).Problems);
        Assert.Equal((head.Sequence, "checkpoint"), Only(entries.SkipLast(1), head));
        Assert.Equal((head.Sequence, "checkpoint"), Only(entries.Take(3), head));

        // Another history of the same length, whole in itself.
        using var other = Written.Of("memory", [.. Samples.Entries.Values.Reverse()], each: 3);
        List<Stored> rewritten = [];
        other.Journal.ScanStored((in StoredEntry e) => rewritten.Add(new(e.Sequence, 1 + (e.Sequence - 1) / 3, e.Stamp, e.Line, e.Kind, e.Payload.ToArray(), e.Hash.ToArray())));
        Assert.Empty(Check(rewritten).Problems);
        Assert.Equal((head.Sequence, "checkpoint"), Only(rewritten, head));
    }

    [Fact]
    public void A_checkpoint_reads_back_what_it_was_written_from_and_nothing_else()
    {
        var head = HeadOf(AsStored()[^1]);

        Assert.Equal(head, JournalCheckpoint.Read(JournalCheckpoint.Text(head) + "\n"));
        foreach (var text in (string[])["", "12", "12 abc", $"-1 {head.Hash}", $"12 {head.Hash}00", $"x {head.Hash}"]) Assert.Null(JournalCheckpoint.Read(text));
    }

    static (long, string) Only(IEnumerable<Stored> entries, params JournalHead[] checkpoints)
    {
        var (ok, problems) = Check(entries, checkpoints);
        Assert.False(ok);
        var problem = Assert.Single(problems);
        return (problem.Sequence, problem.Field);
    }

    static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] changed = [.. bytes];
        changed[bit / 8] ^= (byte)(1 << bit % 8);
        return changed;
    }
}
