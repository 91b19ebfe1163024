using System.Globalization;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Html;

/// <summary>Numbers and days as a page writes them for people: digits in groups of three, a real minus sign, and a dash for what is not known.</summary>
static class Figures
{
    public const string Unknown = "–";

    /// <summary>Rounded half away from zero.</summary>
    public static string Fixed(decimal? value, int places = 2) => value is { } number ? Grouped(Digits.Fixed(number, places)) : Unknown;

    /// <summary>Every digit.</summary>
    public static string Exact(decimal? value) => value is { } number ? Grouped(Digits.Text(number)) : Unknown;

    /// <summary>A price: at least two decimals, at most four.</summary>
    public static string Price(decimal? value) => value is { } price ? Fixed(price, Math.Clamp(Digits.Normal(Math.Round(price, 4)).Scale, (byte)2, (byte)4)) : Unknown;

    public static string Percent(decimal? fraction, int places = 2) => fraction is { } value ? Fixed(value * 100, places) + "%" : Unknown;

    /// <summary>With its sign even when it is a gain, for figures that are changes.</summary>
    public static string Signed(decimal? value, int places = 2) => Plus(value, places) + Fixed(value, places);

    public static string SignedPercent(decimal? fraction, int places = 2) => Plus(fraction * 100, places) + Percent(fraction, places);

    public static string Day(TradeDate? day) => day?.ToString() ?? Unknown;

    public static string LongDay(TradeDate day) => day.Day.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The class that colors a gain or loss; none for nothing. The sign says the same without color.</summary>
    public static string? Sign(decimal? value) => value switch { > 0 => "gain", < 0 => "loss", _ => null };

    /// <summary>As <see cref="Sign"/>, for figures where positive is cost.</summary>
    public static string? CostSign(decimal? value) => Sign(-value);

    static string Plus(decimal? value, int places) => value is { } number && Math.Round(number, places, MidpointRounding.AwayFromZero) > 0 ? "+" : "";

    static string Grouped(string digits)
    {
        var start = digits[0] == '-' ? 1 : 0;
        var point = digits.IndexOf('.') is >= 0 and var at ? at : digits.Length;
        for (var i = point - 3; i > start; i -= 3) digits = digits.Insert(i, ",");
        return digits.Replace('-', '−');
    }
}
