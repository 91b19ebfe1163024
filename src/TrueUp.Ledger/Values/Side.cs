namespace TrueUp.Ledger.Values;

/// <summary>
/// What an order or fill does. Sell and short both reduce units and buy and cover both add them; the word a person or broker
/// used is kept because it says what was meant (a "sell" that opens a short is worth noticing).
/// </summary>
public enum Side
{
    Buy,
    Sell,
    Short,
    Cover,
}

public static class Sides
{
    static readonly Dictionary<string, Side> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["buy"] = Side.Buy,
        ["b"] = Side.Buy,
        ["bot"] = Side.Buy,
        ["bought"] = Side.Buy,
        ["buy to open"] = Side.Buy,
        ["buy_to_open"] = Side.Buy,
        ["bto"] = Side.Buy,
        ["sell"] = Side.Sell,
        ["s"] = Side.Sell,
        ["sld"] = Side.Sell,
        ["sold"] = Side.Sell,
        ["sell to close"] = Side.Sell,
        ["sell_to_close"] = Side.Sell,
        ["stc"] = Side.Sell,
        ["short"] = Side.Short,
        ["sell short"] = Side.Short,
        ["sell_short"] = Side.Short,
        ["ss"] = Side.Short,
        ["sell to open"] = Side.Short,
        ["sell_to_open"] = Side.Short,
        ["sto"] = Side.Short,
        ["cover"] = Side.Cover,
        ["buy to cover"] = Side.Cover,
        ["buy_to_cover"] = Side.Cover,
        ["btc"] = Side.Cover,
        ["buy to close"] = Side.Cover,
        ["buy_to_close"] = Side.Cover,
    };

    /// <summary>The side a word names, or null: an unknown word is an error at its line, never a default.</summary>
    public static Side? From(ReadOnlySpan<char> word) =>
        Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word.Trim(), out var side) ? side : null;

    extension(Side side)
    {
        /// <summary>+1 where the side adds units, −1 where it takes them away.</summary>
        public int Sign => side is Side.Buy or Side.Cover ? 1 : -1;

        public bool IsBuying => side is Side.Buy or Side.Cover;

        public string Word => side switch
        {
            Side.Buy => "buy",
            Side.Sell => "sell",
            Side.Short => "short",
            Side.Cover => "cover",
            _ => throw new System.Diagnostics.UnreachableException($"side {side} has no word"),
        };
    }
}
