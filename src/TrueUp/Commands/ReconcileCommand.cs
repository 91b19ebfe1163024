using System.CommandLine;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup reconcile</c>: what was meant against what happened.</summary>
static class ReconcileCommand
{
    public static Command Build()
    {
        Option<string?> date = new("--date") { Description = "One day" };
        Option<string?> from = new("--from") { Description = "First day" };
        Option<string?> to = new("--to") { Description = "Last day" };
        return new Command("reconcile", "Recommendations against fills") { date, from, to, Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var (first, last) = Range.Of(desk, date, from, to);
            var cut = desk.Cut;
            var asOf = cut.AsOf ?? (last is { } end && end < desk.Today ? end : desk.Today);
            var review = Reviews.Of(desk, cut with { AsOf = asOf }).Within(first, last);
            var sheet = desk.Answer(asOf);
            sheet.List("rows", Rows, review, "nothing was recommended and nothing was filled");
            Totals(sheet, review.Totals);
            sheet.End();
            desk.NoteHeld();
            var totals = review.Totals;
            if (totals.OutsideLimit > 0) desk.Notes.WriteLine($"warning: {Recording.Recorder.Plural(totals.OutsideLimit, "row")} with a fill outside its limit, which a limit order cannot have done");
            return totals[ReviewStatus.Missed] + totals[ReviewStatus.Unplanned] + totals[ReviewStatus.Partial]
                + totals[ReviewStatus.Overfilled] + totals[ReviewStatus.Expired] + totals.OutsideLimit > 0
                ? ExitCode.Findings
                : ExitCode.Clean;
        });
    }

    static readonly Columns<ReviewRow> Rows = new Columns<ReviewRow>()
        .Text("recommendation", r => r.Recommendation)
        .Date("date", r => r.Date)
        .Text("symbol", r => r.Symbol.Name)
        .Key()
        .Text("side", r => r.Side.Word)
        .Amount("limitPrice", r => r.LimitPrice?.PerUnit, 4)
        .Amount("referencePrice", r => r.ReferencePrice?.PerUnit, 4)
        .Number("targetQuantity", r => r.TargetQuantity)
        .Number("filledQuantity", r => r.FilledQuantity)
        .Amount("averageFillPrice", r => r.AverageFillPrice?.PerUnit, 4)
        .Amount("slippageBps", r => r.SlippageBps)
        .Amount("slippageMoney", r => r.SlippageMoney)
        .Amount("opportunityCost", r => r.OpportunityCost)
        .Amount("fees", r => r.Fees)
        .Amount("shortfall", r => r.Shortfall)
        .Text("status", r => r.Status.Word)
        .Words("marks", r => r.Marks == ReviewMarks.None ? [] : [.. r.Marks.Words])
        .Integers("fills", r => r.Fills.Sequences)
        .Text("note", r => r.Note);

    static void Totals(Sheet sheet, ReviewTotals totals)
    {
        sheet.Open("totals");
        sheet.Integer("recommended", totals.Recommended);
        foreach (var status in Enum.GetValues<ReviewStatus>()) sheet.Integer(status.Word, totals[status]);
        sheet.Percent("fillRate", totals.FillRate);
        sheet.Amount("slippageMoney", totals.SlippageMoney);
        sheet.Amount("slippageBps", totals.SlippageBps);
        sheet.Amount("meanSlippageBps", totals.MeanSlippageBps);
        sheet.Amount("fees", totals.Fees);
        sheet.Amount("opportunityCost", totals.OpportunityCost);
        sheet.Amount("shortfall", totals.Shortfall);
        sheet.Text("currency", totals.Currency.Code);
        sheet.Integer("outsideLimit", totals.OutsideLimit);
        sheet.Integer("notMeasured", totals.NotMeasured);
        sheet.Close();
    }
}

/// <summary>A range of days as options give it: one day, or from and to, each open where it is not given.</summary>
static class Range
{
    public static (TradeDate? From, TradeDate? To) Of(Desk desk, Option<string?>? date, Option<string?> from, Option<string?> to)
    {
        if (date is not null && desk.Args.GetValue(date) is { } day)
        {
            var only = desk.Day(day, "--date");
            return (only, only);
        }

        TradeDate? first = desk.Args.GetValue(from) is { } start ? desk.Day(start, "--from") : null;
        TradeDate? last = desk.Args.GetValue(to) is { } end ? desk.Day(end, "--to") : null;
        return first > last ? throw new RefusedException(Codes.FromAfterTo, new("--from"), $"{first} is after {last}") : (first, last);
    }
}
