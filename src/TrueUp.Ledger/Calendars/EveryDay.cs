using NodaTime;

namespace TrueUp.Ledger.Calendars;

/// <summary>A market that never closes, for books of crypto: every UTC day is a session that ends at the next midnight.</summary>
internal static class EveryDay
{
    public static readonly ExchangeRules Rules = new()
    {
        Code = "ALWAYS",
        Zone = "UTC",
        FirstYear = 2000,
        LastYear = 2099,
        Opens = LocalTime.Midnight,
        Closes = LocalTime.Midnight,
        ClosesEarly = LocalTime.Midnight,
        OnWeekends = true,
    };
}
