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
    readonly List<(AccountName Account, Symbol Symbol)> found = [];
    readonly Dictionary<string, Dictionary<string, int>> byAccount = [];
    readonly ILookup<Symbol, Renaming>? renamings;
    string? lastAccount;
    Dictionary<string, int> lastSymbols = [];

    Lines(IReadOnlyList<Renaming> renamings)
    {
        if (renamings.Count > 0) this.renamings = renamings.OrderBy(r => r.Day).ToLookup(r => r.From);
    }

    public int[] OfFills { get; private set; } = [];

    public int[] OfWanted { get; private set; } = [];

    public (AccountName Account, Symbol Symbol)[] Names { get; private set; } = [];

    public static Lines Of(ReadOnlySpan<Fill> fills, ReadOnlySpan<Wanted> wanted, IReadOnlyList<Renaming> renamings)
    {
        Lines lines = new(renamings) { OfFills = new int[fills.Length], OfWanted = new int[wanted.Length] };
        for (var i = 0; i < fills.Length; i++) lines.OfFills[i] = lines.Find(fills[i].Account, fills[i].Symbol, fills[i].TradeDate);
        for (var i = 0; i < wanted.Length; i++) lines.OfWanted[i] = lines.Find(wanted[i].Account, wanted[i].Symbol, wanted[i].EffectiveOn);
        lines.Rank();
        return lines;
    }

    /// <summary>What a symbol of one day is called on a later one.</summary>
    public Symbol Named(Symbol symbol, TradeDate from, TradeDate on)
    {
        while (renamings?[symbol].FirstOrDefault(r => r.Day > from && r.Day <= on) is { } renaming) (symbol, from) = (renaming.To, renaming.Day);
        return symbol;
    }

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

        foreach (ref var line in OfFills.AsSpan()) line = rank[line];
        foreach (ref var line in OfWanted.AsSpan()) line = rank[line];
    }
}
