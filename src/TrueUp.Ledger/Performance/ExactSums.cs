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

    readonly WideSum[]?[] byScale = new WideSum[]?[Scales];
    readonly decimal[] others = new decimal[days];

    /// <summary>Where products with so many decimal places are added; null where a decimal has no room for them.</summary>
    public WideSum[]? Of(int scale) => scale >= Scales ? null : byScale[scale] ??= new WideSum[days];

    public void Add(int day, decimal amount) => others[day] += amount;

    public decimal Total(int day)
    {
        var total = others[day];
        for (var scale = 0; scale < Scales; scale++)
            if (byScale[scale] is { } sums && !sums[day].IsZero) total += sums[day].WithPlaces(scale);
        return total;
    }

    /// <summary>The number as a whole number and decimal places; null where it is too large for <see cref="WideSum.Add"/>.</summary>
    public static (long Factor, int Scale)? Parts(decimal value)
    {
        value = Digits.Normal(value);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var size = MemoryMarshal.Cast<int, ulong>(bits)[0];
        if (bits[2] != 0 || size > int.MaxValue) return null;
        return (bits[3] < 0 ? -(long)size : (long)size, value.Scale);
    }
}
