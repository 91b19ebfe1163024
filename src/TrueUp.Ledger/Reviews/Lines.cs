using System.Runtime.InteropServices;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>
/// The accounts and symbols of a review as small numbers in the order rows are shown, so that matching compares integers. A renamed
/// symbol is one line under its last name (M4).
/// </summary>
sealed class Lines
{
    /// <summary>Of a fill of nothing (M1).</summary>
    const int NoDay = int.MinValue;

    readonly List<(AccountName Account, Symbol Symbol)> found = [];
    readonly Dictionary<string, Dictionary<string, int>> byAccount = [];
    readonly ILookup<Symbol, Renaming>? renamings;
    string? lastAccount;
    Dictionary<string, int> lastSymbols = [];

    Lines(IReadOnlyList<Renaming> renamings)
    {
        if (renamings.Count > 0) this.renamings = renamings.OrderBy(r => r.Day).ToLookup(r => r.From);
    }

    /// <summary>The earliest and latest day of any fact that counts; the earliest is later than the latest when there are none.</summary>
    public (int First, int Last) Days { get; private set; } = (int.MaxValue, int.MinValue);

    /// <summary>Lane (<see cref="Tally.Lane"/>) and day of each fact, kept aside so that the facts themselves are read once.</summary>
    public (int Lane, int Day)[] OfFills { get; private set; } = [];

    public (int Lane, int Day)[] OfWanted { get; private set; } = [];

    public (AccountName Account, Symbol Symbol)[] Names { get; private set; } = [];

    public static Lines Of(ReadOnlySpan<Fill> fills, ReadOnlySpan<Wanted> wanted, IReadOnlyList<Renaming> renamings, TradeDate asOf)
    {
        Lines lines = new(renamings) { OfFills = new (int, int)[fills.Length], OfWanted = new (int, int)[wanted.Length] };
        var (first, last) = lines.Days;
        for (var i = 0; i < fills.Length; i++)
        {
            ref readonly var fill = ref fills[i];
            var day = fill.Quantity.IsZero ? NoDay : fill.TradeDate.Number;
            lines.OfFills[i] = (lines.Lane(fill.Account, fill.Symbol, fill.Side, fill.TradeDate), day);
            if (day == NoDay || day > asOf.Number) continue;
            (first, last) = (Math.Min(first, day), Math.Max(last, day));
        }

        for (var i = 0; i < wanted.Length; i++)
        {
            ref readonly var want = ref wanted[i];
            var day = want.EffectiveOn.Number;
            lines.OfWanted[i] = (lines.Lane(want.Account, want.Symbol, want.Side, want.EffectiveOn), day);
            (first, last) = (Math.Min(first, day), Math.Max(last, day));
        }

        lines.Days = (first, last);
        lines.Rank();
        return lines;
    }

    /// <summary>What a symbol of one day is called on a later one.</summary>
    public Symbol Named(Symbol symbol, TradeDate from, TradeDate on)
    {
        while (renamings?[symbol].FirstOrDefault(r => r.Day > from && r.Day <= on) is { } renaming) (symbol, from) = (renaming.To, renaming.Day);
        return symbol;
    }

    int Lane(AccountName account, Symbol symbol, Side side, TradeDate day) => (2 * Find(account, symbol, day)) + (side.IsBuying ? 0 : 1);

    int Find(AccountName account, Symbol symbol, TradeDate day)
    {
        if (renamings is not null) symbol = Named(symbol, day, new(DateOnly.MaxValue));
        if (!ReferenceEquals(account.Name, lastAccount))
        {
            if (!byAccount.TryGetValue(account.Name, out lastSymbols!)) byAccount[account.Name] = lastSymbols = [];
            lastAccount = account.Name;
        }

        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(lastSymbols, symbol.Name, out var known);
        if (!known)
        {
            line = found.Count;
            found.Add((account, symbol));
        }

        return line;
    }

    void Rank()
    {
        var order = new int[found.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => found[a].CompareTo(found[b]));
        var rank = new int[order.Length];
        Names = new (AccountName, Symbol)[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
            Names[i] = found[order[i]];
        }

        foreach (ref var fact in OfFills.AsSpan()) fact.Lane = (2 * rank[fact.Lane / 2]) + (fact.Lane & 1);
        foreach (ref var fact in OfWanted.AsSpan()) fact.Lane = (2 * rank[fact.Lane / 2]) + (fact.Lane & 1);
    }
}
