namespace TrueUp.Ledger.Calendars;

/// <summary>Easter Sunday of the western churches.</summary>
internal static class Easter
{
    /// <summary>
    /// The anonymous Gregorian computus (published in Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8): good for every
    /// Gregorian year. The letters are the published ones, so that the steps can be followed there.
    /// </summary>
    public static DateOnly Sunday(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var f = (b + 8) / 25;
        var g = (b - f + 1) / 3;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new(year, n / 31, n % 31 + 1);
    }
}
