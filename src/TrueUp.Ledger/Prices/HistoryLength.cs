using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>Whether a series goes back far enough for a question that needs so many months of it.</summary>
public static class HistoryLength
{
    /// <summary>Null where the series has a price on or before the day <paramref name="months"/> months earlier.</summary>
    public static Rejection? Refuse(PriceSeries series, TradeDate asOf, int months)
    {
        TradeDate needed = new(asOf.Day.AddMonths(-months));
        return series.First <= needed
            ? null
            : new(Codes.HistoryTooShort, new(series.Name.Symbol.Name), $"{series.Name} starts on {series.First}, and {months} months before {asOf} is {needed}");
    }
}
