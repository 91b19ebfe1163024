using System.Globalization;

namespace TrueUp.Edges.Store.Sqlite;

/// <summary>Reads the decimals this store wrote: canonical ASCII digits, nothing else. Fifteen digits go the fast way.</summary>
static class StoredDecimal
{
    public static decimal Read(ReadOnlySpan<byte> text)
    {
        var negative = text.Length > 0 && text[0] == '-';
        var (value, scale, seen) = (0L, (byte)0, false);
        var start = negative ? 1 : 0;
        if (text.Length - start is 0 or > 18) return Slow(text);
        foreach (var c in text[start..])
        {
            if (c == '.' && !seen) seen = true;
            else if (char.IsAsciiDigit((char)c))
            {
                value = value * 10 + (c - '0');
                if (seen) scale++;
            }
            else return Slow(text);
        }

        return new decimal(unchecked((int)value), (int)(value >> 32), 0, negative, scale);
    }

    static decimal Slow(ReadOnlySpan<byte> text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"a stored number reads \"{System.Text.Encoding.UTF8.GetString(text)}\"");
}
