using System.Text;
using TrueUp.Ledger.Reading;
using Xunit;

namespace TrueUp.Tests.Reading;

/// <summary>Symbols of the catalogue: text 33, fills 17 and 19.</summary>
public sealed class SymbolsTests
{
    [Theory]
    [InlineData("aapl", "AAPL")]
    [InlineData(" DOUG ", "DOUG")]
    [InlineData("BRK.B", "BRK.B")]
    [InlineData("BRK B", "BRK.B")]
    [InlineData("BRK/B", "BRK.B")]
    [InlineData("BRK-B", "BRK.B")]
    [InlineData("BRBY.L", "BRBY.L")]
    [InlineData("AAPL  260116C00150000", "AAPL260116C00150000")]
    [InlineData("SPXW260116P05950000", "SPXW260116P05950000")]
    public void A_symbol_has_one_spelling(string text, string expected)
    {
        Assert.Equal(SymbolFault.None, Symbols.Read(text, out var symbol));
        Assert.Equal(expected, symbol?.Name);
        Assert.Equal(SymbolFault.None, Symbols.Read(Encoding.UTF8.GetBytes(text), out var fromBytes));
        Assert.Equal(symbol, fromBytes);
    }

    [Theory]
    [InlineData("", "TU1134", "symbol is empty")]
    [InlineData("AA\u200BPL", "TU1133", "U+200B")]
    [InlineData("\u202EAAPL", "TU1133", "U+202E")]
    [InlineData("АAPL", "TU1133", "U+0410")]
    [InlineData("A\tB", "TU1133", "\\u{0009}")]
    [InlineData("MSFT!", "TU1133", "\"MSFT!\"")]
    [InlineData("...", "TU1133", "\"...\"")]
    [InlineData("AAPL261332C00150000", "TU1402", "AAPL261332C00150000")]
    [InlineData("AAPL260116X00150000", "TU1402", "AAPL260116X00150000")]
    [InlineData("AAPL260116C00000000", "TU1402", "AAPL260116C00000000")]
    [InlineData("AAPL260116C0015000", "TU1402", "AAPL260116C0015000")]
    public void What_is_no_symbol_is_refused_and_its_characters_are_named(string text, string code, string says)
    {
        var fault = Symbols.Read(text, out _);
        var rejection = Symbols.Reject(fault, text, new("x"));

        Assert.Equal(code, rejection.Code.Id);
        Assert.Contains(says, rejection.Found, StringComparison.Ordinal);
    }
}
