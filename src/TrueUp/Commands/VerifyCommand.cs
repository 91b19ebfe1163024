using System.CommandLine;
using System.Globalization;
using NodaTime;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;
using TrueUp.Reading;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup verify</c>: is the book's history as it was recorded, and every stored figure what it gives?</summary>
static class VerifyCommand
{
    public static Command Build()
    {
        Option<FileInfo?> against = new("--against") { Description = "A checkpoint kept outside the book: finds a cut-off end and an older copy put back" };
        Option<FileInfo?> checkpoint = new("--checkpoint-out") { Description = "Write a checkpoint to keep outside the book" };
        return new Command("verify", "Check the hash chain, every stored figure and every invariant") { against, checkpoint }.Does(desk =>
        {
            var noted = desk.Args.GetValue(against) is { } file ? Checkpoints(file) : [];
            Verified verified;
            try
            {
                using var progress = Progress.On(desk, "verifying");
                var entries = progress.IsSeen ? desk.Journal.Head.Sequence : 0;
                verified = Verification.Of(desk.Journal, noted, done => progress.At(done, entries));
            }
            catch (WorldFailedException e)
            {
                // The file cannot be opened at all; who asked for a document gets one all the same.
                JournalProblems problems = new();
                problems.Add(0, "file", e.Message);
                if (e.Code != Codes.NoBook && desk.Format != Format.Text) Answer(desk, new(JournalHead.Empty, 0, false, false, problems));
                throw;
            }

            if (desk.Args.GetValue(checkpoint) is { } to && verified.ChainOk && !desk.DryRun)
                Durable.Write(to.FullName, System.Text.Encoding.ASCII.GetBytes(JournalCheckpoint.Text(verified.Head) + "\n"), isPrivate: false);
            Answer(desk, verified);
            if (!verified.IsClean) desk.Notes.WriteLine($"hint: {Hint(verified)}");
            return verified.IsClean ? ExitCode.Clean : ExitCode.Findings;
        });
    }

    static string Hint(Verified verified)
    {
        if (!verified.ChainOk) return "keep this file as it is, and restore a backup made before: trueup restore BACKUP DIR";
        const string Again = "import the prices named again: trueup price import FILE";
        var prices = verified.Problems.All.Count(p => p.Field == "price");
        if (prices == verified.Problems.All.Count) return $"the journal is whole; {Again}";
        return $"the entries are as they were recorded; trueup rebuild makes what is stored beside them again{(prices > 0 ? $", but not prices: {Again}" : "")}";
    }

    static void Answer(Desk desk, Verified verified)
    {
        Sheet sheet = new(desk.Output, desk.Format);
        sheet.Head(new Provenance(desk.Folder.Path, Today(desk), verified.Head.Sequence, verified.Head.Hash, null));
        sheet.Integer("entries", verified.Entries);
        sheet.Text("headHash", verified.Head.Hash.ToString());
        sheet.Flag("chainOk", verified.ChainOk);
        sheet.Flag("replayOk", verified.ReplayOk);
        sheet.List("problems", Columns, verified.Problems.All, "no problems");
        if (verified.Problems.Count > verified.Problems.All.Count)
            sheet.Note(string.Create(CultureInfo.InvariantCulture, $"and {verified.Problems.Count - verified.Problems.All.Count} more"));
        sheet.End();
    }

    // The zone is in the book, which may be the thing that cannot be read.
    static TradeDate Today(Desk desk)
    {
        try
        {
            return desk.Today;
        }
        catch (Exception e) when (e is WorldFailedException or RefusedException or InvalidOperationException)
        {
            return TradeDate.Of(desk.Now.InUtc().Date);
        }
    }

    static List<JournalHead> Checkpoints(FileInfo file)
    {
        List<JournalHead> heads = [];
        var number = 0;
        foreach (var line in Lines(file))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            heads.Add(JournalCheckpoint.Read(line) ?? throw new RefusedException(Codes.NotACheckpoint, new(file.Name, number), "expected a sequence and a hash"));
        }

        return heads.Count > 0 ? heads : throw new RefusedException(Codes.NotACheckpoint, new(file.Name), "it has no line with a sequence and a hash");
    }

    static string[] Lines(FileInfo file)
    {
        try
        {
            return File.ReadAllLines(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Codes.CannotRead, new(file.Name), e.Message);
        }
    }

    static readonly Columns<JournalProblem> Columns = new Columns<JournalProblem>()
        .Integer("sequence", p => p.Sequence)
        .Text("field", p => p.Field)
        .Key()
        .Text("problem", p => p.Problem);
}
