using System.CommandLine;
using NodaTime;
using TrueUp.Edges.Settings;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Text;
using Symbol = TrueUp.Ledger.Values.Symbol;

namespace TrueUp.Commands;

/// <summary><c>trueup check FILE</c>: is our book the other party's book?</summary>
static class CheckCommand
{
    public static Command Build()
    {
        Argument<string> file = new("file") { Description = "Their record: positions, cash and equity by day, or - for standard input" };
        Option<string?> profile = new("--profile") { Description = "microcap-experiment, or a mapping profile of the book" };
        Option<string?> date = new("--date") { Description = "The day of rows that carry none" };
        Option<string?> encoding = new("--encoding") { Description = "The text encoding, where it is not UTF-8" };
        return new Command("check", "The book against somebody else's record of it: lists where they disagree") { file, profile, date, encoding, Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var path = desk.Args.GetRequiredValue(file);
            var source = path == "-" ? TextFile.Of(Sources.StandardInput(), "stdin") : TextFile.At(path);
            var (claims, _, notes) = ClaimsFile.Read(source, new()
            {
                Account = desk.AccountFilter,
                Currency = desk.Terms.Currency,
                Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(desk.Terms.Zone) ?? DateTimeZone.Utc,
                Day = desk.Args.GetValue(date) is { } day ? desk.Day(day, "--date") : null,
                Encoding = desk.Args.GetValue(encoding),
                Profile = desk.Args.GetValue(profile) is { } name ? Profiles.Find(desk.Folder.Profiles, name) : null,
            });
            var aliases = Surroundings.AliasesOf(desk);
            claims = claims.Named(aliases.Of);
            foreach (var note in notes) desk.Notes.WriteLine($"note: {note}");

            var result = Of(desk, desk.Cut, claims);
            var sheet = desk.Answer();
            sheet.List("breaks", Breaks, result.Breaks, "no breaks: the book and their record agree");
            sheet.Integer("claims", result.Claims);
            sheet.Integer("matched", result.Matched);
            sheet.Integer("notCompared", result.NotCompared);
            sheet.End();
            desk.NoteHeld();
            return result.Breaks.Count == 0 ? ExitCode.Clean : ExitCode.Findings;
        });
    }

    static CheckResult Of(Desk desk, Cut cut, Claims claims)
    {
        Facts facts = new(desk, cut);
        var fills = facts.Fills();
        var days = claims.Days.Concat(claims.Gains.Select(g => g.Day)).Distinct().Order().ToList();
        var book = DailyBook.Of(facts.Background, fills, [.. days.Select(d => d.Number)], desk.AccountFilter);
        HashSet<Symbol> symbols = [.. book.Lines.Select(l => l.Instrument.Symbol), .. facts.Received(), .. claims.Positions.Select(p => p.Symbol)];
        var held = Held.Waiting(desk.Journal).Where(p => p.Entry is RowHeld { Proposed: FillRecorded })
            .Select(p => (p.Sequence, ((RowHeld)p.Entry).Why, ((FillRecorded)((RowHeld)p.Entry).Proposed).Fill)).ToList();
        return BookCheck.Against(claims, new(facts.Background, fills, desk.Calendar, desk.Terms.Currency, desk.AccountFilter)
        {
            Prices = facts.Prices(book, days[0], days[^1]),
            Tape = facts.Tape(symbols, days[0], days[^1]),
            Rates = facts.Rates(),
            Held = held,
            Review = Reviews.Of(desk, cut with { AsOf = cut.AsOf ?? desk.Today }),
        });
    }

    internal static readonly Columns<Break> Breaks = new Columns<Break>()
        .Text("id", b => b.Id)
        .Key()
        .Text("kind", b => b.Kind.Text)
        .Text("symbol", b => b.Symbol?.Name)
        .Text("currency", b => b.Currency?.Code)
        .Date("date", b => b.Day)
        .Number("ours", b => b.Ours)
        .Number("theirs", b => b.Theirs)
        .Number("difference", b => b.Difference)
        .Number("unexplained", b => b.Unexplained)
        .Date("firstSeen", b => b.Day)
        .Date("lastSeen", b => b.LastSeen)
        .Integer("days", b => b.Days)
        .Text("likelyCause", b => b.Cause.Text)
        .Text("evidence", b => b.Evidence);
}
