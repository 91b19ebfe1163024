using TrueUp.Edges.Printing;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Views;
using TrueUp.Render.Svg;
using TrueUp.Render.Text;

namespace TrueUp.Recording;

/// <summary>Generated files: each whole or not there, the same facts giving the same bytes.</summary>
sealed class Outputs(Desk desk)
{
    readonly List<string> written = [];

    public IReadOnlyList<string> Written => written;

    /// <summary>A path in the book's folder for generated files.</summary>
    public string In(string name) => Path.Combine(desk.Folder.Output, name);

    public void Write(string path, string text)
    {
        written.Add(path);
        if (desk.DryRun) return;
        MakeFolder(path);
        WholeFile.Write(path, text);
    }

    /// <summary>Takes away what an earlier run wrote and this one has nothing to say about.</summary>
    public void Remove(string path)
    {
        if (!desk.DryRun && File.Exists(path)) File.Delete(path);
    }

    /// <param name="fill">Writes the CSV of an answer.</param>
    public void WriteCsv(string path, Action<Sheet> fill)
    {
        using MemoryStream bytes = new();
        Sheet sheet = new(bytes, Format.Csv);
        fill(sheet);
        sheet.End();
        written.Add(path);
        if (desk.DryRun) return;
        MakeFolder(path);
        WholeFile.Write(path, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <exception cref="WorldFailedException">TU1930 where no program here can make a PNG.</exception>
    public void WritePng(string path, Scene scene, Theme theme)
    {
        var engine = PrintEngine.Find(Environment.GetEnvironmentVariable("PATH"));
        if (!desk.DryRun || engine is null)
        {
            MakeFolder(path);
            // Fixed colors: a print does not follow anybody's preference.
            PngPrint.WriteAsync(engine, SceneSvg.Text(scene, theme), path, (scene.Width, scene.Height), 2, desk.Wait.ToTimeSpan(), CancellationToken.None).GetAwaiter().GetResult();
        }

        written.Add(path);
    }

    /// <summary>SVG always, and PNG where the machine can.</summary>
    public void WriteChart(CurveView view, string pathWithoutEnding)
    {
        var scene = EquityChart.Draw(view, ChartSize.Wide);
        Write(pathWithoutEnding + ".svg", SceneSvg.Text(scene, Theme.Adaptive));
        try
        {
            WritePng(pathWithoutEnding + ".png", scene, Theme.Light);
        }
        catch (WorldFailedException e) when (e.Code == Codes.NoPrintEngine)
        {
            desk.Notes.WriteLine($"note: no PNG: {e.Code.Title}; {e.Hint}");
        }
    }

    void MakeFolder(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) == Path.GetFullPath(desk.Folder.Output)) Durable.MakeFolder(desk.Folder.Output);
    }
}
