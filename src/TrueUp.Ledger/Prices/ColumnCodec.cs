using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// The stored bytes of days and columns: small, exact, and the same for the same values on every machine. Specified in
/// docs/specs/prices.md; a change of any byte needs a new format number there.
/// </summary>
/// <remarks>
/// Prices move little from bar to bar, so what is kept is differences of whole numbers, each in as many bytes as the largest of the
/// block needs: two or three. One width a block, because an equity curve reads a million of them and a width per value costs ten
/// times the time. Fields that are nearly always one value (dividends, splits) keep only the exceptions.
/// </remarks>
public static class ColumnCodec
{
    const byte Nothing = 0;
    const byte Sparse = 1;
    const byte Full = 2;
    const byte Holed = 3;
    const byte Exact = 4;

    public static void WriteDays(ReadOnlySpan<int> days, ArrayBufferWriter<byte> to)
    {
        WriteVarint((uint)days.Length, to);
        var buffer = ArrayPool<long>.Shared.Rent(days.Length);
        var values = buffer.AsSpan(0, days.Length);
        for (var i = 0; i < values.Length; i++) values[i] = days[i];
        WriteDifferences(values, to);
        ArrayPool<long>.Shared.Return(buffer);
    }

    public static int[] ReadDays(ref ReadOnlySpan<byte> from)
    {
        var days = new int[CountOf(from)];
        ReadDays(ref from, days);
        return days;
    }

    /// <summary>Into room that must be large enough; returns how many there were.</summary>
    public static int ReadDays(ref ReadOnlySpan<byte> from, Span<int> into)
    {
        var count = (int)ReadVarint(ref from);
        if (count == 0) return 0;
        var width = from[0];
        from = from[1..];
        var day = into[0] = (int)Unzigzag(ReadVarint(ref from));
        if (width == 1)
        {
            // Nearly always: the next session is a few days on.
            for (var i = 1; i < count; i++) into[i] = day += from[i - 1];
            from = from[(count - 1)..];
            return count;
        }

        var buffer = ArrayPool<long>.Shared.Rent(count);
        var values = buffer.AsSpan(0, count);
        values[0] = day;
        ReadRest(ref from, width, values);
        for (var i = 1; i < count; i++) into[i] = (int)values[i];
        ArrayPool<long>.Shared.Return(buffer);
        return count;
    }

    /// <summary>How many days a block begins with.</summary>
    public static int CountOf(ReadOnlySpan<byte> block) => (int)ReadVarint(ref block);

    /// <summary>The bars from <paramref name="start"/>; a null column is one with no value.</summary>
    public static void WriteColumn(DecimalColumn? column, int start, int count, ArrayBufferWriter<byte> to)
    {
        if (column is null || !AnyIn(column, start, count)) Byte(Nothing, to);
        else if (column.IsWide) WriteWide(column, start, count, to);
        else WritePacked(column, start, count, to);
    }

    /// <summary>Reads one column of <paramref name="count"/> bars onto the end of <paramref name="onto"/>.</summary>
    public static void ReadColumn(ref ReadOnlySpan<byte> from, int count, DecimalColumn.Builder onto)
    {
        var kind = from[0];
        if (kind == Exact)
        {
            from = from[1..];
            ReadWide(ref from, count, onto);
            return;
        }

        var buffer = ArrayPool<long>.Shared.Rent(count);
        var values = buffer.AsSpan(0, count);
        var scale = ReadMantissas(ref from, values);
        foreach (var value in values)
        {
            if (value == DecimalColumn.Absent) onto.AddAbsent();
            else onto.Add(value, scale);
        }

        ArrayPool<long>.Shared.Return(buffer);
    }

    /// <summary>
    /// The fast way in for the closes of many symbols: the whole numbers alone, and their decimal places. False where this column is not
    /// stored as such, with nothing consumed.
    /// </summary>
    public static bool TryReadMantissas(ref ReadOnlySpan<byte> from, Span<long> into, out int scale)
    {
        scale = 0;
        if (from[0] == Exact) return false;
        scale = ReadMantissas(ref from, into);
        return true;
    }

    static int ReadMantissas(ref ReadOnlySpan<byte> from, Span<long> into)
    {
        var kind = from[0];
        from = from[1..];
        if (kind == Nothing)
        {
            into.Fill(DecimalColumn.Absent);
            return 0;
        }

        var scale = (int)from[0];
        from = from[1..];
        switch (kind)
        {
            case Sparse:
                into.Fill(Unzigzag(ReadVarint(ref from)));
                var at = -1;
                for (var left = (int)ReadVarint(ref from); left > 0; left--)
                {
                    at += (int)ReadVarint(ref from);
                    into[at] = Unzigzag(ReadVarint(ref from));
                }

                return scale;

            case Full:
                ReadDifferences(ref from, into);
                return scale;

            case Holed:
                var map = from[..((into.Length + 7) / 8)];
                from = from[map.Length..];
                var buffer = ArrayPool<long>.Shared.Rent(into.Length);
                var present = buffer.AsSpan(0, Present(map));
                ReadDifferences(ref from, present);
                for (int i = 0, next = 0; i < into.Length; i++)
                    into[i] = (map[i >> 3] & (1 << (i & 7))) == 0 ? DecimalColumn.Absent : present[next++];
                ArrayPool<long>.Shared.Return(buffer);
                return scale;

            default:
                throw new InvalidDataException($"no column is of kind {kind}");
        }
    }

    /// <summary>The width of a difference in bytes, the first value, then the differences.</summary>
    static void WriteDifferences(ReadOnlySpan<long> values, ArrayBufferWriter<byte> to)
    {
        if (values.IsEmpty) return;
        var width = Width(values);
        Byte((byte)width, to);
        WriteVarint(Zigzag(values[0]), to);
        for (var i = 1; i < values.Length; i++)
        {
            var difference = unchecked(values[i] - values[i - 1]);
            BinaryPrimitives.WriteInt64LittleEndian(to.GetSpan(8), difference);
            to.Advance(width);
        }
    }

    static void ReadDifferences(ref ReadOnlySpan<byte> from, Span<long> into)
    {
        if (into.IsEmpty) return;
        var width = from[0];
        from = from[1..];
        into[0] = Unzigzag(ReadVarint(ref from));
        ReadRest(ref from, width, into);
    }

    /// <summary>The values after the first, which is already there.</summary>
    static void ReadRest(ref ReadOnlySpan<byte> from, int width, Span<long> into)
    {
        var bytes = from[..((into.Length - 1) * width)];
        from = from[bytes.Length..];
        var last = into[0];
        var rest = into[1..];
        unchecked
        {
            switch (width)
            {
                case 1:
                    for (var i = 0; i < rest.Length; i++) rest[i] = last += (sbyte)bytes[i];
                    break;
                case 2:
                    var two = MemoryMarshal.Cast<byte, short>(bytes);
                    for (var i = 0; i < rest.Length; i++) rest[i] = last += Little(two[i]);
                    break;
                case 3:
                    for (int i = 0, at = 0; i < rest.Length; i++, at += 3)
                        rest[i] = last += bytes[at] | (bytes[at + 1] << 8) | ((sbyte)bytes[at + 2] << 16);
                    break;
                case 4:
                    var four = MemoryMarshal.Cast<byte, int>(bytes);
                    for (var i = 0; i < rest.Length; i++) rest[i] = last += Little(four[i]);
                    break;
                case 8:
                    var eight = MemoryMarshal.Cast<byte, long>(bytes);
                    for (var i = 0; i < rest.Length; i++) rest[i] = last += Little(eight[i]);
                    break;
                default:
                    throw new InvalidDataException($"no difference is {width} bytes wide");
            }
        }
    }

    static short Little(short value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    static int Little(int value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    static long Little(long value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    static int Width(ReadOnlySpan<long> values)
    {
        var (least, most) = (0L, 0L);
        for (var i = 1; i < values.Length; i++)
        {
            var difference = unchecked(values[i] - values[i - 1]);
            least = Math.Min(least, difference);
            most = Math.Max(most, difference);
        }

        return (least, most) switch
        {
            ( >= sbyte.MinValue, <= sbyte.MaxValue) => 1,
            ( >= short.MinValue, <= short.MaxValue) => 2,
            ( >= -(1 << 23), < 1 << 23) => 3,
            ( >= int.MinValue, <= int.MaxValue) => 4,
            _ => 8,
        };
    }

    static void WritePacked(DecimalColumn column, int start, int count, ArrayBufferWriter<byte> to)
    {
        var buffer = ArrayPool<long>.Shared.Rent(count);
        var values = buffer.AsSpan(0, count);
        column.Mantissas.Slice(start, count).CopyTo(values);
        var scale = Reduce(values, column.Scale);
        var holes = values.Count(DecimalColumn.Absent);

        if (holes == 0 && Exceptions(values) is var exceptions && exceptions <= count / 8)
        {
            WriteSparse(values, scale, exceptions, to);
        }
        else
        {
            Byte(holes == 0 ? Full : Holed, to);
            Byte((byte)scale, to);
            if (holes > 0)
            {
                var map = to.GetSpan((count + 7) / 8)[..((count + 7) / 8)];
                map.Clear();
                for (var i = 0; i < count; i++)
                    if (values[i] != DecimalColumn.Absent) map[i >> 3] |= (byte)(1 << (i & 7));
                to.Advance(map.Length);
            }

            WriteDifferences(holes == 0 ? values : WithoutHoles(values), to);
        }

        ArrayPool<long>.Shared.Return(buffer);
    }

    static void WriteSparse(ReadOnlySpan<long> values, int scale, int exceptions, ArrayBufferWriter<byte> to)
    {
        Byte(Sparse, to);
        Byte((byte)scale, to);
        var usual = Usual(values);
        WriteVarint(Zigzag(usual), to);
        WriteVarint((uint)exceptions, to);
        var last = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == usual) continue;
            WriteVarint((uint)(i - last), to);
            WriteVarint(Zigzag(values[i]), to);
            last = i;
        }
    }

    static void WriteWide(DecimalColumn column, int start, int count, ArrayBufferWriter<byte> to)
    {
        Byte(Exact, to);
        Span<int> bits = stackalloc int[4];
        for (var i = start; i < start + count; i++)
        {
            Byte(column.Has(i) ? (byte)1 : (byte)0, to);
            if (column[i] is not { } value) continue;
            decimal.GetBits(Values.Digits.Normal(value), bits);
            foreach (var part in bits)
            {
                BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(4), part);
                to.Advance(4);
            }
        }
    }

    static void ReadWide(ref ReadOnlySpan<byte> from, int count, DecimalColumn.Builder onto)
    {
        Span<int> bits = stackalloc int[4];
        for (var i = 0; i < count; i++)
        {
            var present = from[0] == 1;
            from = from[1..];
            if (!present)
            {
                onto.AddAbsent();
                continue;
            }

            foreach (ref var part in bits)
            {
                part = BinaryPrimitives.ReadInt32LittleEndian(from);
                from = from[4..];
            }

            onto.Add(new decimal(bits));
        }
    }

    /// <summary>Drops the zeros every value ends in, so that 12.50 and 12.5 have the same bytes.</summary>
    static int Reduce(Span<long> values, int scale)
    {
        while (scale > 0)
        {
            foreach (var value in values)
                if (value != DecimalColumn.Absent && value % 10 != 0) return scale;
            foreach (ref var value in values)
                if (value != DecimalColumn.Absent) value /= 10;
            scale--;
        }

        return scale;
    }

    // The first value stands for the usual one unless the second and third agree on another: a rule, not a census, so that bytes are stable.
    static long Usual(ReadOnlySpan<long> values) => values.Length >= 3 && values[1] == values[2] ? values[1] : values[0];

    static int Exceptions(ReadOnlySpan<long> values) => values.Length - values.Count(Usual(values));

    static Span<long> WithoutHoles(Span<long> values)
    {
        var kept = 0;
        foreach (var value in values)
            if (value != DecimalColumn.Absent) values[kept++] = value;
        return values[..kept];
    }

    static int Present(ReadOnlySpan<byte> map)
    {
        var bits = 0;
        foreach (var part in map) bits += BitOperations.PopCount(part);
        return bits;
    }

    static bool AnyIn(DecimalColumn column, int start, int count)
    {
        for (var i = start; i < start + count; i++)
            if (column.Has(i)) return true;
        return false;
    }

    static void Byte(byte value, ArrayBufferWriter<byte> to)
    {
        to.GetSpan(1)[0] = value;
        to.Advance(1);
    }

    static void WriteVarint(ulong value, ArrayBufferWriter<byte> to)
    {
        var span = to.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = unchecked((byte)(value | 0x80));
            value >>= 7;
        }

        span[length++] = (byte)value;
        to.Advance(length);
    }

    static ulong ReadVarint(ref ReadOnlySpan<byte> from)
    {
        var value = 0UL;
        var shift = 0;
        var at = 0;
        while (true)
        {
            var part = from[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) break;
            shift += 7;
        }

        from = from[at..];
        return value;
    }

    static ulong Zigzag(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    static long Unzigzag(ulong value) => unchecked((long)(value >> 1) ^ -(long)(value & 1));
}
