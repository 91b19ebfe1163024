using System.Globalization;
using NodaTime;

namespace TrueUp.Ledger.Values;

/// <summary>
/// Instants as they are kept: UTC, <c>yyyy-MM-ddTHH:mm:ss</c>, then a point and one to seven digits where there is a fraction, and <c>Z</c>. The form NodaTime's
/// extended ISO pattern writes; read here because building that pattern takes as long as the rest of a short command. Never a person's input.
/// </summary>
public static class InstantText
{
    /// <summary>Null where the text is of another form.</summary>
    public static Instant? Read(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[^1] != 'Z' || Day(text) is not { } day
            || Two(text[11..]) is not (>= 0 and < 24 and var hours)
            || Two(text[14..]) is not (>= 0 and < 60 and var minutes)
            || Two(text[17..]) is not (>= 0 and < 60 and var seconds))
            return null;

        var ticks = 0L;
        var fraction = text[19..^1];
        if (!fraction.IsEmpty)
        {
            if (fraction[0] != '.' || fraction.Length is < 2 or > 8) return null;
            for (var i = 1; i < 8; i++)
            {
                var digit = i < fraction.Length ? fraction[i] - '0' : 0;
                if (digit is < 0 or > 9) return null;
                ticks = ticks * 10 + digit;
            }
        }

        var second = hours * 3600 + minutes * 60 + seconds;
        return Instant.FromUnixTimeTicks(day.DayNumber * TimeSpan.TicksPerDay + second * TimeSpan.TicksPerSecond + ticks - DateTime.UnixEpoch.Ticks);
    }

    /// <summary>The day at the beginning of a text of at least ten bytes, <c>yyyy-MM-dd</c>; null where there is none.</summary>
    public static DateOnly? Day(ReadOnlySpan<byte> text)
    {
        var (year, month, day) = (Two(text) * 100 + Two(text[2..]), Two(text[5..]), Two(text[8..]));
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    /// <summary>To the nanosecond, which no kept instant has but a moment in an answer may.</summary>
    public static string Of(Instant instant)
    {
        var time = instant.ToDateTimeUtc();
        var nanoseconds = time.Ticks % TimeSpan.TicksPerSecond * 100 + (instant - Instant.FromDateTimeUtc(time)).SubsecondNanoseconds;
        var fraction = nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return time.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + fraction + "Z";
    }

    static int Two(ReadOnlySpan<byte> text) =>
        char.IsAsciiDigit((char)text[0]) && char.IsAsciiDigit((char)text[1]) ? (text[0] - '0') * 10 + text[1] - '0' : -10_000;
}
