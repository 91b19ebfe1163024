using NodaTime;
using static System.DayOfWeek;

namespace TrueUp.Ledger.Calendars;

/// <summary>
/// The London Stock Exchange, which keeps the bank holidays of England and Wales (Banking and Financial Dealings Act 1971 and the royal
/// proclamations under it) and ends at 12:30 on the last session before Christmas and before New Year. The bombings of 2005-07-07 and
/// halts inside a day did not move a session.
/// </summary>
internal static class London
{
    public static readonly ExchangeRules Rules = new()
    {
        Code = "XLON",
        Zone = "Europe/London",
        FirstYear = 2000,
        LastYear = 2030,
        Opens = new LocalTime(8, 0),
        Closes = new LocalTime(16, 30),
        ClosesEarly = new LocalTime(12, 30),
        Holidays =
        [
            new("New Year's Day", new Falls.On(1, 1), OnWeekend.ToMonday),
            new("Good Friday", new Falls.FromEaster(-2)),
            new("Easter Monday", new Falls.FromEaster(1)),
            new("Early May bank holiday", new Falls.Nth(1, Monday, 5)) { MovedIn = [2020] },
            new("Spring bank holiday", new Falls.Last(Monday, 5)) { MovedIn = [2002, 2012, 2022] },
            new("Summer bank holiday", new Falls.Last(Monday, 8)),
            new("Christmas Day", new Falls.On(12, 25), OnWeekend.TwoDaysLater),
            new("Boxing Day", new Falls.On(12, 26), OnWeekend.TwoDaysLater),
        ],
        Closures =
        [
            new(2002, 6, 3, "Golden Jubilee"),
            new(2002, 6, 4, "Spring bank holiday, moved"),
            new(2011, 4, 29, "royal wedding"),
            new(2012, 6, 4, "Spring bank holiday, moved"),
            new(2012, 6, 5, "Diamond Jubilee"),
            new(2020, 5, 8, "Early May bank holiday, moved to VE Day"),
            new(2022, 6, 2, "Spring bank holiday, moved"),
            new(2022, 6, 3, "Platinum Jubilee"),
            new(2022, 9, 19, "state funeral of Queen Elizabeth II"),
            new(2023, 5, 8, "coronation of King Charles III"),
        ],
        EarlyCloses =
        [
            new("Christmas Eve", new Falls.On(12, 24), OnWeekend.FridayBefore),
            new("New Year's Eve", new Falls.On(12, 31), OnWeekend.FridayBefore),
        ],
    };
}
