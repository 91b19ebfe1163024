using System.Text;

namespace TrueUp.Reference;

/// <summary>A page of the reference as Markdown.</summary>
sealed class Page
{
    readonly StringBuilder text = new();

    public Page(string title) => Line($"# {title}").Line("").Line("Written by `dotnet run build.cs -- docs` from the program itself; change the program, not this page.").Line("");

    public Page Line(string line)
    {
        text.Append(line.TrimEnd(' ')).Append('\n');
        return this;
    }

    /// <summary>A table; without rows nothing at all.</summary>
    public Page Table(string[] header, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return this;
        Line(Row(header)).Line(Row([.. header.Select(_ => "---")]));
        foreach (var row in all) Line(Row([.. row.Select(Cell)]));
        return Line("");
    }

    public override string ToString() => text.ToString().TrimEnd('\n') + "\n";

    static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |";

    // A bar would end the cell.
    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
