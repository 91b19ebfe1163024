using System.Globalization;

namespace TrueUp.Ledger.Values;

/// <summary>The one text form of an exact number: no exponent, no grouping, no trailing zeros, no "-0"; the same on every machine and culture.</summary>
public static class Digits
{
    public static string Text(decimal value) => Normal(value).ToString(CultureInfo.InvariantCulture);

    /// <summary>The same number with the fewest decimal places, so that 1.0 and 1.00 have the same bytes.</summary>
    public static decimal Normal(decimal value) => value == 0 ? 0 : value.Scale == 0 ? value : value / 1.0000000000000000000000000000m;

    /// <summary>Exactly <paramref name="places"/> decimals, half away from zero as statements print.</summary>
    public static string Fixed(decimal value, int places) =>
        Math.Round(value, places, MidpointRounding.AwayFromZero).ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
