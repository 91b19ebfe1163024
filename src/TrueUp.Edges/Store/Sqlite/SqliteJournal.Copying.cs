using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Store.Sqlite;

public sealed partial class SqliteJournal
{
    /// <summary>
    /// Copies the book as it is at this moment into a new file, whoever writes meanwhile, by the engine's own backup: never by copying a file that
    /// somebody may be writing to. The copy is synced and is one file, without a log beside it.
    /// </summary>
    /// <param name="to">Must not exist.</param>
    /// <param name="beside">Small files to carry along, such as settings; null takes along none and leaves out those the source carries.</param>
    public void CopyTo(string to, IEnumerable<KeptFile>? beside)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(to, options).Dispose();
        using var copy = Database.Open(to);
        database.CopyTo(copy);
        copy.Execute("pragma journal_mode = delete; pragma synchronous = full");
        copy.Execute("drop table if exists kept_file");
        if (beside is null) return;
        copy.Execute("begin immediate; create table kept_file (name text primary key, bytes blob not null)");
        using (var keep = copy.Prepare("insert into kept_file (name, bytes) values (?, ?)"))
            foreach (var (name, bytes) in beside) keep.Bind(1, name).BindBlob(2, bytes).Run();
        copy.Execute("commit");
    }

    /// <summary>The files a backup carries beside the journal; none of a book in use.</summary>
    public IReadOnlyList<KeptFile> KeptFiles()
    {
        using (var there = Query("select 1 from sqlite_master where name = 'kept_file'"))
            if (!there.Step()) return [];
        List<KeptFile> files = [];
        using var rows = Query("select name, bytes from kept_file order by name");
        while (rows.Step()) files.Add(new(rows.Text(0), rows.Bytes(1).ToArray()));
        return files;
    }
}

/// <param name="Name">Relative to the book's folder, with slashes.</param>
public sealed record KeptFile(string Name, byte[] Bytes);
