using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// One field of a price series: an exact decimal per bar, or nothing where the source had nothing. Kept as whole numbers at one
/// common scale where all of them fit (almost always), else as decimals: no value is ever rounded.
/// </summary>
public sealed class DecimalColumn
{
    /// <summary>The mantissa that stands for "no value".</summary>
    public const long Absent = long.MinValue;

    static readonly long[] Powers = MakePowers();

    readonly long[] mantissas;
    readonly decimal?[]? wide;

    DecimalColumn(long[] mantissas, decimal?[]? wide, int scale, int count) =>
        (this.mantissas, this.wide, Scale, Count) = (mantissas, wide, scale, count);

    public int Count { get; }

    /// <summary>Decimal places of <see cref="Mantissas"/>.</summary>
    public int Scale { get; }

    /// <summary>True where some value does not fit a 64-bit number at the common scale; <see cref="Mantissas"/> is then empty.</summary>
    public bool IsWide => wide is not null;

    /// <summary>Values times ten to the <see cref="Scale"/>; <see cref="Absent"/> where there is none.</summary>
    public ReadOnlySpan<long> Mantissas => IsWide ? default : mantissas.AsSpan(0, Count);

    public decimal? this[int index] => wide is not null ? wide[index] : mantissas[index] == Absent ? null : Of(mantissas[index], Scale);

    public bool Has(int index) => wide is not null ? wide[index] is not null : mantissas[index] != Absent;

    /// <summary>True if at least one bar has a value.</summary>
    public bool HasAny
    {
        get
        {
            for (var i = 0; i < Count; i++)
                if (Has(i)) return true;
            return false;
        }
    }

    /// <summary>For values already in memory at one scale; the array is not copied.</summary>
    public static DecimalColumn Packed(long[] mantissas, int scale, int count) => new(mantissas, null, scale, count);

    public static DecimalColumn Wide(decimal?[] values) => new([], values, 0, values.Length);

    /// <summary>The same value? Absent equals only absent.</summary>
    public static bool Same(DecimalColumn a, int i, DecimalColumn b, int j) =>
        a.Scale == b.Scale && !a.IsWide && !b.IsWide ? a.mantissas[i] == b.mantissas[j] : a[i] == b[j];

    internal static decimal Of(long mantissa, int scale)
    {
        var negative = mantissa < 0;
        var size = negative ? unchecked((ulong)-mantissa) : (ulong)mantissa;
        return new decimal(unchecked((int)size), unchecked((int)(size >> 32)), 0, negative, (byte)scale);
    }

    /// <summary>Ten to the power, or 0 where a 64-bit number cannot hold it.</summary>
    internal static long Power(int exponent) => exponent < Powers.Length ? Powers[exponent] : 0;

    static long[] MakePowers()
    {
        var powers = new long[19];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }

    /// <summary>Gathers a column value by value. Mutable, and gone once <see cref="Build"/> has been called.</summary>
    public sealed class Builder
    {
        long[] values = new long[16];
        List<decimal?>? wide;
        int scale;
        long largest;

        public int Count { get; private set; }

        public void AddAbsent()
        {
            if (wide is not null) wide.Add(null);
            else Append(Absent);
            Count++;
        }

        public void Add(decimal? value)
        {
            if (value is not { } present)
            {
                AddAbsent();
                return;
            }

            // Trailing zeros stay for now: dropping them here costs a division each, and the codec drops a column's at once.
            Span<int> bits = stackalloc int[4];
            decimal.GetBits(present, bits);
            var low = unchecked((uint)bits[0] | ((ulong)(uint)bits[1] << 32));
            if (bits[2] != 0 || low > long.MaxValue)
            {
                Widen();
                wide!.Add(Digits.Normal(present));
                Count++;
                return;
            }

            Add(bits[3] < 0 ? -(long)low : (long)low, present.Scale);
        }

        /// <param name="places">Decimal places of <paramref name="mantissa"/>, 0 to 28.</param>
        public void Add(long mantissa, int places)
        {
            if (wide is null && places > scale && !Deepen(places)) Widen();
            if (wide is not null)
            {
                wide.Add(Digits.Normal(Of(mantissa, places)));
                Count++;
                return;
            }

            if (places < scale)
            {
                var power = Power(scale - places);
                if (power == 0 || !Fits(mantissa, power))
                {
                    Widen();
                    wide!.Add(Digits.Normal(Of(mantissa, places)));
                    Count++;
                    return;
                }

                mantissa *= power;
            }

            largest = Math.Max(largest, Math.Abs(mantissa));
            Append(mantissa);
            Count++;
        }

        public DecimalColumn Build() => wide is not null ? Wide([.. wide]) : Packed(values, scale, Count);

        bool Deepen(int places)
        {
            var power = Power(places - scale);
            if (power == 0 || !Fits(largest, power)) return false;
            foreach (ref var value in values.AsSpan(0, Count))
                if (value != Absent) value *= power;
            largest *= power;
            scale = places;
            return true;
        }

        static bool Fits(long value, long power) => Math.Abs(value) <= long.MaxValue / power;

        void Widen()
        {
            if (wide is not null) return;
            wide = new List<decimal?>(Math.Max(Count, 16));
            foreach (var value in values.AsSpan(0, Count)) wide.Add(value == Absent ? null : Digits.Normal(Of(value, scale)));
        }

        void Append(long value)
        {
            if (Count == values.Length) Array.Resize(ref values, values.Length * 2);
            values[Count] = value;
        }
    }
}
