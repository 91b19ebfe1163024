using TrueUp.Edges.Prices;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>Every fact of a cut that moves units or money, and the prices that bear on them: what curves and checks are made from.</summary>
sealed class Facts
{
    /// <summary>So many prices paid are evidence enough of what a symbol's closes must look like.</summary>
    const int FillsCompared = 40;

    readonly Desk desk;
    PriceStore? store;
    IReadOnlyList<SeriesHeader>? headers;

    Facts(Desk desk, Background background, FactList fills) => (this.desk, Background, Fills) = (desk, background, fills);

    public Background Background { get; }

    public FactList Fills { get; }

    public PriceStore Store => store ??= new(desk.Journal.Connection);

    public IReadOnlyList<SeriesHeader> Headers => headers ??= Store.Headers();

    public static Facts Of(Desk desk, Cut cut)
    {
        var journal = desk.Journal;
        var through = cut.KnownBy is { } known ? journal.SequenceKnownBy(known) : journal.Head.Sequence;
        Background background = new(journal.ReadKinds(Background.Kinds, through), desk.Settings.Lots, cut.AsOf);
        return new(desk, background, Books.Facts(journal, background, cut.AsOf, through));
    }

    /// <summary>Every symbol that is or may come to be held.</summary>
    public HashSet<Symbol> Symbols()
    {
        HashSet<Symbol> symbols = [];
        foreach (ref readonly var fact in Fills.InOrder()) symbols.Add(fact.Fill.Symbol);
        foreach (var (_, _, entry) in Background.Others)
        {
            switch (entry)
            {
                case CorporateActionRecorded { Action: CorporateAction.SymbolChange action }: symbols.Add(action.To); break;
                case CorporateActionRecorded { Action: CorporateAction.SpinOff action }: symbols.Add(action.Child); break;
                case CorporateActionRecorded { Action: CorporateAction.Merger { Into: { } into } }: symbols.Add(into); break;
                case OptionEventRecorded { Event: OptionEvent.Assigned option }: symbols.Add(option.Underlying); break;
                case OptionEventRecorded { Event: OptionEvent.Exercised option }: symbols.Add(option.Underlying); break;
                default: break;
            }
        }

        return symbols;
    }

    /// <summary>The last day there is any fact of, or null.</summary>
    public TradeDate? LastDay
    {
        get
        {
            var fills = Fills.InOrder();
            var last = fills.Length > 0 ? fills[^1].Order.Day : 0;
            if (Background.Others.Count > 0) last = Math.Max(last, Background.Others[^1].Order.Day);
            return last == 0 ? null : TradeDate.FromNumber(last);
        }
    }

    /// <summary>Marks for all of <see cref="Symbols"/>; closes that contradict the prices paid are left out of it, and its basis says why.</summary>
    public PriceBook Prices(IReadOnlyCollection<Symbol> symbols, TradeDate from, TradeDate to)
    {
        var actions = Ledger.Performance.Valuation.ActionsOf(Background);
        var paid = Paid();
        return Store.BookFor([.. symbols.Select(s => new PriceNeed(s, [.. actions[s]], paid.TryGetValue(s, out var some) ? Sample(some) : []))], from, to);
    }

    /// <summary>The same closes whatever was paid, with the details of each day.</summary>
    public PriceBook Tape(IReadOnlyCollection<Symbol> symbols, TradeDate from, TradeDate to)
    {
        var actions = Ledger.Performance.Valuation.ActionsOf(Background);
        var known = Headers.ToLookup(h => h.Name.Symbol);
        Dictionary<Symbol, RawPrices> prices = [];
        foreach (var symbol in symbols)
            if (SeriesChoice.ForValue(known[symbol], from, to) is { } header) prices[symbol] = RawPrices.Of(Store.Read(header.Name)!, [.. actions[symbol]], []);
        return new(prices);
    }

    /// <summary>Rates, where anything of the book is in another currency than its own.</summary>
    public FxRates Rates()
    {
        var own = desk.Terms.Currency;
        var others = desk.Accounts.Any(a => a.Currency != own) || Background.Terms.Instruments.Values.Any(i => i.Currency != own)
            || Background.Others.Any(o => o.Entry is CashMoved e && (e.Amount.Currency != own || e.Counter is { } c && c.Currency != own))
            || Headers.Any(h => !h.Name.Convention.IsRate && h.Unit.Currency != own);
        return others ? Store.Rates() : FxRates.None;
    }

    Dictionary<Symbol, List<TradedAt>> Paid()
    {
        Dictionary<Symbol, List<TradedAt>> paid = [];
        foreach (ref readonly var fact in Fills.InOrder())
        {
            if (!paid.TryGetValue(fact.Fill.Symbol, out var some)) paid[fact.Fill.Symbol] = some = [];
            some.Add(new(fact.Fill.TradeDate, fact.Fill.Price.PerUnit));
        }

        return paid;
    }

    static List<TradedAt> Sample(List<TradedAt> all)
    {
        if (all.Count <= FillsCompared) return all;
        List<TradedAt> some = new(FillsCompared);
        for (var i = 0; i < FillsCompared; i++) some.Add(all[i * (all.Count - 1) / (FillsCompared - 1)]);
        return some;
    }
}
