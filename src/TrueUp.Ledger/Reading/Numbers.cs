using System.Globalization;
using System.Numerics;
using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>How numbers are written in one input. What it does not allow is refused, never guessed.</summary>
public sealed record NumberFormat
{
    public static readonly NumberFormat Plain = new();

    /// <summary>The decimal sign is a comma, and points may group. Never found out by looking at the numbers.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Whether <c>1,234.56</c> is read. Off where the file's own separator is a semicolon, because there a comma is more likely a decimal comma.</summary>
    public bool Grouping { get; init; } = true;

    /// <summary>Whether <c>(100)</c> is minus 100.</summary>
    public bool ParenthesesAreNegative { get; init; }

    /// <summary>Whether <c>5%</c> is read, as 0.05.</summary>
    public bool Percent { get; init; }

    /// <summary>The currency whose sign may stand beside the digits; null allows no sign.</summary>
    public Currency? Currency { get; init; }
}

/// <summary>Why a text is not the number it should be.</summary>
public enum NumberFault
{
    None,
    Empty,
    Placeholder,
    Exponent,
    NotFinite,
    TooLong,
    Grouping,
    NotDecimal,
    Parentheses,
    CurrencySign,
    CurrencyWord,
    Percent,
    Apostrophe,
    ForeignDigits,
    Spaces,
    IsDate,
}

/// <summary>
/// Reads exact numbers strictly: <c>1,25</c> is never 125, an exponent is never expanded, an unknown is never zero. The framework's own
/// parsers accept all three. The value comes without trailing zeros and without a negative zero.
/// </summary>
public static class Numbers
{
    const int DigitsMost = 28;

    public static NumberFault Read(ReadOnlySpan<byte> utf8, NumberFormat format, out decimal value)
    {
        if (!format.DecimalComma && Plain(utf8, out value)) return NumberFault.None;
        value = 0;
        if (utf8.Length > 200) return NumberFault.TooLong;
        Span<char> text = stackalloc char[utf8.Length];
        return Odd(text[..Encoding.UTF8.GetChars(utf8, text)], format, out value);
    }

    public static NumberFault Read(ReadOnlySpan<char> text, NumberFormat format, out decimal value)
    {
        if (!format.DecimalComma && Plain(text, out value)) return NumberFault.None;
        value = 0;
        return text.Length > 200 ? NumberFault.TooLong : Odd(text, format, out value);
    }

    /// <summary>The rejection for a fault, naming the field, what was found and what to do.</summary>
    public static Rejection Reject(NumberFault fault, string field, string found, NumberFormat format, Place place)
    {
        var shown = Quoted.Text(found);
        var expects = format.DecimalComma ? "a number with a decimal comma" : "a number with a decimal point";
        return fault switch
        {
            NumberFault.Empty => new(Codes.NumberEmpty, place, $"{field} is empty"),
            NumberFault.Placeholder => new(Codes.NumberPlaceholder, place, $"{field} {shown} says that there is no number, and one is needed"),
            NumberFault.Exponent => new(Codes.NumberExponent, place, $"{field} {shown} is written with an exponent"),
            NumberFault.NotFinite => new(Codes.NumberNotFinite, place, $"{field} {shown} is not a finite number"),
            NumberFault.TooLong => new(Codes.NumberTooLong, place, $"{field} {shown} has more than {DigitsMost} digits"),
            NumberFault.Grouping => new(Codes.NumberGrouping, place, $"{field} {shown} has separators that do not make groups of three digits"),
            NumberFault.NotDecimal => new(Codes.NumberNotDecimal, place, $"{field} {shown} is not {expects}", Suggestion(found, format)),
            NumberFault.Parentheses => new(Codes.NumberParentheses, place, $"{field} {shown} is in parentheses"),
            NumberFault.CurrencySign => new(Codes.NumberCurrencySign, place,
                format.Currency is { } currency ? $"{field} {shown} has a currency sign that is not one of {currency}" : $"{field} {shown} has a currency sign"),
            NumberFault.CurrencyWord => new(Codes.NumberCurrencyWord, place, $"{field} {shown} has letters beside the number"),
            NumberFault.Percent => new(Codes.NumberPercent, place, $"{field} {shown} is a percentage"),
            NumberFault.Apostrophe => new(Codes.NumberApostrophe, place, $"{field} {shown} starts with an apostrophe"),
            NumberFault.ForeignDigits => new(Codes.NumberForeignDigits, place, $"{field} {shown} has characters that are not plain digits: {Quoted.CodePoints(found)}"),
            NumberFault.Spaces => new(Codes.NumberSpaces, place,
                Quoted.CodePoints(found) is { Length: > 0 } points ? $"{field} {shown} has spaces inside it: {points}" : $"{field} {shown} has spaces inside it"),
            NumberFault.IsDate => new(Codes.NumberIsDate, place, $"{field} {shown} looks like a date or a time"),
            _ => throw new System.Diagnostics.UnreachableException($"number fault {fault} has no message"),
        };
    }

    /// <summary>What the writer probably meant, where there is one such reading: shown, never taken.</summary>
    static string? Suggestion(string found, NumberFormat format)
    {
        if (format.DecimalComma)
        {
            return found.Count(c => c == '.') == 1 && !found.Contains(',')
                ? $"write {found.Trim().Replace('.', ',')}; the profile says that the decimal sign is a comma"
                : null;
        }

        var other = format with { DecimalComma = true };
        return found.Contains(',') && Odd(found, other, out var meant) == NumberFault.None
            ? $"write {Digits.Text(meant)}; where the whole file has decimal commas, say so in a profile: numbers: {{ decimal: \",\" }}"
            : null;
    }

    /// <summary>The form nearly every number has: sign, digits, at most one point. Up to 18 digits, so that the mantissa is one machine word.</summary>
    static bool Plain<T>(ReadOnlySpan<T> text, out decimal value) where T : unmanaged, IBinaryInteger<T>
    {
        value = 0;
        if (text.Length is 0 or > 18) return false;
        unchecked
        {
            var i = 0;
            var first = uint.CreateTruncating(text[0]);
            if (first is '-' or '+') i = 1;
            ulong mantissa = 0;
            int digits = 0, point = -1;
            for (; i < text.Length; i++)
            {
                var c = uint.CreateTruncating(text[i]);
                if (c - '0' <= 9)
                {
                    mantissa = mantissa * 10 + (c - '0');
                    digits++;
                }
                else if (c == '.' && point < 0 && digits > 0)
                {
                    point = i;
                }
                else
                {
                    return false;
                }
            }

            if (digits == 0 || point == text.Length - 1) return false;
            var scale = point < 0 ? 0 : text.Length - 1 - point;
            while (scale > 0)
            {
                var tenth = mantissa / 10;
                if (tenth * 10 != mantissa) break;
                mantissa = tenth;
                scale--;
            }

            value = new decimal((int)mantissa, (int)(mantissa >> 32), 0, first == '-' && mantissa != 0, (byte)scale);
            return true;
        }
    }

    static NumberFault Odd(ReadOnlySpan<char> text, NumberFormat format, out decimal value)
    {
        value = 0;
        text = text.Trim(" \t");
        if (text.IsEmpty) return NumberFault.Empty;
        if (text[0] is '\'' or '’' or '‘') return NumberFault.Apostrophe;
        if (IsOneOf(text, "-", "--", "n/a", "na", "#n/a", "null", "none", "nil", "?", "—", "–")) return NumberFault.Placeholder;
        if (IsOneOf(text.TrimStart("+-"), "nan", "inf", "infinity", "∞")) return NumberFault.NotFinite;

        foreach (var c in text)
        {
            if (c is '\u2212' or '\u2013' or '\u2014' or '\uFF0D' or '\uFF0E' or '\uFF0C') return NumberFault.ForeignDigits;
            if (char.IsAscii(c)) continue;
            if (char.GetUnicodeCategory(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber) return NumberFault.ForeignDigits;
            if (char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator) return NumberFault.Spaces;
        }

        var negative = false;
        if (text[0] == '(' && text[^1] == ')' && text.Length > 2)
        {
            if (!format.ParenthesesAreNegative) return NumberFault.Parentheses;
            negative = true;
            text = text[1..^1].Trim(' ');
            if (text.IsEmpty || text[0] is '-' or '+') return NumberFault.NotDecimal;
        }

        var percent = text[^1] == '%';
        if (percent)
        {
            if (!format.Percent) return NumberFault.Percent;
            text = text[..^1].TrimEnd(' ');
            if (text.IsEmpty) return NumberFault.NotDecimal;
        }

        if (Unsigned(ref text, ref negative, format) is var fault and not NumberFault.None) return fault;
        fault = Exact(text, format, out value);
        if (fault != NumberFault.None) return fault;
        if (percent) value /= 100;
        value = Digits.Normal(negative ? -value : value);
        return NumberFault.None;
    }

    /// <summary>Takes off the sign and an agreeing currency sign, in either order: <c>-$5</c>, <c>$-5</c>, <c>5 €</c>.</summary>
    static NumberFault Unsigned(ref ReadOnlySpan<char> text, ref bool negative, NumberFormat format)
    {
        var signed = Sign(ref text, ref negative);
        if (!text.IsEmpty && char.GetUnicodeCategory(text[0]) == UnicodeCategory.CurrencySymbol)
        {
            if (!Agrees(text[0], format.Currency)) return NumberFault.CurrencySign;
            text = text[1..].TrimStart(' ');
            if (!signed) Sign(ref text, ref negative);
        }
        else if (!text.IsEmpty && char.GetUnicodeCategory(text[^1]) == UnicodeCategory.CurrencySymbol)
        {
            if (!Agrees(text[^1], format.Currency)) return NumberFault.CurrencySign;
            text = text[..^1].TrimEnd(' ');
        }

        return text.IsEmpty ? NumberFault.NotDecimal : NumberFault.None;
    }

    static bool Sign(ref ReadOnlySpan<char> text, ref bool negative)
    {
        if (text.IsEmpty || text[0] is not ('-' or '+')) return false;
        negative ^= text[0] == '-';
        text = text[1..];
        return true;
    }

    static bool Agrees(char sign, Currency? currency) => (sign, currency?.Code) switch
    {
        ('$', "USD" or "CAD" or "AUD" or "NZD" or "HKD" or "SGD" or "MXN") => true,
        ('£', "GBP") => true,
        ('€', "EUR") => true,
        ('¥', "JPY" or "CNY") => true,
        ('₹', "INR") => true,
        _ => false,
    };

    static NumberFault Exact(ReadOnlySpan<char> text, NumberFormat format, out decimal value)
    {
        value = 0;
        var (point, group) = format.DecimalComma ? (',', '.') : ('.', ',');
        if (text.ContainsAnyExcept("0123456789.,")) return Strange(text);

        Span<char> plain = stackalloc char[text.Length + 1];
        int length = 0, sincePoint = -1, sinceGroup = -1, leading = 0;
        foreach (var c in text)
        {
            if (c == point)
            {
                if (sincePoint >= 0) return NumberFault.NotDecimal;
                if (sinceGroup >= 0 && sinceGroup != 3) return NumberFault.Grouping;
                sincePoint = 0;
                plain[length++] = '.';
            }
            else if (c == group)
            {
                if (!format.Grouping || sincePoint >= 0) return NumberFault.NotDecimal;
                if (leading is 0 or > 3) return NumberFault.Grouping;
                if (sinceGroup >= 0 && sinceGroup != 3) return NumberFault.Grouping;
                sinceGroup = 0;
            }
            else
            {
                if (sincePoint >= 0) sincePoint++;
                else if (sinceGroup >= 0) sinceGroup++;
                else leading++;
                plain[length++] = c;
            }
        }

        if (sincePoint == 0 || (sincePoint < 0 && leading == 0)) return NumberFault.NotDecimal;
        if (sincePoint < 0 && sinceGroup >= 0 && sinceGroup != 3) return text.Count(group) == 1 ? NumberFault.NotDecimal : NumberFault.Grouping;
        if (sincePoint > 0 && leading == 0 && sinceGroup < 0 && text[0] != point) return NumberFault.NotDecimal;

        ReadOnlySpan<char> clean = plain[..length];
        var significant = clean.TrimStart('0');
        if (clean.Contains('.')) significant = significant.TrimEnd('0');
        var places = significant.IndexOf('.') is var at and >= 0 ? significant.Length - at - 1 : 0;
        var digits = significant.Length - (significant.Contains('.') ? 1 : 0);
        if (digits > DigitsMost || places > DigitsMost) return NumberFault.TooLong;
        return decimal.TryParse(significant.IsEmpty || significant is "." ? "0" : significant, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            ? NumberFault.None
            : NumberFault.TooLong;
    }

    /// <summary>Names what is wrong with a text that has more than digits and separators in it.</summary>
    static NumberFault Strange(ReadOnlySpan<char> text)
    {
        var e = text.IndexOfAny('e', 'E');
        if (e > 0 && IsNumeric(text[..e]) && IsNumeric(text[(e + 1)..].TrimStart("+-"))) return NumberFault.Exponent;
        if (text.ContainsAny("/:") || (text.Contains('-') && char.IsAsciiDigit(text[0]))) return NumberFault.IsDate;
        if (text.Contains(' ') && !text.ContainsAnyExcept("0123456789., ")) return NumberFault.Spaces;
        var letters = 0;
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c)) letters++;
            else if (char.IsAsciiDigit(c)) digits++;
            else if (c is not (' ' or '.' or ',' or '-' or '+')) return NumberFault.NotDecimal;
        }

        return letters > 0 && digits > 0 ? NumberFault.CurrencyWord : NumberFault.NotDecimal;
    }

    static bool IsNumeric(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept("0123456789.,");

    static bool IsOneOf(ReadOnlySpan<char> text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
