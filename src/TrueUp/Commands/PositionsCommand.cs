using System.CommandLine;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup positions</c>: what is held, with cost and mark.</summary>
static class PositionsCommand
{
    public static Command Build()
    {
        Option<bool> lots = new("--lots") { Description = "Show the lots of each position" };
        Option<bool> rebuild = new("--rebuild") { Description = "Fold every entry again instead of starting from a saved state" };
        return new Command("positions", "What is held") { Options.AsOf, Options.KnownBy, lots, rebuild }.Does(desk =>
        {
            var cut = desk.Cut;
            var book = Books.At(desk.Journal, cut, desk.Settings.Lots, fresh: desk.Args.GetValue(rebuild)).ToBook();
            var open = book.Open.Where(p => desk.AccountFilter is not { } only || p.Account == only).ToList();
            var rows = Valuation.Of(desk, cut, open, cut.AsOf ?? desk.Today);
            var sheet = desk.Answer();
            sheet.List("positions", desk.Args.GetValue(lots) ? Columns.Rows("lots", Lots, p => p.Position.Lots) : Columns, rows, "no open positions");
            sheet.End();
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }

    internal static readonly Columns<ValuedPosition> Columns = new Columns<ValuedPosition>()
        .Text("account", p => p.Position.Account.Name)
        .Text("symbol", p => p.Position.Symbol.Name)
        .Key()
        .Text("kind", p => p.Position.Instrument.Kind)
        .Text("currency", p => p.Position.Instrument.Currency.Code)
        .Number("units", p => p.Position.Units.Value)
        .Amount("averageCost", p => p.AverageCost, 4)
        .Amount("grossCost", p => p.Position.GrossCost)
        .Amount("fees", p => p.Position.Fees)
        .Amount("costBasis", p => p.CostBasis)
        .Amount("mark", p => p.Mark?.Price.PerUnit, 4)
        .Date("markDate", p => p.Mark?.Day)
        .Flag("markIsStale", p => p.Mark?.IsStale)
        .Amount("marketValue", p => p.MarketValue)
        .Amount("unrealized", p => p.Unrealized)
        .Percent("weight", p => p.Weight);

    static readonly Columns<Lot> Lots = new Columns<Lot>()
        .Date("openedOn", l => l.OpenedOn)
        .Key()
        .Number("units", l => l.Units.Value)
        .Amount("price", l => Math.Abs(l.UnitCost), 4)
        .Amount("fees", l => l.Fees)
        .Amount("costBasis", l => l.GrossCost + l.Fees)
        .Integer("source", l => l.Source);
}
