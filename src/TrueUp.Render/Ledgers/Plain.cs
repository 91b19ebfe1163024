using TrueUp.Ledger.Values;

namespace TrueUp.Render.Ledgers;

/// <summary>Numbers as files of other programs have them.</summary>
static class Plain
{
    /// <summary>Every digit, and at least two decimals.</summary>
    public static string Money(decimal amount) => Digits.Normal(amount).Scale >= 2 ? Digits.Text(amount) : Digits.Fixed(amount, 2);
}
