using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;

namespace TrueUp.Recording;

/// <summary>Files that are put into a folder all or none: written beside their place, compared with what is there, and moved when everything is complete.</summary>
sealed class Staged : IDisposable
{
    readonly string folder;
    readonly string beside;
    readonly List<string> names = [];

    readonly bool isTrial;

    /// <param name="folder">Made where it is missing.</param>
    /// <param name="isTrial">Write to nowhere: everything is made, and gone in the end.</param>
    public Staged(string folder, bool isTrial)
    {
        this.isTrial = isTrial;
        this.folder = isTrial ? Directory.CreateTempSubdirectory("trueup-").FullName : Path.GetFullPath(folder);
        if (File.Exists(this.folder)) throw new RefusedException(Codes.Usage, new("--out"), $"{this.folder} is a file, not a folder");
        Durable.MakeFolder(this.folder);
        beside = Path.Combine(this.folder, $".export.{Environment.ProcessId}");
        Directory.CreateDirectory(beside);
    }

    public IReadOnlyList<string> Names => names;

    public string PathOf(string name) => Path.Combine(folder, name);

    public void Add(string name, ReadOnlySpan<byte> bytes) => Add(name, stream => { }, bytes);

    public void Add(string name, Action<Stream> write) => Add(name, write, default);

    void Add(string name, Action<Stream> write, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(beside, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using FileStream file = new(path, options);
        file.Write(bytes);
        write(file);
        names.Add(name);
    }

    /// <summary>Moves everything into place.</summary>
    /// <exception cref="RefusedException">TU1825 where a file is there that differs and may not be replaced; nothing is moved then.</exception>
    public void Finish(bool overwrite)
    {
        if (!overwrite && names.FirstOrDefault(n => File.Exists(PathOf(n)) && !Same(PathOf(n), Path.Combine(beside, n))) is { } other)
            throw new RefusedException(Codes.ExportExists, new(PathOf(other)), "a file with other content is already there");
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
            File.Move(Path.Combine(beside, name), PathOf(name), overwrite: true);
        }

        Durable.SyncFolder(folder);
    }

    public void Dispose()
    {
        if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        if (isTrial) Directory.Delete(folder, recursive: true);
    }

    static bool Same(string a, string b)
    {
        using FileStream left = File.OpenRead(a), right = File.OpenRead(b);
        if (left.Length != right.Length) return false;
        Span<byte> x = new byte[1 << 14], y = new byte[1 << 14];
        for (int read; (read = left.ReadAtLeast(x, x.Length, throwOnEndOfStream: false)) > 0;)
        {
            right.ReadExactly(y[..read]);
            if (!x[..read].SequenceEqual(y[..read])) return false;
        }

        return true;
    }
}
