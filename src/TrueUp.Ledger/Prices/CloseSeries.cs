namespace TrueUp.Ledger.Prices;

/// <summary>
/// Puts a series' days and closes together from the blocks of its years, straight into arrays of their final length. For valuing many
/// symbols; the other fields are not read.
/// </summary>
/// <param name="bars">How many there are in all, as the header says; blocks that have more or fewer are damage, and are found.</param>
public sealed class CloseSeries(SeriesName name, QuoteUnit unit, int bars)
{
    readonly int[] days = new int[bars];
    readonly long[] closes = new long[bars];
    DecimalColumn.Builder? exact;
    int count;
    int scale;

    /// <summary>False where the block does not fit the series.</summary>
    public bool Add(ReadOnlySpan<byte> block)
    {
        var ahead = block;
        if (count + ColumnCodec.CountOf(ahead) > bars) return false;
        var length = ColumnCodec.ReadDays(ref block, days.AsSpan(count));
        if (exact is null && ColumnCodec.TryReadMantissas(ref block, closes.AsSpan(count, length), out var places) && Rescale(places, length)) return true;

        // One of the blocks is not of whole numbers at a common scale: from here on value by value.
        exact ??= Before();
        ColumnCodec.ReadDays(ref ahead, days.AsSpan(count));
        ColumnCodec.ReadColumn(ref ahead, length, exact);
        count += length;
        return true;
    }

    /// <summary>Null where blocks are missing.</summary>
    public PriceSeries? Build() => count != bars || bars == 0
        ? null
        : PriceSeries.Of(name, unit, days, [exact?.Build() ?? DecimalColumn.Packed(closes, scale, count), null, null, null, null, null, null, null]);

    /// <summary>Brings the new values and those before them to one scale; false, with the old ones untouched, where they do not fit.</summary>
    bool Rescale(int places, int length)
    {
        var fresh = closes.AsSpan(count, length);
        var old = closes.AsSpan(0, count);
        if (count == 0) scale = places;
        if (places != scale)
        {
            var grows = places < scale ? fresh : old;
            var power = DecimalColumn.Power(Math.Abs(places - scale));
            if (power == 0) return false;
            var most = long.MaxValue / power;
            foreach (var value in grows)
                if (value > most || value < -most) return false;
            foreach (ref var value in grows) value *= power;
            scale = Math.Max(scale, places);
        }

        count += length;
        return true;
    }

    DecimalColumn.Builder Before()
    {
        DecimalColumn.Builder before = new();
        for (var i = 0; i < count; i++) before.Add(closes[i], scale);
        return before;
    }
}
