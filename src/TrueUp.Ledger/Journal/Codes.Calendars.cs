namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code OutsideCalendar = new("TU1901", "The date is outside the exchange calendar", "XNYS and XLON are known from 2000-01-01 to 2030-12-31; check the year");
    public static readonly Code UnknownCalendar = new("TU1902", "No such exchange calendar", "use XNYS (New York), XLON (London) or ALWAYS (every day, for crypto)");
    public static readonly Code UnknownZone = new("TU1903", "No such time zone", "use a name of the IANA time zone database, such as America/New_York or Europe/London");
    public static readonly Code LocalTimeSkipped = new("TU1904", "The local time does not exist: the clocks went forward over it", "correct the time, or give it with its offset from UTC");
    public static readonly Code LocalTimeTwice = new("TU1905", "The local time happened twice: the clocks went back over it", "give the time with its offset from UTC");
}
