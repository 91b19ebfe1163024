using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Ledgers;

/// <summary>Everything a ledger file has to declare before its first transaction, gathered by going over the movements once.</summary>
public sealed class Extent
{
    readonly SortedDictionary<(AccountName, Symbol), Instrument> holdings = [];
    readonly SortedSet<(AccountName, Currency)> cash = [];
    readonly SortedSet<(AccountName, FlowKind, Currency)> flows = [];
    readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    public TradeDate? First { get; private set; }

    public TradeDate? Last { get; private set; }

    internal IReadOnlyDictionary<(AccountName Account, Symbol Symbol), Instrument> Holdings => holdings;

    internal IReadOnlyCollection<(AccountName Account, Currency Currency)> Cash => cash;

    internal IReadOnlyCollection<(AccountName Account, FlowKind Kind, Currency Currency)> Flows => flows;

    /// <summary>What of a book moved at all: a position that only received income, or cash that never moved, has no account here.</summary>
    internal IEnumerable<Position> PositionsOf(Book book) => book.Positions.Where(p => holdings.ContainsKey((p.Account, p.Symbol)));

    internal IEnumerable<CashBalance> CashOf(Book book) => book.Cash.Where(c => cash.Contains((c.Account, c.Amount.Currency)));

    public void Saw(Movement movement)
    {
        if (First is not { } first || movement.Day < first) First = movement.Day;
        if (Last is not { } last || movement.Day > last) Last = movement.Day;
        foreach (var lots in movement.Lots)
        {
            holdings.TryAdd((lots.Account, lots.Instrument.Symbol), lots.Instrument);
            Saw(lots.Instrument.Symbol.Name, lots.Units);
        }

        foreach (var (account, money) in movement.Cash) cash.Add((account, money.Currency));
        foreach (var flow in movement.Flows) flows.Add((flow.Account, flow.Kind, flow.Amount.Currency));
    }

    /// <summary>Decimals needed to show any number of this commodity that was seen.</summary>
    internal int PlacesOf(string commodity) => places.GetValueOrDefault(commodity);

    void Saw(string commodity, decimal amount)
    {
        var scale = (int)Digits.Normal(amount).Scale;
        if (scale > places.GetValueOrDefault(commodity)) places[commodity] = scale;
    }
}
