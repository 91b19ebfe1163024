namespace TrueUp.Tests.Render;

/// <summary>Contrast ratio and relative luminance as WCAG 2.2 defines them.</summary>
static class Contrasts
{
    public static double Between(string a, string b)
    {
        var (high, low) = (Math.Max(Luminance(a), Luminance(b)), Math.Min(Luminance(a), Luminance(b)));
        return (high + 0.05) / (low + 0.05);
    }

    static double Luminance(string hex) => 0.2126 * Channel(hex[1..3]) + 0.7152 * Channel(hex[3..5]) + 0.0722 * Channel(hex[5..7]);

    static double Channel(string hex)
    {
        var c = Convert.ToInt32(hex, 16) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
