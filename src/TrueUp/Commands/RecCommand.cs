using System.CommandLine;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup rec add|import|list|withdraw</c>.</summary>
static class RecCommand
{
    public static Command Build()
    {
        Command rec = new("rec", "Recommendations: add, import, list, withdraw");
        rec.Add(LogRecCommand.Named("add"));
        rec.Add(ImportCommands.Recommendations());
        rec.Add(List());
        rec.Add(Withdraw());
        return rec;
    }

    static readonly Columns<(long Sequence, Recommendation Made, string? Withdrawn)> Columns = new Columns<(long Sequence, Recommendation Made, string? Withdrawn)>()
        .Text("id", r => r.Made.Id)
        .Date("date", r => r.Made.EffectiveOn)
        .Key()
        .Text("account", r => r.Made.Account.Name)
        .Text("symbol", r => r.Made.Symbol.Name)
        .Text("side", r => r.Made.Side.Word)
        .Number("limitPrice", r => r.Made.Limit?.PerUnit)
        .Number("referencePrice", r => r.Made.Reference?.PerUnit)
        .Number("targetQuantity", r => r.Made.Target.Value)
        .Number("stopPrice", r => r.Made.Stop?.PerUnit)
        .Date("validThrough", r => r.Made.ValidThrough)
        .Text("withdrawn", r => r.Withdrawn)
        .Text("note", r => r.Made.Note)
        .Integer("sequence", r => r.Sequence);

    static Command List()
    {
        Option<string?> date = new("--date") { Description = "One day" };
        Option<string?> from = new("--from") { Description = "First day" };
        Option<string?> to = new("--to") { Description = "Last day" };
        return new Command("list", "List recommendations") { date, from, to, Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var (first, last) = Range.Of(desk, date, from, to);
            var cut = desk.Cut;
            var through = Listed.Through(desk, cut);
            if (cut.AsOf is { } asOf && (last is not { } end || end > asOf)) last = asOf;
            var withdrawn = Listed.Of(desk, ["withdrawal"], null, null, all: false).Select(p => (RecommendationWithdrawn)p.Entry)
                .GroupBy(w => w.Id).ToDictionary(g => g.Key, g => g.First().Reason, StringComparer.Ordinal);
            Ledger.Positions.Background background = new(desk.Journal.ReadKinds(["reversal"], through), desk.Settings.Lots, null);
            List<(long, Recommendation, string?)> rows = [];
            desk.Journal.ScanRecommendations(new(through, first, last), (sequence, made) =>
            {
                if (background.IsReversed(sequence) || (desk.AccountFilter is { } only && made.Account != only)) return;
                rows.Add((sequence, made, withdrawn.GetValueOrDefault(made.Id)));
            });
            var sheet = desk.Answer();
            sheet.List("recommendations", Columns, rows, "no recommendations");
            sheet.End();
            return ExitCode.Clean;
        });
    }

    static Command Withdraw()
    {
        Argument<string> id = new("id") { Description = "The recommendation's id: trueup rec list" };
        Option<string> reason = new("--reason") { Description = "Why", Required = true };
        return new Command("withdraw", "Take a recommendation back; fills before it still count") { id, reason }.Does(desk =>
        {
            var wanted = desk.Args.GetValue(id)!;
            List<string> ids = [];
            desk.Journal.ScanRecommendations(new(long.MaxValue), (_, made) => ids.Add(made.Id));
            var matches = ids.Where(i => i == wanted).ToList();
            if (matches.Count == 0) matches = [.. ids.Where(i => i.StartsWith(wanted, StringComparison.Ordinal))];
            if (matches.Count != 1)
            {
                var alike = ids.OrderByDescending(i => i.Zip(wanted).TakeWhile(c => c.First == c.Second).Count()).ThenBy(i => i, StringComparer.Ordinal);
                var near = (matches.Count > 1 ? matches : [.. alike]).Take(3);
                throw new RefusedException(Codes.NoSuchRecommendation, new("id"), matches.Count > 1 ? $"\"{wanted}\" is the beginning of {matches.Count} ids" : $"\"{wanted}\" is not a recommendation of this book", $"the nearest are {string.Join(", ", near)}");
            }

            var why = desk.Args.GetValue(reason)!;
            if (string.IsNullOrWhiteSpace(why)) throw new RefusedException(Codes.Usage, new("--reason"), "the reason is empty");
            RecommendationWithdrawn entry = new(matches[0], why) { Day = desk.Today, At = desk.Now };
            var already = desk.Journal.ReadKinds(["withdrawal"], long.MaxValue).FirstOrDefault(p => ((RecommendationWithdrawn)p.Entry).Id == matches[0]);
            if (already is not null)
            {
                desk.Notes.WriteLine($"{matches[0]} was already withdrawn (entry {already.Sequence})");
                return ExitCode.Clean;
            }

            var sequence = desk.Write(desk.Stamp("rec withdraw"), to => to.Append(entry));
            desk.Notes.WriteLine(desk.DryRun ? $"{matches[0]} would be withdrawn" : $"{matches[0]} withdrawn (entry {sequence})");
            return ExitCode.Clean;
        });
    }
}
