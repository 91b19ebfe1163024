using System.CommandLine;
using NodaTime;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using TrueUp.Recording;

namespace TrueUp.Commands;

/// <summary><c>trueup log-fill --date D ITEM…</c>: fills typed by hand, all or none.</summary>
static class LogFillCommand
{
    public static Command Build() => Named("log-fill");

    public static Command Named(string name)
    {
        Option<string?> date = new("--date") { Description = "The trade date: YYYY-MM-DD, today or yesterday", Required = true };
        Option<string?> broker = new("--broker") { Description = "The broker that filled them" };
        Option<string?> timestamp = new("--timestamp") { Description = "When they were filled, ISO 8601 (default for today: now)" };
        Argument<string[]> items = new("item") { Description = "TICKER,side,qty,price[,order_id][,note…]", Arity = ArgumentArity.OneOrMore };
        return new Command(name, "Log fills: TICKER,side,qty,price[,order_id][,note…]") { date, broker, timestamp, items }.Does(desk =>
        {
            var day = Typed.Day(desk, desk.Args.GetValue(date)!);
            var reports = Typed.Fills(desk, desk.Args.GetValue(items)!, day, desk.Args.GetValue(broker), desk.Args.GetValue(timestamp));
            var recorder = desk.Write(desk.Stamp(name), to =>
            {
                FillIntake intake = new(new Surroundings(desk, to).OfFills());
                Recorder recording = new(to) { Remarks = () => intake.Remarks.Sentences };
                foreach (var report in reports) recording.Carry(Typed.Decide(intake, report), 0, () => Typed.Row(report.Fill));
                return recording;
            });
            desk.Notes.WriteLine(recorder.Summary("fill", desk.DryRun));
            recorder.Explain(desk.Notes);
            return recorder.Held.Count > 0 ? ExitCode.Held : ExitCode.Clean;
        });
    }
}

/// <summary>What typed items have in common.</summary>
static class Typed
{
    /// <exception cref="RefusedException">TU1008: a fact is not recorded before it happens.</exception>
    public static TradeDate Day(Desk desk, string text)
    {
        var day = desk.Day(text, "--date");
        return day <= desk.Today ? day : throw new RefusedException(Codes.FutureDate, new("--date"), $"{day} is after today, {desk.Today}");
    }

    public static FillReport[] Fills(Desk desk, IReadOnlyList<string> items, TradeDate day, string? broker, string? timestamp)
    {
        var account = desk.Account;
        Rejections refused = new();
        Remarks remarks = new();
        FillStyle style = new()
        {
            Account = account.Account,
            Currency = account.Currency,
            // The zone is looked up only where a local time has to be read in it: loading the zone rules costs as much as the whole command.
            Moments = new(timestamp is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(desk.Terms.Zone)),
            Day = day,
            Today = desk.Today,
            Broker = broker ?? account.Broker,
        };
        var reports = Items.Fills(items, style, timestamp, remarks, refused);
        refused.ThrowIfAny();
        foreach (var sentence in remarks.Sentences) desk.Notes.WriteLine($"note: {sentence}");
        // Today's fill without a time happened about now; any other day's happened some time that day.
        var now = timestamp is null && day == desk.Today ? desk.Now - Duration.FromTicks(desk.Now.ToUnixTimeTicks() % NodaConstants.TicksPerSecond) : (Instant?)null;
        for (var i = 0; i < reports.Length; i++)
            reports[i] = reports[i] with { Fill = reports[i].Fill with { ExecutedAt = reports[i].Fill.ExecutedAt ?? now }, Detail = reports[i].Detail with { ByHand = true } };
        return reports;
    }

    public static Landing Decide(FillIntake intake, in FillReport report)
    {
        // A report that changes an earlier fill is about that fill: its own id names only the change.
        var detail = report.RefersTo is { } changed ? report.Detail with { ExecutionId = changed } : report.Detail;
        if (report.Status == ReportStatus.Correct) detail = detail with { Correction = Math.Max(1, detail.Correction) };
        FillRecorded entry = new(report.Fill, detail) { Day = report.Fill.TradeDate, At = report.Fill.ExecutedAt };
        return report.Status is ReportStatus.Cancel or ReportStatus.Bust ? intake.Withdraw(entry, report.Doubt) : intake.Decide(entry, report.Marks, report.Doubt);
    }

    public static string Row(in Fill fill) => $"{fill.Symbol},{fill.Side.Word},{fill.Quantity},{fill.Price}";
}
