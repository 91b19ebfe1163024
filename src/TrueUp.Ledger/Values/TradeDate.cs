using System.Globalization;

namespace TrueUp.Ledger.Values;

/// <summary>
/// The calendar day a fact belongs to, in the zone of the exchange it happened on. Not an instant and not a UTC date: a trade at
/// 23:00 UTC may belong to the next Tokyo day. The instant, where it is known, is kept beside it.
/// </summary>
public readonly record struct TradeDate(DateOnly Day) : IComparable<TradeDate>
{
    public static TradeDate Of(int year, int month, int day) => new(new DateOnly(year, month, day));

    public static TradeDate Of(NodaTime.LocalDate day) => Of(day.Year, day.Month, day.Day);

    /// <summary>Days since 0001-01-01, for storing and comparing cheaply.</summary>
    public int Number => Day.DayNumber;

    public static TradeDate FromNumber(int number) => new(DateOnly.FromDayNumber(number));

    public DayOfWeek DayOfWeek => Day.DayOfWeek;

    public bool IsWeekend => Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public TradeDate Plus(int days) => new(Day.AddDays(days));

    public NodaTime.LocalDate Local => new(Day.Year, Day.Month, Day.Day);

    public int CompareTo(TradeDate other) => Day.CompareTo(other.Day);

    public static bool operator <(TradeDate a, TradeDate b) => a.Day < b.Day;

    public static bool operator >(TradeDate a, TradeDate b) => a.Day > b.Day;

    public static bool operator <=(TradeDate a, TradeDate b) => a.Day <= b.Day;

    public static bool operator >=(TradeDate a, TradeDate b) => a.Day >= b.Day;

    /// <summary>Strictly <c>YYYY-MM-DD</c>; null for anything else.</summary>
    public static TradeDate? From(ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new TradeDate(day) : null;

    public override string ToString() => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
