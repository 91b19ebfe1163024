using System.Text.RegularExpressions;
using Xunit;

namespace TrueUp.Tests.Tidy;

public sealed partial class ShapeTests
{
    const int ColumnsMax = 180;
    const int FileLinesMax = 700;
    const int MethodLinesMax = 100;

    [Fact]
    public void Lines_fit_a_wide_screen() =>
        Found.Nothing(
            Sources.CSharp.SelectMany(file => file.Lines.Zip(file.CodeLines).Index()
                .Where(line => Columns(line.Item.First, line.Item.Second) > ColumnsMax)
                .Select(line => $"{file.Path}:{line.Index + 1}: {line.Item.First.Trim()}")),
            $"lines longer than {ColumnsMax} columns, literals not counted:");

    // What a literal says does not count: a message or a row of a table that is broken over lines cannot be searched for.
    static int Columns(string line, string code) =>
        line.AsSpan().TrimStart().StartsWith("//") ? line.Length : line.Index().Count(c => c.Item == ' ' || code[c.Index] != ' ');

    [Fact]
    public void A_file_is_about_one_subject_and_short() =>
        Found.Nothing(
            Sources.CSharp.Where(file => file.Lines.Length > FileLinesMax).Select(file => $"{file.Path}: {file.Lines.Length} lines"),
            $"files longer than {FileLinesMax} lines:");

    [Fact]
    public void A_method_can_be_read_at_once() =>
        Found.Nothing(
            Sources.Product.SelectMany(file => Bodies(file.CodeLines).Where(body => body.Length > MethodLinesMax).Select(body => $"{file.Path}:{body.Line}: {body.Length} lines")),
            $"methods longer than {MethodLinesMax} lines:");

    [Fact]
    public void A_region_is_a_type_asking_to_be_born() =>
        Found.Nothing(Sources.CSharp.Where(file => file.CodeLines, line => line.TrimStart().StartsWith("#" + "region", StringComparison.Ordinal)), "regions:");

    [Fact]
    public void Nothing_is_left_for_later_in_a_comment() =>
        Found.Nothing(Sources.All.Where(file => file.Lines, line => Later().IsMatch(line)), "an open end belongs in an issue:");

    [Fact]
    public void A_silenced_warning_says_why() =>
        Found.Nothing(
            Sources.CSharp.Where(file => file.Lines, line => Silenced().IsMatch(line) && !line.Contains("//", StringComparison.Ordinal)),
            "after #pragma warning disable X comes // and the reason:");

    /// <summary>Bodies of members: what stands between <c>{</c> and <c>}</c> alone on their lines at one depth, unless a type opens there.</summary>
    static IEnumerable<(int Line, int Length)> Bodies(string[] lines)
    {
        for (var at = 1; at < lines.Length; at++)
        {
            if (lines[at].TrimEnd() is not { } open || open.TrimStart() != "{") continue;

            var opener = at - 1;
            while (opener > 0 && (lines[opener].Trim().Length == 0 || Continues(lines[opener], open.Length))) opener--;
            if (TypeOpener().IsMatch(lines[opener])) continue;

            var close = Array.FindIndex(lines, at, line => line.TrimEnd() is var end && end.Length >= open.Length && end[..open.Length] == open[..^1] + "}");
            if (close < 0) continue;
            yield return (at, close - at - 1);
            at = close;
        }
    }

    // The parameters of a declaration and its constraints are indented deeper than its brace.
    static bool Continues(string line, int depth) => line.Length - line.TrimStart().Length >= depth;

    [GeneratedRegex(@"\b(class|struct|record|interface|enum|namespace|extension)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeOpener();

    [GeneratedRegex(@"\b(TO" + "DO|FIX" + @"ME|HA" + @"CK)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Later();

    [GeneratedRegex(@"^\s*#pragma warning disable", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Silenced();
}
