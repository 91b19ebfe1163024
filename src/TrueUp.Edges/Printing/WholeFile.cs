using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Printing;

/// <summary>A file that is there completely or not at all: a reader never sees half a report, and a failed run leaves the last good one.</summary>
public static class WholeFile
{
    /// <summary>Replaces what was there. The file is its owner's alone to read (0600), as the book is.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = Beside(path);
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (FileStream file = new(temporary, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new WorldFailedException(Codes.OutputNotWritten, path, Reason(e), e);
        }
    }

    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>In the same folder, so that the rename stays on one disk; with our process id, so that two runs do not share it.</summary>
    static string Beside(string path) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");

    static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the writing also stops the tidying; the first failure is the one to tell.
        }
    }

    static string Reason(Exception e) => e switch
    {
        DirectoryNotFoundException => "its folder does not exist",
        UnauthorizedAccessException => "permission denied",
        _ => e.Message,
    };
}
