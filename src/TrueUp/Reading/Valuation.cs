using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>A price put on a position, and how old it is.</summary>
/// <param name="Price">As quoted, in the instrument's quote unit.</param>
readonly record struct MarkedAt(decimal Price, TradeDate Day, bool IsStale);

/// <summary>A position with the price the store has for it. Money is in the instrument's currency; weight is of the base-currency total.</summary>
sealed record ValuedPosition(Position Position, MarkedAt? Mark, decimal CostBasis, decimal? Weight)
{
    /// <summary>Gross cost per unit, in the instrument's quote unit.</summary>
    public decimal? AverageCost => Position.Units.IsZero ? null : Digits.Normal(Math.Round(Position.GrossCost / Position.Units.Value / Position.Instrument.PointValue, 10));

    public decimal? MarketValue => Mark is { } mark ? Position.Units.Value * mark.Price * Position.Instrument.PointValue : null;

    public decimal? Unrealized => MarketValue - CostBasis;
}

/// <summary>A book with marks on it as of a day.</summary>
sealed record Valuation(IReadOnlyList<ValuedPosition> Positions)
{
    public static Valuation Of(Desk desk, Book book, TradeDate asOf)
    {
        var capitalize = desk.Settings.CapitalizeFees;
        return new([.. book.Positions.Select(p => new ValuedPosition(p, null, p.GrossCost + (capitalize ? p.Fees : 0), null))]);
    }
}
