using System.CommandLine;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Html;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary>
/// <c>trueup daily</c>: reconcile, positions, equity, chart and one page of a day. Reads only; running it again writes the same files.
/// On a day without a session or without fills it says so, and that is no failure.
/// </summary>
static class DailyCommand
{
    public static Command Build()
    {
        Option<string?> date = new("--date") { Description = "The day (default: today)" };
        return new Command("daily", "Reconcile, positions, equity, chart and one page of a day") { date, Options.KnownBy }.Does(desk =>
        {
            var day = desk.Day(desk.Args.GetValue(date) ?? "today", "--date");
            if (day > desk.Today) throw new RefusedException(Codes.DateFuture, new("--date"), $"{day} is after {desk.Today}, the market's today", "a day is read when it has come");

            var read = Days.Of(desk, day, desk.Settings.Benchmarks);
            var (view, review) = (read.View, read.Review);
            Outputs outputs = new(desk);
            // A file without rows would say that there was something to reconcile.
            if (review.Count > 0) outputs.Write(outputs.In($"recon_{day}.csv"), TrackerReconciliation.Text(review, day));
            else outputs.Remove(outputs.In($"recon_{day}.csv"));
            outputs.Write(outputs.In("positions.csv"), TrackerPositions.Text(read.Open));
            outputs.WriteCsv(outputs.In("equity.csv"), sheet => sheet.List("points", EquityCommand.Beside(EquityCommand.Points(0), read.Measured.Benchmarks), EquityCommand.Rows(read.Measured)));
            if (view.Curve is { } curve) outputs.WriteChart(curve, outputs.In(ChartCommand.Name));
            outputs.Write(outputs.In($"daily_{day}.html"), Pages.Day(view));

            var sheet = desk.Answer(day);
            sheet.Date("day", day);
            sheet.Flag("session", view.WhyClosed is null);
            sheet.Integer("fills", read.Fills);
            Said(desk, view, read);
            sheet.Amount("equity", view.Equity?.Equity);
            sheet.Date("equityDate", view.Equity?.Day);
            sheet.Percent("return", Rounded(view.Equity?.Return));
            sheet.Percent("drawdown", Rounded(view.Equity?.Drawdown));
            sheet.List("concerns", Concerns, view.Concerns, "nothing to look at");
            sheet.List("files", ChartCommand.Files, outputs.Written);
            sheet.End();
            foreach (var note in read.Measured.Notes) desk.Notes.WriteLine($"note: {note}");
            // A day on which nothing could happen, or nothing did, is a good day for a schedule.
            return read.Fills == 0 || view.WhyClosed is not null || !view.Concerns.Any(c => c.Kind is DayConcernKind.ImpossibleFill or DayConcernKind.Execution)
                ? ExitCode.Clean
                : ExitCode.Findings;
        });
    }

    static readonly Columns<DayConcern> Concerns = new Columns<DayConcern>()
        .Text("kind", c => Word(c.Kind))
        .Text("what", c => c.What)
        .Text("do", c => c.Do);

    static void Said(Desk desk, DayView view, ReadDay read)
    {
        if (view.WhyClosed is { } closed) desk.Notes.WriteLine($"{view.Calendar} had no session on {view.Day} ({closed}): nothing to reconcile");
        if (read.Fills == 0) desk.Notes.WriteLine($"no fills on {view.Day}");
        if (view.Equity is not { } equity) desk.Notes.WriteLine("no equity curve yet: nothing was ever bought, sold or paid in");
        else if (equity.Day != view.Day && view.WhyClosed is null) desk.Notes.WriteLine($"the session of {view.Day} has not ended, or has no prices yet: equity is of {equity.Day}");
    }

    static string Word(DayConcernKind kind) => kind switch
    {
        DayConcernKind.ImpossibleFill => "impossible fill",
        DayConcernKind.HeldRows => "held rows",
        DayConcernKind.Break => "break",
        DayConcernKind.Execution => "execution",
        DayConcernKind.StaleMark => "stale mark",
        DayConcernKind.Other => "other",
        _ => throw new System.Diagnostics.UnreachableException($"no word for {kind}"),
    };

    static decimal? Rounded(decimal? ratio) => ratio is { } some ? Digits.Normal(Math.Round(some, 12)) : null;
}
