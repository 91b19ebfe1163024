using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>Which open lot a closing fill takes first.</summary>
public enum LotMethod
{
    /// <summary>First in, first out.</summary>
    Fifo,

    /// <summary>Last in, first out.</summary>
    Lifo,

    /// <summary>The lot with the highest cost per unit; for a short, the lot sold lowest.</summary>
    HighestCost,

    /// <summary>One pool at the average cost of everything open.</summary>
    AverageCost,

    /// <summary>The lots the owner chose; what is not chosen goes first in, first out.</summary>
    Specific,
}

/// <summary>Units acquired (or sold short) together, with what they cost. Money is in the instrument's currency.</summary>
/// <param name="Units">Signed: negative for a short lot.</param>
/// <param name="GrossCost">Money for these units without fees; for a short, minus the proceeds. Same sign as <paramref name="Units"/>.</param>
/// <param name="Fees">The part of the opening fees that is still in this lot.</param>
/// <param name="Source">Sequence of the entry that opened it.</param>
public readonly record struct Lot(Units Units, decimal GrossCost, decimal Fees, TradeDate OpenedOn, long Source)
{
    /// <summary>Money per unit at cost: sign-free, in money, so for a pence line it is pounds.</summary>
    public decimal UnitCost => GrossCost / Units.Value;
}

/// <summary>One lot, or part of one, closed by one event.</summary>
/// <param name="Quantity">How many units were closed.</param>
/// <param name="Short">The lot was a short: opened by a sale, closed by a purchase.</param>
/// <param name="GrossProceeds">What the units were sold for (for a short: at opening), without fees.</param>
/// <param name="GrossCost">What the units were bought for (for a short: at closing), without fees.</param>
/// <param name="Fees">Opening and closing fees of this part.</param>
/// <param name="ClosedBy">Sequence of the entry that closed it.</param>
public readonly record struct Disposal(
    AccountName Account,
    Symbol Symbol,
    Quantity Quantity,
    bool Short,
    TradeDate OpenedOn,
    TradeDate ClosedOn,
    decimal GrossProceeds,
    decimal GrossCost,
    decimal Fees,
    Currency Currency,
    long OpenedBy,
    long ClosedBy)
{
    /// <summary>Proceeds minus cost, before fees.</summary>
    public decimal PriceGain => GrossProceeds - GrossCost;

    public decimal Gain => PriceGain - Fees;
}
