namespace TrueUp.Edges.Printing;

/// <summary>A program on this machine that turns SVG into PNG. Not part of TrueUp: found on the search path, never fetched.</summary>
/// <param name="Path">Of the program.</param>
/// <param name="IsBrowser">A Chromium-family browser; otherwise rsvg-convert, which is twenty times faster.</param>
public sealed record PrintEngine(string Path, bool IsBrowser)
{
    static readonly (string Name, bool IsBrowser)[] Known =
    [
        ("rsvg-convert", false),
        ("chromium", true),
        ("chromium-browser", true),
        ("chrome-headless-shell", true),
        ("google-chrome", true),
        ("google-chrome-stable", true),
        ("microsoft-edge", true),
        ("brave-browser", true),
    ];

    /// <summary>The best engine in the folders of <paramref name="searchPath"/> (a PATH), or null where there is none.</summary>
    public static PrintEngine? Find(string? searchPath)
    {
        var folders = (searchPath ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (var (name, isBrowser) in Known)
        {
            foreach (var folder in folders)
            {
                // A relative entry would run whatever lies in the folder the person happens to be in.
                if (!System.IO.Path.IsPathRooted(folder)) continue;
                var path = System.IO.Path.Combine(folder, name);
                if (IsProgram(path)) return new(path, isBrowser);
            }
        }

        return null;
    }

    static bool IsProgram(string path)
    {
        const UnixFileMode Runs = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Runs) != 0);
    }
}
