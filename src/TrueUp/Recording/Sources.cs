using TrueUp.Edges.Statements;
using TrueUp.Edges.Store;

namespace TrueUp.Recording;

/// <summary>Imported files as they were, kept under <c>out/sources</c> by their SHA-256, so that any entry can be held against the line it came from.</summary>
static class Sources
{
    const long LargestKept = 1L << 30;

    public static void Keep(BookFolder folder, TextFile file, string sha256)
    {
        var kept = Path.Combine(folder.Sources, sha256);
        FileInfo source = new(file.Path), there = new(kept);
        if (file.Path == "-" || there.Exists && there.Length == source.Length || source.Length > LargestKept) return;
        Durable.MakeFolder(folder.Output);
        Durable.MakeFolder(folder.Sources);
        using var stream = source.OpenRead();
        Durable.Write(kept, stream.CopyTo);
    }

    public static byte[] StandardInput()
    {
        using MemoryStream bytes = new();
        using var input = Shell.Input();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }
}
