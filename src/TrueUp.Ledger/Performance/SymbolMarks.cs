using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>
/// The marks of one symbol along some days: closes where there are any, else the book's own last execution, whichever is newer (R6).
/// </summary>
sealed class SymbolMarks(Traded executions, AlignedMarks closes, IReadOnlyList<KnownAction> actions, SymbolMarks? renamedFrom)
{
    public string Name => executions.Symbol.Name;

    /// <summary>Closes and the days they are of, one a day; a close is fresh where <see cref="AlignedMarks.IsStale"/> is false.</summary>
    public AlignedMarks Closes => closes;

    /// <summary>The mark of a day, fresh or carried; null where there has been no price yet.</summary>
    public StaleMark? At(int index, int day)
    {
        StaleMark? mark = closes[index] is { } close ? new(Name, close, TradeDate.FromNumber(closes.DayOf(index)), MarkSource.Close) : null;
        if (executions.UpTo(day) is { } own && own.Day > (mark?.Day.Number ?? int.MinValue))
            mark = new(Name, own.Price, TradeDate.FromNumber(own.Day), MarkSource.Execution);
        if (mark is not { } found) return renamedFrom?.At(index, day) is { } old ? old with { Name = Name } : null;
        return found with { Price = Carried(found.Price, found.Day.Number, day) };
    }

    // A price from before a split is not a price of the units held after it.
    decimal Carried(decimal price, int from, int to)
    {
        foreach (var action in actions)
            if (action.Day.Number > from && action.Day.Number <= to && action.Ratio != 1) price /= action.Ratio;
        return price;
    }
}
