using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Recording;

/// <summary>What an import of prices may know from the book: instruments, corporate actions and renamings that nobody took back, and the exchanges.</summary>
sealed class PriceRules
{
    readonly Background background;
    readonly Currency currency;
    readonly QuoteUnit? declared;
    readonly ILookup<Symbol, KnownAction> actions;
    readonly HashSet<(Symbol, Symbol)> renamings = [];

    /// <param name="declared">The quote unit the person named for the whole import.</param>
    public PriceRules(Desk desk, QuoteUnit? declared)
    {
        background = new(desk.Journal.ReadKinds(Background.Kinds, long.MaxValue), desk.Settings.Lots, null);
        (currency, this.declared) = (desk.Terms.Currency, declared);
        var recorded = background.Others.Select(o => o.Entry).OfType<CorporateActionRecorded>().ToList();
        actions = Ledger.Performance.Valuation.ActionsOf(background);
        foreach (var change in recorded.Select(e => e.Action).OfType<CorporateAction.SymbolChange>())
        {
            renamings.Add((change.Symbol, change.To));
            renamings.Add((change.To, change.Symbol));
        }
    }

    public IntakeRules Intake => new()
    {
        WasOpen = WasOpen,
        ActionsOf = symbol => [.. actions[symbol]],
        AreOneCompany = (a, b) => renamings.Contains((a, b)),
    };

    /// <summary>From the instrument as declared; an instrument nobody declared is quoted in the book's currency.</summary>
    public QuoteUnit UnitOf(Symbol symbol) =>
        background.Terms.Instruments.TryGetValue(symbol, out var instrument) ? new(instrument.Currency, instrument.QuoteFactor) : new(currency, 1);

    // An instrument names no exchange, so it is told from the listing's suffix, else from its currency; elsewhere nothing is said about days.
    bool? WasOpen(Symbol symbol, TradeDate day)
    {
        var calendar = symbol.Name.EndsWith(".L", StringComparison.Ordinal) ? "XLON" : (declared ?? UnitOf(symbol)).Currency.Code switch
        {
            "USD" => "XNYS",
            "GBP" => "XLON",
            _ => null,
        };
        return calendar is not null && ExchangeCalendar.Find(calendar) is { } exchange && exchange.Covers(day) ? exchange.IsSession(day) : null;
    }
}
