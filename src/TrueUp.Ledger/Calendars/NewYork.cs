using NodaTime;
using static System.DayOfWeek;

namespace TrueUp.Ledger.Calendars;

/// <summary>
/// The New York Stock Exchange. Sources: NYSE Rule 7.2 (holidays), the exchange's yearly holiday announcements, and its list of special
/// closings since 1885. Full days and announced early closes only: a halt, a minute of silence or a late opening does not move a session,
/// so 2001-06-08, 2002-09-11 (opened at noon), 2005-06-01 (stopped four minutes early) and 2015-07-08 are ordinary days.
/// </summary>
internal static class NewYork
{
    public static readonly ExchangeRules Rules = new()
    {
        Code = "XNYS",
        Zone = "America/New_York",
        FirstYear = 2000,
        LastYear = 2030,
        Opens = new LocalTime(9, 30),
        Closes = new LocalTime(16, 0),
        ClosesEarly = new LocalTime(13, 0),
        // Columbus Day and Veterans Day are federal holidays and ordinary sessions.
        Holidays =
        [
            new("New Year's Day", new Falls.On(1, 1), OnWeekend.SundayToMonday),
            new("Martin Luther King Jr. Day", new Falls.Nth(3, Monday, 1)),
            new("Washington's Birthday", new Falls.Nth(3, Monday, 2)),
            new("Good Friday", new Falls.FromEaster(-2)),
            new("Memorial Day", new Falls.Last(Monday, 5)),
            // A federal holiday since June 2021; the exchange took it up the year after.
            new("Juneteenth", new Falls.On(6, 19), OnWeekend.Nearest) { From = 2022 },
            new("Independence Day", new Falls.On(7, 4), OnWeekend.Nearest),
            new("Labor Day", new Falls.Nth(1, Monday, 9)),
            new("Thanksgiving Day", new Falls.Nth(4, Thursday, 11)),
            new("Christmas Day", new Falls.On(12, 25), OnWeekend.Nearest),
        ],
        Closures =
        [
            new(2001, 9, 11, "September 11 attacks"),
            new(2001, 9, 12, "September 11 attacks"),
            new(2001, 9, 13, "September 11 attacks"),
            new(2001, 9, 14, "September 11 attacks"),
            new(2004, 6, 11, "day of mourning for Ronald Reagan"),
            new(2007, 1, 2, "day of mourning for Gerald Ford"),
            new(2012, 10, 29, "Hurricane Sandy"),
            new(2012, 10, 30, "Hurricane Sandy"),
            new(2018, 12, 5, "day of mourning for George H. W. Bush"),
            new(2025, 1, 9, "day of mourning for Jimmy Carter"),
        ],
        EarlyCloses =
        [
            // With the Fourth on a Thursday the Friday after was the short day, until 2013 made it the Wednesday before.
            new("the day before Independence Day", new Falls.On(7, 3)) { Through = 2012, OnlyOn = day => day != Wednesday },
            new("the day after Independence Day", new Falls.On(7, 5)) { Through = 2012, OnlyOn = day => day == Friday },
            new("the day before Independence Day", new Falls.On(7, 3)) { From = 2013 },
            new("the day after Thanksgiving", new Falls.Nth(4, Thursday, 11, DaysLater: 1)),
            new("Christmas Eve", new Falls.On(12, 24)),
            // A Friday between Christmas and the weekend; not repeated in 2008, 2014 or 2025.
            new("the day after Christmas", new Falls.On(12, 26)) { From = 2003, Through = 2003 },
        ],
    };
}
