using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;
using NodaTime.Text;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Text;

/// <summary>
/// Bytes on their way out, with the few primitives that answers are made of. With a stream it empties itself when full; without one it
/// grows and is read back. Nothing here allocates per value: a report of a million rows is seventeen million of these calls.
/// </summary>
sealed class Utf8Out(Stream? to)
{
    const int Size = 1 << 17;

    byte[] buffer = new byte[to is null ? 1024 : Size];
    int length;
    int cachedDay = -1;
    readonly byte[] cachedDate = new byte[10];

    public int Length => length;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public void Clear() => length = 0;

    /// <summary>Drops what was written after <paramref name="kept"/>; only without a stream.</summary>
    public void Cut(int kept) => length = kept;

    public void Flush()
    {
        to!.Write(buffer, 0, length);
        length = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Room(int bytes)
    {
        if (buffer.Length - length < bytes) MakeRoom(bytes);
        return buffer.AsSpan(length);
    }

    void MakeRoom(int bytes)
    {
        if (to is not null) Flush();
        if (buffer.Length - length < bytes) Array.Resize(ref buffer, Math.Max(checked(buffer.Length * 2), length + bytes));
    }

    public void Byte(byte value)
    {
        Room(1)[0] = value;
        length++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        length += bytes.Length;
    }

    public void Spaces(int count)
    {
        for (; count > 0; count -= 32) Bytes("                                "u8[..Math.Min(count, 32)]);
    }

    /// <summary>The text as it is; half a surrogate pair becomes U+FFFD.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        var room = Room(text.Length * 3);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80)
            {
                length += i + Encoding.UTF8.GetBytes(text[i..], room[i..]);
                return;
            }

            room[i] = (byte)text[i];
        }

        length += text.Length;
    }

    public void JsonText(ReadOnlySpan<char> text)
    {
        // Six bytes is the longest escape of one character.
        var room = Room(text.Length * 6 + 2);
        room[0] = (byte)'"';
        var at = 1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007f' and not ('"' or '\\'))
            {
                room[at++] = (byte)c;
            }
            else if (c <= '\u007f')
            {
                length += at;
                at = 0;
                JsonEscape(c);
                room = buffer.AsSpan(length);
            }
            else
            {
                var rest = text[i..];
                var end = rest.IndexOfAnyInRange('\0', '\u007f');
                if (end >= 0) rest = rest[..end];
                at += Encoding.UTF8.GetBytes(rest, room[at..]);
                i += rest.Length - 1;
            }
        }

        room[at] = (byte)'"';
        length += at + 1;
    }

    void JsonEscape(char c)
    {
        switch (c)
        {
            case '"': Bytes("\\\""u8); break;
            case '\\': Bytes("\\\\"u8); break;
            case '\n': Bytes("\\n"u8); break;
            case '\r': Bytes("\\r"u8); break;
            case '\t': Bytes("\\t"u8); break;
            default:
                Bytes("\\u00"u8);
                Byte((byte)"0123456789abcdef"[c >> 4]);
                Byte((byte)"0123456789abcdef"[c & 15]);
                break;
        }
    }

    public void Integer(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out var written);
        length += written;
    }

    /// <summary>The same text as <see cref="Digits.Text"/>: every digit, no exponent, no trailing zeros, no "-0".</summary>
    public void Exact(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        if (bits[2] != 0)
        {
            ExactLong(value);
            return;
        }

        var left = unchecked(((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var scale = (bits[3] >> 16) & 0xff;
        for (; scale > 0 && (left & 1) == 0; scale--)
        {
            var fewer = left / 10;
            if (fewer * 10 != left) break;
            left = fewer;
        }

        unchecked
        {
            var room = Room(64);
            var at = 0;
            if (bits[3] < 0 && left != 0) room[at++] = (byte)'-';
            var digits = CountDigits(left);
            if (scale == 0)
            {
                Padded(room.Slice(at, digits), left);
                length += at + digits;
                return;
            }

            // A number below one still has a digit before its point. The digits are written one place too far right,
            // and those before the point moved back: cheaper than dividing the number in two.
            var width = Math.Max(digits, scale + 1);
            Padded(room.Slice(at + 1, width), left);
            var point = at + width - scale;
            for (var i = at; i < point; i++) room[i] = room[i + 1];
            room[point] = (byte)'.';
            length += at + width + 1;
        }
    }

    /// <summary>The powers of ten that a machine word holds.</summary>
    static readonly ulong[] Tens =
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    /// <summary>00 to 99.</summary>
    static ReadOnlySpan<byte> Pairs =>
        "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"u8 +
        "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

    /// <summary>The number right-aligned, zeros before it.</summary>
    static void Padded(Span<byte> to, ulong value)
    {
        unchecked
        {
            var at = to.Length - 1;
            for (; value > uint.MaxValue; value /= 10) to[at--] = (byte)('0' + value % 10);
            var small = (uint)value;
            for (; at >= 1; at -= 2, small /= 100)
            {
                var pair = (int)(small % 100) * 2;
                to[at] = Pairs[pair + 1];
                to[at - 1] = Pairs[pair];
            }

            if (at == 0) to[0] = (byte)('0' + small % 10);
        }
    }

    static int CountDigits(ulong value)
    {
        var digits = 1;
        while (digits < 20 && value >= Tens[digits]) digits++;
        return digits;
    }

    /// <summary>More digits than a machine word holds: quotients, mostly.</summary>
    void ExactLong(decimal value)
    {
        Span<byte> digits = stackalloc byte[32];
        var first = Significand(value, digits, out var scale);
        var end = digits.Length;
        while (scale > 0 && digits[end - 1] == '0')
        {
            end--;
            scale--;
        }

        var room = Room(64);
        var at = 0;
        if (value < 0) room[at++] = (byte)'-';
        var whole = end - first - scale;
        if (whole > 0) digits.Slice(first, whole).CopyTo(room[at..]);
        else room[at] = (byte)'0';
        at += Math.Max(whole, 1);
        if (scale > 0)
        {
            room[at++] = (byte)'.';
            for (; whole < 0; whole++) room[at++] = (byte)'0';
            var fraction = digits[(first + whole)..end];
            fraction.CopyTo(room[at..]);
            at += fraction.Length;
        }

        length += at;
    }

    /// <summary>Writes the 96-bit significand right-aligned into 32 bytes; returns where it starts.</summary>
    static int Significand(decimal value, Span<byte> digits, out int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var (low, mid, high) = unchecked(((uint)bits[0], (uint)bits[1], (uint)bits[2]));
        scale = (bits[3] >> 16) & 0xff;

        var at = digits.Length;
        while (high != 0)
        {
            // Nine digits at a time, so that every division is one machine word by a constant.
            var rest = Divide(ref high, 0);
            rest = Divide(ref mid, rest);
            rest = Divide(ref low, rest);
            for (var i = 0; i < 9; i++, rest /= 10) digits[--at] = (byte)('0' + rest % 10);
        }

        for (var left = ((ulong)mid << 32) | low; left != 0; left /= 10) digits[--at] = (byte)('0' + left % 10);
        return at;
    }

    static uint Divide(ref uint word, uint rest)
    {
        var whole = ((ulong)rest << 32) | word;
        word = (uint)(whole / 1_000_000_000);
        return (uint)(whole % 1_000_000_000);
    }

    static readonly string[] FixedFormats = ["F0", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"];

    /// <summary>The same text as <see cref="Digits.Fixed"/>.</summary>
    public void Fixed(decimal value, int places)
    {
        var rounded = Math.Round(value, places, MidpointRounding.AwayFromZero);
        rounded.TryFormat(Room(64), out var written, FixedFormats[places], CultureInfo.InvariantCulture);
        length += written;
    }

    /// <summary><c>YYYY-MM-DD</c>. Rows mostly come in date order, so the last date is remembered.</summary>
    public void Date(TradeDate date)
    {
        if (date.Number != cachedDay)
        {
            cachedDay = date.Number;
            date.Day.TryFormat(cachedDate, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        Bytes(cachedDate);
    }

    public void JsonDate(TradeDate date)
    {
        Byte((byte)'"');
        Date(date);
        Byte((byte)'"');
    }

    /// <summary>ISO 8601 in UTC, fractions of a second only where there are any: <c>2026-01-05T14:30:00Z</c>.</summary>
    public void Moment(Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks;
        if (ticks >= 0 && ticks % TimeSpan.TicksPerSecond == 0 && NodaConstants.UnixEpoch.PlusTicks(ticks - DateTime.UnixEpoch.Ticks) == instant)
        {
            new DateTime(ticks).TryFormat(Room(20), out var written, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            length += written;
        }
        else
        {
            Text(InstantText.Of(instant));
        }
    }
}
