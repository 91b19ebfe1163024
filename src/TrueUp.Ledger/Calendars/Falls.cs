using System.Diagnostics;

namespace TrueUp.Ledger.Calendars;

/// <summary>Where a recurring date falls in a year, before any move away from a weekend.</summary>
internal abstract record Falls
{
    Falls() { }

    /// <summary>The same day of the same month every year.</summary>
    public sealed record On(int Month, int Day) : Falls;

    /// <summary>The first (1), second, ... such weekday of a month.</summary>
    /// <param name="DaysLater">For a day tied to that one, as the Friday after Thanksgiving is.</param>
    public sealed record Nth(int Ordinal, DayOfWeek Weekday, int Month, int DaysLater = 0) : Falls;

    /// <summary>The last such weekday of a month.</summary>
    public sealed record Last(DayOfWeek Weekday, int Month) : Falls;

    /// <summary>So many days after Easter Sunday; Good Friday is -2.</summary>
    public sealed record FromEaster(int Days) : Falls;

    public DateOnly In(int year) => this switch
    {
        On f => new(year, f.Month, f.Day),
        Nth f => OnOrAfter(f.Weekday, new(year, f.Month, 1)).AddDays(7 * (f.Ordinal - 1) + f.DaysLater),
        Last f => OnOrAfter(f.Weekday, new DateOnly(year, f.Month, 1).AddMonths(1)).AddDays(-7),
        FromEaster f => Easter.Sunday(year).AddDays(f.Days),
        _ => throw new UnreachableException($"no rule for {GetType().Name}"),
    };

    static DateOnly OnOrAfter(DayOfWeek weekday, DateOnly day) => day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7);
}
