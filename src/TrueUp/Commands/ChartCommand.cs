using System.CommandLine;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Views;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Svg;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup chart</c>: the equity curve, its benchmarks and its drawdown as a picture.</summary>
static class ChartCommand
{
    /// <summary>Name of the picture in the book's output folder, as the trackers call it.</summary>
    public const string Name = "equity_vs_benchmarks";

    /// <summary>A picture has room for a few sentences; the command says them all.</summary>
    const int NotesDrawn = 3;

    public static Command Build()
    {
        CurveOptions options = new();
        Option<string?> output = new("--out") { Description = "Where to: FILE.svg or FILE.png (default: both, in the book's out folder)" };
        Option<string?> size = new("--size") { Description = "wide (default) or phone" };
        Option<string?> theme = new("--theme") { Description = "light, dark or, in an SVG, adaptive (default)" };
        Command chart = new("chart", "The equity curve against its benchmarks, with the drawdown, as a picture") { Options.AsOf, Options.KnownBy, output, size, theme };
        options.AddTo(chart);
        return chart.Does(desk =>
        {
            var measured = options.Measure(desk);
            var view = View(measured, desk);
            Outputs outputs = new(desk);
            if (desk.Args.GetValue(output) is { } path) Draw(outputs, view, path, SizeOf(desk.Args.GetValue(size)), ThemeOf(desk.Args.GetValue(theme)));
            else outputs.WriteChart(view, outputs.In(Name));

            var sheet = desk.Answer(view.AsOf);
            sheet.List("files", Files, outputs.Written);
            sheet.Integer("sessions", measured.Curve.Points.Count);
            sheet.Words("lines", [.. view.Lines.Select(l => l.Name)]);
            sheet.End();
            foreach (var note in measured.Notes) desk.Notes.WriteLine($"note: {note}");
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }

    public static CurveView View(MeasuredCurve measured, Desk desk)
    {
        var names = measured.Benchmarks.Where(b => b.Index.Any(i => i is not null)).Select(b => b.Symbol.Name).ToList();
        var title = names.Count == 0 ? "Portfolio, normalized to 1.0" : $"Portfolio against {string.Join(", ", names)}, normalized to 1.0";
        var asOf = measured.Curve.Points.Count == 0 ? desk.Cut.AsOf ?? desk.Today : measured.Curve.Points[^1].Session;
        var view = measured.View(title, asOf);
        return view with { Notes = [.. view.Notes.Take(NotesDrawn)] };
    }

    public static readonly Columns<string> Files = new Columns<string>().Text("path", p => p);

    static void Draw(Outputs outputs, CurveView view, string path, ChartSize size, Theme? theme)
    {
        var scene = EquityChart.Draw(view, size);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".svg": outputs.Write(path, SceneSvg.Text(scene, theme ?? Theme.Adaptive)); break;
            case ".png": outputs.WritePng(path, scene, theme is Theme.Dark ? Theme.Dark : Theme.Light); break;
            default: throw new RefusedException(Codes.UnknownPicture, new("--out"), $"\"{path}\" ends neither in .svg nor in .png");
        }
    }

    static ChartSize SizeOf(string? word) => word?.ToLowerInvariant() switch
    {
        null or "wide" => ChartSize.Wide,
        "phone" => ChartSize.Phone,
        _ => throw new RefusedException(Codes.Usage, new("--size"), $"\"{word}\" is not a size", "wide or phone"),
    };

    static Theme? ThemeOf(string? word) => word?.ToLowerInvariant() switch
    {
        null => null,
        "light" => Theme.Light,
        "dark" => Theme.Dark,
        "adaptive" => Theme.Adaptive,
        _ => throw new RefusedException(Codes.Usage, new("--theme"), $"\"{word}\" is not a theme", "light, dark or adaptive"),
    };
}
