using NodaTime;
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

        var wanted = new Wanted[journal.CountRecommendations()];
        var made = 0;
        journal.ScanRecommendations(new RecommendationQuery(through, To: cut.AsOf), (sequence, recommendation) =>
        {
            if (!background.IsReversed(sequence) && (only is not { } account || recommendation.Account == account)) wanted[made++] = Wanted.Of(sequence, recommendation);
        });

        var terms = background.Terms;
        FxRates? rates = null;
        var asOf = cut.AsOf ?? desk.Today;
        ReviewFacts facts = new(asOf, terms.Currency)
        {
            IsDayOver = !IsInSession(desk, asOf, cut.KnownBy is { } moment && moment < desk.Now ? moment : desk.Now),
            Instrument = terms.InstrumentOf,
            Close = Close(desk, cut, terms.Instruments),
            Rate = (from, to, day) => (rates ??= new PriceStore(desk.Journal.Database).Rates()).On(from, to, day)?.PerUnit,
            Splits = [.. background.Others.Select(o => o.Entry).OfType<CorporateActionRecorded>().Select(Split).OfType<UnitSplit>()],
            Renamings = [.. background.Others.Select(o => o.Entry).OfType<CorporateActionRecorded>().Where(e => e.Action is CorporateAction.SymbolChange)
                .Select(e => new Renaming(e.Day, e.Action.Symbol, ((CorporateAction.SymbolChange)e.Action).To))],
            Withdrawals = [.. journal.ReadKinds(["withdrawal"], through).Where(p => !background.IsReversed(p.Sequence)).Select(p => p.Entry).OfType<RecommendationWithdrawn>()
                .Select(w => new Withdrawal(w.Id, w.Day, w.At))],
        };
        return TradeReview.Of(fills.AsMemory(0, count), sequences.AsMemory(0, count), wanted.AsMemory(0, made), facts);
    }

    /// <summary>Whether a day has a session that had not closed at a moment of that day.</summary>
    static bool IsInSession(Desk desk, TradeDate day, Instant moment)
    {
        var calendar = desk.Calendar;
        return calendar.Today(moment) == day && calendar.Covers(day) && calendar.IsSession(day) && moment < calendar.CloseOf(day);
    }

    // Unadjusted closes, whatever convention the series has; each symbol is read when first asked for.
    static Func<Symbol, TradeDate, Price?> Close(Desk desk, Cut cut, IReadOnlyDictionary<Symbol, Instrument> declared)
    {
        PriceStore? store = null;
        ILookup<Symbol, KnownAction>? actions = null;
        HashSet<Symbol>? priced = null;
        Dictionary<Symbol, PriceBook> books = [];
        return (symbol, day) =>
        {
            store ??= new(desk.Journal.Database);
            priced ??= [.. store.Headers().Select(h => h.Name.Symbol)];
            if (!priced.Contains(symbol)) return null;
            if (!books.TryGetValue(symbol, out var book)) books[symbol] = book = Valuation.Marks(store, actions ??= Valuation.Actions(desk, cut), symbol, day);
            if (Valuation.On(book, actions![symbol], symbol, day) is not { } mark) return null;
            // In the quote unit of the line, which its prices may be recorded in another of.
            return declared.TryGetValue(symbol, out var instrument) && book.UnitOf(symbol) is { } unit
                ? unit.Currency == instrument.Currency ? new Price(mark.Price.PerUnit * unit.Factor / instrument.QuoteFactor) : null
                : mark.Price;
        };
    }

    static UnitSplit? Split(CorporateActionRecorded e) => e.Action switch
    {
        CorporateAction.Split s => new(e.Day, s.Symbol, s.Numerator, s.Denominator, e.Account),
        CorporateAction.StockDividend s => new(e.Day, s.Symbol, 1 + s.PerUnit, 1, e.Account),
        _ => null,
    };
}
