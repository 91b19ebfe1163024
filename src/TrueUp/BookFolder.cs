using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;

namespace TrueUp;

/// <summary>
/// The folder a book lives in: <c>trueup.yaml</c> (settings), <c>book.db</c> (the journal), <c>out/</c> (generated; safe to delete),
/// <c>profiles/</c> (mappings).
/// </summary>
sealed record BookFolder(string Path)
{
    public string Database => System.IO.Path.Combine(Path, "book.db");

    public string Settings => System.IO.Path.Combine(Path, "trueup.yaml");

    public string Profiles => System.IO.Path.Combine(Path, "profiles");

    public string Output => System.IO.Path.Combine(Path, "out");

    public string Sources => System.IO.Path.Combine(Output, "sources");

    /// <summary>The book a command means: the one named, else <c>$TRUEUP_BOOK</c>, else the nearest folder upwards with a <c>trueup.yaml</c>, else the user's own.</summary>
    public static BookFolder Find(string? named)
    {
        if (string.IsNullOrWhiteSpace(named)) named = Environment.GetEnvironmentVariable("TRUEUP_BOOK");
        if (!string.IsNullOrWhiteSpace(named)) return Of(named);
        string? here;
        try
        {
            here = Directory.GetCurrentDirectory();
        }
        catch (DirectoryNotFoundException)
        {
            here = null;
        }

        for (; here is not null; here = System.IO.Path.GetDirectoryName(here))
            if (File.Exists(System.IO.Path.Combine(here, "trueup.yaml"))) return new(here);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (home.Length == 0)
            throw new RefusedException(Codes.NoBook, new("book"), "no book is named and there is no home folder to look in", "name one with --book DIR");
        return new(System.IO.Path.Combine(home, ".local", "share", "trueup", "default"));
    }

    static BookFolder Of(string named)
    {
        if (named.StartsWith("postgres://", StringComparison.Ordinal) || named.StartsWith("postgresql://", StringComparison.Ordinal))
            throw new RefusedException(Codes.NotABook, new("book"), "shared books on PostgreSQL are not part of this version", "use a folder");
        var path = System.IO.Path.GetFullPath(named);
        return new(File.Exists(path) && System.IO.Path.GetFileName(path) == "book.db" ? System.IO.Path.GetDirectoryName(path)! : path);
    }

    /// <exception cref="RefusedException">TU1801, TU1814 or TU1828.</exception>
    public void MustExist(bool anyFolder)
    {
        if (!File.Exists(Database))
        {
            var hint = File.Exists(Path) ? $"{Path} is a file; a book is a folder" : $"make one with: trueup init {Path}";
            throw new RefusedException(Codes.NoBook, new(Path), "there is no book here", hint);
        }

        if (!anyFolder && Remote() is { } kind)
            throw new RefusedException(Codes.NetworkFolder, new(Path), $"the book is on {kind}, where file locks and syncs cannot be trusted");
        if (!anyFolder && FileOwner.IsOfAnotherThanAdministrator(Database))
            throw new RefusedException(Codes.OthersBook, new(Path), "the book belongs to another user than root");
    }

    string? Remote()
    {
        foreach (var name in (string[])["Dropbox", "OneDrive", "Google Drive", "iCloud Drive", "Nextcloud", "Syncthing"])
            if (Path.Contains($"/{name}/", StringComparison.OrdinalIgnoreCase)) return $"a folder of {name}";
        return null;
    }

    /// <summary>The kind of file system by the kernel's list of mounts, or null where it cannot be told. Only <c>doctor</c> and <c>init</c> pay for asking.</summary>
    public string? FileSystem()
    {
        try
        {
            return new DriveInfo(Path).DriveFormat;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
