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
    /// <summary>The side a word names, or null: an unknown word is an error at its line, never a default.</summary>
    public static Side? From(ReadOnlySpan<char> word)
    {
        word = word.Trim();
        Span<char> lower = stackalloc char[16];
        if (word.Length > lower.Length) return null;
        return lower[..word.ToLowerInvariant(lower)] switch
        {
            "buy" or "b" or "bot" or "bought" or "buy to open" or "buy_to_open" or "bto" => Side.Buy,
            "sell" or "s" or "sld" or "sold" or "sell to close" or "sell_to_close" or "stc" => Side.Sell,
            "short" or "sell short" or "sell_short" or "ss" or "sell to open" or "sell_to_open" or "sto" => Side.Short,
            "cover" or "buy to cover" or "buy_to_cover" or "btc" or "buy to close" or "buy_to_close" => Side.Cover,
            _ => null,
        };
    }

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
