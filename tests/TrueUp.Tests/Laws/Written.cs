using NodaTime;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;

namespace TrueUp.Tests.Laws;

/// <summary>A journal of one kind with entries in it, gone after the test.</summary>
sealed class Written : IDisposable
{
    readonly string? folder;

    Written(IJournal journal, string? folder) => (Journal, this.folder) = (journal, folder);

    public IJournal Journal { get; }

    public static IEnumerable<string> Kinds => ["memory", "sqlite"];

    public static Written Empty(string kind)
    {
        if (kind == "memory") return new(new MemoryJournal(), null);
        // A tmpfs where there is one: these laws are about answers, not about disks.
        var folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"trueup-law-{Environment.ProcessId}-{Interlocked.Increment(ref made)}")).FullName;
        return new(SqliteJournal.Create(Path.Combine(folder, "book.db")), folder);
    }

    static int made;

    /// <summary>Entries in commands of at most <paramref name="each"/>, one minute apart.</summary>
    public static Written Of(string kind, IReadOnlyList<Entry> entries, int each = 5)
    {
        var written = Empty(kind);
        for (var at = 0; at < entries.Count; at += each) written.Add([.. entries.Skip(at).Take(each)]);
        return written;
    }

    public void Add(params Entry[] entries)
    {
        var minute = commands++;
        Journal.Write(Stamp(minute), writer =>
        {
            for (var i = 0; i < entries.Length; i++) writer.Append(entries[i], i + 1);
            return 0;
        });
    }

    int commands;

    public static CommandStamp Stamp(int minute) =>
        new($"c{minute}", Journals.Start + Duration.FromMinutes(minute), minute % 4 == 0 ? "jose\u0301" : "tester", "log-fill", minute % 3 == 0 ? "fills.csv" : null, minute % 3 == 0 ? new string('a', 64) : null);

    public string File => ((SqliteJournal)Journal).File;

    /// <summary>Everything, as entry and bytes.</summary>
    public List<(Posted Posted, byte[] Payload)> All()
    {
        List<byte[]> payloads = [];
        Journal.ScanStored((in StoredEntry e) => payloads.Add(e.Payload.ToArray()));
        return [.. Journal.Read(0, long.MaxValue).Zip(payloads)];
    }

    public void Dispose()
    {
        Journal.Dispose();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }
}
