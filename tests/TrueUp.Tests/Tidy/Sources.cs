namespace TrueUp.Tests.Tidy;

/// <summary>A text file of the repository, by its path from the root.</summary>
public sealed record TextFile(string Path, string Text)
{
    public string[] Lines => field ??= Text.Split('\n');

    /// <summary>The C# in it, without comments and literals.</summary>
    public string Code => field ??= CSharpText.CodeOf(Text);

    public string[] CodeLines => field ??= Code.Split('\n');

    public override string ToString() => Path;
}

/// <summary>The repository as files, without what is built or private.</summary>
public static class Sources
{
    static readonly string[] Folders = ["src", "tests", "docs", "examples", "deploy", "bench", ".ci"];
    static readonly string[] Extensions =
        [".cs", ".razor", ".csproj", ".props", ".slnx", ".md", ".json", ".yaml", ".yml", ".txt", ".sql", ".py", ".sh", ".css", ".js", ".svg", ".csv", ""];

    public static readonly string Root = Above(AppContext.BaseDirectory);

    public static readonly TextFile[] All =
    [
        .. Directory.EnumerateFiles(Root).Concat(Folders.SelectMany(Below))
            .Where(path => Extensions.Contains(Path.GetExtension(path), StringComparer.Ordinal))
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "__pycache__"))
            .Order(StringComparer.Ordinal)
            .Select(path => new TextFile(path, File.ReadAllText(Path.Combine(Root, path)))),
    ];

    public static IEnumerable<TextFile> CSharp => All.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<TextFile> Product => CSharp.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal));

    public static IEnumerable<TextFile> Documents => All.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal));

    static IEnumerable<string> Below(string folder)
    {
        var path = Path.Combine(Root, folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [];
    }

    static string Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "TrueUp.slnx"))) return at.FullName;
        }

        throw new DirectoryNotFoundException($"no TrueUp.slnx above {folder}");
    }
}
