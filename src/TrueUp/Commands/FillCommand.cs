using System.CommandLine;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup fill add|import|list|log</c>.</summary>
static class FillCommand
{
    public static Command Build()
    {
        Command fill = new("fill", "Fills: add, import, list, log with prompts");
        fill.Add(LogFillCommand.Named("add"));
        fill.Add(ImportCommands.Fills());
        fill.Add(List());
        fill.Add(FillLogCommand.Build());
        return fill;
    }

    static readonly Columns<Posted> Columns = new Columns<Posted>()
        .Integer("sequence", p => p.Sequence)
        .Date("date", p => p.Entry.Day)
        .Key()
        .Moment("at", p => p.Entry.At)
        .Text("account", p => Of(p).Fill.Account.Name)
        .Text("symbol", p => Of(p).Fill.Symbol.Name)
        .Text("side", p => Of(p).Fill.Side.Word)
        .Number("quantity", p => Of(p).Fill.Quantity.Value)
        .Number("price", p => Of(p).Fill.Price.PerUnit)
        .Number("fee", p => Of(p).Fill.Fee)
        .Text("executionId", p => Of(p).Detail.ExecutionId)
        .Text("orderId", p => Of(p).Detail.OrderId)
        .Text("broker", p => Of(p).Detail.Broker)
        .Text("note", p => Of(p).Detail.Note)
        .Text("source", p => p.Stamp.Source is { } source ? $"{source}:{p.Line}" : p.Stamp.Actor);

    static FillRecorded Of(Posted posted) => (FillRecorded)posted.Entry;

    static Command List()
    {
        Option<string?> date = new("--date") { Description = "One day" };
        Option<string?> from = new("--from") { Description = "First day" };
        Option<string?> to = new("--to") { Description = "Last day" };
        Option<bool> all = new("--all") { Description = "Reversed ones too" };
        return new Command("list", "List fills") { date, from, to, all, Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var (first, last) = Range.Of(desk, date, from, to);
            var fills = Listed.Of(desk, ["fill"], first, last, desk.Args.GetValue(all));
            var sheet = desk.Answer();
            sheet.List("fills", Columns, fills, "no fills");
            sheet.End();
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }
}
