using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// What the book knows an issuer to have done, as far as prices show it: effective before the day's first trade.
/// </summary>
/// <param name="Ratio">New units per old; 1 where units did not change.</param>
/// <param name="Dividend">Cash per old unit, in money (not pence).</param>
/// <param name="ExplainsAnyMove">Mergers, spin-offs and the like: the price may go anywhere that day.</param>
public sealed record KnownAction(TradeDate Day, decimal Ratio, decimal Dividend = 0, bool ExplainsAnyMove = false)
{
    public static KnownAction? Of(TradeDate day, CorporateAction action) => action switch
    {
        CorporateAction.Split split => new(day, split.Numerator / split.Denominator),
        CorporateAction.StockDividend stock => new(day, 1 + stock.PerUnit),
        CorporateAction.CashDividend cash => new(day, 1, cash.PerUnit),
        CorporateAction.SpinOff or CorporateAction.Merger => new(day, 1, 0, true),
        CorporateAction.SymbolChange or CorporateAction.Delisting => null,
        _ => throw new System.Diagnostics.UnreachableException($"no rule for what {action.GetType().Name} does to prices"),
    };
}
