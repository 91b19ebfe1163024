namespace TrueUp.EndToEnd.Harness;

/// <summary>The working copy the tests were built from.</summary>
public static class Repository
{
    public static readonly string Root = Above(AppContext.BaseDirectory);

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    static string Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "TrueUp.slnx"))) return at.FullName;
        }

        throw new DirectoryNotFoundException($"no TrueUp.slnx above {folder}");
    }
}
