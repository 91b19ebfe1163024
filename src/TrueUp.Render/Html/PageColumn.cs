namespace TrueUp.Render.Html;

/// <summary>A column of a table on a page. The first column of a table names its rows.</summary>
/// <param name="Heading">Also the label beside the value where the page is too narrow for columns.</param>
/// <param name="Text">The cell's words; encoded when written.</param>
/// <param name="IsNumber">Right-aligned, digits of one width.</param>
/// <param name="Class">Extra style class of a cell.</param>
/// <param name="Total">What the row of totals shows here.</param>
public sealed record PageColumn<T>(string Heading, Func<T, string> Text, bool IsNumber = false, Func<T, string?>? Class = null, string? Total = null)
{
    internal string? HeadingClass => IsNumber ? "n" : null;

    internal string? ClassOf(T row) => Joined(Class?.Invoke(row), Text(row).Length == 0);

    internal string? TotalClass => Joined(null, Total is null);

    string? Joined(string? own, bool isBlank) =>
        string.Join(' ', ((string?[])[HeadingClass, own, isBlank ? "blank" : null]).Where(c => c is not null)) is { Length: > 0 } joined ? joined : null;
}
