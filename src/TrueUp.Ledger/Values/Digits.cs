using System.Globalization;

namespace TrueUp.Ledger.Values;

/// <summary>The one text form of an exact number: no exponent, no grouping, no trailing zeros, no "-0"; the same on every machine and culture.</summary>
public static class Digits
{
    public static string Text(decimal value) => Normal(value).ToString(CultureInfo.InvariantCulture);

    /// <summary>The same number with the fewest decimal places, so that 1.0 and 1.00 have the same bytes.</summary>
    public static decimal Normal(decimal value)
    {
        if (value.Scale == 0) return value == 0 ? 0 : value;
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        // Beyond 64 bits the framework's own division takes the zeros off; nearly every number is below.
        if (parts[2] != 0) return value / 1.0000000000000000000000000000m;
        var digits = unchecked((uint)parts[0] | (ulong)(uint)parts[1] << 32);
        if (digits == 0) return 0;
        var scale = (byte)((parts[3] >> 16) & 0xff);
        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        return new decimal(unchecked((int)digits), unchecked((int)(digits >> 32)), 0, parts[3] < 0, scale);
    }

    /// <summary>The text form as UTF-8; returns its length, at most 31.</summary>
    public static int Write(decimal value, Span<byte> to)
    {
        value = Normal(value);
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        if (parts[2] != 0) return value.TryFormat(to, out var length, default, CultureInfo.InvariantCulture) ? length : throw new System.Diagnostics.UnreachableException("a decimal has at most 31 characters");
        var digits = unchecked((uint)parts[0] | (ulong)(uint)parts[1] << 32);
        var scale = (parts[3] >> 16) & 0xff;

        // Backwards into a scratch long enough for 20 digits, the leading zeros of a fraction, a point and a sign.
        Span<byte> scratch = stackalloc byte[40];
        var at = scratch.Length;
        for (var place = 0; digits != 0 || place <= scale; place++)
        {
            if (place == scale && scale > 0) scratch[--at] = (byte)'.';
            scratch[--at] = (byte)('0' + (int)(digits % 10));
            digits /= 10;
        }

        if (parts[3] < 0) scratch[--at] = (byte)'-';
        scratch[at..].CopyTo(to);
        return scratch.Length - at;
    }

    /// <summary>Exactly <paramref name="places"/> decimals, half away from zero as statements print.</summary>
    public static string Fixed(decimal value, int places) =>
        Math.Round(value, places, MidpointRounding.AwayFromZero).ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
