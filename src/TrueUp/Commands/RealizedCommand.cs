using System.CommandLine;
using TrueUp.Edges.Settings;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup realized</c>: closed lots and what they brought.</summary>
static class RealizedCommand
{
    public static Command Build()
    {
        Option<string?> from = new("--from") { Description = "First closing day" };
        Option<string?> to = new("--to") { Description = "Last closing day" };
        Option<string?> method = new("--method") { Description = "fifo, lifo, highest, average or specific (default: the book's)" };
        return new Command("realized", "Closed lots and their gains") { from, to, method, Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var (first, last) = Range.Of(desk, null, from, to);
            var how = desk.Args.GetValue(method) is { } word
                ? BookSettings.Method(word) ?? throw new RefusedException(Codes.Usage, new("--method"), $"\"{word}\" is not a lot method", "fifo, lifo, highest, average or specific")
                : desk.Settings.Lots;
            var cut = desk.Cut;
            if (last is { } end && (cut.AsOf is not { } asOf || end < asOf)) cut = cut with { AsOf = end };
            List<Disposal> disposals = [];
            Books.At(desk.Journal, cut, how, disposals.Add);
            if (first is { } start) disposals.RemoveAll(d => d.ClosedOn < start);
            if (desk.AccountFilter is { } only) disposals.RemoveAll(d => d.Account != only);
            disposals.Sort((a, b) => (a.ClosedOn, a.Symbol, a.ClosedBy, a.OpenedOn, a.OpenedBy).CompareTo((b.ClosedOn, b.Symbol, b.ClosedBy, b.OpenedOn, b.OpenedBy)));

            var sheet = desk.Answer();
            sheet.List("disposals", Disposals, disposals, "nothing was closed");
            var totals = disposals.GroupBy(d => (d.Symbol, d.Currency)).OrderBy(g => g.Key.Symbol)
                .Select(g => new Total(g.Key.Symbol.Name, g.Key.Currency.Code, g.Sum(d => d.PriceGain), g.Sum(d => d.Fees), g.Sum(d => d.Gain))).ToList();
            sheet.List("totals", Totals, totals);
            sheet.List("total", InAll, totals.GroupBy(t => t.Currency).Select(g => new Total("", g.Key, g.Sum(t => t.PriceGain), g.Sum(t => t.Fees), g.Sum(t => t.Gain))), "0.00");
            sheet.Text("method", Word(how));
            sheet.End();
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }

    static readonly Columns<Disposal> Disposals = new Columns<Disposal>()
        .Text("symbol", d => d.Symbol.Name)
        .Key()
        .Number("units", d => d.Short ? -d.Quantity.Value : d.Quantity.Value)
        .Date("openedOn", d => d.OpenedOn)
        .Date("closedOn", d => d.ClosedOn)
        .Amount("grossProceeds", d => d.GrossProceeds)
        .Amount("grossCost", d => d.GrossCost)
        .Amount("priceGain", d => d.PriceGain)
        .Amount("fees", d => d.Fees)
        .Amount("gain", d => d.Gain)
        .Text("currency", d => d.Currency.Code)
        .Text("account", d => d.Account.Name)
        .Integer("openedBy", d => d.OpenedBy)
        .Integer("closedBy", d => d.ClosedBy);

    sealed record Total(string Symbol, string Currency, decimal PriceGain, decimal Fees, decimal Gain);

    static readonly Columns<Total> Totals = new Columns<Total>()
        .Text("symbol", t => t.Symbol)
        .Key()
        .Amount("priceGain", t => t.PriceGain)
        .Amount("fees", t => t.Fees)
        .Amount("gain", t => t.Gain)
        .Text("currency", t => t.Currency);

    static readonly Columns<Total> InAll = new Columns<Total>()
        .Text("currency", t => t.Currency)
        .Key()
        .Amount("priceGain", t => t.PriceGain)
        .Amount("fees", t => t.Fees)
        .Amount("gain", t => t.Gain);

    static string Word(LotMethod method) => method switch
    {
        LotMethod.Fifo => "fifo",
        LotMethod.Lifo => "lifo",
        LotMethod.HighestCost => "highest",
        LotMethod.AverageCost => "average",
        LotMethod.Specific => "specific",
        _ => throw new System.Diagnostics.UnreachableException($"no word for {method}"),
    };
}
