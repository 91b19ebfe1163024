using System.CommandLine;
using System.Globalization;
using System.Text;
using NodaTime;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Ledgers;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup export</c>: the book in the form of other programs, all files or none.</summary>
static class ExportCommand
{
    static readonly string[] Layouts = ["tracker", "live", "hledger", "beancount", "jsonl"];

    public static Command Build()
    {
        Option<string> layout = new("--layout") { Description = $"One of {string.Join(", ", Layouts)}", DefaultValueFactory = _ => "tracker" };
        Option<string?> into = new("--out") { Description = "The folder (default: out/export/LAYOUT in the book)" };
        Option<bool> overwrite = new("--overwrite") { Description = "Replace files that are there and differ" };
        return new Command("export", "Write the book in the form of other programs") { layout, into, overwrite, Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var name = desk.Args.GetValue(layout)!.ToLowerInvariant();
            if (!Layouts.Contains(name)) throw new RefusedException(Codes.Usage, new("--layout"), $"\"{name}\" is not a layout; {string.Join(", ", Layouts)} are");
            var folder = desk.Args.GetValue(into) ?? Path.Combine(desk.Folder.Output, "export", name);
            List<Written> written = [];
            using (Staged staged = new(folder, isTrial: desk.DryRun))
            {
                Source source = new(desk);
                switch (name)
                {
                    case "tracker": Tracker(desk, source, staged, written); break;
                    case "live": Live(desk, source, staged, written); break;
                    case "jsonl": Lines(desk, source, staged, written); break;
                    default: Ledger(desk, source, staged, written, name); break;
                }

                // What is under the book's own out/ was generated and is replaced; anything else is somebody's.
                if (!desk.DryRun) staged.Finish(desk.Args.GetValue(overwrite) || desk.Args.GetValue(into) is null);
            }

            var sheet = desk.Answer();
            sheet.Text("layout", name);
            sheet.Text("folder", Path.GetFullPath(folder));
            sheet.List("files", Files, written, "nothing to export");
            sheet.End();
            if (desk.DryRun) desk.Notes.WriteLine("dry run: nothing was written");
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }

    /// <param name="AsImported">The file is byte for byte the one that was imported.</param>
    sealed record Written(string Name, long Rows, bool AsImported);

    static readonly Columns<Written> Files = new Columns<Written>()
        .Text("file", w => w.Name)
        .Key()
        .Integer("rows", w => w.Rows)
        .Flag("asImported", w => w.AsImported);

    /// <summary>The cut of the journal that is exported.</summary>
    sealed class Source(Desk desk)
    {
        public long Through { get; } = desk.Cut.KnownBy is { } known ? desk.Journal.SequenceKnownBy(known) : desk.Journal.Head.Sequence;

        public Background Background => field ??= Of(LotMethod.Fifo);

        public DateTimeZone Zone => field ??= DateTimeZoneProviders.Tzdb.GetZoneOrNull(desk.Terms.Zone) ?? DateTimeZone.Utc;

        public Background Of(LotMethod method) => new(desk.Journal.ReadKinds(Background.Kinds, Through), method, desk.Cut.AsOf);

        /// <summary>What counts of one kind and account, in order of record.</summary>
        public IEnumerable<Posted> Facts(string kind, Func<Entry, AccountName> accountOf, AccountName account) =>
            desk.Journal.ReadKinds([kind], Through)
                .Where(p => !Background.IsReversed(p.Sequence) && (desk.Cut.AsOf is not { } last || p.Entry.Day <= last) && accountOf(p.Entry) == account);
    }

    static void Tracker(Desk desk, Source source, Staged staged, List<Written> written)
    {
        var account = desk.Account.Account;
        foreach (var day in source.Facts("recommendation", e => ((RecommendationMade)e).Recommendation.Account, account).GroupBy(p => p.Entry.Day).OrderBy(g => g.Key))
        {
            Day(desk, staged, written, $"data/recs/{day.Key}.csv", [.. day], TrackerFiles.RecommendationHeader,
                () => TrackerFiles.Recommendations(day.Select(p => ((RecommendationMade)p.Entry).Recommendation)));
        }

        List<TradeDate> days = [];
        foreach (var day in source.Facts("fill", e => ((FillRecorded)e).Fill.Account, account).GroupBy(p => p.Entry.Day).OrderBy(g => g.Key))
        {
            Day(desk, staged, written, $"data/fills/{day.Key}.csv", [.. day], TrackerFiles.FillHeader, () => TrackerFiles.Fills(day.Select(p => (FillRecorded)p.Entry), source.Zone));
            days.Add(day.Key);
        }

        var open = Open(desk, account);
        staged.Add("data/positions.csv", TrackerFiles.Positions(open));
        written.Add(new("data/positions.csv", open.Count, false));

        var review = Reviews.Of(desk, desk.Cut with { AsOf = desk.Cut.AsOf ?? desk.Today });
        foreach (var day in review.Where(r => r.Account == account).Select(r => r.Date).Distinct().Order())
        {
            var name = $"data/reports/recon_{day}.csv";
            staged.Add(name, Encoding.UTF8.GetBytes(TrackerReconciliation.Text(review, day, withNoActivity: true)));
            written.Add(new(name, review.Within(day, day).Count, false));
        }
    }

    static void Live(Desk desk, Source source, Staged staged, List<Written> written)
    {
        var account = desk.Account.Account;
        var last = desk.Cut.AsOf ?? desk.Today;
        foreach (var day in source.Facts("fill", e => ((FillRecorded)e).Fill.Account, account).GroupBy(p => p.Entry.Day).OrderBy(g => g.Key))
            Day(desk, staged, written, $"live/{day.Key}/execution_log.csv", [.. day], TrackerFiles.ExecutionLogHeader, () => TrackerFiles.ExecutionLog(day.Select(p => (FillRecorded)p.Entry), source.Zone));
        var open = Open(desk, account);
        staged.Add("live/current_positions.csv", TrackerFiles.CurrentPositions(open, last));
        written.Add(new("live/current_positions.csv", open.Count, false));
    }

    static void Day(Desk desk, Staged staged, List<Written> written, string name, IReadOnlyList<Posted> facts, string header, Func<byte[]> make)
    {
        var kept = KeptSource.Of(desk.Folder, facts, header);
        staged.Add(name, kept ?? make());
        written.Add(new(name, facts.Count, kept is not null));
    }

    static List<Position> Open(Desk desk, AccountName account) =>
        [.. Books.At(desk.Journal, desk.Cut, desk.Settings.Lots).ToBook().Open.Where(p => p.Account == account)];

    static void Lines(Desk desk, Source source, Staged staged, List<Written> written)
    {
        var count = 0L;
        staged.Add("journal.jsonl", stream =>
        {
            JsonLines lines = new(stream);
            desk.Journal.ScanStored((in StoredEntry e) =>
            {
                if (e.Sequence > source.Through) return;
                lines.Write(e.Sequence, e.Stamp, e.Line, e.Kind, e.Payload, e.Hash);
                count++;
            });
        });
        written.Add(new("journal.jsonl", count, false));
    }

    static void Ledger(Desk desk, Source source, Staged staged, List<Written> written, string layout)
    {
        // hledger keeps no lots, and beancount finds them itself, first in first out.
        var background = source.Of(LotMethod.Fifo);
        var facts = Books.Facts(desk.Journal, background, desk.Cut.AsOf, source.Through);
        Extent extent = new();
        var book = Movements.Walk(background, facts, extent.Saw);
        var last = extent.Last is { } day && day > desk.Today ? day : desk.Cut.AsOf ?? desk.Today;
        var title = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(desk.Folder.Path)}, journal entry {source.Through}");
        var name = layout == "hledger" ? "book.journal" : "book.beancount";
        var count = 0L;
        staged.Add(name, stream =>
        {
            using StreamWriter to = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
            if (layout == "hledger")
            {
                HledgerJournal file = new(to, title, extent);
                Movements.Walk(background, facts, m => Count(file.Write, m));
                file.End(book, last);
            }
            else
            {
                BeancountLedger file = new(to, title, extent, desk.Terms.Currency);
                Movements.Walk(background, facts, m => Count(file.Write, m));
                file.End(book, last);
                foreach (var entry in file.Unsayable)
                    desk.Notes.WriteLine($"warning: entry {entry} leaves shares of negative cost (a premium above the strike), which beancount does not know: bean-check will say so");
            }
        });
        written.Add(new(name, count, false));

        void Count(Action<Movement> write, Movement movement)
        {
            write(movement);
            count++;
        }
    }
}
