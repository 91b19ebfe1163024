using System.Text;
using NodaTime;
using NodaTime.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>Why a text is not the day it should be.</summary>
public enum DayFault
{
    None,
    Empty,
    NoSuchDay,
    Order,
    TwoDigitYear,
    Serial,
    Epoch,
    TimeOnly,
    YearOutOfRange,
    NotADate,
}

/// <summary>How days are written in one input: <c>YYYY-MM-DD</c>, or one pattern that a profile names. Never "whatever parses".</summary>
/// <param name="Pattern">A NodaTime pattern such as <c>MM/dd/yyyy</c>; null is ISO.</param>
public sealed record DayFormat(LocalDatePattern? Pattern)
{
    public static readonly DayFormat Iso = new((LocalDatePattern?)null);

    /// <summary>The format a pattern text names, or null where the text is no pattern or has no four-digit year.</summary>
    public static DayFormat? From(string pattern)
    {
        if (pattern is "yyyy-MM-dd") return Iso;
        if (!pattern.Contains("yyyy", StringComparison.Ordinal) && !pattern.Contains("uuuu", StringComparison.Ordinal)) return null;
        try
        {
            var days = LocalDatePattern.CreateWithInvariantCulture(pattern);
            LocalDate probe = new(1987, 11, 23);
            // A pattern that forgets the day or the month reads back another day than it wrote.
            return days.Parse(days.Format(probe)) is { Success: true } read && read.Value == probe ? new(days) : null;
        }
        catch (InvalidPatternException)
        {
            return null;
        }
    }
}

/// <summary>Reads calendar days strictly. A day that does not exist, an order of day and month that is not known, and a year of two digits are refused.</summary>
public static class Days
{
    const int FirstYear = 1970;
    const int LastYear = 2100;

    public static DayFault Read(ReadOnlySpan<byte> utf8, DayFormat format, out TradeDate day)
    {
        if (format.Pattern is null && Iso(utf8, out day)) return DayFault.None;
        if (utf8.Length > 100)
        {
            day = default;
            return DayFault.NotADate;
        }

        Span<char> text = stackalloc char[utf8.Length];
        return Read(text[..Encoding.UTF8.GetChars(utf8, text)], format, out day);
    }

    public static DayFault Read(ReadOnlySpan<char> text, DayFormat format, out TradeDate day)
    {
        day = default;
        text = text.Trim(" \t");
        if (text.IsEmpty) return DayFault.Empty;
        if (format.Pattern is { } pattern)
        {
            var parsed = pattern.Parse(text.ToString());
            if (!parsed.Success) return Why(text, DayFault.NotADate);
            if (parsed.Value.Year is < FirstYear or > LastYear) return DayFault.YearOutOfRange;
            day = TradeDate.Of(parsed.Value);
            return DayFault.None;
        }

        if (text.Length == 10 && text[4] == '-' && text[7] == '-' && !text[..4].ContainsAnyExceptInRange('0', '9')
            && !text[5..7].ContainsAnyExceptInRange('0', '9') && !text[8..].ContainsAnyExceptInRange('0', '9'))
        {
            var year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0';
            var month = (text[5] - '0') * 10 + text[6] - '0';
            var number = (text[8] - '0') * 10 + text[9] - '0';
            if (year is < FirstYear or > LastYear) return DayFault.YearOutOfRange;
            if (month is < 1 or > 12 || number < 1 || number > DateTime.DaysInMonth(year, month)) return DayFault.NoSuchDay;
            day = TradeDate.Of(year, month, number);
            return DayFault.None;
        }

        return Why(text, DayFault.NotADate);
    }

    public static Rejection Reject(DayFault fault, string field, string found, Place place)
    {
        var shown = Quoted.Text(found);
        return fault switch
        {
            DayFault.Empty => new(Codes.DateEmpty, place, $"{field} is empty"),
            DayFault.NoSuchDay => new(Codes.NoSuchDay, place, $"{field} {shown} does not exist"),
            DayFault.Order => new(Codes.DateOrder, place, $"{field} {shown} could be day or month first"),
            DayFault.TwoDigitYear => new(Codes.DateTwoDigitYear, place, $"{field} {shown} has a year of two digits"),
            DayFault.Serial => new(Codes.DateSerial, place, $"{field} {shown} is a spreadsheet's day number, not a date"),
            DayFault.Epoch => new(Codes.DateEpoch, place, $"{field} {shown} is a count of seconds, not a date"),
            DayFault.TimeOnly => new(Codes.TimeWithoutDate, place, $"{field} {shown} is a time without a date"),
            DayFault.YearOutOfRange => new(Codes.YearOutOfRange, place, $"{field} {shown} has a year outside {FirstYear}-{LastYear}"),
            DayFault.NotADate => new(Codes.NotADate, place, $"{field} {shown} is not a date"),
            _ => throw new System.Diagnostics.UnreachableException($"day fault {fault} has no message"),
        };
    }

    /// <summary><c>YYYY-MM-DD</c>, or the words <c>today</c> and <c>yesterday</c> by the market's own day: for arguments, never for files.</summary>
    /// <param name="today">The market's today, from the caller's clock and zone.</param>
    public static DayFault Argument(string text, TradeDate today, out TradeDate day)
    {
        switch (text.Trim().ToUpperInvariant())
        {
            case "TODAY":
                day = today;
                return DayFault.None;
            case "YESTERDAY":
                day = today.Plus(-1);
                return DayFault.None;
            default:
                return Read(text, DayFormat.Iso, out day);
        }
    }

    static bool Iso(ReadOnlySpan<byte> text, out TradeDate day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return false;
        unchecked
        {
            uint a = text[0] - (uint)'0', b = text[1] - (uint)'0', c = text[2] - (uint)'0', d = text[3] - (uint)'0';
            uint e = text[5] - (uint)'0', f = text[6] - (uint)'0', g = text[8] - (uint)'0', h = text[9] - (uint)'0';
            if (a > 9 || b > 9 || c > 9 || d > 9 || e > 9 || f > 9 || g > 9 || h > 9) return false;
            int year = (int)(a * 1000 + b * 100 + c * 10 + d), month = (int)(e * 10 + f), number = (int)(g * 10 + h);
            if (year is < FirstYear or > LastYear || month is < 1 or > 12 || number < 1 || number > DateTime.DaysInMonth(year, month)) return false;
            day = TradeDate.Of(year, month, number);
            return true;
        }
    }

    /// <summary>Names the usual ways of not being a date.</summary>
    internal static DayFault Why(ReadOnlySpan<char> text, DayFault otherwise)
    {
        if (!text.ContainsAnyExceptInRange('0', '9'))
        {
            return text.Length switch
            {
                4 or 5 => DayFault.Serial,
                9 or 10 or 13 or 16 => DayFault.Epoch,
                6 => DayFault.TwoDigitYear,
                _ => otherwise,
            };
        }

        // 45905.4375: a day number with its time.
        if (text.IndexOf('.') is 5 && !text[..5].ContainsAnyExceptInRange('0', '9') && !text[6..].ContainsAnyExceptInRange('0', '9')) return DayFault.Serial;
        if (text.IndexOf('.') is 10 && !text[..10].ContainsAnyExceptInRange('0', '9') && !text[11..].ContainsAnyExceptInRange('0', '9')) return DayFault.Epoch;
        if (text.Contains(':') && !text.ContainsAny("-/.")) return DayFault.TimeOnly;

        Span<System.Range> parts = stackalloc System.Range[4];
        foreach (var separator in "/-.")
        {
            if (text.Split(parts, separator) != 3) continue;
            var first = text[parts[0]];
            var middle = text[parts[1]];
            var last = text[parts[2]];
            if (first.Length == 4 && Number(first) && Number(middle) && Number(last)) return middle.Length <= 2 && last.Length <= 2 ? otherwise : DayFault.NotADate;
            if (!Number(first) || !(Number(middle) || middle.Length == 3)) continue;
            if (Number(last) && last.Length == 2) return DayFault.TwoDigitYear;
            if (Number(last) && last.Length == 4 && first.Length <= 2 && middle.Length <= 2) return DayFault.Order;
        }

        return otherwise;

        static bool Number(ReadOnlySpan<char> part) => !part.IsEmpty && !part.ContainsAnyExceptInRange('0', '9');
    }
}
