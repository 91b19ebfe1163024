using System.Diagnostics;
using System.Runtime.InteropServices;
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
    readonly Dictionary<(AccountName, Symbol), HeldLine> lines = [];
    readonly Dictionary<Symbol, Traded> traded = [];
    readonly SortedDictionary<Currency, decimal[]> cash = [];
    readonly AccountName? account;

    DailyBook(int[] days, AccountName? account) => (Days, LateFacts, this.account) = (days, new int[days.Length], account);

    /// <summary>Day numbers, ascending.</summary>
    public int[] Days { get; }

    /// <summary>By day: facts dated after the day before and before this one, counted here.</summary>
    public int[] LateFacts { get; }

    public IReadOnlyCollection<HeldLine> Lines => lines.Values;

    /// <summary>By currency, one amount a day; only currencies that ever moved.</summary>
    public IReadOnlyDictionary<Currency, decimal[]> Cash => cash;

    /// <summary>The book's own executions of a symbol, in any of its accounts.</summary>
    public Traded ExecutionsOf(Symbol symbol)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(traded, symbol, out _);
        return slot ??= new(symbol);
    }

    /// <summary>The index of the day, or of the first one after it; <c>Days.Length</c> where there is none.</summary>
    public int IndexOf(TradeDate day) => Array.BinarySearch(Days, day.Number) is var at && at >= 0 ? at : ~at;

    public decimal UnitsAt(Symbol symbol, int index)
    {
        var units = 0m;
        foreach (var line in lines.Values)
            if (line.Instrument.Symbol == symbol) units += line.UnitsAt(index);
        return units;
    }

    /// <param name="days">Ascending. Facts after the last are left out.</param>
    /// <param name="account">Only what this account has; null is the whole book.</param>
    public static DailyBook Of(Background background, FactList fills, int[] days, AccountName? account)
    {
        DailyBook book = new(days, account);
        BookFold fold = new(background.Terms);
        Replay replay = new(background, fold);
        var facts = fills.InOrder();
        var (nextFill, nextOther) = (0, 0);
        HashSet<HeldLine> moved = [];
        for (var at = 0; at < days.Length; at++)
        {
            for (; nextFill < facts.Length && facts[nextFill].Order.Day <= days[at]; nextFill++)
            {
                ref readonly var fact = ref facts[nextFill];
                if (!replay.Next(fact.Sequence, fact.Fill, fact.Order.Tie)) throw new UnreachableException($"entry {fact.Sequence} was folded out of order");
                if (account is not null && fact.Fill.Account != account) continue;
                var line = book.LineOf(fold, fact.Fill.Account, fact.Fill.Symbol);
                line.Executions.Add(fact.Order.Day, fact.Fill.Price.PerUnit);
                moved.Add(line);
                if (book.IsLate(at, fact.Order.Day)) book.LateFacts[at]++;
            }

            replay.EndDay(TradeDate.FromNumber(days[at]));
            var others = nextOther;
            for (; nextOther < background.Others.Count && background.Others[nextOther].Order.Day <= days[at]; nextOther++)
                book.Note(background.Others[nextOther].Entry, at);

            // An action may have moved any holding; fills moved only their own.
            if (nextOther > others) book.NoteAll(fold, at);
            else foreach (var line in moved) line.Note(at);
            moved.Clear();
            book.NoteCash(fold, at);
        }

        return book;
    }

    void Note(Entry entry, int at)
    {
        if (entry is CorporateActionRecorded { Action: CorporateAction.SymbolChange change }) ExecutionsOf(change.To).ContinuesFrom(ExecutionsOf(change.Symbol));
        if (entry is CashMoved moved && account is not null && moved.Account != account) return;
        if (IsLate(at, entry.Day.Number)) LateFacts[at]++;
    }

    void NoteAll(BookFold fold, int at)
    {
        foreach (var holding in fold.Holdings)
            if (account is null || holding.Account == account) LineOf(fold, holding.Account, holding.Instrument.Symbol).Note(at);
    }

    void NoteCash(BookFold fold, int at)
    {
        foreach (var ((holder, currency), (amount, _)) in fold.Balances)
        {
            if (account is not null && holder != account) continue;
            if (!cash.TryGetValue(currency, out var amounts)) cash[currency] = amounts = new decimal[Days.Length];
            amounts[at] += amount;
        }
    }

    bool IsLate(int at, int day) => day < Days[at] && (at == 0 || day > Days[at - 1]);

    HeldLine LineOf(BookFold fold, AccountName holder, Symbol symbol)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, (holder, symbol), out var exists);
        if (exists) return slot!;
        foreach (var holding in fold.Holdings)
            if (holding.Account == holder && holding.Instrument.Symbol == symbol) return slot = new(holding, ExecutionsOf(symbol));
        throw new UnreachableException($"nothing is held of {symbol} after a fill of it");
    }
}

/// <summary>One account's units of one instrument, day by day.</summary>
public sealed class HeldLine
{
    readonly Holding holding;
    readonly List<(int At, decimal Units)> steps = [];

    internal HeldLine(Holding holding, Traded executions) => (this.holding, Executions) = (holding, executions);

    public AccountName Account => holding.Account;

    public Instrument Instrument => holding.Instrument;

    public Traded Executions { get; }

    /// <summary>From which day (an index) on so many units were held; ascending, the first is the first day of holding any.</summary>
    public ReadOnlySpan<(int At, decimal Units)> Steps => CollectionsMarshal.AsSpan(steps);

    public decimal UnitsAt(int index)
    {
        var units = 0m;
        foreach (var step in Steps)
        {
            if (step.At > index) break;
            units = step.Units;
        }

        return units;
    }

    internal void Note(int at)
    {
        if (holding.Units != (steps.Count == 0 ? 0 : steps[^1].Units)) steps.Add((at, holding.Units));
    }
}

/// <summary>The last price of each day the book itself traded a symbol at, in its quote unit.</summary>
public sealed class Traded(Symbol symbol)
{
    readonly List<(int Day, decimal Price)> days = [];
    Traded? renamedFrom;

    public Symbol Symbol => symbol;

    /// <summary>The last execution on or before a day: its day number and price; null where there is none yet.</summary>
    public (int Day, decimal Price)? UpTo(int day)
    {
        for (var i = days.Count - 1; i >= 0; i--)
            if (days[i].Day <= day) return days[i];
        return null;
    }

    /// <summary>What the symbol was called before, where it was renamed.</summary>
    public Traded? RenamedFrom => renamedFrom;

    internal void Add(int day, decimal price)
    {
        if (days.Count > 0 && days[^1].Day == day) days[^1] = (day, price);
        else days.Add((day, price));
    }

    internal void ContinuesFrom(Traded old) => renamedFrom = old == this ? null : old;
}
