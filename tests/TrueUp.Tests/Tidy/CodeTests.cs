using System.Reflection;
using System.Text.RegularExpressions;
using TrueUp.Ledger.Journal;
using Xunit;

namespace TrueUp.Tests.Tidy;

public sealed partial class CodeTests
{
    static readonly (string Field, Code Code)[] Known =
        [.. typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(Code)).Select(f => (f.Name, (Code)f.GetValue(null)!))];

    // A bug of ours: nobody can be told how to meet it, so it has no page and no field.
    const string Crash = "TU0070";

    static IEnumerable<TextFile> Pages => Sources.All.Where(file => file.Path.StartsWith("tests/errors/TU", StringComparison.Ordinal));

    [Fact]
    public void A_code_is_TU_and_four_digits_and_stands_for_one_thing()
    {
        Found.Nothing(Known.Where(c => !Form().IsMatch(c.Code.Id)).Select(c => $"{c.Field}: {c.Code.Id}"), "not TU and four digits:");
        Found.Nothing(Shared(c => c.Id), "one code, two meanings:");
        Found.Nothing(Shared(c => c.Title), "one title, two codes:");
    }

    [Fact]
    public void A_code_has_a_title_without_a_full_stop_and_a_hint_that_starts_small() =>
        Found.Nothing(
            Known.Select(c => c.Code)
                .Where(c => c.Title is "" or [.., '.'] || c.Hint is [.., '.'] or [>= 'A' and <= 'Z', >= 'a' and <= 'z', ..])
                .Select(c => $"{c.Id}: {c.Title} | {c.Hint}"),
            "titles and hints are parts of a sentence that the printer ends:");

    [Fact]
    public void Nobody_writes_a_code_that_does_not_exist()
    {
        string[] ids = [.. Known.Select(c => c.Code.Id), Crash];

        Found.Nothing(
            Sources.All.Where(file => !file.Path.StartsWith("tests/TrueUp.", StringComparison.Ordinal) && Path.GetFileName(file.Path) != "README.md")
                .SelectMany(file => Mention().Matches(file.Text).Select(m => m.Value).Distinct(StringComparer.Ordinal).Except(ids).Select(id => $"{file.Path}: {id}")),
            "codes that no field of Codes has:");
    }

    [Fact]
    public void An_error_page_has_the_title_of_its_code() =>
        Found.Nothing(
            Pages.Where(page => !Known.Any(c => page.Lines[0] == $"# {c.Code.Id}: {c.Code.Title}" && Path.GetFileNameWithoutExtension(page.Path) == c.Code.Id))
                .Select(page => $"{page.Path}: {page.Lines[0]}"),
            "the first line is '# ID: Title', as in Codes:");

    [Fact]
    public void Every_code_is_reproduced_on_a_page_of_its_own()
    {
        var pages = Pages.Select(page => Path.GetFileNameWithoutExtension(page.Path)).ToHashSet(StringComparer.Ordinal);

        Found.Nothing(Known.Where(c => !pages.Contains(c.Code.Id)).Select(c => $"tests/errors/{c.Code.Id}.md: {c.Code.Title}"), "codes without a page:");
    }

    [Fact]
    public void Every_code_is_used()
    {
        var used = Sources.Product.SelectMany(file => Use().Matches(file.Code).Select(m => m.Groups["field"].Value)).ToHashSet(StringComparer.Ordinal);

        Found.Nothing(Known.Where(c => !used.Contains(c.Field)).Select(c => $"{c.Code.Id} {c.Field}"), "codes that nothing can print:");
    }

    static IEnumerable<string> Shared(Func<Code, string> part) =>
        Known.GroupBy(c => part(c.Code), StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(c => c.Field))}");

    [GeneratedRegex(@"\bCodes\.(?<field>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();

    [GeneratedRegex(@"^TU\d{4}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\bTU\d{4}\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mention();
}
