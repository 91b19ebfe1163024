using Xunit;
using System.Text;
using NodaTime;
using NodaTime.Text;
using TrueUp.Edges.Settings;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Statements;

/// <summary>Files as text, and what reading them says, as text.</summary>
static class Given
{
    public static readonly ReadAs How = new()
    {
        Account = new("main"),
        Currency = Currency.Usd,
        Zone = DateTimeZoneProviders.Tzdb["America/New_York"],
        Today = TradeDate.Of(2026, 6, 30),
    };

    public static TextFile File(string text, string name = "fills.csv") => TextFile.Of(Encoding.UTF8.GetBytes(text), name);

    public static ReadAs Profiled(string yaml, string name = "mine") => How with { Profile = Profiles.Read(name, yaml) };

    public static StatementFile<FillReport> Fills(string text, ReadAs? how = null) => FillFile.Check(File(text), how ?? How);

    public static StatementFile<RecommendationReport> Recommendations(string text, ReadAs? how = null) => RecommendationFile.Check(File(text, "recs.csv"), how ?? How);

    public static StatementFile<CashReport> Cash(string text, ReadAs? how = null) => CashFile.Check(File(text, "cash.csv"), how ?? How);

    public static StatementFile<ActionReport> Actions(string text, ReadAs? how = null) => ActionFile.Check(File(text, "actions.csv"), how ?? How);

    public static List<TReport> Rows<TReport>(this StatementFile<TReport> file)
    {
        List<TReport> reports = [];
        using var rows = file.Open();
        while (rows.Read(out var report)) reports.Add(report);
        Assert.Equal(file.Checked.Rows, reports.Count);
        return reports;
    }

    /// <summary>Codes and places of what was refused: <c>TU1114 2</c>, one a line.</summary>
    public static string Refusals<TReport>(this StatementFile<TReport> file) =>
        string.Join("\n", file.Checked.Refused.Select(r => $"{r.Code} {r.Place.ToString().Split(':', 2) switch { [_, var at] => at, _ => "0" }}"));

    public static string Notes<TReport>(this StatementFile<TReport> file) => string.Join("\n", file.Checked.Notes);

    public static string Text(FillReport r)
    {
        StringBuilder text = new($"{r.Fill.TradeDate} {r.Fill.Side.Word} {r.Fill.Quantity} {r.Fill.Symbol} @ {r.Fill.Price}");
        Add("fee", r.Fill.Fee == 0 ? null : $"{Digits.Text(r.Fill.Fee)} {r.Fill.FeeCurrency}");
        Add("at", r.Fill.ExecutedAt is { } at ? InstantPattern.ExtendedIso.Format(at) : null);
        Add("account", r.Fill.Account.Name == "main" ? null : r.Fill.Account.Name);
        Add("status", r.Status == ReportStatus.New ? null : r.Status.ToString());
        Add("refers-to", r.RefersTo);
        Add("id", r.Detail.ExecutionId);
        Add("correction", r.Detail.Correction == 0 ? null : r.Detail.Correction.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("order", r.Detail.OrderId);
        Add("broker", r.Detail.Broker);
        Add("settles", r.Detail.SettlesOn?.ToString());
        Add("quoted-in", r.QuotedIn);
        Add("multiplier", r.Multiplier is { } m ? Digits.Text(m) : null);
        Add("marks", r.Marks);
        Add("note", r.Detail.Note?.ReplaceLineEndings("\\n"));
        Add("held", r.Doubt?.Code.Id);
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null) text.Append($" {name}={value}");
        }
    }

    public static string Text(RecommendationReport report)
    {
        var r = report.Recommendation;
        StringBuilder text = new($"{r.EffectiveOn} {r.Side.Word} {r.Target} {r.Symbol}");
        Add("limit", r.Limit?.ToString());
        Add("reference", r.Reference?.ToString());
        Add("stop", r.Stop?.ToString());
        Add("through", r.ValidThrough?.ToString());
        Add("advised", report.AdvisedOn?.ToString());
        Add("account", r.Account.Name == "main" ? null : r.Account.Name);
        Add("id", r.Id.Length == 0 ? null : r.Id);
        Add("from", r.From);
        Add("note", r.Note?.ReplaceLineEndings("\\n"));
        Add("held", report.Doubt?.Code.Id);
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null) text.Append($" {name}={value}");
        }
    }

    public static string Text(CashReport report)
    {
        var c = report.Entry;
        StringBuilder text = new($"{c.Day} {c.Kind} {c.Amount}");
        if (c.Counter is { } counter) text.Append($" for {counter}");
        if (c.Symbol is { } symbol) text.Append($" of {symbol}");
        if (c.At is { } at) text.Append($" at {InstantPattern.ExtendedIso.Format(at)}");
        if (report.Id is { } id) text.Append($" id={id}");
        if (c.Note is { } note) text.Append($" note={note}");
        if (report.Doubt is { } doubt) text.Append($" held={doubt.Code}");
        return text.ToString();
    }

    public static string Text(ActionReport report) => report.Entry switch
    {
        CorporateActionRecorded e => $"{e.Day} {e.Action}{(e.Account is { } account ? $" account={account}" : "")}",
        OptionEventRecorded e => $"{e.Day} {e.Event} account={e.Account}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
