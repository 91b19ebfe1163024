namespace TrueUp.Ledger.Performance;

/// <summary>
/// A 128-bit whole number that products are added to. Not <see cref="Int128"/>: code that passes one of those around cannot be compiled ahead of
/// time, and a curve is drawn by a program that has just started.
/// </summary>
struct WideSum
{
    long high;
    ulong low;

    public readonly bool IsZero => high == 0 && low == 0;

    /// <summary>Adds <paramref name="factor"/> × <paramref name="number"/>, exactly.</summary>
    /// <param name="factor">No larger than a 32-bit number, sign apart.</param>
    public void Add(long factor, long number)
    {
        unchecked
        {
            // In two halves of the number, so that each product fits in 64 bits with its sign.
            var lower = factor * (uint)number;
            Plus(lower >> 63, (ulong)lower);
            var upper = factor * (number >> 32);
            if (upper != 0) Plus(upper >> 32, (ulong)upper << 32);
        }
    }

    /// <summary>The number with so many decimal places; beyond the digits of a decimal the last ones go, as in decimal arithmetic.</summary>
    public readonly decimal WithPlaces(int scale)
    {
        unchecked
        {
            var isNegative = high < 0;
            var (above, below) = isNegative ? (~(ulong)high + (low == 0 ? 1UL : 0), ~low + 1) : ((ulong)high, low);
            return above <= uint.MaxValue
                ? new((int)below, (int)(below >> 32), (int)above, isNegative, (byte)scale)
                : Shortened(above, below, isNegative, scale);
        }
    }

    static decimal Shortened(ulong above, ulong below, bool isNegative, int scale)
    {
        var size = new UInt128(above, below);
        for (; size >> 96 != 0 && scale > 0; scale--) size /= 10;
        return unchecked(new((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), isNegative, (byte)scale));
    }

    void Plus(long above, ulong below)
    {
        unchecked
        {
            var sum = low + below;
            high += above + (sum < low ? 1 : 0);
            low = sum;
        }
    }
}
