using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>What a book was worth at the end of one session, in the book's currency.</summary>
/// <param name="Cash">Σ cash, negative where money is owed.</param>
/// <param name="PositionsValue">Σ units × mark; positions in <paramref name="Unpriced"/> are not in it.</param>
/// <param name="Flow">External money in, minus out, of this session.</param>
/// <param name="Return">Null at the base, and where there was nothing that could have earned a return.</param>
/// <param name="Index">What one unit of money there from the start became; 1 at the base.</param>
/// <param name="Drawdown">Index ÷ its highest so far − 1.</param>
/// <param name="StaleMarks">Marks that are not closes of this session.</param>
/// <param name="Unpriced">Held, or owned in a currency, without any price or rate yet: worth something unknown, counted as nothing, and named.</param>
/// <param name="LateFacts">Facts dated on days without a session since the one before, counted here.</param>
public sealed record EquityPoint(
    TradeDate Session,
    decimal Cash,
    decimal PositionsValue,
    decimal Flow,
    decimal? Return,
    decimal Index,
    decimal Drawdown,
    ValueList<StaleMark> StaleMarks,
    ValueList<string> Unpriced,
    int LateFacts)
{
    public decimal Equity => Cash + PositionsValue;
}

/// <summary>A mark carried forward to a session it is not of.</summary>
/// <param name="Name">The symbol, or the currency pair.</param>
/// <param name="Price">As carried: a split since the day it is of has been applied.</param>
/// <param name="Day">The day it is of; the session's own day for an execution of that day.</param>
public sealed record StaleMark(string Name, decimal Price, TradeDate Day, MarkSource Source)
{
    public override string ToString() => $"{Name} {Digits.Text(Price)} {Source.Text} {Day}";
}

public enum MarkSource
{
    /// <summary>A close of the price store.</summary>
    Close,

    /// <summary>The book's own last execution: a price somebody traded at, for want of a close.</summary>
    Execution,

    /// <summary>An exchange rate of the price store.</summary>
    Rate,
}

public static class MarkSources
{
    extension(MarkSource source)
    {
        public string Text => source switch
        {
            MarkSource.Close => "close",
            MarkSource.Execution => "execution",
            MarkSource.Rate => "rate",
            _ => throw new System.Diagnostics.UnreachableException($"no word for {source}"),
        };
    }
}
