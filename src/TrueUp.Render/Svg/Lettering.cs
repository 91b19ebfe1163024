namespace TrueUp.Render.Svg;

/// <summary>How wide text will be, near enough to leave room for it. The widths are those of Arial and its look-alikes.</summary>
static class Lettering
{
    /// <summary>Thousandths of the font size for the characters from space to tilde.</summary>
    static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    public static double Width(string text, double size, bool bold = false)
    {
        var thousandths = 0;
        foreach (var rune in text.EnumerateRunes())
            thousandths += rune.Value is >= ' ' and <= '~' ? Widths[rune.Value - ' '] : rune.Value < 0x1100 ? 600 : 1000;
        return thousandths * size / 1000 * (bold ? 1.07 : 1);
    }

    /// <summary>Lines no wider than <paramref name="room"/>, broken between words; a word that is wider alone is cut with an ellipsis.</summary>
    public static List<string> Wrap(string text, double size, double room, bool bold = false)
    {
        List<string> lines = [];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Width(lines[^1] + " " + word, size, bold) <= room) lines[^1] += " " + word;
            else lines.Add(Cut(word, size, room, bold));
        }

        return lines;
    }

    public static string Cut(string text, double size, double room, bool bold = false)
    {
        if (Width(text, size, bold) <= room) return text;
        var kept = text.Length;
        while (kept > 1 && Width(text[..kept] + "…", size, bold) > room) kept--;
        // Never half a surrogate pair.
        if (char.IsHighSurrogate(text[kept - 1])) kept--;
        return text[..kept] + "…";
    }
}
