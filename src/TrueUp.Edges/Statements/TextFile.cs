using System.Runtime.InteropServices;
using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements;

/// <summary>
/// A text file to be read more than once, or bytes that were read from standard input. Opening it refuses whatever is not a text file
/// by what it is and not by what it is called: folders, pipes and devices, archives, spreadsheets, web pages.
/// </summary>
public sealed class TextFile
{
    /// <summary>Larger files are refused unless a person says that they are meant to be so large.</summary>
    public const long BytesMost = 256L << 20;

    const int HeadLength = 1024;

    readonly byte[]? bytes;

    TextFile(string path, string name, byte[]? bytes, bool large)
    {
        Path = path;
        Name = Quoted.Name(name);
        this.bytes = bytes;
        Large = large;
    }

    /// <summary>The path as given; <c>-</c> for standard input.</summary>
    public string Path { get; }

    /// <summary>What messages call it: usually the file's name without its folder, with nothing in it that a terminal would obey.</summary>
    public string Name { get; }

    /// <summary>Whether more than <see cref="BytesMost"/> bytes were allowed.</summary>
    public bool Large { get; }

    /// <summary>The name of the folder the file is in; empty for standard input.</summary>
    public string Folder => bytes is null ? System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "") : "";

    /// <param name="called">What messages call it, where the file's name is not enough to know it by.</param>
    public static TextFile At(string path, bool large = false, string? called = null)
    {
        var name = called ?? System.IO.Path.GetFileName(path.TrimEnd('/'));
        TextFile file = new(path, name.Length == 0 ? path : name, null, large);
        file.RefuseUnlessRegular();
        return file;
    }

    /// <summary>Bytes that are already here, as from standard input; nothing about them is a path.</summary>
    public static TextFile Of(byte[] bytes, string name, bool large = false) => new("-", name, bytes, large);

    /// <summary>The decoded text as UTF-8, checked while it is read, with the SHA-256 of the bytes as they are on the disk.</summary>
    /// <param name="encoding">The encoding a person named; null honours a byte order mark and else is UTF-8.</param>
    internal CheckedText Open(string? encoding = null)
    {
        Stream raw;
        if (bytes is not null)
        {
            raw = new MemoryStream(bytes, writable: false);
        }
        else
        {
            RefuseUnlessRegular();
            try
            {
                // The default buffer is off: every reader here has its own.
                raw = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new RefusedException(Codes.CannotRead, new(Name), Why(e));
            }
        }

        try
        {
            var length = raw.Length;
            if (length == 0) throw new RefusedException(Codes.EmptyFile, new(Name), "the file has no bytes");
            if (length > BytesMost && !Large) throw new RefusedException(Codes.FileTooLarge, new(Name), $"the file has {length / (1 << 20)} MB");
            Span<byte> head = stackalloc byte[HeadLength];
            head = head[..raw.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
            raw.Position = 0;
            var compressed = RefuseUnlessText(head);
            return new(raw, this, compressed, encoding);
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    /// <summary>Refuses by the first bytes; true where they are gzip and the name says so too.</summary>
    bool RefuseUnlessText(ReadOnlySpan<byte> head)
    {
        var named = Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        if (Begins(head, 0x1F, 0x8B))
        {
            if (named || bytes is not null) return true;
            throw new RefusedException(Codes.OtherFileType, new(Name), "the file is gzip, whatever its name says", "name it .csv.gz, or unpack it");
        }

        if (named) throw new RefusedException(Codes.OtherFileType, new(Name), "the file is called .gz and is not gzip");
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
        {
            // A spreadsheet is a zip too; its first entries name themselves near the start.
            var text = Encoding.Latin1.GetString(head);
            if (text.Contains("[Content_Types].xml", StringComparison.Ordinal) || text.Contains("xl/", StringComparison.Ordinal))
                throw new RefusedException(Codes.OtherFileType, new(Name), "the file is an Excel workbook (xlsx)", "open it and save the sheet as CSV UTF-8");
            throw new RefusedException(Codes.Archive, new(Name), "the file is a zip archive");
        }

        string? other = head switch
        {
            _ when head.StartsWith("%PDF"u8) => "a PDF document",
            _ when Begins(head, 0xD0, 0xCF, 0x11, 0xE0) => "an old Excel or Word document",
            _ when head.StartsWith("SQLite format 3"u8) => "a SQLite database",
            _ when Begins(head, 0x89, 0x50, 0x4E, 0x47) => "a PNG picture",
            _ when Begins(head, 0xFF, 0xD8, 0xFF) => "a JPEG picture",
            _ when Begins(head, 0x28, 0xB5, 0x2F, 0xFD) => "compressed with zstd",
            _ when head.StartsWith("BZh"u8) => "compressed with bzip2",
            _ when Begins(head, 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00) => "compressed with xz",
            _ when Begins(head, 0x37, 0x7A, 0xBC, 0xAF) => "a 7z archive",
            _ when head.StartsWith("PAR1"u8) => "a Parquet file",
            _ => null,
        };
        if (other is not null) throw new RefusedException(Codes.OtherFileType, new(Name), $"the file is {other}");

        var opening = Encoding.Latin1.GetString(head).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        if (opening.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || opening.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || opening.StartsWith("<head", StringComparison.OrdinalIgnoreCase) || opening.StartsWith("<body", StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(Codes.WebPage, new(Name, 1), "the file looks like HTML");
        if (opening.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)) throw new RefusedException(Codes.OtherFileType, new(Name), "the file is XML");
        return false;
    }

    static bool Begins(ReadOnlySpan<byte> head, params ReadOnlySpan<byte> magic) => head.StartsWith(magic);

    void RefuseUnlessRegular()
    {
        if (bytes is not null) return;
        if (Path.Contains('\0', StringComparison.Ordinal)) throw new RefusedException(Codes.CannotRead, new("argument"), "the path has a NUL character");
        if (Directory.Exists(Path)) throw new RefusedException(Codes.NotAFile, new(Name), "the path is a folder");
        if (!File.Exists(Path)) throw new RefusedException(Codes.CannotRead, new(Name), "there is no such file");
        // Opening a pipe would wait for its writer, so what it is must be known first.
        if (FileKind.Of(Path) is { } kind) throw new RefusedException(Codes.NotAFile, new(Name), $"the path is {kind}");
    }

    static string Why(Exception e) => e switch
    {
        UnauthorizedAccessException => "reading it is not permitted",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        _ => "it cannot be opened: " + e.Message.TrimEnd('.'),
    };
}

/// <summary>What a path is, where it is neither a file nor a folder.</summary>
static class FileKind
{
    const int StatxSize = 256;
    const int ModeOffset = 28;
    const int CurrentDirectory = -100;
    const uint TypeOnly = 1;

    /// <summary>Null for regular files, and where the system cannot say.</summary>
    public static string? Of(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var buffer = new byte[StatxSize];
        try
        {
            if (Statx(CurrentDirectory, [.. Encoding.UTF8.GetBytes(path), 0], 0, TypeOnly, buffer) != 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        return (MemoryMarshal.Read<ushort>(buffer.AsSpan(ModeOffset)) & 0xF000) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] buffer);
}
