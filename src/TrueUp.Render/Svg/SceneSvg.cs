using System.Globalization;
using System.Text;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Svg;

/// <summary>Spells a scene as SVG 1.1 text: the same scene gives the same bytes. No scripts, no links, no fonts to fetch.</summary>
public static class SceneSvg
{
    /// <summary>Liberation Sans has Arial's widths, which <see cref="Lettering"/> measures with.</summary>
    const string Fonts = "'Liberation Sans', Arial, Helvetica, 'DejaVu Sans', sans-serif";

    public static string Text(Scene scene, Theme theme)
    {
        StringBuilder svg = new(32 * 1024);
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        svg.Append(CultureInfo.InvariantCulture, $" viewBox=\"0 0 {scene.Width} {scene.Height}\" width=\"{scene.Width}\" height=\"{scene.Height}\"");
        svg.Append(" role=\"img\" font-family=\"").Append(Fonts).Append("\">\n");
        svg.Append("<title>").Append(Escaped(scene.Title)).Append("</title>\n<desc>").Append(Escaped(scene.Description)).Append("</desc>\n");
        if (theme == Theme.Adaptive) svg.Append(Styles);
        foreach (var shape in scene.Shapes)
        {
            Append(svg, shape, theme);
            svg.Append('\n');
        }

        return svg.Append("</svg>\n").ToString();
    }

    static void Append(StringBuilder svg, Shape shape, Theme theme)
    {
        switch (shape)
        {
            case Stroke stroke:
                svg.Append("<path fill=\"none\"").Append(Paint("stroke", stroke.Role, theme)).Append(" stroke-width=\"").Append(Number(stroke.Width));
                svg.Append("\" stroke-linejoin=\"round\" stroke-linecap=\"").Append(stroke.Dash > 0 ? "butt" : "round").Append('"');
                if (stroke.Dash > 0) svg.Append(CultureInfo.InvariantCulture, $" stroke-dasharray=\"{Number(stroke.Dash)}\"");
                svg.Append(" d=\"");
                AppendPath(svg, stroke.Points);
                svg.Append("\"/>");
                break;
            case Fill fill:
                svg.Append("<path").Append(Paint("fill", fill.Role, theme));
                if (fill.Opacity < 1) svg.Append(" fill-opacity=\"").Append(Number(fill.Opacity)).Append('"');
                svg.Append(" d=\"");
                AppendPath(svg, fill.Points);
                svg.Append("Z\"/>");
                break;
            case Dot dot:
                svg.Append("<circle").Append(Paint("fill", dot.Role, theme));
                svg.Append(CultureInfo.InvariantCulture, $" cx=\"{Number(dot.At.X)}\" cy=\"{Number(dot.At.Y)}\" r=\"{Number(dot.Radius)}\"/>");
                break;
            case Label label:
                svg.Append("<text").Append(Paint("fill", label.Role, theme));
                svg.Append(CultureInfo.InvariantCulture, $" x=\"{Number(label.At.X)}\" y=\"{Number(label.At.Y)}\" font-size=\"{Number(label.Size)}\"");
                if (label.Anchor != Anchor.Start) svg.Append(" text-anchor=\"").Append(label.Anchor == Anchor.End ? "end" : "middle").Append('"');
                if (label.Bold) svg.Append(" font-weight=\"700\"");
                svg.Append('>').Append(Escaped(label.Text)).Append("</text>");
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"shape {shape.GetType().Name} has no spelling");
        }
    }

    static void AppendPath(StringBuilder svg, ValueList<Spot> points)
    {
        for (var i = 0; i < points.Count; i++)
            svg.Append(i == 0 ? 'M' : 'L').Append(Number(points[i].X)).Append(' ').Append(Number(points[i].Y));
        // A lone point is a line of no length, which a round cap turns into a dot.
        if (points.Count == 1) svg.Append("h0");
    }

    static string Paint(string attribute, Role role, Theme theme) => theme switch
    {
        Theme.Light => $" {attribute}=\"{Palette.Light(role)}\"",
        Theme.Dark => $" {attribute}=\"{Palette.Dark(role)}\"",
        Theme.Adaptive => $" class=\"{attribute[0]}-{role}\"",
        _ => throw new System.Diagnostics.UnreachableException($"theme {theme} has no paint"),
    };

    static readonly string Styles = WriteStyles();

    static string WriteStyles()
    {
        StringBuilder css = new("<style>\n");
        Rules(Palette.Light);
        css.Append("@media screen and (prefers-color-scheme: dark) {\n");
        Rules(Palette.Dark);
        return css.Append("}\n</style>\n").ToString();

        void Rules(Func<Role, string> color)
        {
            foreach (var role in Enum.GetValues<Role>()) css.Append(CultureInfo.InvariantCulture, $".s-{role}{{stroke:{color(role)}}}.f-{role}{{fill:{color(role)}}}\n");
        }
    }

    /// <summary>Tenths of a pixel: finer than anyone sees, coarse enough to be the same on every machine.</summary>
    static string Number(double value) => (Math.Round(value, 1, MidpointRounding.AwayFromZero) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    static string Escaped(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                // XML 1.0 has no spelling for most control characters.
                < 0x20 or (>= 0x7f and <= 0x9f) or 0xfffe or 0xffff => escaped.Append(' '),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
