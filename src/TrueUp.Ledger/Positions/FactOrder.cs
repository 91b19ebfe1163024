using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>
/// Where a fact stands in the order of the world, so that the book does not depend on the order facts arrived in. By day; corporate actions
/// before fills before option events; fills by instant, those without one first; then by the broker's own numbering; then by content, all of it that
/// can change a figure. See docs/specs/lots.md, rule L0.
/// </summary>
public readonly record struct FactOrder(int Day, byte Stage, long Ticks, long Tie, byte Rank, decimal Price, decimal Quantity, decimal Fee, Currency? FeeCurrency)
    : IComparable<FactOrder>
{
    const byte BeforeFills = 0, Fills = 1, AfterFills = 2;

    public static FactOrder Of(in Fill fill, long tie) => new(
        fill.TradeDate.Number,
        Fills,
        fill.ExecutedAt?.ToUnixTimeTicks() ?? long.MinValue,
        tie,
        // Where nothing says which came first, what opens comes before what closes.
        fill.Side switch { Side.Buy => 0, Side.Short => 1, Side.Sell => 2, _ => 3 },
        fill.Price.PerUnit,
        fill.Quantity.Value,
        fill.Fee,
        fill.Fee == 0 ? null : fill.FeeCurrency);

    public static FactOrder StartOf(TradeDate day) => new(day.Number, BeforeFills, 0, 0, 0, 0, 0, 0, null);

    public static FactOrder EndOf(TradeDate day) => new(day.Number, AfterFills, 0, 0, 0, 0, 0, 0, null);

    /// <summary>
    /// A number that orders execution ids as their broker counts them: the value of the trailing digits, at most 18 of them; 0 where there are none.
    /// Ids that tie here are ordered by content.
    /// </summary>
    public static long TieOf(string? executionId)
    {
        if (executionId is null) return 0;
        var (value, scale, digits) = (0L, 1L, 0);
        for (var i = executionId.Length - 1; i >= 0 && char.IsAsciiDigit(executionId[i]) && digits < 18; i--, digits++)
        {
            value += (executionId[i] - '0') * scale;
            if (digits < 17) scale *= 10;
        }

        return value;
    }

    public int CompareTo(FactOrder other)
    {
        if (Day != other.Day) return Day.CompareTo(other.Day);
        if (Stage != other.Stage) return Stage.CompareTo(other.Stage);
        if (Ticks != other.Ticks) return Ticks.CompareTo(other.Ticks);
        // On an untimed day what opens comes before what closes, whatever the ids are.
        if (Ticks == long.MinValue && Rank != other.Rank) return Rank.CompareTo(other.Rank);
        if (Tie != other.Tie) return Tie.CompareTo(other.Tie);
        if (Rank != other.Rank) return Rank.CompareTo(other.Rank);
        if (Price != other.Price) return Price.CompareTo(other.Price);
        if (Quantity != other.Quantity) return Quantity.CompareTo(other.Quantity);
        return Fee != other.Fee ? Fee.CompareTo(other.Fee) : string.CompareOrdinal(FeeCurrency?.Code, other.FeeCurrency?.Code);
    }
}
