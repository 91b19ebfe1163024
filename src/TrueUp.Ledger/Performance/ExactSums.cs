using System.Runtime.InteropServices;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>
/// One exact sum a day: whole numbers by their decimal places, made decimals at the end. A curve adds a million products, and a decimal
/// multiplication and addition each would cost more than all the rest of it.
/// </summary>
sealed class ExactSums(int days)
{
    const int Scales = 29;

    readonly Int128[]?[] byScale = new Int128[]?[Scales];
    readonly decimal[] others = new decimal[days];

    /// <summary>Where products with so many decimal places are added; null where a decimal has no room for them.</summary>
    public Int128[]? Of(int scale) => scale >= Scales ? null : byScale[scale] ??= new Int128[days];

    public void Add(int day, decimal amount) => others[day] += amount;

    public decimal Total(int day)
    {
        var total = others[day];
        for (var scale = 0; scale < Scales; scale++)
            if (byScale[scale] is { } sums && sums[day] != 0) total += Decimal(sums[day], scale);
        return total;
    }

    /// <summary>The number as a whole number and decimal places; null where it does not fit.</summary>
    public static (long Mantissa, int Scale)? Parts(decimal value)
    {
        value = Digits.Normal(value);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var size = MemoryMarshal.Cast<int, ulong>(bits)[0];
        if (bits[2] != 0 || size > long.MaxValue) return null;
        return (bits[3] < 0 ? -(long)size : (long)size, value.Scale);
    }

    static readonly Int128 Largest = ((Int128)1 << 96) - 1;

    // More digits than a decimal holds: the last ones go, as they do in decimal arithmetic.
    static decimal Decimal(Int128 sum, int scale)
    {
        for (; Int128.Abs(sum) > Largest && scale > 0; scale--) sum /= 10;
        var size = (UInt128)Int128.Abs(sum);
        return new(unchecked((int)(uint)size), unchecked((int)(uint)(size >> 32)), unchecked((int)(uint)(size >> 64)), sum < 0, (byte)scale);
    }
}
