using TrueUp.Edges.Prices;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>A position with the price the store has for it. Money is in the instrument's currency; weight is of the base-currency total.</summary>
/// <param name="Mark">As quoted, in the instrument's quote unit; null where no price is known, never zero and never the cost.</param>
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
    public static IReadOnlyList<ValuedPosition> Of(Desk desk, IReadOnlyList<Position> open, TradeDate asOf)
    {
        if (open.Count == 0) return [];
        PriceStore store = new(desk.Journal.Database);
        var marks = Marks(desk, store, open.Select(p => p.Symbol), asOf);
        var capitalize = desk.Settings.CapitalizeFees;
        var valued = open.Select(p => new ValuedPosition(p, marks.On(p.Symbol, asOf), p.GrossCost + (capitalize ? p.Fees : 0), null)).ToList();

        var rates = valued.Any(v => v.Position.Instrument.Currency != desk.Terms.Currency) ? store.Rates() : FxRates.None;
        var values = valued.Select(v => v.MarketValue * rates.On(v.Position.Instrument.Currency, desk.Terms.Currency, asOf)?.PerUnit).ToList();
        // A weight is of what could be valued, long and short alike.
        var total = values.Sum(v => Math.Abs(v ?? 0));
        return total == 0 ? valued : [.. valued.Zip(values, (v, value) => v with { Weight = value / total })];
    }

    /// <summary>Marks of some symbols up to a day, in the footing units trade on.</summary>
    public static PriceBook Marks(Desk desk, PriceStore store, IEnumerable<Symbol> symbols, TradeDate asOf)
    {
        var actions = desk.Journal.ReadKinds(["action"], long.MaxValue).Select(p => p.Entry).OfType<CorporateActionRecorded>()
            .Select(e => (e.Action.Symbol, Known: KnownAction.Of(e.Day, e.Action))).Where(a => a.Known is not null).ToLookup(a => a.Symbol, a => a.Known!);
        return store.BookFor([.. symbols.Distinct().Select(s => new PriceNeed(s, [.. actions[s].OrderBy(a => a.Day)], []))], asOf.Plus(-10), asOf);
    }
}
