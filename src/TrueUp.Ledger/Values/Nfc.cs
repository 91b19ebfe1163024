using System.Globalization;
using System.Text;

namespace TrueUp.Ledger.Values;

/// <summary>
/// Unicode normalization form C, pinned to Unicode 14.0, so that the same text has the same bytes whether it was typed as one character or as a letter and an accent.
/// Not <see cref="string.Normalize()"/>: without a library of cultures, which this program does not load, that gives its input back unchanged.
/// Characters newer than the table stay as they are. Algorithm: Unicode Standard Annex 15.
/// </summary>
public static class Nfc
{
    // Everything below here is its own normal form, and so is any text made of it alone.
    const char FirstCombining = '\u0300';
    const int HangulFirst = 0xAC00, LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11A7, Leads = 19, Vowels = 21, Tails = 28;

    public static string Of(string text)
    {
        var at = text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstCombining - 1));
        if (at < 0) return text;

        List<int> points = [];
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, points);
        Order(points);
        Compose(points);
        StringBuilder composed = new(text.Length);
        foreach (var point in points) composed.Append(new Rune(point));
        return composed.ToString();
    }

    static void Decompose(int point, List<int> to)
    {
        var hangul = point - HangulFirst;
        if (hangul is >= 0 and < Leads * Vowels * Tails)
        {
            to.Add(LeadFirst + hangul / (Vowels * Tails));
            to.Add(VowelFirst + hangul % (Vowels * Tails) / Tails);
            if (hangul % Tails != 0) to.Add(TailFirst + hangul % Tails);
        }
        else if (Table.Parts.TryGetValue(point, out var parts))
        {
            Decompose(parts.First, to);
            if (parts.Second != 0) Decompose(parts.Second, to);
        }
        else to.Add(point);
    }

    // Marks between two starters go by class, marks of one class keep their order.
    static void Order(List<int> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var point = points[i];
            if (Class(point) == 0) continue;
            var to = i;
            for (; to > 0 && Class(points[to - 1]) > Class(point); to--) points[to] = points[to - 1];
            points[to] = point;
        }
    }

    static void Compose(List<int> points)
    {
        var (starter, kept, before) = (-1, 0, 0);
        foreach (var point in points.ToArray())
        {
            var combining = Class(point);
            // A mark is blocked where something of its class or a starter stands between it and the starter.
            if (starter >= 0 && (kept == starter + 1 || before != 0 && before < combining) && Joined(points[starter], point) is { } whole)
            {
                points[starter] = whole;
                continue;
            }

            if (combining == 0) starter = kept;
            before = combining;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    static int? Joined(int first, int second)
    {
        if (first - LeadFirst is >= 0 and < Leads and var lead && second - VowelFirst is >= 0 and < Vowels and var vowel)
            return HangulFirst + (lead * Vowels + vowel) * Tails;
        if (first - HangulFirst is >= 0 and < Leads * Vowels * Tails and var syllable && syllable % Tails == 0 && second - TailFirst is > 0 and < Tails and var tail)
            return first + tail;
        return Table.Wholes.TryGetValue((first, second), out var whole) ? whole : null;
    }

    static int Class(int point) => Table.Classes.GetValueOrDefault(point);

    static class Table
    {
        public static readonly Dictionary<int, (int First, int Second)> Parts = [];
        public static readonly Dictionary<(int, int), int> Wholes = [];
        public static readonly Dictionary<int, int> Classes = [];

        static Table()
        {
            using StreamReader reader = new(typeof(Nfc).Assembly.GetManifestResourceStream("TrueUp.Ledger.Values.nfc.txt")!);
            while (reader.ReadLine() is { } line)
                if (line[0] != '#')
                    foreach (var item in line.Split(", ")) Add(item);
        }

        static void Add(string item)
        {
            if (item.Split('=') is [var range, var combining])
            {
                var ends = range.Split("..");
                for (var point = Hex(ends[0]); point <= Hex(ends[1]); point++) Classes[point] = int.Parse(combining, CultureInfo.InvariantCulture);
                return;
            }

            var numbers = item.Split(' ', '>');
            var (whole, first, second) = (Hex(numbers[0]), Hex(numbers[1]), numbers.Length > 2 ? Hex(numbers[2]) : 0);
            Parts[whole] = (first, second);
            if (!item.Contains('>', StringComparison.Ordinal)) Wholes[(first, second)] = whole;
        }

        static int Hex(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
