using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Transcripts;

static class Pages
{
    /// <summary>File names below tests/<paramref name="folder"/>; the folder's README explains and is not run.</summary>
    public static TheoryData<string> In(string folder)
    {
        var root = Repository.At("tests", folder);
        return [.. Directory.EnumerateFiles(root, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path))
            .Where(name => Path.GetFileName(name) != "README.md")
            .Order(StringComparer.Ordinal)];
    }
}
