using System.Globalization;
using System.Text;

namespace TrueUp.Ledger.Reading;

/// <summary>Text of an input as a message shows it: in quotes, short, and with nothing in it that a terminal would obey or hide.</summary>
public static class Quoted
{
    const int Longest = 60;

    public static string Text(ReadOnlySpan<byte> utf8) => Text(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * Longest)]));

    public static string Text(ReadOnlySpan<char> text) => $"\"{Shown(text, Longest)}\"";

    /// <summary>A name in full and without quotes.</summary>
    public static string Name(ReadOnlySpan<char> name) => Shown(name, int.MaxValue).ToString();

    static StringBuilder Shown(ReadOnlySpan<char> text, int left)
    {
        StringBuilder shown = new();
        foreach (var rune in text.EnumerateRunes())
        {
            if (left-- == 0)
            {
                shown.Append('…');
                break;
            }

            if (Visible(rune)) shown.Append(rune);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}");
        }

        return shown;
    }

    /// <summary>Every character outside ASCII by its code point: how look-alike and invisible characters are told from what they imitate.</summary>
    public static string CodePoints(ReadOnlySpan<char> text)
    {
        StringBuilder shown = new();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && !Rune.IsControl(rune)) continue;
            if (shown.Length > 80) return shown.Append(" …").ToString();
            shown.Append(shown.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
        }

        return shown.ToString();
    }

    static bool Visible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
        && (rune.Value == ' ' || Rune.GetUnicodeCategory(rune) != UnicodeCategory.SpaceSeparator);
}
