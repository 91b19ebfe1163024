using System.Diagnostics;
using System.Runtime.InteropServices;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>The first thing that ever moved units or money, as far as it decides where a curve begins.</summary>
/// <param name="Day">Of the first fact.</param>
/// <param name="Fill">Of the first fill; null where there is none.</param>
public readonly record struct FirstFact(TradeDate Day, TradeDate? Fill);

/// <summary>
/// Makes a <see cref="DailyBook"/> out of fills as they come, so that they need not be gathered first. Fills must come in the order of the world:
/// where one does not, <see cref="Next"/> is false, and another walk has to be given them sorted (<see cref="FactList"/>).
/// </summary>
public sealed class DailyWalk
{
    readonly Background background;
    readonly AccountName? account;
    readonly Func<FirstFact, IEnumerable<int>> daysFrom;
    readonly BookFold fold;
    readonly Replay replay;
    readonly List<int> days = [];
    readonly List<HeldLine> lines = [];
    readonly List<CashLine> cash = [];
    readonly Dictionary<Symbol, Traded> traded = [];
    readonly Dictionary<int, int> lateFacts = [];
    IEnumerator<int>? coming;
    int today = int.MaxValue;
    int lastFact = int.MinValue;
    int nextOther;

    /// <param name="account">Only what this account has; null is the whole book.</param>
    /// <param name="daysFrom">The days to look at, ascending, given the first fact.</param>
    public DailyWalk(Background background, AccountName? account, Func<FirstFact, IEnumerable<int>> daysFrom)
    {
        (this.background, this.account, this.daysFrom) = (background, account, daysFrom);
        fold = new(background.Terms);
        replay = new(background, fold);
    }

    /// <summary>False where this fill belongs before one already given.</summary>
    public bool Next(long sequence, in Fill fill, long tie)
    {
        if (background.IsReversed(sequence) || (account is not null && fill.Account != account)) return true;
        var day = fill.TradeDate.Number;
        if (coming is null) Begin(fill.TradeDate);
        while (today < day) EndDay();
        // Beyond the last day looked at.
        if (today == int.MaxValue) return true;
        if (!replay.Next(sequence, fill, tie)) return false;
        var line = fold.Recent!.Line ??= LineOf(fold.Recent);
        line.Executions.Add(day, fill.Price.PerUnit);
        line.Note(days.Count);
        lastFact = day;
        if (day < today) NoteLate(day);
        return true;
    }

    /// <summary>Every fill, which is in order already.</summary>
    public void All(FactList fills)
    {
        foreach (ref readonly var fact in fills.InOrder())
            if (!Next(fact.Sequence, fact.Fill, fact.Order.Tie)) throw new UnreachableException($"entry {fact.Sequence} was folded out of order");
    }

    /// <summary>The book on every day up to <paramref name="through"/>; null is up to the first day that has every fact.</summary>
    public DailyBook End(TradeDate? through)
    {
        if (coming is null) Begin(null);
        if (background.Others.Count > 0) lastFact = Math.Max(lastFact, background.Others[^1].Order.Day);
        while (today != int.MaxValue && (through is { } last ? today <= last.Number : days.Count == 0 || days[^1] < lastFact)) EndDay();
        return new([.. days], lines, [.. cash.OrderBy(c => c.Currency)], traded, lateFacts);
    }

    void Begin(TradeDate? fill)
    {
        var other = background.Others.Where(o => MovesMoney(o.Entry)).Select(o => (TradeDate?)TradeDate.FromNumber(o.Order.Day)).FirstOrDefault();
        coming = (other ?? fill) is { } first ? daysFrom(new(fill < first ? fill.Value : first, fill)).GetEnumerator() : Enumerable.Empty<int>().GetEnumerator();
        Advance();
    }

    // An action alone moves nothing: it needs a holding, and so a fill, before it.
    bool MovesMoney(Entry entry) => entry switch
    {
        CashMoved e => account is null || e.Account == account,
        _ => false,
    };

    void Advance() => today = coming!.MoveNext() ? coming.Current : int.MaxValue;

    void EndDay()
    {
        replay.EndDay(TradeDate.FromNumber(today));
        var acted = false;
        for (; nextOther < background.Others.Count && background.Others[nextOther].Order.Day <= today; nextOther++)
        {
            var (order, _, entry) = background.Others[nextOther];
            acted |= entry is not CashMoved;
            if (entry is CorporateActionRecorded { Action: CorporateAction.SymbolChange change }) ExecutionsOf(change.To).ContinuesFrom(ExecutionsOf(change.Symbol));
            if (entry is CashMoved moved && account is not null && moved.Account != account) continue;
            if (order.Day < today) NoteLate(order.Day);
        }

        // An action may have moved any holding; fills moved only their own.
        if (acted)
        {
            foreach (var holding in fold.Holdings)
                if (account is null || holding.Account == account) (holding.Line ??= LineOf(holding)).Note(days.Count);
        }

        NoteCash();
        days.Add(today);
        Advance();
    }

    void NoteCash()
    {
        foreach (var balance in fold.Balances)
            if (account is null || balance.Account == account) CashOf(balance.Currency).Today += balance.Amount;
        foreach (var line in cash) line.Note(days.Count);
    }

    CashLine CashOf(Currency currency)
    {
        foreach (var line in cash)
            if (line.Currency == currency) return line;
        cash.Add(new(currency));
        return cash[^1];
    }

    void NoteLate(int day)
    {
        if (days.Count > 0 && day <= days[^1]) return;
        CollectionsMarshal.GetValueRefOrAddDefault(lateFacts, days.Count, out _)++;
    }

    HeldLine LineOf(Holding holding)
    {
        lines.Add(new(holding, ExecutionsOf(holding.Instrument.Symbol)));
        return lines[^1];
    }

    Traded ExecutionsOf(Symbol symbol)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(traded, symbol, out _);
        return slot ??= new(symbol);
    }
}
