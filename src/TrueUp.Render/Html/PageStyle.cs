namespace TrueUp.Render.Html;

/// <summary>The style sheet of every page, kept in page.css so that editors understand it.</summary>
static class PageStyle
{
    public static string Text { get; } = Read();

    static string Read()
    {
        using var stream = typeof(PageStyle).Assembly.GetManifestResourceStream("page.css")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
