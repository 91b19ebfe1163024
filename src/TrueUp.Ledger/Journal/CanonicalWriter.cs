using System.Buffers.Text;
using System.Text;
using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Journal;

/// <summary>
/// Writes one flat JSON object in the canonical form of docs/specs/journal-format.md: keys in ordinal order, absent instead of null,
/// numbers as normal decimal text in strings, text in NFC. The caller writes keys in order; the writer insists on it.
/// </summary>
public sealed class CanonicalWriter
{
    byte[] buffer = new byte[512];
    int length;
    string last = "";
    bool first;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    public void Begin()
    {
        length = 0;
        Open();
    }

    public void End() => Byte((byte)'}');

    public void Text(string key, string? value)
    {
        if (value is null) return;
        Key(key);
        Quoted(value);
    }

    public void Number(string key, decimal? value)
    {
        if (value is not { } number) return;
        Key(key);
        Byte((byte)'"');
        Room(32);
        length += Digits.Write(number, buffer.AsSpan(length));
        Byte((byte)'"');
    }

    public void Integer(string key, long? value)
    {
        if (value is not { } number) return;
        Key(key);
        Room(20);
        Utf8Formatter.TryFormat(number, buffer.AsSpan(length), out var written);
        length += written;
    }

    public void Flag(string key, bool value)
    {
        if (!value) return;
        Key(key);
        Raw("true"u8);
    }

    public void Day(string key, TradeDate? value)
    {
        if (value is not { } day) return;
        Key(key);
        Room(12);
        Byte((byte)'"');
        WriteDay(day.Day);
        Byte((byte)'"');
    }

    /// <summary>ISO 8601 UTC; the fraction of a second only where it is not zero, without trailing zeros.</summary>
    public void At(string key, Instant? value)
    {
        if (value is not { } instant) return;
        Key(key);
        Room(40);
        Byte((byte)'"');
        var time = instant.ToDateTimeUtc();
        WriteDay(DateOnly.FromDateTime(time));
        Byte((byte)'T');
        Two(time.Hour);
        Byte((byte)':');
        Two(time.Minute);
        Byte((byte)':');
        Two(time.Second);
        var ticks = (int)(time.Ticks % TimeSpan.TicksPerSecond);
        if (ticks != 0)
        {
            Byte((byte)'.');
            for (var unit = 1_000_000; ticks != 0; unit /= 10)
            {
                Byte((byte)('0' + ticks / unit));
                ticks %= unit;
            }
        }

        Byte((byte)'Z');
        Byte((byte)'"');
    }

    /// <summary>A nested object under a key; its own keys are ordered among themselves.</summary>
    public void Nested(string key, Action<CanonicalWriter> write)
    {
        Key(key);
        Open();
        write(this);
        Byte((byte)'}');
        (last, first) = (key, false);
    }

    public void Texts(string key, ValueList<string> values)
    {
        if (values.Count == 0) return;
        Key(key);
        Byte((byte)'[');
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) Byte((byte)',');
            Quoted(values[i]);
        }

        Byte((byte)']');
    }

    void Open()
    {
        Byte((byte)'{');
        (last, first) = ("", true);
    }

    void Key(string key)
    {
        if (string.CompareOrdinal(key, last) <= 0) throw new System.Diagnostics.UnreachableException($"canonical keys out of order: {key} after {last}");
        if (!first) Byte((byte)',');
        (last, first) = (key, false);
        Room(key.Length + 3);
        Byte((byte)'"');
        foreach (var c in key) buffer[length++] = (byte)c;
        Byte((byte)'"');
        Byte((byte)':');
    }

    static bool IsPlain(string text)
    {
        foreach (var c in text)
            if (c is < ' ' or > '\u007f' or '"' or '\\') return false;
        return true;
    }

    void Quoted(string text)
    {
        Byte((byte)'"');
        if (IsPlain(text))
        {
            // Nearly every text: bytes are characters.
            Room(text.Length + 1);
            foreach (var c in text) buffer[length++] = (byte)c;
            buffer[length++] = (byte)'"';
            return;
        }

        text = Nfc.Of(text);
        Room(text.Length * 6 + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"' or '\\':
                    buffer[length++] = (byte)'\\';
                    buffer[length++] = (byte)rune.Value;
                    break;
                case < ' ':
                    "\\u00"u8.CopyTo(buffer.AsSpan(length));
                    length += 4;
                    buffer[length++] = (byte)"0123456789abcdef"[rune.Value >> 4];
                    buffer[length++] = (byte)"0123456789abcdef"[rune.Value & 15];
                    break;
                default:
                    length += rune.EncodeToUtf8(buffer.AsSpan(length));
                    break;
            }
        }

        Byte((byte)'"');
    }

    void WriteDay(DateOnly day)
    {
        Room(10);
        Two(day.Year / 100);
        Two(day.Year % 100);
        Byte((byte)'-');
        Two(day.Month);
        Byte((byte)'-');
        Two(day.Day);
    }

    void Two(int value)
    {
        Byte((byte)('0' + value / 10));
        Byte((byte)('0' + value % 10));
    }

    void Raw(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }

    void Byte(byte value)
    {
        Room(1);
        buffer[length++] = value;
    }

    void Room(int bytes)
    {
        if (length + bytes > buffer.Length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
    }
}
