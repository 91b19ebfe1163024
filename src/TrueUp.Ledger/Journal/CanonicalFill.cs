using System.Text;
using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Journal;

/// <summary>
/// Reads a fill's canonical bytes in one pass, because there are millions of them. Knows the plain case only: whatever it does not expect, it leaves to
/// the reader of any JSON (<see cref="Canonical.Read(string, ReadOnlyMemory{byte})"/>), so the two never disagree on what they both read.
/// </summary>
ref struct CanonicalFill
{
    ReadOnlySpan<byte> left;
    bool failed;

    public static FillRecorded? Read(ReadOnlySpan<byte> payload)
    {
        if (payload is not [(byte)'{', .. var inner, (byte)'}']) return null;
        CanonicalFill from = new() { left = inner };
        return from.Fields() is var entry && !from.failed && from.left.IsEmpty ? entry : null;
    }

    FillRecorded? Fields()
    {
        var account = Interned("\"account\":"u8);
        var at = At("\"at\":"u8);
        var broker = Interned("\"broker\":"u8);
        var correction = Key("\"correction\":"u8) ? Integer() : 0;
        var day = Day("\"day\":"u8);
        var execution = Text("\"execution\":"u8);
        var fee = Number("\"fee\":"u8);
        var feeCurrency = Interned("\"feeCurrency\":"u8);
        var hand = Key("\"hand\":"u8) && Flag();
        var note = Text("\"note\":"u8);
        var order = Text("\"order\":"u8);
        var price = Number("\"price\":"u8);
        var quantity = Number("\"quantity\":"u8);
        var settles = Day("\"settles\":"u8);
        var side = Key("\"side\":"u8) ? SideOf(Quoted()) : null;
        var symbol = Interned("\"symbol\":"u8);
        if (failed || account is null || day is not { } on || price is not { } paid || quantity is not >= 0 || side is not { } way || symbol is null) return null;
        return new(
            new Fill(
                new(account), Symbol.Stored(symbol), way, new(quantity.Value), new(paid), fee ?? 0, feeCurrency is null ? null : new Currency(feeCurrency), on, at),
            new FillDetail(execution, correction, order, broker, note, settles) { ByHand = hand })
        {
            Day = on,
            At = at,
        };
    }

    bool Key(ReadOnlySpan<byte> key)
    {
        var start = left is [(byte)',', ..] ? 1 : 0;
        if (failed || !left[start..].StartsWith(key)) return false;
        left = left[(start + key.Length)..];
        return true;
    }

    ReadOnlySpan<byte> Quoted()
    {
        var end = left is [(byte)'"', ..] ? left[1..].IndexOf((byte)'"') : -1;
        if (end < 0)
        {
            failed = true;
            return default;
        }

        var value = left.Slice(1, end);
        left = left[(end + 2)..];
        // Escapes, and bytes that may not be text, are for the other reader.
        failed |= value.ContainsAnyExceptInRange((byte)' ', (byte)'~') || value.Contains((byte)'\\');
        return value;
    }

    string? Text(ReadOnlySpan<byte> key) => Key(key) ? Encoding.UTF8.GetString(Quoted()) : null;

    string? Interned(ReadOnlySpan<byte> key) => Text(key) is { } text ? string.Intern(text) : null;

    int Integer()
    {
        var value = 0;
        var digits = 0;
        for (; digits < left.Length && digits < 9 && char.IsAsciiDigit((char)left[digits]); digits++) value = value * 10 + (left[digits] - '0');
        failed |= digits == 0 || left[0] == '0';
        left = left[digits..];
        return value;
    }

    bool Flag()
    {
        if (left.StartsWith("true"u8)) left = left[4..];
        else failed = true;
        return true;
    }

    // Eighteen digits fit a long; longer numbers are rare and left to the other reader.
    decimal? Number(ReadOnlySpan<byte> key)
    {
        if (!Key(key)) return null;
        var text = Quoted();
        var negative = text is [(byte)'-', ..];
        var digits = negative ? text[1..] : text;
        var (value, scale, seen) = (0L, (byte)0, false);
        failed |= digits.Length is 0 or > 18;
        if (failed) return null;
        foreach (var c in digits)
        {
            if (c == '.' && !seen) seen = true;
            else if (char.IsAsciiDigit((char)c))
            {
                value = value * 10 + (c - '0');
                if (seen) scale++;
            }
            else failed = true;
        }

        return new decimal(unchecked((int)value), (int)(value >> 32), 0, negative, scale);
    }

    TradeDate? Day(ReadOnlySpan<byte> key)
    {
        if (!Key(key)) return null;
        var text = Quoted();
        if (text.Length == 10 && text[4] == '-' && text[7] == '-' && InstantText.Day(text) is { } day) return new(day);
        failed = true;
        return null;
    }

    Instant? At(ReadOnlySpan<byte> key)
    {
        if (!Key(key)) return null;
        var at = InstantText.Read(Quoted());
        failed |= at is null;
        return at;
    }

    Side? SideOf(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("buy"u8)) return Side.Buy;
        if (word.SequenceEqual("sell"u8)) return Side.Sell;
        if (word.SequenceEqual("short"u8)) return Side.Short;
        if (word.SequenceEqual("cover"u8)) return Side.Cover;
        failed = true;
        return null;
    }
}
