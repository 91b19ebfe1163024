using System.Runtime.InteropServices;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <param name="Order">Its place in the order of the world.</param>
public sealed record PlacedEntry(FactOrder Order, long Sequence, Entry Entry);

/// <summary>
/// What a cut of the journal says before any fill is looked at: terms, what is reversed, and the facts that are not fills, in the order of the world.
/// </summary>
public sealed class Background
{
    static readonly string[] Rare = ["book", "account", "instrument", "lots", "reversal", "action", "option", "cash"];

    readonly List<PlacedEntry> others = [];
    readonly HashSet<long> reversed = [];
    readonly Dictionary<Symbol, CorporateActionRecorded> lastAction = [];

    /// <param name="posted">Every entry of the kinds in <see cref="Kinds"/>, in order of record.</param>
    public Background(IEnumerable<Posted> posted, LotMethod method, TradeDate? asOf)
    {
        var all = posted.ToList();
        // A reversal may itself be reversed: the latest word counts, so they are read from the end.
        for (var i = all.Count - 1; i >= 0; i--)
            if (all[i].Entry is EntryReversed e && !reversed.Contains(all[i].Sequence)) reversed.Add(e.Sequence);

        Dictionary<Symbol, Instrument> instruments = [];
        Dictionary<AccountName, Currency> accounts = [];
        Dictionary<long, ValueList<LotChoice>> choices = [];
        foreach (var (sequence, _, _, entry) in all)
        {
            if (reversed.Contains(sequence)) continue;
            if (entry is BookOpened opened) Book = opened;
            if (entry is AccountOpened account) accounts[account.Account] = account.Currency;
            if (entry is InstrumentDeclared declared) instruments[declared.Instrument.Symbol] = declared.Instrument;
            if (entry is LotsChosen chosen) choices[chosen.Sequence] = chosen.Choices;
            if (asOf is { } last && entry.Day > last) continue;
            if (entry is CorporateActionRecorded action)
            {
                others.Add(new(FactOrder.StartOf(entry.Day), sequence, entry));
                if (!lastAction.TryGetValue(action.Action.Symbol, out var known) || entry.Day > known.Day) lastAction[action.Action.Symbol] = action;
            }

            if (entry is CashMoved) others.Add(new(FactOrder.StartOf(entry.Day), sequence, entry));
            if (entry is OptionEventRecorded) others.Add(new(FactOrder.EndOf(entry.Day), sequence, entry));
        }

        others.Sort((a, b) => a.Order.CompareTo(b.Order) is not 0 and var order ? order : ContentOrder(a, b));
        Terms = new(Book?.Currency ?? Currency.Usd, instruments, accounts, method) { Choices = choices };
    }

    public static ReadOnlySpan<string> Kinds => Rare;

    public BookOpened? Book { get; private set; }

    public BookTerms Terms { get; }

    public IReadOnlyCollection<long> Reversed => reversed;

    public IReadOnlyList<PlacedEntry> Others => others;

    public bool IsReversed(long sequence) => reversed.Count > 0 && reversed.Contains(sequence);

    /// <summary>
    /// Applies entries recorded after a saved fold; false where one of them comes earlier in the world than what is folded, so that all must be folded again.
    /// </summary>
    public bool Continue(BookFold fold, IEnumerable<Posted> tail)
    {
        foreach (var (sequence, _, _, entry) in tail)
        {
            switch (entry)
            {
                case FillRecorded e:
                    if (lastAction.TryGetValue(e.Fill.Symbol, out var action) && action.Day > e.Day) return false;
                    if (!fold.TryApply(sequence, e.Fill, FactOrder.TieOf(e.Detail.ExecutionId))) return false;
                    break;
                case CorporateActionRecorded e:
                    if (!ComesLast(fold, sequence, FactOrder.StartOf(e.Day))) return false;
                    fold.Apply(sequence, e);
                    break;
                case OptionEventRecorded e:
                    if (!ComesLast(fold, sequence, FactOrder.EndOf(e.Day))) return false;
                    fold.Apply(sequence, e);
                    break;
                case EntryReversed or InstrumentDeclared or LotsChosen or AccountOpened: return false;
                default:
                    fold.Apply(sequence, entry);
                    break;
            }
        }

        return true;
    }

    // What an action does depends on the symbols it touches, on those they became, and on its place among the other actions of its day; only where it comes
    // after all of them is there nothing to get wrong. Cash movements add up in any order.
    bool ComesLast(BookFold fold, long sequence, in FactOrder order)
    {
        if (!fold.IsAllBefore(order)) return false;
        foreach (var other in others)
            if (other.Sequence < sequence && other.Entry is not CashMoved && other.Order.CompareTo(order) >= 0) return false;
        return true;
    }

    // Several actions of one day: by content, so that the order of arrival does not matter.
    static int ContentOrder(PlacedEntry a, PlacedEntry b)
    {
        var order = string.CompareOrdinal(Canonical.KindOf(a.Entry), Canonical.KindOf(b.Entry));
        if (order != 0) return order;
        CanonicalWriter left = new(), right = new();
        return Canonical.Write(a.Entry, left).SequenceCompareTo(Canonical.Write(b.Entry, right));
    }
}

/// <summary>
/// Runs fills through a fold together with the background's facts, as they come. Stops being useful when a fill comes too early (<see cref="Next"/> is false):
/// then the fills must be sorted first (<see cref="FactList"/>).
/// </summary>
public sealed class Replay(Background background, BookFold fold)
{
    int next;
    int day = int.MinValue;

    public bool Next(long sequence, in Fill fill, long tie)
    {
        if (fill.TradeDate.Number != day)
        {
            if (fill.TradeDate.Number < day) return false;
            day = fill.TradeDate.Number;
            ApplyThrough(FactOrder.StartOf(fill.TradeDate));
        }

        return background.IsReversed(sequence) || fold.TryApply(sequence, fill, tie);
    }

    /// <summary>The facts that are not fills up to the end of a day; call it when that day's fills are done.</summary>
    public void EndDay(TradeDate last) => ApplyThrough(FactOrder.EndOf(last));

    public void End() => EndDay(new TradeDate(DateOnly.MaxValue));

    void ApplyThrough(in FactOrder order)
    {
        for (; next < background.Others.Count && background.Others[next].Order.CompareTo(order) <= 0; next++)
            fold.Apply(background.Others[next].Sequence, background.Others[next].Entry);
    }
}

/// <summary>Fills gathered and put in the order of the world, reversed ones left out.</summary>
public sealed class FactList
{
    readonly List<(FactOrder Order, long Sequence, Fill Fill)> fills;
    bool sorted = true;

    public FactList(int expected) => fills = new(expected);

    public int Count => fills.Count;

    public void Add(long sequence, in Fill fill, long tie)
    {
        var order = FactOrder.Of(fill, tie);
        if (sorted && fills.Count > 0 && fills[^1].Order.CompareTo(order) > 0) sorted = false;
        fills.Add((order, sequence, fill));
    }

    /// <summary>In the order of the world; the span dies with the next <see cref="Add"/>.</summary>
    public ReadOnlySpan<(FactOrder Order, long Sequence, Fill Fill)> InOrder()
    {
        if (!sorted) fills.Sort((a, b) => a.Order.CompareTo(b.Order) is not 0 and var order ? order : a.Sequence.CompareTo(b.Sequence));
        sorted = true;
        return CollectionsMarshal.AsSpan(fills);
    }
}
