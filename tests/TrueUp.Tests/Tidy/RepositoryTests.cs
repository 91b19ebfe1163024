using System.Text.RegularExpressions;
using Xunit;

namespace TrueUp.Tests.Tidy;

public sealed partial class RepositoryTests
{
    [Fact]
    public void The_licence_is_MIT() =>
        Assert.StartsWith("MIT License\n", File.ReadAllText(Path.Combine(Sources.Root, "LICENSE")), StringComparison.Ordinal);

    [Fact]
    public void The_repository_speaks_of_the_product_and_of_no_one_machine() =>
        Found.Nothing(Sources.All.Where(file => file.Lines, line => Foreign().IsMatch(line)), "these lines are about how it was made, or about one machine:");

    [Fact]
    public void Every_link_in_the_documents_leads_somewhere() =>
        Found.Nothing(
            Sources.Documents.SelectMany(file => Link().Matches(WithoutBlocks(file.Text)).Select(m => m.Groups["to"].Value)
                .Where(to => !to.Contains(':', StringComparison.Ordinal) && !to.StartsWith('#'))
                .Select(to => to.Split('#')[0])
                .Where(to => !Path.Exists(Path.Combine(Sources.Root, Path.GetDirectoryName(file.Path)!, Uri.UnescapeDataString(to))))
                .Select(to => $"{file.Path}: {to}")),
            "links that lead nowhere:");

    static string WithoutBlocks(string text) => Block().Replace(text, "");

    // Written in pieces, so that this file does not find itself.
    // "Session" alone is a day of an exchange, and a user agent is a browser's name.
    const string Machines = "/wo" + @"rk/|/tmp/w" + @"t\b|/ro" + "ot/|/ho" + @"me/\w+/";
    const string Makers = @"\b(?<!user[ -])a" + @"gents?\b|\blanguage mod" + @"els?\b|\bAI as" + @"sistant|\b(coding|work|help" + @"er) sess" + @"ions?\b|\bissue #?\d+\b";

    [GeneratedRegex($"{Machines}|{Makers}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^(?<mark>`{3,}).*?^\k<mark>$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
