using System.Globalization;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>How evidence is written.</summary>
static class Sentences
{
    public static string Cents(decimal amount) => Digits.Fixed(amount, 2);

    /// <summary>With its sign, plus included.</summary>
    public static string Signed(decimal amount) => (amount > 0 ? "+" : "") + Cents(amount);

    /// <summary>To four places, without the noise of binary floating point.</summary>
    public static string Short(decimal number) => Digits.Text(Math.Round(number, 4));

    public static string Of(in Fill fill) => $"{fill.Side.Word} {Short(fill.Quantity.Value)} {fill.Symbol} at {Short(fill.Price.PerUnit)} on {fill.TradeDate}";

    public static string Of(IEnumerable<Fill> fills) => string.Join(", ", fills.Select(f => Of(f)));

    public static string Many(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
