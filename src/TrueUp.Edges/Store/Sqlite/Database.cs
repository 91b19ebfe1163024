using System.Runtime.InteropServices;
using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Store.Sqlite;

/// <summary>One open SQLite file. Any failure of the engine becomes a <see cref="WorldFailedException"/> with a code a person can look up.</summary>
public sealed unsafe class Database : IDisposable
{
    const string InMemory = ":memory:";

    nint handle;

    Database(nint handle, string file) => (this.handle, File) = (handle, file);

    public string File { get; }

    internal nint Handle => handle;

    /// <summary>Opens a file that exists.</summary>
    /// <exception cref="WorldFailedException">TU1807 where the file cannot be opened that way.</exception>
    public static Database Open(string file, bool readOnly = false)
    {
        var result = Native.Open(file, out var handle, (readOnly ? Native.OpenReadOnly : Native.OpenReadWrite) | Native.OpenWithoutMutex, 0);
        Database opened = new(handle, file);
        if (result == Native.Ok) return opened;
        // The engine gives a handle even where it failed, to ask it why.
        using (opened) throw opened.Failed(result);
    }

    /// <summary>An empty database that is gone when it is closed.</summary>
    public static Database OpenInMemory() => Open(InMemory);

    public long LastInsertRowId => Native.LastInsertRowId(handle);

    public int Changes => Native.Changes(handle);

    public Statement Prepare(string sql)
    {
        var result = Native.Prepare(handle, sql, -1, out var statement, 0);
        return result == Native.Ok ? new(this, statement) : throw Failed(result);
    }

    public void Execute(string sql)
    {
        var result = TryExecute(sql);
        if (result != Native.Ok) throw Failed(result);
    }

    /// <summary>The engine's result code.</summary>
    internal int TryExecute(string sql) => Native.Execute(handle, sql, 0, 0, 0);

    /// <summary>How long to try again where another process holds the file.</summary>
    internal void WaitAtMost(TimeSpan patience) => _ = Native.BusyTimeout(handle, (int)Math.Min(patience.TotalMilliseconds, int.MaxValue));

    /// <summary>Replaces another database's content by what this one's is now, whoever writes to it meanwhile.</summary>
    internal void CopyTo(Database to)
    {
        var backup = Native.StartBackup(to.handle, "main", handle, "main");
        if (backup == 0) throw to.Failed(Native.ExtendedError(to.handle));
        _ = Native.StepBackup(backup, -1); // finishing repeats what went wrong
        var result = Native.FinishBackup(backup);
        if (result != Native.Ok) throw to.Failed(result);
    }

    public void Dispose()
    {
        _ = Native.Close(handle);
        handle = 0;
    }

    /// <summary>What the engine's result code means to a person.</summary>
    internal WorldFailedException Failed(int result, string? hint = null)
    {
        var code = (result & 0xff) switch
        {
            Native.Full => Codes.DiskFull,
            Native.InputOutput => Codes.DiskFailed,
            Native.ReadOnly or Native.Permission or Native.CannotOpen => Codes.BookReadOnly,
            Native.NotADatabase => Codes.NotABook,
            Native.Busy or Native.Locked => Codes.BookLocked,
            _ => Codes.BookDamaged,
        };
        var message = code == Codes.BookLocked ? "another program keeps it locked" : Marshal.PtrToStringUTF8((nint)Native.ErrorMessage(handle));
        return new(code, File, $"{message} (engine code {Native.ExtendedError(handle)})", null, hint);
    }
}
