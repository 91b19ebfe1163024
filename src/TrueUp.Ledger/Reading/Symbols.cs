using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

public enum SymbolFault
{
    None,
    Missing,
    Characters,

    /// <summary>It has the shape of an option symbol, and is not one: never taken for the name of a share.</summary>
    Option,
}

/// <summary>Reads symbols strictly: no invisible, right-to-left or look-alike characters, and nothing that only resembles an option symbol.</summary>
public static class Symbols
{
    public static SymbolFault Read(ReadOnlySpan<byte> utf8, out Symbol? symbol)
    {
        symbol = null;
        if (utf8.Length > 200) return SymbolFault.Characters;
        Span<char> text = stackalloc char[utf8.Length];
        return Read(text[..Encoding.UTF8.GetChars(utf8, text)], out symbol);
    }

    public static SymbolFault Read(ReadOnlySpan<char> text, out Symbol? symbol)
    {
        symbol = null;
        text = text.Trim(" \t");
        if (text.IsEmpty) return SymbolFault.Missing;
        foreach (var c in text)
            if (!char.IsAscii(c) || char.IsControl(c)) return SymbolFault.Characters;
        if (Symbol.From(text) is not { } known) return LooksLikeOption(text) ? SymbolFault.Option : SymbolFault.Characters;
        if (LooksLikeOption(text) && OccSymbol.From(text) is null) return SymbolFault.Option;
        symbol = known;
        return SymbolFault.None;
    }

    public static Rejection Reject(SymbolFault fault, string found, Place place) => fault switch
    {
        SymbolFault.Missing => new(Codes.SymbolMissing, place, "symbol is empty"),
        SymbolFault.Option => new(Codes.OptionSymbol, place, $"symbol {Quoted.Text(found)} has the shape of an option symbol and is not one"),
        SymbolFault.Characters => new(Codes.SymbolCharacters, place, Quoted.CodePoints(found) is { Length: > 0 } points
            ? $"symbol {Quoted.Text(found)} has characters that no symbol has: {points}"
            : $"symbol {Quoted.Text(found)} is not a symbol"),
        _ => throw new System.Diagnostics.UnreachableException($"symbol fault {fault} has no message"),
    };

    /// <summary>A root, six digits, one letter and four digits or more: nothing else is written like that.</summary>
    static bool LooksLikeOption(ReadOnlySpan<char> text)
    {
        var strike = text.Length;
        while (strike > 0 && char.IsAsciiDigit(text[strike - 1])) strike--;
        if (text.Length - strike < 4 || strike < 8 || !char.IsAsciiLetter(text[strike - 1])) return false;
        return !text[(strike - 7)..(strike - 1)].ContainsAnyExceptInRange('0', '9');
    }
}
