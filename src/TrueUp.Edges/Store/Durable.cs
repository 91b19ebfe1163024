using System.Runtime.InteropServices;
using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Store;

/// <summary>Files that are whole or absent after power loss: written beside their place, synced, renamed, and the folder synced.</summary>
public static partial class Durable
{
    /// <summary>Replaces a file. Private files are readable by their owner only.</summary>
    public static void Write(string path, byte[] bytes, bool isPrivate = true) => Write(path, file => file.Write(bytes), isPrivate);

    public static void Write(string path, Action<Stream> write, bool isPrivate = true)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var beside = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
            if (isPrivate && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (FileStream file = new(beside, options))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
            SyncFolder(folder);
        }
        catch (Exception e)
        {
            File.Delete(beside);
            // A file for somebody else is not the book's: its caller says what it is.
            if (isPrivate && e is (IOException or UnauthorizedAccessException)) throw Failed(path, e);
            throw;
        }
    }

    /// <summary>What the system's refusal to write a file of the book means to a person.</summary>
    public static WorldFailedException Failed(string path, Exception e)
    {
        const int NoSpace = 28, ReadOnlyDisk = 30, OverQuota = 122; // the same on Linux and macOS but for the last, which macOS numbers 69
        var code = e switch
        {
            UnauthorizedAccessException => Codes.BookReadOnly,
            { HResult: NoSpace or OverQuota } => Codes.DiskFull,
            { HResult: ReadOnlyDisk } => Codes.BookReadOnly,
            _ => Codes.DiskFailed,
        };
        return new(code, path, e.Message, e);
    }

    /// <summary>A folder only its owner can enter, with every missing parent. What is put into it is only as durable as its own name.</summary>
    public static void MakeFolder(string path)
    {
        List<string> parents = [];
        for (var folder = Path.GetFullPath(path); !Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent; folder = parent) parents.Add(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var parent in parents) SyncFolder(parent);
    }

    /// <summary>Makes names created, renamed or removed in a folder survive power loss. The framework has no call for it.</summary>
    public static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        var handle = Open(folder, 0);
        if (handle < 0) return;
        _ = Sync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
