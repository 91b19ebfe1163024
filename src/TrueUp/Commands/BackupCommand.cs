using System.CommandLine;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;
using TrueUp.Reading;

namespace TrueUp.Commands;

/// <summary><c>trueup backup FILE</c>: one file with the whole book as it is now, verified before it gets its name.</summary>
static class BackupCommand
{
    const long LargestKept = 1 << 20;

    public static Command Build()
    {
        Argument<string> file = new("file") { Description = "Where to put it; never replaces a file" };
        return new Command("backup", "Write the whole book into one file, also while others write") { file }.Does(desk =>
        {
            var to = Path.GetFullPath(desk.Args.GetValue(file)!);
            if (File.Exists(to) || Directory.Exists(to)) throw new RefusedException(Codes.OutputExists, new(to), "there is already something with this name");
            if (Path.GetDirectoryName(to) is { } folder && !Directory.Exists(folder)) throw new RefusedException(Codes.NotAFile, new(to), $"the folder {folder} does not exist", "make the folder first");
            var beside = Path.Combine(Path.GetDirectoryName(to)!, $".{Path.GetFileName(to)}.{Environment.ProcessId}.tmp");
            // Reading the head starts the reading that the copy belongs to: what others commit from here on is in neither.
            var head = desk.Journal.Head;
            try
            {
                desk.Journal.CopyTo(beside, Kept(desk.Folder));
                using (var copy = SqliteJournal.Open(beside, readOnly: true))
                {
                    var verified = Verification.Of(copy, [head]);
                    if (!verified.ChainOk)
                        throw new WorldFailedException(Codes.ChainBroken, desk.Folder.Database, verified.First);
                }

                Sync(beside);
                if (!desk.DryRun) Move(beside, to);
            }
            finally
            {
                File.Delete(beside);
            }

            var sheet = desk.Answer();
            sheet.Text("file", to);
            sheet.Integer("entries", head.Sequence);
            sheet.Text("headHash", head.Hash.ToString());
            sheet.End();
            desk.Notes.WriteLine(desk.DryRun ? "dry run: nothing was written" : $"backed up {head.Sequence} entries; restore with: trueup restore {to} DIR");
            return ExitCode.Clean;
        });
    }

    // Settings and profiles are small and make the figures what they are; sources and whatever is under out/ can be had again.
    static IEnumerable<KeptFile> Kept(BookFolder folder)
    {
        if (File.Exists(folder.Settings)) yield return new(Path.GetFileName(folder.Settings), File.ReadAllBytes(folder.Settings));
        if (!Directory.Exists(folder.Profiles)) yield break;
        foreach (var profile in Directory.EnumerateFiles(folder.Profiles, "*.yaml").Order(StringComparer.Ordinal))
            if (new FileInfo(profile).Length <= LargestKept) yield return new($"profiles/{Path.GetFileName(profile)}", File.ReadAllBytes(profile));
    }

    static void Sync(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    static void Move(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: false);
        }
        catch (IOException) when (File.Exists(to))
        {
            throw new RefusedException(Codes.OutputExists, new(to), "somebody else made it just now");
        }

        Durable.SyncFolder(Path.GetDirectoryName(to)!);
    }
}
