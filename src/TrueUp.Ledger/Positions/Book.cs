using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>What an account holds of one instrument, and what it has realized in it. Money is in the instrument's currency.</summary>
/// <param name="GrossCost">Σ over lots of money paid without fees; negative for a short.</param>
/// <param name="Fees">Opening fees still in the lots.</param>
/// <param name="PooledCost">Gross cost if everything open were one pool at average cost.</param>
public sealed record Position(
    AccountName Account,
    Instrument Instrument,
    Units Units,
    ValueList<Lot> Lots,
    decimal GrossCost,
    decimal Fees,
    decimal PooledCost,
    Realized Realized)
{
    public Symbol Symbol => Instrument.Symbol;
}

/// <summary>What closing and holding brought, so far. <see cref="PooledGain"/> is the price gain by the average-cost pool.</summary>
public readonly record struct Realized(decimal PriceGain, decimal Fees, decimal PooledGain, decimal Income, decimal Tax)
{
    public decimal Gain => PriceGain - Fees;
}

/// <param name="External">Σ deposits − withdrawals: what crossed the portfolio's boundary.</param>
public sealed record CashBalance(AccountName Account, Money Amount, decimal External);

/// <summary>
/// The state folded from the journal: positions with lots, cash and what was realized. Computed, never stored as truth, and never priced:
/// marks are put on it by the views.
/// </summary>
/// <param name="Positions">By account, then symbol; closed positions are kept because their realized gain is.</param>
/// <param name="Cash">Every account and currency that ever moved.</param>
public sealed record Book(IReadOnlyList<Position> Positions, IReadOnlyList<CashBalance> Cash)
{
    public IEnumerable<Position> Open => Positions.Where(p => !p.Units.IsZero);
}
