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

    // By hand, as everything on the way of a short command: the generated ones ask for a comparer that is compiled at every start.
    public bool Equals(TradeDate other) => Day == other.Day;

    public override int GetHashCode() => Day.DayNumber;

    public int CompareTo(TradeDate other) => Day.CompareTo(other.Day);

    public static bool operator <(TradeDate a, TradeDate b) => a.Day < b.Day;

    public static bool operator >(TradeDate a, TradeDate b) => a.Day > b.Day;

    public static bool operator <=(TradeDate a, TradeDate b) => a.Day <= b.Day;

    public static bool operator >=(TradeDate a, TradeDate b) => a.Day >= b.Day;

    /// <summary>Strictly <c>YYYY-MM-DD</c>; null for anything else.</summary>
    public static TradeDate? From(ReadOnlySpan<char> text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new TradeDate(day) : null;

    // By hand: the framework's formatter is compiled at every start, and dates are everywhere.
    public override string ToString() => string.Create(10, Day, static (to, day) =>
    {
        var (year, month, number) = (day.Year, day.Month, day.Day);
        for (var i = 3; i >= 0; i--, year /= 10) to[i] = (char)('0' + year % 10);
        (to[4], to[5], to[6]) = ('-', (char)('0' + month / 10), (char)('0' + month % 10));
        (to[7], to[8], to[9]) = ('-', (char)('0' + number / 10), (char)('0' + number % 10));
    });
}
