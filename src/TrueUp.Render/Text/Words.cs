using System.Text;

namespace TrueUp.Render.Text;

/// <summary>Names and other people's words as a terminal shows them.</summary>
static class Words
{
    /// <summary><c>averageFillPrice</c> as <c>average fill price</c>; a name that begins with a capital, such as a symbol, as it is.</summary>
    public static string Of(string camelCase)
    {
        if (camelCase.Length > 0 && char.IsAsciiLetterUpper(camelCase[0])) return camelCase;
        StringBuilder words = new();
        foreach (var c in camelCase)
        {
            if (char.IsAsciiLetterUpper(c)) words.Append(' ');
            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    /// <summary>
    /// A heading in as few lines as <paramref name="width"/> allows. No line is wider than that unless one word is.
    /// </summary>
    public static List<string> Lines(string words, int width)
    {
        List<string> lines = [];
        foreach (var word in words.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width) lines[^1] += " " + word;
            else lines.Add(word);
        }

        return lines;
    }

    /// <summary>
    /// Characters that move the cursor, hide or reorder text: in a note they could make a terminal show something else than was recorded.
    /// </summary>
    static bool IsHidden(char c) => c is < ' ' or (>= '\x7f' and <= '\x9f') or '\u00ad' or '\u061c'
        or (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u206f') or '\ufeff';

    /// <summary>The text with line ends and tabs as spaces and every other hidden character as U+FFFD.</summary>
    public static string Visible(string text)
    {
        foreach (var c in text)
        {
            if (!IsHidden(c)) continue;
            var shown = text.ToCharArray();
            for (var i = 0; i < shown.Length; i++) shown[i] = shown[i] is '\n' or '\r' or '\t' ? ' ' : IsHidden(shown[i]) ? '\ufffd' : shown[i];
            return new(shown);
        }

        return text;
    }

    /// <summary>Terminal cells that UTF-8 text takes: marks that combine take none, East Asian wide characters and pictures two.</summary>
    public static int Width(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8)) return utf8.Length;
        var width = 0;
        while (Rune.DecodeFromUtf8(utf8, out var rune, out var used) == System.Buffers.OperationStatus.Done)
        {
            width += Rune.GetUnicodeCategory(rune) switch
            {
                System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark => 0,
                _ => rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff)
                    or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1faff) or (>= 0x20000 and <= 0x3fffd)
                    ? 2 : 1,
            };
            utf8 = utf8[used..];
        }

        return width;
    }
}
