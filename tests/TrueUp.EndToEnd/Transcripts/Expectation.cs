using System.Text.RegularExpressions;
using TrueUp.EndToEnd.Harness;

namespace TrueUp.EndToEnd.Transcripts;

/// <summary>
/// What a command said, in the notation of a transcript: standard output as it is, standard error marked <c>! </c>, and
/// <c>? N</c> for an exit code other than 0. Both sides of a comparison have this form.
/// </summary>
public static partial class Expectation
{
    /// <summary>Alone on an expected line: any number of lines.</summary>
    const string AnyLines = "...";

    static readonly (string Placeholder, string Pattern)[] Placeholders =
    [
        ("<hash>", "[0-9a-f]{8,64}"),
        ("<time>", @"(?:\d{4}-\d\d-\d\dT)?\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?"),
        ("<ms>", @"\d+(?:\.\d+)?"),
        ("<number>", @"-?\d[\d,]*(?:\.\d+)?"),
        ("<any>", ".*"),
    ];

    /// <param name="folder">The temporary folder, which output may name: shown as <c>&lt;folder&gt;</c>.</param>
    public static string[] Lines(Finished finished, string folder)
    {
        IEnumerable<string> lines =
        [
            .. Split(finished.Out).Select(line => line is [('$' or '!' or '?') and _, ' ', ..] or ['\\', ..] or AnyLines ? '\\' + line : line),
            .. Split(finished.Error).Select(line => $"! {line}".TrimEnd()),
        ];
        if (finished.ExitCode != 0) lines = lines.Append($"? {finished.ExitCode}");
        return [.. lines.Select(line => line.Replace(folder, "<folder>", StringComparison.Ordinal).TrimEnd())];
    }

    public static bool Matches(ReadOnlySpan<string> expected, ReadOnlySpan<string> actual)
    {
        if (expected.IsEmpty) return actual.IsEmpty;
        if (expected[0] == AnyLines)
        {
            for (var skip = 0; skip <= actual.Length; skip++)
            {
                if (Matches(expected[1..], actual[skip..])) return true;
            }

            return false;
        }

        return !actual.IsEmpty && MatchesLine(expected[0], actual[0]) && Matches(expected[1..], actual[1..]);
    }

    public static bool MatchesLine(string expected, string actual)
    {
        if (!expected.Contains('<', StringComparison.Ordinal)) return expected.TrimEnd() == actual;

        var pattern = Regex.Escape(expected.TrimEnd());
        foreach (var (placeholder, meaning) in Placeholders) pattern = pattern.Replace(Regex.Escape(placeholder), meaning, StringComparison.Ordinal);
        return Regex.IsMatch(actual, $"^{pattern}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    /// <summary>
    /// The lines to write where the expected ones no longer match: a line that an expected one still describes keeps that wording, so that
    /// placeholders survive, and what differs from run to run becomes one.
    /// </summary>
    public static string[] Accept(string[] expected, string[] actual)
    {
        var described = expected.Where(line => line != AnyLines && line.Contains('<', StringComparison.Ordinal)).ToArray();
        return [.. actual.Select(line => described.FirstOrDefault(d => MatchesLine(d, line)) ?? Milliseconds().Replace(Hash().Replace(line, "<hash>"), "<ms> ms"))];
    }

    static string[] Split(string text) => text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    [GeneratedRegex(@"\b([0-9a-f]{64}|(?=\w*\d)[0-9a-f]{12})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();

    [GeneratedRegex(@"\b\d+(\.\d+)? ms\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Milliseconds();
}
