using Xunit;

namespace TrueUp.Tests.Tidy;

/// <summary>What a rule found, all of it: a rule that stops at the first is mended one run at a time.</summary>
static class Found
{
    public static void Nothing(IEnumerable<string> violations, string rule)
    {
        var all = violations.ToArray();
        Assert.True(all.Length == 0, $"{rule}\n  {string.Join("\n  ", all.Take(60))}{(all.Length > 60 ? $"\n  and {all.Length - 60} more" : "")}");
    }

    /// <summary>Path and 1-based line of every line that a rule objects to.</summary>
    public static IEnumerable<string> Where(this IEnumerable<TextFile> files, Func<TextFile, string[]> lines, Func<string, bool> objects) =>
        files.SelectMany(file => lines(file).Index().Where(line => objects(line.Item)).Select(line => $"{file.Path}:{line.Index + 1}: {file.Lines[line.Index].Trim()}"));
}
