using System.Text.RegularExpressions;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Transcripts;

/// <summary>What the documents tell a person to type exists: every verb, and every option of it.</summary>
public sealed partial class DocumentTests
{
    static readonly string[] Documents =
    [
        .. ((string[])["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]).Select(name => Repository.At(name)).Where(File.Exists),
        .. ((string[])["guide", "concepts"]).Select(name => Repository.At("docs", name)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)),
    ];

    [Fact]
    public void Every_command_and_option_in_the_documents_exists()
    {
        Trueup.Require();
        Assert.SkipUnless(Documents.Length > 0, "there is no README yet");
        Dictionary<string, string> help = new(StringComparer.Ordinal);
        List<string> wrong = [];
        foreach (var (document, line, command) in Documents.SelectMany(Commands))
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var verb = words.TakeWhile(word => Verb().IsMatch(word)).ToArray();
            if (verb.Length == 0) continue;

            // "price show AAPL" is two words of verb and "demo desk" is one: the longest beginning that has help of its own is the verb.
            var depth = Math.Min(verb.Length, 3);
            while (depth > 0 && !HelpOf(verb[..depth]).Contains($"trueup {string.Join(' ', verb[..depth])}", StringComparison.Ordinal)) depth--;
            if (depth == 0) wrong.Add($"{document}:{line}: no such command: trueup {command}");
            else
            {
                var known = HelpOf(verb[..depth]);
                wrong.AddRange(words.Select(word => word.Split('=')[0])
                    .Where(word => Option().IsMatch(word) && !Option().Matches(known).Any(option => option.Value == word))
                    .Select(option => $"{document}:{line}: trueup {string.Join(' ', verb[..depth])} has no {option}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        string HelpOf(string[] verb)
        {
            var key = string.Join(' ', verb);
            if (!help.TryGetValue(key, out var text)) help[key] = text = new Trueup().Run([.. verb, "--help"]).Out;
            return text;
        }
    }

    /// <summary>In blocks, what follows <c>trueup</c> up to the end of the line or a pipe; in prose, what is in backticks.</summary>
    static IEnumerable<(string Document, int Line, string Command)> Commands(string path)
    {
        var (block, number) = (false, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) block = !block;
            else
            {
                foreach (Match match in (block ? InBlock() : InProse()).Matches(line))
                    yield return (Path.GetRelativePath(Repository.Root, path), number, match.Groups["command"].Value);
            }
        }
    }

    [GeneratedRegex(@"(^\s*(\$\s+)?|[|;&]\s*)([A-Z_]+=\S*\s+)*(([\w./-]*/)?trueup|dotnet run --project src/TrueUp( -c Release)? --)\s+(?<command>[^|;&#>]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InBlock();

    [GeneratedRegex(@"`trueup\s+(?<command>[^`|;&#>]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InProse();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Verb();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*", RegexOptions.None, 1000)]
    private static partial Regex Option();
}
