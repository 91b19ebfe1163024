using TrueUp.Edges.Prices;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>A position with the price the store has for it. Money is in the instrument's currency; weight is of the base-currency total.</summary>
/// <param name="Mark">In the instrument's quote unit, whatever unit its prices are recorded in; null where no price is known, never zero and never the cost.</param>
sealed record ValuedPosition(Position Position, Mark? Mark, decimal CostBasis, decimal? Weight)
{
    /// <summary>Gross cost per unit, in the instrument's quote unit.</summary>
    public decimal? AverageCost => Position.Units.IsZero ? null : Digits.Normal(Math.Round(Position.GrossCost / Position.Units.Value / Position.Instrument.PointValue, 10));

    public decimal? MarketValue => Mark is { } mark ? Position.Units.Value * mark.Price.PerUnit * Position.Instrument.PointValue : null;

    public decimal? Unrealized => MarketValue - CostBasis;
}

/// <summary>A book with marks on it as of a day.</summary>
static class Valuation
{
    /// <summary>So many lots are evidence enough of what a symbol's closes must look like.</summary>
    const int LotsCompared = 40;

    public static IReadOnlyList<ValuedPosition> Of(Desk desk, Cut cut, IReadOnlyList<Position> open, TradeDate asOf)
    {
        if (open.Count == 0) return [];
        PriceStore store = new(desk.Journal.Database);
        var actions = Actions(desk, cut);
        List<PriceNeed> needs = [.. open.GroupBy(p => p.Symbol).Select(g => new PriceNeed(g.Key, [.. actions[g.Key]], Paid(g.First(), actions[g.Key], asOf)))];
        var marks = store.BookFor(needs, asOf.Plus(-SeriesChoice.SlackDays), asOf);

        FxRates? rates = null;
        decimal? Rate(Currency from, Currency to) => from == to ? 1 : (rates ??= store.Rates()).On(from, to, asOf)?.PerUnit;
        var capitalize = desk.Settings.CapitalizeFees;
        var valued = open.Select(p => new ValuedPosition(p, MarkOf(p.Instrument, marks, actions[p.Symbol], asOf, Rate), p.GrossCost + (capitalize ? p.Fees : 0), null)).ToList();
        var values = valued.Select(v => v.MarketValue * Rate(v.Position.Instrument.Currency, desk.Terms.Currency)).ToList();
        // A weight is of what could be valued, long and short alike.
        var total = values.Sum(v => Math.Abs(v ?? 0));
        return total == 0 ? valued : [.. valued.Zip(values, (v, value) => v with { Weight = value / total })];
    }

    /// <summary>What issuers did as far as a moment knows: adjusted prices are divided by every split there has been since, also after the day asked for.</summary>
    public static ILookup<Symbol, KnownAction> Actions(Desk desk, Cut cut)
    {
        var through = cut.KnownBy is { } known ? desk.Journal.SequenceKnownBy(known) : desk.Journal.Head.Sequence;
        return Ledger.Performance.Valuation.ActionsOf(new(desk.Journal.ReadKinds(["action", "reversal"], through), desk.Settings.Lots, null));
    }

    /// <summary>Marks of one symbol up to a day, in the footing its units trade on.</summary>
    public static PriceBook Marks(PriceStore store, ILookup<Symbol, KnownAction> actions, Symbol symbol, TradeDate asOf) =>
        store.BookFor([new(symbol, [.. actions[symbol]], [])], asOf.Plus(-SeriesChoice.SlackDays), asOf);

    /// <summary>The last price on or before a day, in units of that day: a close of before a split is no price of the units after it.</summary>
    public static Mark? On(PriceBook marks, IEnumerable<KnownAction> actions, Symbol symbol, TradeDate day)
    {
        if (marks.On(symbol, day) is not { } mark || !mark.IsStale) return marks.On(symbol, day);
        var ratio = Ratio(actions, mark.Day, day);
        return ratio == 1 ? mark : mark with { Price = new(mark.Price.PerUnit / ratio) };
    }

    // As the equity curve values it: by what the series says it is quoted in.
    static Mark? MarkOf(Instrument instrument, PriceBook marks, IEnumerable<KnownAction> actions, TradeDate asOf, Func<Currency, Currency, decimal?> rate)
    {
        if (On(marks, actions, instrument.Symbol, asOf) is not { } mark || marks.UnitOf(instrument.Symbol) is not { } unit) return null;
        if (unit.Currency == instrument.Currency && unit.Factor == instrument.QuoteFactor) return mark;
        return rate(unit.Currency, instrument.Currency) is { } perUnit
            ? mark with { Price = new(mark.Price.PerUnit * unit.Factor * perUnit / instrument.QuoteFactor) }
            : null;
    }

    /// <summary>What the open lots cost on the days they were opened, in units of those days. Lots that a merger or spin-off gave a cost are no evidence.</summary>
    static List<TradedAt> Paid(Position position, IEnumerable<KnownAction> actions, TradeDate asOf)
    {
        List<TradedAt> paid = [];
        foreach (var action in actions)
            if (action.ExplainsAnyMove && action.Day <= asOf) return paid;
        foreach (var lot in position.Lots.Take(LotsCompared)) paid.Add(new(lot.OpenedOn, lot.UnitCost / position.Instrument.Multiplier * Ratio(actions, lot.OpenedOn, asOf)));
        return paid;
    }

    /// <summary>New units for each old one by what happened after one day and through another.</summary>
    static decimal Ratio(IEnumerable<KnownAction> actions, TradeDate after, TradeDate through)
    {
        var ratio = 1m;
        foreach (var action in actions)
            if (action.Day > after && action.Day <= through) ratio *= action.Ratio;
        return ratio;
    }
}
