using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Tests.Laws;
using TrueUp.Tests.Store;
using Xunit;

namespace TrueUp.Tests.Upkeep;

/// <summary>P12 on a stored book: whatever is changed in the file is found and named, or changes no figure.</summary>
public sealed class VerificationTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("trueup-verify-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_book_of_every_kind_of_fact_is_clean()
    {
        var verified = Verify(Book());

        Assert.True(verified.IsClean, Describe(verified));
        Assert.Equal(0, verified.Problems.Count);
    }

    [Fact]
    public void Random_books_are_clean() => Journals.Hold(25, Journals.Any, seeds =>
    {
        using var written = Written.Of("sqlite", Journals.Of(seeds), each: 1 + seeds.Length % 4);
        var verified = Verification.Of((SqliteJournal)written.Journal, []);

        // These journals are written without intake, so nothing in them can be found again; nothing else may be wrong.
        Assert.True(verified.ChainOk);
        Assert.DoesNotContain(verified.Problems.All, p => p.Field != "identity");
    });

    [Theory]
    [InlineData("update fill set quantity = '101' where seq = 4", 4, "quantity")]
    [InlineData("update fill set price = '2.61' where seq = 4", 4, "price")]
    [InlineData("update fill set side = 1 where seq = 4", 4, "side")]
    [InlineData("update fill set side = 9 where seq = 4", 4, "fill")]
    [InlineData("update fill set day = day + 1 where seq = 4", 4, "day")]
    [InlineData("update fill set at = 5 where seq = 4", 4, "at")]
    [InlineData("update fill set fee = '9' where seq = 4", 4, "fee")]
    [InlineData("update fill set quantity = 'many' where seq = 4", 4, "fill")]
    [InlineData("update fill set account = 999 where seq = 4", 4, "fill")]
    [InlineData("delete from fill where seq = 4", 4, "fill")]
    [InlineData("insert into fill select 2, account, symbol, day, at, side, quantity, price, fee, fee_in, tie from fill where seq = 4", 2, "fill")]
    [InlineData("update name set text = 'DOUH' where text = 'DOUG'", 3, "symbol")]
    [InlineData("update recommendation set target = '14'", 3, "target")]
    [InlineData("update recommendation set note = 'x'", 3, "note")]
    [InlineData("update cash set amount = '1001'", 6, "amount")]
    [InlineData("update cash set currency = 'EUR'", 6, "currency")]
    [InlineData("update rare set kind = 2 where seq = 7", 7, "kind")]
    [InlineData("delete from rare where seq = 7", 7, "rare")]
    [InlineData("delete from identity where seq = 4", 4, "identity")]
    [InlineData("update identity set seq = 5 where seq = 4", 4, "identity")]
    [InlineData("update identity set digest = digest + 1 where seq = 4", 4, "identity")]
    [InlineData("delete from identity where seq = 3 and substr(key, 1, 1) = x'71'", 3, "identity")]
    [InlineData("delete from identity where seq = 3 and substr(key, 1, 1) = x'70'", 3, "identity")]
    [InlineData("delete from identity where seq = 6", 6, "identity")]
    [InlineData("insert into identity values (x'7878', 999, 0)", 0, "identity")]
    [InlineData("insert into command values (99, 'u', 0, 'a', 'v', null, null)", 0, "command")]
    [InlineData("update saved_fold set state = x'00'", 0, "saved_fold")]
    [InlineData("update saved_fold set name = 'book.best'", 0, "saved_fold")]
    [InlineData("update entry_kind set name = 'fil' where name = 'fill'", 0, "schema")]
    [InlineData("drop index fill_day", 0, "schema")]
    [InlineData("create table x (y); insert into x select name from sqlite_master; drop table recommendation", 3, "recommendation")]
    public void P12_a_changed_row_beside_the_journal_is_named_and_the_chain_still_holds(string sql, long sequence, string field)
    {
        var file = Book();
        RawSql.Run(file, sql);

        var verified = Verify(file);

        Assert.True(verified.ChainOk, Describe(verified));
        Assert.False(verified.ReplayOk);
        Assert.True(verified.Problems.All.Any(p => p.Sequence == sequence && p.Field == field), $"expected {sequence} {field}, found {Describe(verified)}");
    }

    [Theory]
    [InlineData("update entry set line = line + 4294967296 where seq = 4", 4, "line")]
    [InlineData("update entry set payload = cast(payload as text) where seq = 4", 4, "payload")]
    [InlineData("update entry set hash = cast(hash as text) where seq = 4", 4, "hash")]
    [InlineData("update entry set kind = 99 where seq = 4", 4, "kind")]
    [InlineData("update entry set command = 99 where seq = 4", 4, "command")]
    [InlineData("update command set actor = 'uester' where id = 2", 3, "actor")]
    [InlineData("update command set recorded_at = 999999999999999999 where id = 2", 3, "command")]
    [InlineData("delete from entry where seq = 4", 4, "sequence")]
    [InlineData("delete from entry where seq = 1", 1, "sequence")]
    public void P12_a_changed_row_of_history_breaks_the_chain_where_it_is(string sql, long sequence, string field)
    {
        var file = Book();
        RawSql.Run(file, sql);

        var verified = Verify(file);

        Assert.False(verified.ChainOk, Describe(verified));
        Assert.Equal((sequence, field), (verified.Problems.All[0].Sequence, verified.Problems.All[0].Field));
    }

    [Fact]
    public void P12_a_saved_fold_that_is_whole_but_wrong_is_found_by_folding_again()
    {
        var file = Book();
        using (var journal = SqliteJournal.Open(file))
        {
            BookFold wrong = new(Books.Terms(journal, LotMethod.Lifo));
            wrong.Apply(1, new CashMoved(new("main"), CashKind.Deposit, new(5, Currency.Usd)) { Day = TradeDate.Of(2026, 1, 5) });
            journal.Save("book.lifo", new(journal.Head.Sequence, journal.Head.Hash, Checkpoint.Write(wrong)));
        }

        var verified = Verify(file);

        Assert.Contains(verified.Problems.All, p => p.Field == "saved_fold" && p.Problem.Contains("not what the entries give", StringComparison.Ordinal));
    }

    [Fact]
    public void P12_any_flipped_bit_of_the_file_is_reported_or_harmless_and_nothing_is_thrown()
    {
        var file = Book();
        var whole = File.ReadAllBytes(file);
        var figures = Figures(file);
        Random r = new(12);
        var found = 0;
        var tries = 250 * Journals.Runs(1);
        for (var i = 0; i < tries; i++)
        {
            byte[] bytes = [.. whole];
            var bit = r.NextInt64(100 * 8, bytes.LongLength * 8);
            bytes[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            var flipped = Path.Combine(folder, "flipped.db");
            File.WriteAllBytes(flipped, bytes);

            Verified verified;
            try
            {
                verified = Verify(flipped);
            }
            catch (WorldFailedException)
            {
                // The file cannot be opened at all, and says so.
                found++;
                continue;
            }

            if (!verified.IsClean) found++;
            else Assert.True(figures == Figures(flipped), $"bit {bit} changed the figures and nothing was said");
        }

        // Most of a small book is empty pages; of the rest everything is found.
        Assert.InRange(found, tries / 20, tries);
    }

    [Fact]
    public void Rebuilding_makes_everything_beside_the_journal_again()
    {
        var file = Book();
        RawSql.Run(file, "delete from fill; update cash set amount = '7'; delete from identity; update saved_fold set state = x'00'; update name set text = 'DOUH' where text = 'DOUG'; delete from rare");
        using (var journal = SqliteJournal.Open(file))
        {
            journal.Rebuild(Written.Stamp(50));
            Commands.RebuildCommand.Identities(journal, Written.Stamp(51));
        }

        var verified = Verify(file);

        Assert.True(verified.IsClean, Describe(verified));
    }

    string Figures(string file)
    {
        using var journal = SqliteJournal.Open(file, readOnly: true);
        return Laws.Describe.Book(Books.At(journal, Cut.Everything, LotMethod.Fifo, fresh: true));
    }

    static Verified Verify(string file)
    {
        using var journal = SqliteJournal.Open(file, readOnly: true);
        return Verification.Of(journal, []);
    }

    static string Describe(Verified verified) => string.Join('\n', verified.Problems.All.Take(10));

    /// <summary>1 book, 2 account, 3 recommendation, 4 and 5 fills, 6 cash, 7 split, 8 reversal of 5, and a saved fold.</summary>
    string Book()
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
        AccountName main = new("main");
        var day = TradeDate.Of(2026, 1, 5);
        var doug = Symbol.Stored("DOUG");
        using var journal = SqliteJournal.Create(file);
        journal.Write(Written.Stamp(0), to =>
        {
            to.Append(new BookOpened(Currency.Usd, "America/New_York", "XNYS") { Day = day });
            return to.Append(new AccountOpened(main, Currency.Usd) { Day = day });
        });
        journal.Write(Written.Stamp(1), to =>
        {
            Recommendation wanted = new("20260105-DOUG-buy", main, doug, Side.Buy, new(13), new(2.60m), null, day, null, null, "daily_pick", null);
            var sequence = to.Append(new RecommendationMade(wanted) { Day = day }, 2, Identities.Of(wanted, ownId: false, 1));
            to.Identify(Identities.Of(wanted, ownId: true, 1), sequence);
            Append(to, new Fill(main, doug, Side.Buy, new(100), new(2.60m), 0.35m, Currency.Usd, day, Journals.Start), new("X1", 0, "O1", "IBKR"));
            return Append(to, new Fill(main, doug, Side.Buy, new(7), new(2.59m), 0, default, day, null), FillDetail.None);
        });
        journal.Write(Written.Stamp(2), to =>
        {
            CashMoved cash = new(main, CashKind.Deposit, new(1000, Currency.Usd)) { Day = day };
            to.Append(cash, 0, Identities.OfContent(cash, 1));
            CorporateActionRecorded split = new(new CorporateAction.Split(2, 1) { Symbol = doug }) { Day = day.Plus(1) };
            to.Append(split, 0, Identities.OfContent(split, 1));
            return to.Append(new EntryReversed(5, "typed twice") { Day = day });
        });
        var fold = Books.At(journal, Cut.Everything, LotMethod.Fifo, fresh: true);
        journal.Save("book.fifo", new(journal.Head.Sequence, journal.Head.Hash, Checkpoint.Write(fold)));
        return file;
    }

    static long Append(IJournalWriter to, Fill fill, FillDetail detail) =>
        to.Append(new FillRecorded(fill, detail) { Day = fill.TradeDate, At = fill.ExecutedAt }, 2, Identities.Of(fill, detail, 1));
}
