using System.CommandLine;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;
using TrueUp.Reading;

namespace TrueUp.Commands;

/// <summary><c>trueup restore FILE DIR</c>: a book from a backup. The backup is verified first, and a book that is there is never touched.</summary>
static class RestoreCommand
{
    public static Command Build()
    {
        Argument<string> file = new("file") { Description = "A backup: trueup backup makes it" };
        Argument<string> folder = new("dir") { Description = "Where the book goes" };
        return new Command("restore", "Make a book from a backup") { file, folder }.Does(desk =>
        {
            var from = Path.GetFullPath(desk.Args.GetValue(file)!);
            BookFolder to = new(Path.GetFullPath(desk.Args.GetValue(folder)!));
            if (!File.Exists(from)) throw new RefusedException(Codes.CannotRead, new(from), Directory.Exists(from) ? "it is a folder; a backup is one file" : "there is no such file");
            if (File.Exists(to.Database)) throw new RefusedException(Codes.BookExists, new(to.Path), "there is already a book here");
            if (File.Exists(to.Path)) throw new RefusedException(Codes.BookExists, new(to.Path), "this is a file, not a folder");

            using var backup = SqliteJournal.Open(from, readOnly: true);
            var verified = Verification.Of(backup, []);
            if (!verified.ChainOk)
                throw new RefusedException(Codes.BackupUnusable, new(from), verified.First);
            if (!desk.DryRun) Make(backup, to);
            desk.Notes.WriteLine(desk.DryRun
                ? $"dry run: the backup is whole and has {verified.Entries} entries; nothing was written"
                : $"restored {verified.Entries} entries into {to.Path}, head {verified.Head.Hash}");
            if (!verified.ReplayOk) desk.Notes.WriteLine($"hint: what is stored beside the entries differs from them; make it again with: trueup rebuild --book {to.Path}");
            return ExitCode.Clean;
        });
    }

    // As init does: built beside its place and linked into it whole.
    static void Make(SqliteJournal backup, BookFolder to)
    {
        Durable.MakeFolder(to.Path);
        var beside = Path.Combine(to.Path, $".book.{Environment.ProcessId}.db");
        try
        {
            backup.CopyTo(beside, null);
            File.Move(beside, to.Database, overwrite: false);
        }
        catch (IOException) when (File.Exists(to.Database))
        {
            throw new RefusedException(Codes.BookExists, new(to.Path), "somebody else made a book here just now");
        }
        finally
        {
            foreach (var left in Directory.EnumerateFiles(to.Path, Path.GetFileName(beside) + "*")) File.Delete(left);
        }

        foreach (var kept in backup.KeptFiles()) Put(to, kept);
        Durable.SyncFolder(to.Path);
    }

    // Names come out of a file somebody else may have made: only the two kinds that backup writes are taken, and nothing that is there is replaced.
    static void Put(BookFolder to, KeptFile kept)
    {
        var isProfile = kept.Name.StartsWith("profiles/", StringComparison.Ordinal) && kept.Name.EndsWith(".yaml", StringComparison.Ordinal);
        var name = isProfile ? kept.Name["profiles/".Length..] : kept.Name;
        if (name != Path.GetFileName(name) || name.StartsWith('.') || !isProfile && kept.Name != Path.GetFileName(to.Settings)) return;
        var path = isProfile ? Path.Combine(to.Profiles, name) : to.Settings;
        if (File.Exists(path)) return;
        Durable.MakeFolder(Path.GetDirectoryName(path)!);
        Durable.Write(path, kept.Bytes);
    }
}
