using System.CommandLine;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Reading;

namespace TrueUp.Commands;

/// <summary><c>trueup rebuild</c>: everything stored beside the entries, made again from them. The entries themselves are only read.</summary>
static class RebuildCommand
{
    public static Command Build() => new Command("rebuild", "Make the tables and saved states beside the journal again").Does(desk =>
    {
        var before = Verification.Of(desk.Journal, []);
        if (!before.ChainOk)
            throw new WorldFailedException(Codes.ChainBroken, desk.Folder.Database, before.First);
        var repaired = 0;
        if (!desk.DryRun)
        {
            desk.Journal.Rebuild(desk.Stamp("rebuild"));
            repaired = Identities(desk.Journal, desk.Stamp("rebuild"));
            Books.At(desk.Journal, Cut.Everything, desk.Settings.Lots);
        }

        var after = desk.DryRun ? before : Verification.Of(desk.Journal, []);
        var sheet = desk.Answer();
        sheet.Integer("entries", after.Entries);
        sheet.Integer("problemsBefore", before.Problems.Count);
        sheet.Integer("problemsAfter", after.Problems.Count);
        sheet.Integer("identitiesMadeAgain", repaired);
        sheet.End();
        desk.Notes.WriteLine((desk.DryRun, after.IsClean) switch
        {
            (true, _) => "dry run: nothing was made again",
            (_, true) => "every table and saved state is what the entries give",
            _ => $"hint: {after.First}; restore a backup made before: trueup restore BACKUP DIR",
        });
        return after.IsClean || desk.DryRun ? ExitCode.Clean : ExitCode.Findings;
    });

    // Of entries that count and cannot be found again; an identity that leads to the right place is left as it is.
    internal static int Identities(IJournal journal, CommandStamp stamp) => journal.Write(stamp, to =>
    {
        var reversed = new Background(to.Journal.ReadKinds(Background.Kinds, long.MaxValue), LotMethod.Fifo, null).Reversed;
        IdentityTrail trail = new(to.Find);
        var repaired = 0;
        foreach (var (sequence, _, _, entry) in journal.Read(0, to.Head.Sequence))
        {
            if (reversed.Contains(sequence) || trail.Wrong(sequence, entry) is null) continue;
            foreach (var identity in trail.Missing(sequence, entry)) to.Identify(identity, sequence);
            repaired++;
        }

        return repaired;
    });
}
