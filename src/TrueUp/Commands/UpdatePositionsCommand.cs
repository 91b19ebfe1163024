using System.CommandLine;
using TrueUp.Ledger.Views;
using TrueUp.Reading;
using TrueUp.Recording;

namespace TrueUp.Commands;

/// <summary>
/// <c>trueup update-positions</c>, kept for habit: positions are computed from the journal and never updated. Shows them and writes <c>out/positions.csv</c> as the
/// trackers had it.
/// </summary>
static class UpdatePositionsCommand
{
    public static Command Build()
    {
        Option<string?> date = new("--date") { Description = "The day: YYYY-MM-DD, today or yesterday (default: today)" };
        return new Command("update-positions", "Show positions and write out/positions.csv; the book needs no updating") { date, Options.KnownBy }.Does(desk =>
        {
            var day = desk.Args.GetValue(date) is { } text ? Typed.Day(desk, text) : desk.Today;
            var book = Books.At(desk.Journal, desk.Cut with { AsOf = day }, desk.Settings.Lots).ToBook();
            var open = book.Open.Where(p => desk.AccountFilter is not { } only || p.Account == only).ToList();
            Outputs outputs = new(desk);
            var path = outputs.In("positions.csv");
            outputs.Write(path, TrackerPositions.Text(open));

            var sheet = desk.Answer(day);
            sheet.List("positions", PositionsCommand.Columns, Valuation.Of(desk, desk.Cut, open, day), "no open positions");
            sheet.End();
            desk.Notes.WriteLine($"{(desk.DryRun ? "dry run: not written: " : "wrote ")}{path}; positions are computed from the fills, so nothing in the book had to change");
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }
}
