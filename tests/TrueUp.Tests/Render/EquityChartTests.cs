using System.Globalization;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;
using TrueUp.Render.Svg;
using Xunit;

namespace TrueUp.Tests.Render;

public class EquityChartTests
{
    public static TheoryData<string, string> Pictures()
    {
        TheoryData<string, string> pictures = [];
        foreach (var name in Curves.Names)
        {
            pictures.Add(name, nameof(ChartSize.Wide));
            pictures.Add(name, nameof(ChartSize.Phone));
        }

        return pictures;
    }

    static ChartSize Size(string name) => name == nameof(ChartSize.Wide) ? ChartSize.Wide : ChartSize.Phone;

    [Theory, MemberData(nameof(Pictures))]
    public void No_words_leave_the_picture_or_cover_other_words(string curve, string size)
    {
        var scene = EquityChart.Draw(Curves.Of(curve), Size(size));
        var words = scene.Shapes.OfType<Label>().Select(l => (l.Text, Box: Box(l))).ToArray();

        Assert.All(words, w => Assert.True(
            w.Box.Left >= 0 && w.Box.Right <= scene.Width && w.Box.Top >= 0 && w.Box.Bottom <= scene.Height,
            $"{w.Text} leaves the picture: {w.Box}"));
        for (var a = 0; a < words.Length; a++)
            for (var b = a + 1; b < words.Length; b++)
                Assert.False(Overlap(words[a].Box, words[b].Box), $"{words[a].Text} covers {words[b].Text}");
    }

    static (double Left, double Top, double Right, double Bottom) Box(Label label)
    {
        var width = Lettering.Width(label.Text, label.Size, label.Bold);
        var left = label.Anchor switch { Anchor.Start => label.At.X, Anchor.Middle => label.At.X - width / 2, _ => label.At.X - width };
        // Capitals are 0.72 of the size high in this face; descenders 0.21.
        return (left, label.At.Y - label.Size * 0.72, left + width, label.At.Y + label.Size * 0.21);
    }

    static bool Overlap((double Left, double Top, double Right, double Bottom) a, (double Left, double Top, double Right, double Bottom) b) =>
        a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    [Theory, MemberData(nameof(Pictures))]
    public void The_svg_is_well_formed_and_reaches_for_nothing(string curve, string size)
    {
        foreach (var theme in Enum.GetValues<Theme>())
        {
            var svg = SceneSvg.Text(EquityChart.Draw(Curves.Of(curve), Size(size)), theme);
            using var reader = XmlReader.Create(new StringReader(svg), new() { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
            }

            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("href", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_view_gives_the_same_bytes_in_every_culture()
    {
        var usual = SceneSvg.Text(EquityChart.Draw(Curves.Of("usual"), ChartSize.Wide), Theme.Light);
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NegativeSign) = (",", "~");
            other.DateTimeFormat.AbbreviatedMonthNames = [.. Enumerable.Repeat("Monat", 13)];
            CultureInfo.CurrentCulture = other;
            Assert.Equal(usual, SceneSvg.Text(EquityChart.Draw(Curves.Of("usual"), ChartSize.Wide), Theme.Light));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void The_portfolio_is_thicker_and_above_every_benchmark()
    {
        var strokes = EquityChart.Draw(Curves.Of("usual"), ChartSize.Wide).Shapes.OfType<Stroke>().Where(s => s.Points.Count > 100).ToArray();
        var portfolio = Array.FindIndex(strokes, s => s.Role == Role.Portfolio);
        var benchmarks = strokes.Select((s, i) => (s, i)).Where(x => x.s.Role is >= Role.Series1 and <= Role.Series6).ToArray();

        Assert.Equal(3, benchmarks.Length);
        Assert.All(benchmarks, b => Assert.True(b.i < portfolio && b.s.Width < strokes[portfolio].Width));
    }

    [Fact]
    public void Names_from_others_stay_words()
    {
        CurveView view = new("<script>alert(1)</script> & \"Co\"\0", TradeDate.Of(2026, 1, 7), [new("]]><g onload='x'>", false, Curves.Walk(1, 5))], [], ["\u001b[31m"]);
        XmlDocumentText(SceneSvg.Text(EquityChart.Draw(view, ChartSize.Wide), Theme.Adaptive), out var elements, out var text);

        Assert.DoesNotContain("script", elements);
        Assert.DoesNotContain("g", elements);
        Assert.Contains("<script>alert(1)</script> & \"Co\"", text, StringComparison.Ordinal);
    }

    static void XmlDocumentText(string svg, out HashSet<string> elements, out string text)
    {
        (elements, text) = ([], "");
        using var reader = XmlReader.Create(new StringReader(svg));
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element) elements.Add(reader.LocalName);
            if (reader.NodeType == XmlNodeType.Text) text += reader.Value + "\n";
        }
    }

    [Fact]
    public void A_long_gap_breaks_the_line_and_a_short_one_does_not()
    {
        var scene = EquityChart.Draw(Curves.Of("gaps"), ChartSize.Wide);

        // SPY misses 61 sessions in the middle; the portfolio misses none.
        Assert.Equal(2, scene.Shapes.OfType<Stroke>().Count(s => s.Role == Role.Series1 && s.Points.Count > 3));
        Assert.Single(scene.Shapes.OfType<Stroke>(), s => s.Role == Role.Portfolio && s.Points.Count > 3);
    }

    [Fact]
    public void The_words_for_those_who_cannot_see_it_say_where_each_line_ends()
    {
        CurveView view = new("T", TradeDate.Of(2026, 1, 7),
            [new("Portfolio", true, [new(TradeDate.Of(2026, 1, 5), 1), new(TradeDate.Of(2026, 1, 6), 0.9m), new(TradeDate.Of(2026, 1, 7), 1.0514m)])],
            [new(TradeDate.Of(2026, 1, 5), 0), new(TradeDate.Of(2026, 1, 6), -0.1m), new(TradeDate.Of(2026, 1, 7), 0)], []);

        Assert.Equal("Growth of 1.0 from 2026-01-05 to 2026-01-07: Portfolio 1.0514. Deepest drawdown −10.0% on 2026-01-06.", EquityChart.Draw(view, ChartSize.Wide).Description);
    }

    [Fact]
    public void Thinning_keeps_the_ends_and_every_extreme() =>
        Prop.ForAll<int[]>(values =>
        {
            Spot[] points = [.. values.Select((v, i) => new Spot(i * 0.01, v))];
            var kept = Thinning.Columns(points);
            return points.Length == 0
                ? kept.Count == 0
                : kept[0] == points[0] && kept[^1] == points[^1] && kept.Min(p => p.Y) == points.Min(p => p.Y) && kept.Max(p => p.Y) == points.Max(p => p.Y)
                    && kept.Count <= 4 * (points.Length / 100 + 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Labels_that_fit_stay_apart_in_order_and_inside() =>
        Prop.ForAll<byte[]>(wanted =>
        {
            double[] at = [.. wanted.Take(20).Select(b => (double)b)];
            var placed = Spread.Apart(at, 12, 0, 255);
            int[] order = [.. Enumerable.Range(0, at.Length).OrderBy(i => at[i])];
            return placed.All(p => p >= -1e-9 && p <= 255 + 1e-9) && order.Zip(order.Skip(1)).All(pair => placed[pair.Second] - placed[pair.First] >= 12 - 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Labels_with_room_stay_where_they_want_to_be() => Assert.Equal([100.0, 20.0, 60.0], Spread.Apart([100, 20, 60], 12, 0, 200));

    [Theory]
    [InlineData(0.94, 1.42, 5, "0.9 1.0 1.1 1.2 1.3 1.4 1.5")]
    [InlineData(0.98, 1.02, 5, "0.98 0.99 1.00 1.01 1.02")]
    [InlineData(-0.66, 1.05, 4, "−1.0 −0.5 0.0 0.5 1.0 1.5")]
    [InlineData(1, 5.4, 6, "1 2 3 4 5 6")]
    [InlineData(0, 90, 4, "0 25 50 75 100")]
    public void Marks_stand_on_round_values_that_hold_the_data(double low, double high, int wanted, string marks)
    {
        var scale = Scale.Linear(low, high, 0, 100, wanted);

        Assert.Equal(marks, string.Join(' ', scale.Ticks.Select(scale.Text)));
    }

    [Theory]
    [InlineData("2025-06-27", "2025-12-26", 400, "Jul/2025 Aug Sep Oct Nov Dec")]
    [InlineData("2014-01-02", "2023-08-31", 900, "2015 2016 2017 2018 2019 2020 2021 2022 2023")]
    [InlineData("2025-12-29", "2026-01-09", 300, "29/Dec 2025 31 2/Jan 2026 4 6 8")]
    [InlineData("2025-06-27", "2025-06-27", 300, "27/Jun 2025")]
    public void Dates_are_marked_on_round_months_and_years(string from, string to, double width, string marks)
    {
        var ticks = DateTicks.Between(TradeDate.From(from)!.Value, TradeDate.From(to)!.Value, width, 14);

        Assert.Equal(marks, string.Join(' ', ticks.Select(t => t.Below is null ? t.Text : $"{t.Text}/{t.Below}")));
    }

    [Theory]
    [InlineData(nameof(Palette.Light))]
    [InlineData(nameof(Palette.Dark))]
    public void Colors_have_enough_contrast(string palette)
    {
        Func<Role, string> color = palette == nameof(Palette.Light) ? Palette.Light : Palette.Dark;
        Role[] quiet = [Role.Surface, Role.Grid];

        Assert.All(Enum.GetValues<Role>().Except(quiet), role =>
        {
            var needed = role is Role.Baseline ? 2.5 : 4.5;
            Assert.True(Contrasts.Between(color(role), color(Role.Surface)) >= needed, $"{role} {Contrasts.Between(color(role), color(Role.Surface)):0.0}:1");
        });
    }
}
