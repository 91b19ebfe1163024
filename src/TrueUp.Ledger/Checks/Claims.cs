using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>
/// What another party says the book is, day by day: a broker's statement, somebody's published log. Claims, not facts: nothing of it is
/// ever recorded. A day with any claim lists all the positions of that day, if the source lists positions at all.
/// </summary>
/// <param name="Source">The name of the file.</param>
public sealed record Claims(
    string Source,
    IReadOnlyList<PositionClaim> Positions,
    IReadOnlyList<CashClaim> Cash,
    IReadOnlyList<EquityClaim> Equity,
    IReadOnlyList<GainClaim> Gains)
{
    public static readonly Claims None = new("", [], [], [], []);

    /// <summary>The same claims about the book's own symbols.</summary>
    public Claims Named(Func<Symbol, Symbol> own) => this with
    {
        Positions = [.. Positions.Select(p => p with { Symbol = own(p.Symbol) })],
        Gains = [.. Gains.Select(g => g with { Symbol = own(g.Symbol) })],
    };

    /// <summary>Every day with a claim about a state, ascending; gains are about events and are not among them.</summary>
    public IReadOnlyList<TradeDate> Days =>
        [.. Positions.Select(p => p.Day).Concat(Cash.Select(c => c.Day)).Concat(Equity.Select(e => e.Day)).Distinct().Order()];
}

/// <param name="Units">Signed. Of a row about a position closed that day: what was closed.</param>
/// <param name="Price">In the quote unit of the instrument.</param>
/// <param name="Value">As claimed, not computed from the price.</param>
/// <param name="Stop">The stop price the source shows beside the position.</param>
/// <param name="IsExit">The row says that the position was closed that day; nothing of it is held at its end.</param>
public readonly record struct PositionClaim(
    TradeDate Day,
    Symbol Symbol,
    decimal Units,
    decimal? Price = null,
    decimal? Value = null,
    decimal? Stop = null,
    bool IsExit = false,
    int Line = 0)
{
    /// <summary>At the end of the day.</summary>
    public decimal Held => IsExit ? 0 : Units;
}

/// <param name="Currency">Null where the source does not say: then it is the book's.</param>
public readonly record struct CashClaim(TradeDate Day, Currency? Currency, decimal Amount, int Line = 0);

/// <param name="PositionsValue">The source's own sum over its positions, where it has one.</param>
public readonly record struct EquityClaim(TradeDate Day, decimal Amount, decimal? PositionsValue = null, int Line = 0);

/// <summary>What a source says one sale brought.</summary>
/// <param name="Units">Unsigned: what was closed.</param>
public readonly record struct GainClaim(TradeDate Day, Symbol Symbol, decimal Units, decimal Price, decimal Gain, int Line = 0);
