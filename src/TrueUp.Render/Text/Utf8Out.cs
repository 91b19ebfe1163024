using System.Buffers;
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

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        length += bytes.Length;
    }

    public void Spaces(int count)
    {
        if (count <= 0) return;
        Room(count)[..count].Fill((byte)' ');
        length += count;
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

    static readonly SearchValues<char> JsonSpecial = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\', '\u007f']);

    public void JsonText(ReadOnlySpan<char> text)
    {
        Byte((byte)'"');
        while (true)
        {
            var special = text.IndexOfAny(JsonSpecial);
            if (special < 0) break;
            Text(text[..special]);
            JsonEscape(text[special]);
            text = text[(special + 1)..];
        }

        Text(text);
        Byte((byte)'"');
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
        Span<byte> digits = stackalloc byte[32];
        var first = Significand(value, digits, out var scale, out var negative);
        var end = digits.Length;
        while (scale > 0 && digits[end - 1] == '0')
        {
            end--;
            scale--;
        }

        Place(digits[first..end], scale, negative);
    }

    void Place(ReadOnlySpan<byte> digits, int scale, bool negative)
    {
        var room = Room(digits.Length + scale + 3);
        var at = 0;
        if (negative) room[at++] = (byte)'-';
        var whole = digits.Length - scale;
        if (whole > 0)
        {
            digits[..whole].CopyTo(room[at..]);
            at += whole;
        }
        else
        {
            room[at++] = (byte)'0';
        }

        if (scale > 0)
        {
            room[at++] = (byte)'.';
            for (; whole < 0; whole++) room[at++] = (byte)'0';
            digits[whole..].CopyTo(room[at..]);
            at += digits.Length - whole;
        }

        length += at;
    }

    /// <summary>Writes the 96-bit significand right-aligned into 32 bytes; returns where it starts ("0" for zero).</summary>
    static int Significand(decimal value, Span<byte> digits, out int scale, out bool negative)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var (low, mid, high) = unchecked(((uint)bits[0], (uint)bits[1], (uint)bits[2]));
        scale = (bits[3] >> 16) & 0xff;
        negative = bits[3] < 0 && (low | mid | high) != 0;

        var at = digits.Length;
        while (high != 0)
        {
            // Nine digits at a time, so that every division is one machine word by a constant.
            var rest = Divide(ref high, 0);
            rest = Divide(ref mid, rest);
            rest = Divide(ref low, rest);
            for (var i = 0; i < 9; i++, rest /= 10) digits[--at] = (byte)('0' + rest % 10);
        }

        var left = ((ulong)mid << 32) | low;
        do
        {
            digits[--at] = (byte)('0' + left % 10);
            left /= 10;
        }
        while (left != 0);
        if (scale == 0 || digits.Length - at != 1 || digits[at] != '0') return at;
        scale = 0;
        return at;
    }

    static uint Divide(ref uint word, uint rest)
    {
        var whole = ((ulong)rest << 32) | word;
        word = (uint)(whole / 1_000_000_000);
        return (uint)(whole % 1_000_000_000);
    }

    static readonly string[] FixedFormats = [.. Enumerable.Range(0, 29).Select(places => $"F{places}")];

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
            Text(InstantPattern.ExtendedIso.Format(instant));
        }
    }
}
