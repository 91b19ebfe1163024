using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>
/// What was held and owned at the end of each of some days: units and cash, without prices. Kept as changes, so that ten years of
/// five hundred positions are a list of fills and not a table.
/// </summary>
public sealed class DailyBook
{
    readonly Dictionary<Symbol, Traded> traded;

    internal DailyBook(int[] days, IReadOnlyList<HeldLine> lines, IReadOnlyList<CashLine> cash, Dictionary<Symbol, Traded> traded, IReadOnlyDictionary<int, int> lateFacts) =>
        (Days, Lines, Cash, this.traded, LateFacts) = (days, lines, cash, traded, lateFacts);

    /// <summary>Day numbers, ascending.</summary>
    public int[] Days { get; }

    /// <summary>In the order they were first traded.</summary>
    public IReadOnlyList<HeldLine> Lines { get; }

    /// <summary>By currency; only currencies that ever moved.</summary>
    public IReadOnlyList<CashLine> Cash { get; }

    /// <summary>By index of the day: facts dated after the day before and before this one, counted here. Only days that have any.</summary>
    public IReadOnlyDictionary<int, int> LateFacts { get; }

    /// <summary>The book's own executions of a symbol, in any of its accounts.</summary>
    public Traded ExecutionsOf(Symbol symbol) => traded.TryGetValue(symbol, out var found) ? found : new(symbol);

    /// <summary>The index of the day, or of the first one after it; <c>Days.Length</c> where there is none.</summary>
    public int IndexOf(TradeDate day) => Array.BinarySearch(Days, day.Number) is var at && at >= 0 ? at : ~at;

    public decimal UnitsAt(Symbol symbol, int index)
    {
        var units = 0m;
        foreach (var line in Lines)
            if (line.Instrument.Symbol == symbol) units += Step.At(line.Steps, index);
        return units;
    }

    public decimal CashAt(Currency currency, int index)
    {
        foreach (var line in Cash)
            if (line.Currency == currency) return Step.At(line.Steps, index);
        return 0;
    }

    /// <summary>The same book on more days, on which nothing happened.</summary>
    public DailyBook With(IEnumerable<int> laterDays) => new([.. Days, .. laterDays], Lines, Cash, traded, LateFacts);

    /// <param name="days">Ascending. Facts after the last are left out.</param>
    /// <param name="account">Only what this account has; null is the whole book.</param>
    public static DailyBook Of(Background background, FactList fills, int[] days, AccountName? account)
    {
        DailyWalk walk = new(background, account, _ => days);
        walk.All(fills);
        return walk.End(days.Length == 0 ? default : TradeDate.FromNumber(days[^1]));
    }
}

/// <summary>From which day (an index) on an amount was so much.</summary>
public readonly record struct Step(int From, decimal Amount)
{
    /// <summary>The amount on a day: zero before the first step.</summary>
    public static decimal At(ReadOnlySpan<Step> steps, int index)
    {
        var (low, high) = (0, steps.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (steps[middle].From <= index) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? 0 : steps[low - 1].Amount;
    }

    /// <summary>Appends a change, or corrects the one of the same day.</summary>
    internal static void Note(List<Step> steps, int at, decimal amount)
    {
        if (steps.Count > 0 && steps[^1].From == at) steps[^1] = new(at, amount);
        else if (amount != (steps.Count == 0 ? 0 : steps[^1].Amount)) steps.Add(new(at, amount));
    }
}

/// <summary>One account's units of one instrument, day by day.</summary>
public sealed class HeldLine
{
    readonly Holding holding;
    readonly List<Step> steps = [];

    internal HeldLine(Holding holding, Traded executions) => (this.holding, Executions) = (holding, executions);

    public AccountName Account => holding.Account;

    public Instrument Instrument => holding.Instrument;

    public Traded Executions { get; }

    public ReadOnlySpan<Step> Steps => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(steps);

    internal void Note(int at) => Step.Note(steps, at, holding.Units);
}

/// <summary>What was owned in one currency, day by day, all accounts together.</summary>
public sealed class CashLine(Currency currency)
{
    readonly List<Step> steps = [];

    public Currency Currency => currency;

    public ReadOnlySpan<Step> Steps => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(steps);

    internal decimal Today { get; set; }

    internal void Note(int at)
    {
        Step.Note(steps, at, Today);
        Today = 0;
    }
}

/// <summary>The last price of each day the book itself traded a symbol at, in its quote unit.</summary>
public sealed class Traded(Symbol symbol)
{
    readonly List<(int Day, decimal Price)> days = [];
    Traded? renamedFrom;

    public Symbol Symbol => symbol;

    /// <summary>What the symbol was called before, where it was renamed.</summary>
    public Traded? RenamedFrom => renamedFrom;

    public int Count => days.Count;

    public (int Day, decimal Price) this[int index] => days[index];

    /// <summary>The last execution on or before a day: its day number and price; null where there is none yet.</summary>
    public (int Day, decimal Price)? UpTo(int day)
    {
        var (low, high) = (0, days.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (days[middle].Day <= day) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? null : days[low - 1];
    }

    internal void Add(int day, decimal price)
    {
        if (days.Count > 0 && days[^1].Day == day) days[^1] = (day, price);
        else days.Add((day, price));
    }

    internal void ContinuesFrom(Traded old) => renamedFrom = old == this ? null : old;
}
