namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code NoSuchDay = new("TU1301", "A day that does not exist", "check the month's length and leap years");
    public static readonly Code DateOrder = new("TU1302", "A date whose order of day and month is not known", "write YYYY-MM-DD, or fix the order in a profile: dates: MM/dd/yyyy");
    public static readonly Code DateTwoDigitYear = new("TU1303", "A year of two digits", "write all four digits of the year");
    public static readonly Code DateSerial = new("TU1304", "A number where a date is needed, as spreadsheets count days", "format the column as YYYY-MM-DD and export again");
    public static readonly Code DateEpoch = new("TU1305", "A count of seconds where a date is needed", "say so in a profile: times: epoch-seconds or times: epoch-milliseconds");
    public static readonly Code TimeWithoutDate = new("TU1306", "A time without a date", "add a date column, or pass --date YYYY-MM-DD");
    public static readonly Code TimeWithoutZone = new("TU1307", "A time without a zone", "write an offset (2026-01-05T10:30:00-05:00), or name the zone in the profile: zone: America/New_York");
    public static readonly Code DateFuture = new("TU1310", "A date in the future", "a fact is recorded after it happened; check the date");
    public static readonly Code SettlesBeforeTrade = new("TU1311", "Settlement before the trade", "check the two dates; the columns may be swapped");
    public static readonly Code YearOutOfRange = new("TU1312", "A year outside 1970-2100", "check the date");
    public static readonly Code NotADate = new("TU1314", "Not a date", "write YYYY-MM-DD");
    public static readonly Code NotATime = new("TU1315", "Not a time", "write HH:MM:SS, or YYYY-MM-DDTHH:MM:SSZ");
    public static readonly Code DateEmpty = new("TU1316", "A date is missing", "fill it in");
}
