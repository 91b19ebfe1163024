namespace TrueUp.Ledger.Calendars;

/// <summary>One exchange's year worked out from its rules: what each day is, and how many sessions came before it.</summary>
internal sealed class SessionYear
{
    const string Weekend = "weekend";

    readonly string?[] closedFor;
    readonly string?[] shortFor;
    readonly int[] sessionsBefore;

    public SessionYear(ExchangeRules rules, int year)
    {
        var start = new DateOnly(year, 1, 1);
        var days = start.AddYears(1).DayNumber - start.DayNumber;
        closedFor = new string?[days];
        shortFor = new string?[days];
        sessionsBefore = new int[days + 1];

        foreach (var holiday in rules.Holidays)
            if (holiday.In(year) is { } day) closedFor[day.DayOfYear - 1] = Named(holiday, day);
        foreach (var closure in rules.Closures)
            if (closure.Day.Year == year) closedFor[closure.Day.DayOfYear - 1] = closure.Name;

        for (var i = 0; i < days; i++)
        {
            if (!rules.OnWeekends && start.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) closedFor[i] = Weekend;
            sessionsBefore[i + 1] = sessionsBefore[i] + (closedFor[i] is null ? 1 : 0);
        }

        foreach (var early in rules.EarlyCloses)
            if (early.In(year) is { } day && closedFor[day.DayOfYear - 1] is null) shortFor[day.DayOfYear - 1] = early.Name;
    }

    public int Sessions => sessionsBefore[^1];

    /// <summary>Why there is no session, or null when there is one.</summary>
    public string? WhyClosed(DateOnly day) => closedFor[day.DayOfYear - 1];

    /// <summary>Why the session ends early, or null when it does not.</summary>
    public string? WhyEarly(DateOnly day) => shortFor[day.DayOfYear - 1];

    /// <summary>Sessions of this year on or before the day.</summary>
    public int SessionsThrough(DateOnly day) => sessionsBefore[day.DayOfYear];

    static string Named(Holiday holiday, DateOnly day) => holiday.Falls.In(day.Year) == day ? holiday.Name : holiday.Name + " (observed)";
}
