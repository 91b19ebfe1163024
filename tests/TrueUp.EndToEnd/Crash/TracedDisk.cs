namespace TrueUp.EndToEnd.Crash;

/// <summary>
/// A disk as power loss may leave it. Writing changes what a reader sees at once, and what the platter has only after a sync of the file; a name appears,
/// moves or goes for good only after a sync of its folder. In between, any part of what is pending may have reached the platter: any sector of
/// any write, any truncation, any name.
/// </summary>
sealed class TracedDisk
{
    const int Sector = 512;

    sealed class Inode
    {
        public byte[] Kept = [];
        public readonly List<Change> Pending = [];
    }

    abstract record Change
    {
        public sealed record Write(long Offset, byte[] Data) : Change;

        public sealed record Cut(long Length) : Change;
    }

    // What becomes of names in one folder; a rename is one thing.
    sealed record Naming(string? Add, Inode? File, string? Remove);

    readonly Dictionary<string, Inode> seen = new(StringComparer.Ordinal);
    readonly Dictionary<string, Inode> kept = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<Naming>> pending = new(StringComparer.Ordinal);
    readonly HashSet<string> folders = new(StringComparer.Ordinal);
    readonly HashSet<string> unsyncedFolders = new(StringComparer.Ordinal);

    /// <summary>What a crash keeps of what was not synced.</summary>
    public enum Keeps
    {
        Nothing,
        Everything,
        DataWithoutNames,
        NamesWithoutData,
        Anything,
    }

    /// <param name="root">It and everything above it was there before and stays.</param>
    public TracedDisk(string root) => folders.Add(root);

    /// <summary>True where the call changed what a crash could leave.</summary>
    public bool Apply(Syscall call)
    {
        switch (call)
        {
            case Syscall.Opened { Creates: true } c when !seen.ContainsKey(c.Path):
                Name(c.Path, new Inode());
                return true;
            case Syscall.Opened { Empties: true } c when seen.TryGetValue(c.Path, out var file):
                file.Pending.Add(new Change.Cut(0));
                return true;
            case Syscall.Written c when seen.TryGetValue(c.Path, out var file):
                file.Pending.Add(new Change.Write(c.Offset, c.Data));
                return true;
            case Syscall.Truncated c when seen.TryGetValue(c.Path, out var file):
                file.Pending.Add(new Change.Cut(c.Length));
                return true;
            case Syscall.Synced c when seen.TryGetValue(c.Path, out var file):
                file.Kept = Content(file, Keeps.Everything, null);
                file.Pending.Clear();
                return true;
            case Syscall.Synced c when folders.Contains(c.Path):
                SyncFolder(c.Path);
                return true;
            case Syscall.MadeFolder c:
                folders.Add(c.Path);
                unsyncedFolders.Add(c.Path);
                return true;
            case Syscall.Linked c:
                Name(c.To, seen[c.From]);
                return true;
            case Syscall.Renamed c:
                var moved = seen[c.From];
                if (Parent(c.From) != Parent(c.To)) throw new NotSupportedException($"a rename between folders: {c}");
                seen.Remove(c.From);
                seen[c.To] = moved;
                In(c.To).Add(new(c.To, moved, c.From));
                return true;
            case Syscall.Unlinked c when seen.Remove(c.Path):
                In(c.Path).Add(new(null, null, c.Path));
                return true;
            default: return false;
        }
    }

    /// <summary>The files a machine that lost power now could find after start.</summary>
    public Dictionary<string, byte[]> Crash(Keeps keeps, Random random)
    {
        Dictionary<string, Inode> names = new(kept, StringComparer.Ordinal);
        foreach (var naming in pending.Values.SelectMany(list => list))
        {
            if (keeps is Keeps.Nothing or Keeps.DataWithoutNames || keeps is Keeps.Anything && random.Next(2) == 0) continue;
            if (naming.Remove is not null) names.Remove(naming.Remove);
            if (naming.Add is not null) names[naming.Add] = naming.File!;
        }

        var lost = unsyncedFolders.Where(_ => keeps is Keeps.Nothing or Keeps.DataWithoutNames || keeps is Keeps.Anything && random.Next(2) == 0).ToList();
        return names.Where(n => !lost.Any(f => n.Key.StartsWith(f + "/", StringComparison.Ordinal)))
            .ToDictionary(n => n.Key, n => Content(n.Value, keeps, random), StringComparer.Ordinal);
    }

    void Name(string path, Inode file)
    {
        seen[path] = file;
        In(path).Add(new(path, file, null));
    }

    List<Naming> In(string path)
    {
        if (!pending.TryGetValue(Parent(path), out var list)) pending[Parent(path)] = list = [];
        return list;
    }

    void SyncFolder(string folder)
    {
        if (pending.Remove(folder, out var namings))
        {
            foreach (var naming in namings)
            {
                if (naming.Remove is not null) kept.Remove(naming.Remove);
                if (naming.Add is not null) kept[naming.Add] = naming.File!;
            }
        }

        unsyncedFolders.RemoveWhere(f => Parent(f) == folder);
    }

    static byte[] Content(Inode file, Keeps keeps, Random? random)
    {
        if (file.Pending.Count == 0 || keeps is Keeps.Nothing or Keeps.NamesWithoutData) return file.Kept;
        var content = new MemoryStream();
        content.Write(file.Kept);
        foreach (var change in file.Pending)
        {
            switch (change)
            {
                case Change.Cut c when keeps is not Keeps.Anything || random!.Next(2) == 0:
                    content.SetLength(c.Length);
                    break;
                case Change.Write c when keeps is not Keeps.Anything:
                    content.Position = c.Offset;
                    content.Write(c.Data);
                    break;
                case Change.Write c:
                    // The platter takes whole sectors, each or not.
                    for (long at = 0; at < c.Data.Length;)
                    {
                        var until = Math.Min(c.Data.Length, ((c.Offset + at) / Sector + 1) * Sector - c.Offset);
                        if (random!.Next(2) == 0)
                        {
                            content.Position = c.Offset + at;
                            content.Write(c.Data, (int)at, (int)(until - at));
                        }

                        at = until;
                    }

                    break;
            }
        }

        return content.ToArray();
    }

    static string Parent(string path) => Path.GetDirectoryName(path)!;
}
