using System.Text;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>Rows a profile says to pass over: those whose column is one of some texts, or starts with one.</summary>
public sealed record SkipRule(string Column, IReadOnlyList<string> Is, IReadOnlyList<string> StartsWith)
{
    /// <summary>Rows of a layout's own that are read elsewhere, and so need no remark.</summary>
    internal bool IsPartOfLayout { get; init; }

    internal bool Skips(ReadOnlySpan<byte> field)
    {
        var text = Encoding.UTF8.GetString(field).Trim();
        return Is.Any(word => text.Equals(word, StringComparison.OrdinalIgnoreCase)) || StartsWith.Any(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }
}
