using NodaTime;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Tests.Reference;
using Xunit;

namespace TrueUp.Tests.Laws;

/// <summary>
/// P4–P11 as far as they are about the fold: the book is a function of the facts in a cut and of nothing else, and it is the function that
/// docs/specs/lots.md says. Every law runs over random journals in memory and in SQLite.
/// </summary>
public class BookLaws
{
    static readonly LotMethod[] Methods = Enum.GetValues<LotMethod>();

    public static TheoryData<string> Stores => [.. Written.Kinds];

    [Theory, MemberData(nameof(Stores))]
    public void P9_positions_lots_cash_and_gains_are_those_of_the_reference_model(string store) =>
        Journals.Hold(store == "memory" ? 400 : 60, Journals.Any, seeds =>
        {
            using var written = Written.Of(store, Journals.Of(seeds));
            var all = written.All();
            foreach (var method in Methods)
            {
                ReferenceBook reference = new(all, method);
                Assert.Equal(Describe.Book(reference), Fresh(written, method));
                List<Disposal> disposals = [];
                Assert.Equal(Describe.Book(reference), Describe.Book(Books.At(written.Journal, Cut.Everything, method, disposals.Add)));
                Assert.Equal(Describe.Disposals(reference.Sales), Describe.Disposals(disposals));
            }
        });

    [Theory, MemberData(nameof(Stores))]
    public void P11_any_cut_by_day_and_by_knowledge_is_that_of_the_reference_model(string store) =>
        Journals.Hold(store == "memory" ? 100 : 20, Journals.Any, seeds =>
        {
            using var written = Written.Of(store, Journals.Of(seeds), each: 3);
            var all = written.All();
            Random r = new(seeds.Length);
            for (var i = 0; i < 4; i++)
            {
                Cut cut = new(
                    r.Next(3) == 0 ? null : TradeDate.Of(2026, 1, 4).Plus(r.Next(12)),
                    // The very moment of a command as often as one beside it: what was recorded then was known then.
                    r.Next(3) == 0 ? null : Journals.Start + Duration.FromSeconds(r.Next(2) == 0 ? 60 * r.Next(all.Count / 3 + 2) : r.Next(-60, 60 * (all.Count / 3 + 2))));
                var method = Methods[r.Next(Methods.Length)];
                Assert.Equal(Describe.Book(new ReferenceBook(all, method, cut)), Describe.Book(Books.At(written.Journal, cut, method)));
            }
        });

    [Theory, MemberData(nameof(Stores))]
    public void P6_the_same_facts_in_any_order_of_arrival_give_the_same_book(string store) =>
        Journals.Hold(store == "memory" ? 300 : 40, Journals.Any, seeds =>
        {
            // Entries that name others by sequence cannot move without a change of meaning.
            var facts = Journals.Of(seeds).Where(e => e is not EntryReversed and not LotsChosen and not InstrumentDeclared).ToList();
            var declared = Journals.Opening.OfType<InstrumentDeclared>();
            var shuffled = facts.ToArray();
            new Random(seeds.Length).Shuffle(shuffled);
            using var one = Written.Of(store, [.. declared, .. facts]);
            using var other = Written.Of(store, [.. declared, .. shuffled], each: 3);
            foreach (var method in Methods)
                Assert.Equal(Fresh(one, method, sources: false), Fresh(other, method, sources: false));
        });

    [Theory, MemberData(nameof(Stores))]
    public void P7_a_checkpoint_and_its_tail_give_the_book_of_a_full_fold_at_every_split(string store) =>
        Journals.Hold(store == "memory" ? 150 : 15, Journals.Any, seeds =>
        {
            var entries = Journals.Of(seeds);
            var method = Methods[seeds.Length % Methods.Length];
            using var written = Written.Of(store, entries, each: 1);
            var journal = written.Journal;
            var name = $"book.{method.ToString().ToLowerInvariant()}";
            var expected = Describe.Book(Books.At(journal, Cut.Everything, method, fresh: true));
            var hashes = Hashes(journal);
            for (var split = 1; split <= entries.Count; split++)
            {
                // As the book was when entry `split` was the last one.
                var fold = Books.At(journal, new(KnownBy: Journals.Start + Duration.FromMinutes(split - 1)), method, fresh: true);
                journal.Save(name, new(split, hashes[split - 1], Checkpoint.Write(fold)));
                Assert.Equal(expected, Describe.Book(Books.At(journal, Cut.Everything, method)));
            }
        });

    [Theory, MemberData(nameof(Stores))]
    public void P5_a_reversed_entry_counts_as_never_made_and_stays_readable(string store) =>
        Journals.Hold(store == "memory" ? 200 : 30, Journals.Any, seeds =>
        {
            var facts = Journals.Of(seeds).Where(e => e is not EntryReversed and not LotsChosen).ToList();
            Random r = new(seeds.Length);
            var wrong = Enumerable.Range(Journals.Opening.Count, facts.Count - Journals.Opening.Count).Where(_ => r.Next(4) == 0).ToList();
            using var corrected = Written.Of(store, facts);
            corrected.Add([.. wrong.Select(i => new EntryReversed(i + 1, "never happened") { Day = TradeDate.Of(2026, 2, 1) })]);
            using var truth = Written.Of(store, [.. facts.Where((_, i) => !wrong.Contains(i))]);
            foreach (var method in Methods)
                Assert.Equal(Fresh(truth, method, sources: false), Fresh(corrected, method, sources: false));
            Assert.Equal(facts.Count + wrong.Count, corrected.Journal.Read(0, long.MaxValue).Count());

            // What was known before the corrections can still be asked for, and bringing the entries back restores it.
            var then = Journals.Start + Duration.FromMinutes((facts.Count - 1) / 5);
            Cut known = new(KnownBy: then);
            Assert.Equal(Describe.Book(new ReferenceBook(corrected.All(), LotMethod.Fifo, known)), Describe.Book(Books.At(corrected.Journal, known, LotMethod.Fifo)));
            corrected.Add([.. wrong.Select((_, i) => new EntryReversed(facts.Count + i + 1, "it did happen") { Day = TradeDate.Of(2026, 2, 2) })]);
            using var restored = Written.Of(store, facts);
            Assert.Equal(Fresh(restored, LotMethod.Fifo), Fresh(corrected, LotMethod.Fifo));
        });

    [Fact]
    public void P8_lots_add_up_to_positions_and_every_cent_is_in_cash_in_lots_or_in_gains() =>
        Journals.Hold(600, Journals.Any, seeds =>
        {
            using var written = Written.Of("memory", Journals.Of(seeds));
            foreach (var method in Methods)
            {
                List<Disposal> disposals = [];
                var book = Books.At(written.Journal, Cut.Everything, method, disposals.Add).ToBook();
                foreach (var p in book.Positions)
                {
                    Assert.Equal(p.Units.Value, p.Lots.Sum(l => l.Units.Value));                                       // B1
                    Assert.All(p.Lots, l => Assert.Equal(Math.Sign(p.Units.Value), Math.Sign(l.Units.Value)));         // B4
                    Assert.Equal(p.GrossCost, p.Lots.Sum(l => l.GrossCost));
                    Assert.Equal(p.Fees, p.Lots.Sum(l => l.Fees));
                    var own = disposals.Where(d => d.Account == p.Account && d.Symbol == p.Symbol).ToList();
                    Assert.Equal(p.Realized.PriceGain, own.Sum(d => d.PriceGain));
                    Assert.Equal(p.Realized.Fees, own.Sum(d => d.Fees));
                    if (method is LotMethod.AverageCost) Assert.Equal((p.GrossCost, p.Realized.PriceGain), (p.PooledCost, p.Realized.PooledGain));
                }

                // B3, over everything that shares a currency: what left cash is in the lots, was realized, or was moved by hand. Delivered shares
                // move cost from one instrument to another, which must then be in the same currency for money to add up.
                if (written.Journal.Read(0, long.MaxValue).Any(e => e.Entry is OptionEventRecorded or CorporateActionRecorded or InstrumentDeclared { Instrument: Fund })) continue;
                foreach (var cash in book.Cash)
                {
                    var (account, currency) = (cash.Account, cash.Amount.Currency);
                    var mine = book.Positions.Where(p => p.Account == account && p.Instrument.Currency == currency).ToList();
                    var moved = Effective(written.Journal).OfType<CashMoved>().Where(m => m.Account == account)
                        .Sum(m => (m.Amount.Currency == currency ? m.Amount.Amount : 0) + (m.Counter is { } c && c.Currency == currency ? c.Amount : 0));
                    var foreignFees = Effective(written.Journal).OfType<FillRecorded>().Select(f => f.Fill)
                        .Where(f => f.Account == account && f.Fee != 0 && f.FeeCurrency == currency && mine.All(p => p.Symbol != f.Symbol)).Sum(f => f.Fee);
                    Assert.Equal(moved - foreignFees, cash.Amount.Amount + mine.Sum(p => p.GrossCost + p.Fees + p.Realized.Fees - p.Realized.PriceGain));
                    Assert.Equal(moved - foreignFees, cash.Amount.Amount + mine.Sum(p => p.PooledCost + p.Fees + p.Realized.Fees - p.Realized.PooledGain));
                }
            }
        });

    [Fact]
    public void P8_actions_and_deliveries_lose_no_cent_in_a_book_of_one_currency() =>
        Journals.Hold(600, Journals.Any, seeds =>
        {
            // Everything in dollars and in one account, so that cost may go from any instrument to any other.
            var entries = Journals.Of(seeds).Where(e => e is not InstrumentDeclared { Instrument: Fund or Equity } and not AccountOpened).Select(e => e switch
            {
                FillRecorded f => f with { Fill = f.Fill with { Account = new("Main"), FeeCurrency = Currency.Usd } },
                CashMoved { Kind: CashKind.Dividend or CashKind.Interest or CashKind.Tax } c => c with { Symbol = null, Amount = c.Amount with { Currency = Currency.Usd } },
                CashMoved c => c with { Amount = c.Amount with { Currency = Currency.Usd } },
                var other => other,
            }).Where(e => e is not CashMoved).ToList();
            using var written = Written.Of("memory", entries);
            foreach (var method in Methods)
            {
                var book = Books.At(written.Journal, Cut.Everything, method, fresh: true).ToBook();
                var cash = book.Cash.Sum(c => c.Amount.Amount);
                Assert.Equal(0, cash + book.Positions.Sum(p => p.GrossCost + p.Fees + p.Realized.Fees - p.Realized.PriceGain - p.Realized.Income + p.Realized.Tax));
                Assert.Equal(0, cash + book.Positions.Sum(p => p.PooledCost + p.Fees + p.Realized.Fees - p.Realized.PooledGain - p.Realized.Income + p.Realized.Tax));
            }
        });

    static string Fresh(Written written, LotMethod method, bool sources = true) =>
        Describe.Book(Books.At(written.Journal, Cut.Everything, method, fresh: true), sources);

    static List<Entry> Effective(IJournal journal)
    {
        var background = new Background(journal.ReadKinds(Background.Kinds, long.MaxValue), LotMethod.Fifo, null);
        return [.. journal.Read(0, long.MaxValue).Where(p => !background.IsReversed(p.Sequence)).Select(p => p.Entry)];
    }

    static List<EntryHash> Hashes(IJournal journal)
    {
        List<EntryHash> hashes = [];
        journal.ScanStored((in StoredEntry e) => hashes.Add(new(e.Hash)));
        return hashes;
    }
}
