using System.CommandLine;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Text;
using Symbol = TrueUp.Ledger.Values.Symbol;

namespace TrueUp.Commands;

/// <summary><c>trueup equity</c>: what the book was worth at the end of every session, and what the money in it earned.</summary>
static class EquityCommand
{
    public static Command Build()
    {
        CurveOptions options = new();
        Command equity = new("equity", "The equity curve: cash and positions by session, return, drawdown, benchmarks") { Options.AsOf, Options.KnownBy };
        options.AddTo(equity);
        return equity.Does(desk =>
        {
            var measured = options.Measure(desk);
            var curve = measured.Curve;
            var sheet = desk.Answer(curve.Points.Count == 0 ? null : curve.Points[^1].Session);
            if (desk.Format == Format.Json)
            {
                sheet.List("points", Points(0), Rows(measured));
                sheet.List("benchmarks", Benchmarks, measured.Benchmarks.Select(b => new BenchmarkRow(b, curve)));
            }
            else
            {
                sheet.List("points", Beside(Points(4), measured.Benchmarks), Rows(measured), "nothing was ever bought, sold or paid in");
            }

            Summary(sheet, curve);
            sheet.List("carried", Carried, measured.Carried);
            if (desk.Format == Format.Json) sheet.Words("notes", [.. measured.Notes]);
            sheet.End();
            foreach (var note in measured.Notes) desk.Notes.WriteLine($"note: {note}");
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }

    /// <summary>Index and benchmark indices of one session, by position.</summary>
    internal sealed record PointRow(EquityPoint Point, int At);

    internal static IEnumerable<PointRow> Rows(MeasuredCurve measured) => measured.Curve.Points.Select((point, at) => new PointRow(point, at));

    /// <param name="places">Decimals of ratios in text; 0 writes every digit.</param>
    internal static Columns<PointRow> Points(int places) => new Columns<PointRow>()
        .Date("date", p => p.Point.Session)
        .Key()
        .Amount("cash", p => p.Point.Cash)
        .Amount("positionsValue", p => p.Point.PositionsValue)
        .Amount("equity", p => p.Point.Equity)
        .Amount("flow", p => p.Point.Flow)
        .Percent("return", p => Ratio(p.Point.Return))
        .Amount("index", p => Ratio(p.Point.Index), places)
        .Percent("drawdown", p => Ratio(p.Point.Drawdown))
        .Words("staleMarks", p => [.. p.Point.StaleMarks.Select(m => m.Name)])
        .Words("unpriced", p => p.Point.Unpriced)
        .Integer("lateFacts", p => p.Point.LateFacts);

    internal static Columns<PointRow> Beside(Columns<PointRow> points, IReadOnlyList<Benchmark> benchmarks)
    {
        foreach (var benchmark in benchmarks.Where(b => b.Index.Any(i => i is not null))) points = points.Amount(benchmark.Symbol.Name, p => Ratio(benchmark.Index[p.At]), 4);
        return points;
    }

    sealed record BenchmarkPoint(TradeDate Day, decimal? Index);

    sealed record BenchmarkRow(Benchmark Of, EquityCurve Curve);

    static readonly Columns<BenchmarkPoint> BenchmarkPoints = new Columns<BenchmarkPoint>()
        .Date("date", p => p.Day)
        .Key()
        .Number("index", p => Ratio(p.Index));

    static readonly Columns<BenchmarkRow> Benchmarks = new Columns<BenchmarkRow>()
        .Text("symbol", b => b.Of.Symbol.Name)
        .Key()
        .Text("note", b => b.Of.Note.Length == 0 ? null : b.Of.Note)
        .Rows("points", BenchmarkPoints, b => b.Of.Index.Select((index, at) => new BenchmarkPoint(b.Curve.Points[at].Session, index)));

    static readonly Columns<CarriedMark> Carried = new Columns<CarriedMark>()
        .Text("name", c => c.Mark.Name)
        .Key()
        .Text("source", c => c.Mark.Source.Text)
        .Number("price", c => Ratio(c.Mark.Price))
        .Date("markDate", c => c.Mark.Day)
        .Date("from", c => c.From)
        .Date("to", c => c.To)
        .Integer("sessions", c => c.Sessions);

    static void Summary(Sheet sheet, EquityCurve curve)
    {
        var fall = curve.MaxDrawdown;
        sheet.Open("summary");
        sheet.Percent("totalReturn", Ratio(curve.TotalReturn));
        sheet.Percent("maxDrawdown", Ratio(fall.Depth));
        sheet.Date("peakDate", fall.Peak);
        sheet.Date("troughDate", fall.Trough);
        sheet.Date("recoveryDate", fall.Recovery);
        sheet.Integer("sessions", curve.Points.Count);
        sheet.Text("currency", curve.Currency.Code);
        sheet.Text("flowTiming", curve.Timing.Text);
        sheet.Close();
    }

    // A ratio of two amounts has as many digits as a decimal holds; twelve places are more than any of them means.
    static decimal? Ratio(decimal? ratio) => ratio is { } some ? Digits.Normal(Math.Round(some, 12)) : null;
}

/// <summary>Which part of the curve, beside what.</summary>
sealed class CurveOptions
{
    readonly Option<string?> from = new("--from") { Description = "First day shown; the curve is rebased to the session before it" };
    readonly Option<string?> to = new("--to") { Description = "Last day" };
    readonly Option<string?> benchmarks = new("--benchmarks") { Description = "Symbols with commas between, such as SPY,IWM,IWC; none for none (default: the book's)" };
    readonly Option<string?> timing = new("--flow-timing") { Description = "in-start-out-end (default), start, end or mid-day" };

    public void AddTo(Command command)
    {
        command.Add(from);
        command.Add(to);
        command.Add(benchmarks);
        command.Add(timing);
    }

    public MeasuredCurve Measure(Desk desk)
    {
        var (first, last) = Range.Of(desk, null, from, to);
        return Curves.Of(desk, desk.Cut, first, last, Symbols(desk), Timing(desk));
    }

    IReadOnlyList<Symbol> Symbols(Desk desk)
    {
        if (desk.Args.GetValue(benchmarks) is not { } list) return desk.Settings.Benchmarks;
        if (list.Trim().ToLowerInvariant() is "none" or "") return [];
        List<Symbol> symbols = [];
        foreach (var word in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Symbol.From(word) is not { } symbol) throw new RefusedException(Codes.Usage, new("--benchmarks"), $"\"{word}\" is not a symbol", "write symbols with commas between: SPY,IWM,IWC");
            if (!symbols.Contains(symbol)) symbols.Add(symbol);
        }

        return symbols;
    }

    FlowTiming Timing(Desk desk) => desk.Args.GetValue(timing)?.ToLowerInvariant() switch
    {
        null or "in-start-out-end" => FlowTiming.InAtStartOutAtEnd,
        "start" => FlowTiming.Start,
        "end" => FlowTiming.End,
        "mid-day" => FlowTiming.MidDay,
        var other => throw new RefusedException(Codes.Usage, new("--flow-timing"), $"\"{other}\" is not a timing", "in-start-out-end, start, end or mid-day"),
    };
}
