using System.Diagnostics;

namespace TrueUp.Ledger.Calendars;

/// <summary>What an exchange does when a recurring date falls on a Saturday or Sunday.</summary>
internal enum OnWeekend
{
    /// <summary>Nothing: the weekday before and after are as any other.</summary>
    NotObserved,

    /// <summary>Sunday moves to Monday; Saturday is not observed (New Year in New York, which trades the last day of the year).</summary>
    SundayToMonday,

    /// <summary>Saturday moves to Friday, Sunday to Monday (United States).</summary>
    Nearest,

    /// <summary>Either moves to Monday (New Year in the United Kingdom).</summary>
    ToMonday,

    /// <summary>Either moves two days on, which keeps Christmas and Boxing Day on two weekdays (United Kingdom).</summary>
    TwoDaysLater,

    /// <summary>Either moves to the Friday before (early closes in London).</summary>
    FridayBefore,
}

/// <summary>One recurring day on which an exchange does not trade, or trades less. Not a single date: see <see cref="Closure"/>.</summary>
internal sealed record Holiday(string Name, Falls Falls, OnWeekend OnWeekend = OnWeekend.NotObserved)
{
    /// <summary>The first year it is observed.</summary>
    public int From { get; init; } = int.MinValue;

    /// <summary>The last year it is observed.</summary>
    public int Through { get; init; } = int.MaxValue;

    /// <summary>Years in which it was moved by decree; the day it moved to is a <see cref="Closure"/>.</summary>
    public int[] MovedIn { get; init; } = [];

    /// <summary>The weekday it is kept on only, where the weekday decides; null is any.</summary>
    public Func<DayOfWeek, bool>? OnlyOn { get; init; }

    /// <summary>The day it is kept in a year, or null when it is not.</summary>
    public DateOnly? In(int year)
    {
        if (year < From || year > Through) return null;
        // A loop, because Contains on an array is compiled at every start of the program.
        foreach (var moved in MovedIn)
            if (moved == year) return null;

        var day = Falls.In(year);
        if (OnlyOn is { } kept && !kept(day.DayOfWeek)) return null;
        return day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? Moved(day) : day;
    }

    DateOnly? Moved(DateOnly day)
    {
        var saturday = day.DayOfWeek == DayOfWeek.Saturday;
        return OnWeekend switch
        {
            OnWeekend.NotObserved => null,
            OnWeekend.SundayToMonday => saturday ? null : day.AddDays(1),
            OnWeekend.Nearest => day.AddDays(saturday ? -1 : 1),
            OnWeekend.ToMonday => day.AddDays(saturday ? 2 : 1),
            OnWeekend.TwoDaysLater => day.AddDays(2),
            OnWeekend.FridayBefore => day.AddDays(saturday ? -1 : -2),
            _ => throw new UnreachableException($"no rule for {OnWeekend}"),
        };
    }
}

/// <summary>One date on which an exchange did not trade, for a reason that does not recur.</summary>
internal sealed record Closure(DateOnly Day, string Name)
{
    public Closure(int year, int month, int day, string name)
        : this(new(year, month, day), name)
    {
    }
}
