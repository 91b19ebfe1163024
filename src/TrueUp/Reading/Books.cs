using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>Reads a cut of a journal into a book: from the newest saved fold and the entries after it where that is possible, else from the first entry.</summary>
static class Books
{
    /// <summary>A saved fold is renewed when this many entries came after it, so that reading never slows down with history.</summary>
    const int TailWorthSaving = 500;
    const int LongestTail = 20_000;

    /// <param name="fresh">Ignore saved folds: fold every entry again.</param>
    /// <param name="closed">Hears of every disposal in the cut; implies a fold from the first entry.</param>
    public static BookFold At(IJournal journal, Cut cut, LotMethod method, Action<Disposal>? closed = null, bool fresh = false)
    {
        var through = cut.KnownBy is { } known ? journal.SequenceKnownBy(known) : journal.Head.Sequence;
        Background background = new(journal.ReadKinds(Background.Kinds, through), method, cut.AsOf);
        if (!fresh && cut.IsEverything && closed is null && FromSaved(journal, background, method, through) is { } continued) return continued;

        var fold = Everything(journal, background, cut.AsOf, through, closed);
        if (!fresh && cut.IsEverything && closed is null && through > TailWorthSaving) Save(journal, fold, through);
        return fold;
    }

    public static BookTerms Terms(IJournal journal, LotMethod method) => new Background(journal.ReadKinds(Background.Kinds, journal.Head.Sequence), method, null).Terms;

    static BookFold? FromSaved(IJournal journal, Background background, LotMethod method, long through)
    {
        if (journal.Saved(Name(method), through) is not { } saved || through - saved.Through > LongestTail) return null;
        if (Checkpoint.Read(saved.State, background.Terms) is not { } fold) return null;
        if (!background.Continue(fold, journal.Read(saved.Through, through))) return null;
        if (through - saved.Through > TailWorthSaving) Save(journal, fold, through);
        return fold;
    }

    static BookFold Everything(IJournal journal, Background background, TradeDate? asOf, long through, Action<Disposal>? closed)
    {
        BookFold fold = new(background.Terms, closed);
        if (closed is null && Streamed(journal, background, fold, asOf, through)) return fold;

        // Some fill arrived after a later one of the same position: put them in the order of the world first.
        fold = new(background.Terms, closed);
        Replay replay = new(background, fold);
        foreach (ref readonly var fact in Facts(journal, background, asOf, through).InOrder())
            if (!replay.Next(fact.Sequence, fact.Fill, fact.Order.Tie)) throw new System.Diagnostics.UnreachableException($"entry {fact.Sequence} was folded out of order");
        replay.End();
        return fold;
    }

    static bool Streamed(IJournal journal, Background background, BookFold fold, TradeDate? asOf, long through)
    {
        Replay replay = new(background, fold);
        var inOrder = true;
        ReadAhead.Fills(journal, new FillQuery(through, To: asOf), (long sequence, in Fill fill, long tie) => inOrder = inOrder && replay.Next(sequence, fill, tie));
        if (inOrder) replay.End();
        return inOrder;
    }

    /// <summary>The fills of a cut in the order of the world.</summary>
    public static FactList Facts(IJournal journal, Background background, TradeDate? asOf, long through)
    {
        FactList facts = new(journal.CountFills());
        journal.ScanFills(new FillQuery(through, To: asOf), (long sequence, in Fill fill, long tie) =>
        {
            if (!background.IsReversed(sequence)) facts.Add(sequence, fill, tie);
        });
        return facts;
    }

    static void Save(IJournal journal, BookFold fold, long through)
    {
        if (journal.Head is { } head && head.Sequence == through) journal.Save(Name(fold.Terms.Method), new(through, head.Hash, Checkpoint.Write(fold)));
    }

    /// <summary>A fold of every entry through a sequence, from the entries alone.</summary>
    public static BookFold Through(IJournal journal, Background background, long through, TradeDate? asOf = null) => Everything(journal, background, asOf, through, null);

    /// <summary>The lot method a saved fold's name speaks of; null where it is no such name.</summary>
    public static LotMethod? MethodOf(string name) => Enum.GetValues<LotMethod>().Cast<LotMethod?>().FirstOrDefault(m => Name(m!.Value) == name);

    static string Name(LotMethod method) => $"book.{method.ToString().ToLowerInvariant()}";
}
