using TrueUp.Edges.Prices;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>Reads a cut of the journal into a review of recommendations against fills.</summary>
static class Reviews
{
    public static Review Of(Desk desk, Cut cut)
    {
        var journal = desk.Journal;
        var through = cut.KnownBy is { } known ? journal.SequenceKnownBy(known) : journal.Head.Sequence;
        Background background = new(journal.ReadKinds(Background.Kinds, through), desk.Settings.Lots, cut.AsOf);
        var only = desk.AccountFilter;

        var fills = new Fill[journal.CountFills()];
        var sequences = new long[fills.Length];
        var count = 0;
        journal.ScanFills(new FillQuery(through, To: cut.AsOf), (long sequence, in Fill fill, long tie) =>
        {
            if (background.IsReversed(sequence) || only is { } account && fill.Account != account) return;
            (fills[count], sequences[count++]) = (fill, sequence);
        });

        List<Wanted> wanted = new(journal.CountRecommendations());
        journal.ScanRecommendations(new RecommendationQuery(through, To: cut.AsOf), (sequence, made) =>
        {
            if (!background.IsReversed(sequence) && (only is not { } account || made.Account == account)) wanted.Add(Wanted.Of(sequence, made));
        });

        var terms = background.Terms;
        FxRates? rates = null;
        ReviewFacts facts = new(cut.AsOf ?? desk.Today, terms.Currency)
        {
            Instrument = terms.InstrumentOf,
            Close = Close(desk),
            Rate = (from, to, day) => (rates ??= new PriceStore(desk.Journal.Database).Rates()).On(from, to, day)?.PerUnit,
            Splits = [.. background.Others.Select(o => o.Entry).OfType<CorporateActionRecorded>().Select(Split).OfType<UnitSplit>()],
            Renamings = [.. background.Others.Select(o => o.Entry).OfType<CorporateActionRecorded>().Where(e => e.Action is CorporateAction.SymbolChange)
                .Select(e => new Renaming(e.Day, e.Action.Symbol, ((CorporateAction.SymbolChange)e.Action).To))],
            Withdrawals = [.. journal.ReadKinds(["withdrawal"], through).Where(p => !background.IsReversed(p.Sequence)).Select(p => p.Entry).OfType<RecommendationWithdrawn>()
                .Select(w => new Withdrawal(w.Id, w.Day, w.At))],
        };
        return TradeReview.Of(fills.AsMemory(0, count), sequences.AsMemory(0, count), wanted.ToArray(), facts);
    }

    // Unadjusted closes, whatever convention the series has; each symbol is read when first asked for.
    static Func<Symbol, TradeDate, Price?> Close(Desk desk)
    {
        PriceStore? store = null;
        HashSet<Symbol>? priced = null;
        Dictionary<Symbol, PriceBook> books = [];
        return (symbol, day) =>
        {
            store ??= new(desk.Journal.Database);
            priced ??= [.. store.Headers().Select(h => h.Name.Symbol)];
            if (!priced.Contains(symbol)) return null;
            if (!books.TryGetValue(symbol, out var book)) books[symbol] = book = Valuation.Marks(desk, store, [symbol], day);
            return book.On(symbol, day)?.Price;
        };
    }

    static UnitSplit? Split(CorporateActionRecorded e) => e.Action switch
    {
        CorporateAction.Split s => new(e.Day, s.Symbol, s.Numerator, s.Denominator, e.Account),
        CorporateAction.StockDividend s => new(e.Day, s.Symbol, 1 + s.PerUnit, 1, e.Account),
        _ => null,
    };
}
