using TrueUp.Edges.Prices;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Marks = TrueUp.Ledger.Performance.Valuation;

namespace TrueUp.Reading;

/// <summary>The facts of a cut that move units or money, and the prices that bear on them: what curves and checks are made from.</summary>
sealed class Facts
{
    /// <summary>So many prices paid are evidence enough of what a symbol's closes must look like.</summary>
    const int FillsCompared = 40;

    readonly Desk desk;
    readonly Cut cut;
    readonly long through;
    PriceStore? store;
    IReadOnlyList<SeriesHeader>? headers;

    public Facts(Desk desk, Cut cut)
    {
        (this.desk, this.cut) = (desk, cut);
        through = cut.KnownBy is { } known ? desk.Journal.SequenceKnownBy(known) : desk.Journal.Head.Sequence;
        Background = new(desk.Journal.ReadKinds(Background.Kinds, through), desk.Settings.Lots, cut.AsOf);
    }

    public Background Background { get; }

    public PriceStore Store => store ??= new(desk.Journal.Database);

    public IReadOnlyList<SeriesHeader> Headers => headers ??= Store.Headers();

    /// <summary>Every fill, in the order of the world.</summary>
    public FactList Fills() => Books.Facts(desk.Journal, Background, cut.AsOf, through);

    /// <summary>The book at the end of each day that <paramref name="daysFrom"/> gives, up to its last fact.</summary>
    public DailyBook Daily(Func<FirstFact, IEnumerable<int>> daysFrom)
    {
        DailyWalk walk = new(Background, desk.AccountFilter, daysFrom);
        var inOrder = true;
        ReadAhead.Fills(desk.Journal, new FillQuery(through, To: cut.AsOf), (long sequence, in Fill fill, long tie) => inOrder = inOrder && walk.Next(sequence, fill, tie));
        if (inOrder) return walk.End(null);

        // Some fill arrived after a later one: put them in the order of the world first.
        walk = new(Background, desk.AccountFilter, daysFrom);
        walk.All(Fills());
        return walk.End(null);
    }

    /// <summary>What may come to be held without a fill.</summary>
    public IEnumerable<Symbol> Received()
    {
        foreach (var (_, _, entry) in Background.Others)
        {
            switch (entry)
            {
                case CorporateActionRecorded { Action: CorporateAction.SymbolChange action }: yield return action.To; break;
                case CorporateActionRecorded { Action: CorporateAction.SpinOff action }: yield return action.Child; break;
                case CorporateActionRecorded { Action: CorporateAction.Merger { Into: { } into } }: yield return into; break;
                case OptionEventRecorded { Event: OptionEvent.Assigned option }: yield return option.Underlying; break;
                case OptionEventRecorded { Event: OptionEvent.Exercised option }: yield return option.Underlying; break;
                default: break;
            }
        }
    }

    /// <summary>Marks for everything a book holds; closes that contradict the prices paid are left out of it, and its basis says why.</summary>
    public PriceBook Prices(DailyBook book, TradeDate from, TradeDate to)
    {
        var actions = Actions();
        HashSet<Symbol> symbols = [.. book.Lines.Select(l => l.Instrument.Symbol), .. Received()];
        return Store.BookFor([.. symbols.Select(s => new PriceNeed(s, [.. actions[s]], Paid(book.ExecutionsOf(s), QuoteFactor(s))))], from, to);
    }

    /// <summary>The same closes whatever was paid, with the details of each day.</summary>
    public PriceBook Tape(IEnumerable<Symbol> symbols, TradeDate from, TradeDate to)
    {
        var actions = Actions();
        var known = Headers.ToLookup(h => h.Name.Symbol);
        Dictionary<Symbol, RawPrices> prices = [];
        foreach (var symbol in symbols)
            if (SeriesChoice.ForValue(known[symbol], from, to) is { } header) prices[symbol] = RawPrices.Of(Store.Read(header.Name)!, [.. actions[symbol]], [], to);
        return new(prices);
    }

    /// <summary>What issuers did, also after the day of the cut: adjusted prices are divided by every split there has been since.</summary>
    public ILookup<Symbol, KnownAction> Actions() =>
        Marks.ActionsOf(cut.AsOf is null ? Background : new(desk.Journal.ReadKinds(["action", "reversal"], through), desk.Settings.Lots, null));

    decimal QuoteFactor(Symbol symbol) => Background.Terms.Instruments.TryGetValue(symbol, out var instrument) ? instrument.QuoteFactor : 1;

    /// <summary>Rates, where anything of the book is in another currency than its own.</summary>
    public FxRates Rates()
    {
        var own = desk.Terms.Currency;
        var others = desk.Accounts.Any(a => a.Currency != own) || Background.Terms.Instruments.Values.Any(i => i.Currency != own)
            || Background.Others.Any(o => o.Entry is CashMoved e && (e.Amount.Currency != own || (e.Counter is { } c && c.Currency != own)))
            || Headers.Any(h => !h.Name.Convention.IsRate && h.Unit.Currency != own);
        return others ? Store.Rates() : FxRates.None;
    }

    static List<TradedAt> Paid(Traded executions, decimal factor)
    {
        var some = Math.Min(executions.Count, FillsCompared);
        List<TradedAt> paid = new(some);
        for (var i = 0; i < some; i++)
        {
            var (day, price) = executions[some == executions.Count ? i : (int)((long)i * (executions.Count - 1) / (some - 1))];
            paid.Add(new(TradeDate.FromNumber(day), price * factor));
        }

        return paid;
    }
}
