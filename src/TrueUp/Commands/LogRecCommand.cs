using System.CommandLine;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using TrueUp.Recording;

namespace TrueUp.Commands;

/// <summary><c>trueup log-rec --date D ITEM…</c>: recommendations typed by hand, all or none.</summary>
static class LogRecCommand
{
    public static Command Build() => Named("log-rec");

    public static Command Named(string name)
    {
        Option<string?> date = new("--date") { Description = "The day they are for: YYYY-MM-DD, today or yesterday", Required = true };
        Option<string?> through = new("--valid-through") { Description = "The last day they are good for (default: that day alone)" };
        Argument<string[]> items = new("item") { Description = "TICKER,action,limit,shares[,note…]", Arity = ArgumentArity.OneOrMore };
        return new Command(name, "Log recommendations: TICKER,action,limit,shares[,note…]") { date, through, items }.Does(desk =>
        {
            var account = desk.Account;
            Rejections refused = new();
            Remarks remarks = new();
            var day = desk.Day(desk.Args.GetValue(date)!, "--date");
            var last = desk.Args.GetValue(through) is { } text ? desk.Day(text, "--valid-through") : (TradeDate?)null;
            if (last < day) throw new RefusedException(Codes.ValidityBeforeStart, new("--valid-through"), $"{last} is before {day}");
            var reports = Items.Recommendations(
                desk.Args.GetValue(items)!, new RecommendationStyle { Account = account.Account, Currency = account.Currency, Day = day }, remarks, refused);
            refused.ThrowIfAny();
            if (last is not null) reports = [.. reports.Select(r => r with { Recommendation = r.Recommendation with { ValidThrough = last } })];
            foreach (var sentence in remarks.Sentences) desk.Notes.WriteLine($"note: {sentence}");
            var recorder = desk.Write(desk.Stamp(name), to =>
            {
                RecommendationIntake intake = new(new Surroundings(desk, to).OfRecommendations());
                Recorder recording = new(to) { Remarks = () => intake.Remarks };
                foreach (var report in reports)
                {
                    var landing = Decide(desk, intake, report);
                    recording.Carry(landing, 0, () => Row(report));
                }

                return recording;
            });
            desk.Notes.WriteLine(recorder.Summary("recommendation", desk.DryRun));
            recorder.Explain(desk.Notes);
            return recorder.Held.Count > 0 ? ExitCode.Held : ExitCode.Clean;
        });
    }

    public static Landing Decide(Desk desk, RecommendationIntake intake, RecommendationReport report)
    {
        // Made now, whatever day it is for: a recommendation written down after its fill must be recognizable as such.
        RecommendationMade entry = new(report.Recommendation) { Day = report.Recommendation.EffectiveOn, At = report.Recommendation.EffectiveOn == desk.Today ? desk.Now : null };
        return intake.Decide(entry, report.Place, report.Doubt);
    }

    public static string Row(RecommendationReport report)
    {
        var r = report.Recommendation;
        return $"{r.Symbol},{r.Side.Word},{r.Limit},{r.Target}";
    }
}
