using System.Globalization;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;

namespace TrueUp.Render.Svg;

/// <summary>How large a chart is and its text; everything else follows from these.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="TextSize">Pixels, of axis marks and labels.</param>
public sealed record ChartSize(int Width, int Height, double TextSize)
{
    public static readonly ChartSize Wide = new(1100, 600, 14);

    /// <summary>Narrow, with text that stays readable when the picture is as wide as a phone.</summary>
    public static readonly ChartSize Phone = new(420, 640, 15);

    /// <summary>Too narrow for labels of one line beside the plot.</summary>
    public bool IsNarrow => Width < 40 * TextSize;
}

/// <summary>Growth of the portfolio and its benchmarks from the same start, with the portfolio's drawdown below.</summary>
public static class EquityChart
{
    /// <summary>Lines thinner than the portfolio take these in turn; after the last they start again, dashed.</summary>
    static readonly Role[] Series = [Role.Series1, Role.Series2, Role.Series3, Role.Series4, Role.Series5, Role.Series6];

    sealed record Line(CurveLine Of, Role Role, double Width, double Dash)
    {
        public CurvePoint Last => Of.Points[^1];
    }

    public static Scene Draw(CurveView view, ChartSize size)
    {
        var text = size.TextSize;
        var margin = text * 1.2;
        List<Shape> shapes = [Fill.Box(0, 0, size.Width, size.Height, Role.Surface)];
        var lines = Lines(view);
        var description = Describe(view, lines);

        var top = margin;
        foreach (var line in Lettering.Wrap(view.Title, text * 1.35, size.Width - 2 * margin, bold: true))
        {
            top += text * 1.35;
            shapes.Add(new Label(new(margin, top), line, text * 1.35, Role.Ink, Bold: true));
            top += text * 0.35;
        }

        if (lines.Count > 0)
        {
            top += text * 1.05;
            var (from, to) = (lines.Min(l => l.Of.Points[0].Day), lines.Max(l => l.Last.Day));
            var period = from == to ? Day(from) : $"{Day(from)} to {Day(to)}";
            shapes.Add(new Label(new(margin, top), IsLogarithmic(lines) ? period + ", logarithmic" : period, text, Role.Muted));
        }

        var bottom = Footer(shapes, view, size, margin);
        if (lines.Count == 0)
        {
            shapes.Add(new Label(new(size.Width / 2.0, (top + bottom) / 2), "No sessions to draw yet", text, Role.Muted, Anchor.Middle));
        }
        else
        {
            var unnamed = Plot(shapes, view, lines, size, top + text * 1.3, bottom - text * 0.6, margin);
            if (unnamed > 0) shapes.Add(new Label(new(size.Width - margin, top), $"{unnamed} lines without a label", text, Role.Muted, Anchor.End));
        }

        return new(size.Width, size.Height, view.Title, description, [.. shapes]);
    }

    static List<Line> Lines(CurveView view)
    {
        List<Line> lines = [];
        var next = 0;
        foreach (var line in view.Lines.Where(l => l.Points.Count > 0))
        {
            if (line.IsPortfolio)
            {
                lines.Add(new(line, Role.Portfolio, line.Points.Count > 1_000 ? 2.4 : 3, 0));
            }
            else
            {
                lines.Add(new(line, Series[next % Series.Length], 1.5, next / Series.Length * 3));
                next++;
            }
        }

        return lines;
    }

    /// <summary>Notes and the as-of day, from the bottom up; returns where they begin.</summary>
    static double Footer(List<Shape> shapes, CurveView view, ChartSize size, double margin)
    {
        var small = size.TextSize * 0.9;
        var y = size.Height - margin * 0.8;
        shapes.Add(new Label(new(margin, y), $"As of {Day(view.AsOf)}", small, Role.Muted));
        foreach (var note in view.Notes.Reverse())
        {
            foreach (var line in Lettering.Wrap(note, small, size.Width - 2 * margin).AsEnumerable().Reverse())
            {
                y -= small * 1.35;
                shapes.Add(new Label(new(margin, y), line, small, Role.Notice));
            }
        }

        return y - small;
    }

    /// <summary>Everything between heading and footer; returns how many lines had no room for a label.</summary>
    static int Plot(List<Shape> shapes, CurveView view, List<Line> lines, ChartSize size, double top, double bottom, double margin)
    {
        var text = size.TextSize;
        var axis = text * (size.IsNarrow ? 2.6 : 2.8);                       // room for two lines of dates
        var caption = text * 2.2;                                            // the gap between the panels, with the lower one's heading
        var hasDrawdown = view.Drawdown.Count > 0;
        var lowerHeight = hasDrawdown ? (bottom - top - axis - caption) * 0.26 : 0;
        var upperEnd = hasDrawdown ? bottom - axis - lowerHeight - caption : bottom - axis;
        var lowerStart = bottom - axis - lowerHeight;

        var growth = Growth(lines, upperEnd, top, text);
        var fall = hasDrawdown ? Fall(view, lowerStart, bottom - axis, text) : null;

        string[] marks = [.. growth.Ticks.Select(t => growth.Text(t) + "×"), .. fall?.Ticks.Select(t => Percent(fall, t)) ?? []];
        var left = margin + marks.Max(m => Lettering.Width(m, text)) + text * 0.6;
        var named = Named(lines, upperEnd - top, text, size.IsNarrow);
        var right = size.Width - margin - named.Max(l => l.Lines.Max(t => Lettering.Width(t, text, l.Line.Of.IsPortfolio))) - text * 0.9;

        var (first, last) = (lines.Min(l => l.Of.Points[0].Day), lines.Max(l => l.Last.Day));
        // One day has no width of its own: it stands in the middle.
        var days = first == last
            ? new Scale(first.Number - 1, first.Number + 1, left, right, [], 0)
            : new Scale(first.Number, last.Number, left, right, [], 0);

        Grid(shapes, growth, left, right, text, t => growth.Text(t) + "×", strong: 1);
        if (fall is not null) Grid(shapes, fall, left, right, text, t => Percent(fall, t), strong: 0);
        Dates(shapes, days, first, last, top, bottom - axis, text);

        if (fall is not null) Underwater(shapes, view, days, fall, left, lowerStart, text);
        foreach (var line in lines.OrderBy(l => l.Of.IsPortfolio)) Curve(shapes, line, days, growth);
        EndLabels(shapes, named, days, growth, top, upperEnd, right, text);
        return lines.Count - named.Count;
    }

    static (double Low, double High) Range(List<Line> lines)
    {
        var (low, high) = (1.0, 1.0);
        foreach (var line in lines)
            foreach (var point in line.Of.Points) (low, high) = (Math.Min(low, (double)point.Value), Math.Max(high, (double)point.Value));
        return (low, high);
    }

    /// <summary>After many doublings the early years would lie flat on the ground of a linear axis.</summary>
    static bool IsLogarithmic(List<Line> lines) => Range(lines) is ( > 0 and var low, var high) && high / low > 12;

    static Scale Growth(List<Line> lines, double start, double end, double text)
    {
        var (low, high) = Range(lines);
        if (IsLogarithmic(lines)) return Scale.Log(low / 1.06, high * 1.06, start, end);
        if (high - low < 0.02) (low, high) = (low - 0.02, high + 0.02);
        return Scale.Linear(low, high, start, end, (int)((start - end) / (text * 3.6)));
    }

    static Scale Fall(CurveView view, double start, double end, double text)
    {
        var deepest = view.Drawdown.Min(p => (double)p.Value);
        var low = Math.Min(deepest, -0.01) * 1.04;
        var round = Scale.Linear(low, 0, end, start, Math.Max(2, (int)((end - start) / (text * 2.2))));
        // The panel is low: it ends below the deepest point, not at the next round value.
        return round with { From = low, Ticks = [.. round.Ticks.Where(t => t >= low)] };
    }

    static void Grid(List<Shape> shapes, Scale scale, double left, double right, double text, Func<double, string> mark, double strong)
    {
        foreach (var tick in scale.Ticks)
        {
            var y = scale.At(tick);
            var isStrong = Math.Abs(tick - strong) < 1e-9;
            shapes.Add(new Stroke([new(left, y), new(right, y)], isStrong ? Role.Baseline : Role.Grid, 1));
            shapes.Add(new Label(new(left - text * 0.6, y + text * 0.35), mark(tick), text, Role.Muted, Anchor.End));
        }
    }

    static void Dates(List<Shape> shapes, Scale days, TradeDate first, TradeDate last, double top, double bottom, double text)
    {
        foreach (var tick in DateTicks.Between(first, last, days.End - days.Start, text))
        {
            var x = days.At(tick.Day.Number);
            shapes.Add(new Stroke([new(x, bottom), new(x, bottom + text * 0.35)], Role.Baseline, 1));
            shapes.Add(new Label(new(x, bottom + text * 1.35), tick.Text, text, Role.Muted, Anchor.Middle));
            if (tick.Below is { } below) shapes.Add(new Label(new(x, bottom + text * 2.5), below, text, Role.Muted, Anchor.Middle));
        }
    }

    static void Underwater(List<Shape> shapes, CurveView view, Scale days, Scale fall, double left, double top, double text)
    {
        var deepest = view.Drawdown.MinBy(p => p.Value);
        var heading = deepest.Value == 0 ? "Drawdown: none" : $"Drawdown, deepest {Percent(deepest.Value)} on {Day(deepest.Day)}";
        shapes.Add(new Label(new(left, top - text * 0.7), heading, text, Role.Ink));

        foreach (var run in Runs(view.Drawdown, days, fall))
        {
            shapes.Add(new Fill([new(run[0].X, fall.At(0)), .. run, new(run[^1].X, fall.At(0))], Role.Loss, 0.18));
            shapes.Add(new Stroke([.. run], Role.Loss, 1.3));
        }

        if (deepest.Value < 0) shapes.Add(new Dot(new(days.At(deepest.Day.Number), fall.At((double)deepest.Value)), text * 0.22, Role.Loss));
    }

    static void Curve(List<Shape> shapes, Line line, Scale days, Scale growth)
    {
        foreach (var run in Runs(line.Of.Points, days, growth))
        {
            // The portfolio lies on a band of background, so that it can be followed where lines cross.
            if (line.Of.IsPortfolio) shapes.Add(new Stroke([.. run], Role.Surface, line.Width + 2.5));
            shapes.Add(new Stroke([.. run], line.Role, line.Width, line.Dash));
        }

        var end = new Spot(days.At(line.Last.Day.Number), growth.At((double)line.Last.Value));
        shapes.Add(new Dot(end, line.Of.IsPortfolio ? 4 : 2.5, line.Role));
    }

    /// <summary>The points in pixels, thinned, and broken where days are missing for so long that a straight line would be an invention.</summary>
    static List<List<Spot>> Runs(ValueList<CurvePoint> points, Scale days, Scale values)
    {
        int[] steps = [.. Enumerable.Range(1, Math.Max(0, points.Count - 1)).Select(i => points[i].Day.Number - points[i - 1].Day.Number).Order()];
        var longest = steps.Length == 0 ? 0 : Math.Max(10, 4 * steps[steps.Length / 2]);
        List<List<Spot>> runs = [[]];
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0 && points[i].Day.Number - points[i - 1].Day.Number > longest) runs.Add([]);
            runs[^1].Add(new(days.At(points[i].Day.Number), values.At((double)points[i].Value)));
        }

        return points.Count > 2 * (days.End - days.Start) ? [.. runs.Select(run => Thinning.Columns(run))] : runs;
    }

    sealed record Name(Line Line, string[] Lines);

    /// <summary>As many labels as there is room for, the portfolio first.</summary>
    static List<Name> Named(List<Line> lines, double room, double text, bool stacked)
    {
        var height = text * (stacked ? 2.3 : 1.25);
        var shown = lines.OrderByDescending(l => l.Of.IsPortfolio).Take(Math.Max(1, (int)(room / height)));
        return [.. shown.Select(line => new Name(line, Label(line, text, stacked)))];
    }

    static string[] Label(Line line, double text, bool stacked)
    {
        var multiple = Digits.Fixed(line.Last.Value, 2).Replace('-', '−') + "×";
        var name = Lettering.Cut(line.Of.Name, text, text * (stacked ? 5.5 : 11), line.Of.IsPortfolio);
        return stacked ? [name, multiple] : [$"{name} {multiple}"];
    }

    static void EndLabels(List<Shape> shapes, List<Name> names, Scale days, Scale growth, double top, double bottom, double right, double text)
    {
        var height = text * (names[0].Lines.Length == 1 ? 1.25 : 2.3);
        double[] wanted = [.. names.Select(n => growth.At((double)n.Line.Last.Value))];
        var placed = Spread.Apart(wanted, height, top + height / 2, bottom - height / 2);
        for (var i = 0; i < names.Count; i++)
        {
            var line = names[i].Line;
            var end = days.At(line.Last.Day.Number);
            var x = right + text * 0.9;
            // A thin line joins a label that had to move, or whose line ends before the others, to the end it names.
            if (Math.Abs(placed[i] - wanted[i]) > text * 0.4 || end < right - text)
                shapes.Add(new Stroke([new(end + 4, wanted[i]), new(Math.Max(end + 4, right + 1), wanted[i]), new(x - 2, placed[i])], line.Role, 0.8, Dash: 2));
            for (var l = 0; l < names[i].Lines.Length; l++)
            {
                var y = placed[i] + text * 0.35 + (l - (names[i].Lines.Length - 1) / 2.0) * text * 1.05;
                shapes.Add(new Label(new(x, y), names[i].Lines[l], text, line.Role, Bold: line.Of.IsPortfolio));
            }
        }
    }

    static string Describe(CurveView view, List<Line> lines)
    {
        if (lines.Count == 0) return "No sessions to draw yet.";
        var ends = string.Join(", ", lines.Select(l => $"{l.Of.Name} {Digits.Fixed(l.Last.Value, 4)}"));
        var deepest = view.Drawdown.Count == 0 ? "" : $" Deepest drawdown {Percent(view.Drawdown.MinBy(p => p.Value).Value)} on {view.Drawdown.MinBy(p => p.Value).Day}.";
        return $"Growth of 1.0 from {lines.Min(l => l.Of.Points[0].Day)} to {lines.Max(l => l.Last.Day)}: {ends}.{deepest}";
    }

    /// <summary>With the month in letters: a picture is read by people on both sides of the Atlantic.</summary>
    static string Day(TradeDate day) => day.Day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    static string Percent(decimal fraction) => Digits.Fixed(fraction * 100, 1).Replace('-', '−') + "%";

    static string Percent(Scale scale, double tick) =>
        Digits.Fixed((decimal)tick * 100, Math.Max(0, scale.Places - 2)).Replace('-', '−') + "%";
}
