using System.Globalization;

namespace TrueUp.Ledger.Values;

public enum Right
{
    Call,
    Put,
}

/// <summary>
/// An option by the Options Clearing Corporation's symbology: root, expiry, right and strike. The last 15 characters are fixed
/// (<c>YYMMDD</c>, <c>C|P</c>, strike × 1000 in 8 digits); the root is 1 to 6 characters, padding optional on input and dropped here.
/// The multiplier is not in the symbol and is never assumed from it.
/// </summary>
public readonly record struct OccSymbol(string Root, TradeDate Expiry, Right Right, decimal Strike)
{
    const int Fixed = 15;

    public static OccSymbol? From(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < Fixed + 1 or > Fixed + 6) return null;
        var tail = text[^Fixed..];
        var root = text[..^Fixed].TrimEnd();
        if (root.IsEmpty || root.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")) return null;
        if (tail[..6].ContainsAnyExceptInRange('0', '9') || tail[7..].ContainsAnyExceptInRange('0', '9')) return null;
        Right right;
        switch (char.ToUpperInvariant(tail[6]))
        {
            case 'C': right = Right.Call; break;
            case 'P': right = Right.Put; break;
            default: return null;
        }

        var year = 2000 + int.Parse(tail[..2], CultureInfo.InvariantCulture);
        var month = int.Parse(tail[2..4], CultureInfo.InvariantCulture);
        var day = int.Parse(tail[4..6], CultureInfo.InvariantCulture);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        var strike = int.Parse(tail[7..], CultureInfo.InvariantCulture) / 1000m;
        return strike == 0 ? null : new OccSymbol(root.ToString().ToUpperInvariant(), new TradeDate(new DateOnly(year, month, day)), right, strike);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}{Expiry.Day:yyMMdd}{(Right == Right.Call ? 'C' : 'P')}{(int)(Strike * 1000):D8}");
}
