using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;
using TrueUp.Render.Html;
using TrueUp.Render.Svg;
using Xunit;

namespace TrueUp.Tests.Render;

public sealed partial class DayPageTests
{
    // Strict: a parse error is a failed test.
    static IHtmlDocument Page(DayView view) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Pages.Day(view));

    static string Words(IElement element) => Whitespace().Replace(element.TextContent, " ").Trim();

    static string Total(IHtmlDocument page, string section) =>
        string.Join(' ', page.QuerySelectorAll($"section[aria-labelledby={section}] tfoot tr > *").Select(Words).Where(w => w != ""));

    static string[] Cells(IHtmlDocument page, string section, int row) =>
        [.. page.QuerySelectorAll($"section[aria-labelledby={section}] tbody tr")[row].Children.Select(Words)];

    [Fact]
    public void A_browser_is_told_to_run_and_fetch_nothing_and_nothing_asks_it_to()
    {
        var page = Page(Days.Busy);

        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'",
            page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"));
        Assert.Empty(page.QuerySelectorAll("script, link, iframe, object, embed, img, form, a, base"));
        Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.Ordinal) || a.Name is "src" or "href" or "style");
        Assert.DoesNotContain("url(", page.QuerySelectorAll("style").Select(s => s.TextContent).Aggregate(string.Concat), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_from_others_stay_words()
    {
        const string Hostile = "<img src=x onerror=alert(1)></style></svg></table>&amp;\"'";
        var page = Page(Days.Busy with
        {
            Trades = [Days.Busy.Trades[0] with { Note = Hostile }],
            Concerns = [new(DayConcernKind.Other, Hostile, Hostile)],
            Cash = [new(new AccountName(Hostile), new(1, Currency.Usd), 0)],
            WhyClosed = Hostile,
            Curve = Curves.Of("usual") with { Title = Hostile, Lines = [new(Hostile, true, Curves.Walk(1, 5))], Notes = [Hostile] },
            From = Days.Busy.From with { Book = Hostile },
        });

        Assert.Empty(page.QuerySelectorAll("img"));
        Assert.Equal(Hostile, page.QuerySelector("td[data-label=Note]")!.TextContent);
        Assert.Equal(Hostile, page.QuerySelector(".concerns code")!.TextContent);
        Assert.Contains(page.QuerySelectorAll("svg title"), t => t.TextContent == Hostile);
        Assert.Contains("Computed from", Words(page.QuerySelector("footer")!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_can_be_read_by_ear()
    {
        var page = Page(Days.Busy);

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Friday 26 December 2025", page.Title);
        Assert.Equal("Friday 26 December 2025", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(page.QuerySelectorAll("section[aria-labelledby]"), s => Assert.NotNull(s.QuerySelector("h2#" + s.GetAttribute("aria-labelledby"))));
        Assert.All(page.QuerySelectorAll("svg"), s => Assert.True(s.GetAttribute("role") == "img" && s.QuerySelector("title") is not null && s.QuerySelector("desc") is not null));
        Assert.Equal(4, page.QuerySelectorAll("table").Length);
        Assert.All(page.QuerySelectorAll("table"), table =>
        {
            Assert.NotEqual("", table.QuerySelector("caption")!.TextContent);
            string[] headings = [.. table.QuerySelectorAll("thead th[scope=col]").Select(h => h.TextContent)];
            Assert.All(table.QuerySelectorAll("tbody tr, tfoot tr"), row =>
            {
                Assert.Equal("row", row.Children[0].GetAttribute("scope"));
                Assert.Equal(headings[1..], row.QuerySelectorAll("td").Select(c => c.GetAttribute("data-label")));
            });
        });
    }

    [Fact]
    public void What_needs_attention_comes_before_the_tables_most_pressing_first()
    {
        var page = Page(Days.Busy);

        Assert.Equal(["concerns", "trades", "positions", "realized", "cash", "curve"], page.QuerySelectorAll("h2[id]").Select(h => h.Id));
        Assert.Equal(
            [
                "Impossible fill ATYR was sold at 3.45, below its limit of 3.60.",
                "Held for review 3 rows wait for a decision and are not in these figures. trueup held list",
                "Stale mark IINN has no close since 2025-12-22. trueup price show IINN",
            ],
            page.QuerySelectorAll(".concerns li").Select(Words));
    }

    [Fact]
    public void A_trade_shows_what_was_wanted_what_was_done_and_what_it_cost()
    {
        var page = Page(Days.Busy);

        Assert.Equal(
            "Symbol|Side|Status|Wanted|Filled|Limit|Average fill|Slippage, bps|Slippage|Opportunity|Fees|Shortfall|Note",
            string.Join('|', page.QuerySelectorAll("section[aria-labelledby=trades] thead th").Select(Words)));
        Assert.Equal(["DOUG", "buy", "filled", "13", "13", "2.60", "2.5869", "−50.3", "−0.17", "0.00", "0.35", "+0.18", "daily_pick"], Cells(page, "trades", 0));
        Assert.Equal(
            ["ATYR", "sell", "partial, outside its limit", "1,200", "1,000", "3.60", "3.45", "+416.7", "+150.00", "−12.50", "1.00", "+138.50", ""], Cells(page, "trades", 1));
        Assert.Equal(["OSUR", "buy", "unplanned", "–", "10.5", "–", "3.21", "–", "–", "–", "0.00", "–", ""], Cells(page, "trades", 2));
        Assert.Equal("Total +366.1 +149.83 −12.50 1.35 +138.68", Total(page, "trades"));
        // Costs are colored as losses although they are positive.
        Assert.Equal(["n loss", "n loss", "n gain"], page.QuerySelectorAll("section[aria-labelledby=trades] tbody tr")[1].Children.Skip(7).Take(3).Select(c => c.ClassName));
    }

    [Fact]
    public void Positions_sum_only_where_every_value_is_known()
    {
        var known = Page(Days.Busy);
        var unpriced = Days.Busy.Positions[1] with { Mark = null, MarkDate = null, MarkIsStale = false, MarketValue = null, Unrealized = null, Weight = null };
        var unknown = Page(Days.Busy with { Positions = [Days.Busy.Positions[0], unpriced] });

        Assert.Equal(["IINN", "20", "1.50", "1.215", "2025-12-22, stale", "30.00", "24.30", "−5.70", "0.0%"], Cells(known, "positions", 1));
        Assert.Equal("Total 63.98 59.53 −4.45", Total(known, "positions"));
        Assert.Equal(["IINN", "20", "1.50", "–", "–", "30.00", "–", "–", "–"], Cells(unknown, "positions", 1));
        Assert.Equal("Total 63.98", Total(unknown, "positions"));
    }

    [Fact]
    public void Several_currencies_are_named_and_not_added_up()
    {
        var pounds = Days.Busy.Positions[1] with { Currency = Currency.Gbp };
        var disposal = Days.Busy.Realized[1] with { Currency = Currency.Gbp };
        var page = Page(Days.Busy with { Positions = [Days.Busy.Positions[0], pounds], Realized = [Days.Busy.Realized[0], disposal] });

        Assert.Contains("GBP", Cells(page, "positions", 1));
        Assert.Contains("GBP", Cells(page, "realized", 1));
        Assert.Null(page.QuerySelector("section[aria-labelledby=positions] tfoot"));
        Assert.Null(page.QuerySelector("section[aria-labelledby=realized] tfoot"));
    }

    [Fact]
    public void A_day_without_a_session_says_why_and_whose_figures_it_shows()
    {
        var page = Page(Days.Busy with { Day = TradeDate.Of(2025, 12, 25), WhyClosed = "Christmas Day", Equity = Days.Busy.Equity! with { Day = TradeDate.Of(2025, 12, 24) } });

        Assert.Equal("No session XNYS was closed: Christmas Day.", Words(page.QuerySelector(".session")!));
        Assert.Contains("Figures are of the last session, Wednesday 24 December 2025.", Words(page.Body!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_that_has_not_begun_makes_a_page_that_says_so()
    {
        var page = Page(Days.Empty with { WhyEarly = "Christmas Eve" });

        Assert.Equal("Early close XNYS closed early: Christmas Eve.", Words(page.QuerySelector(".session")!));
        Assert.Empty(page.QuerySelectorAll("table, svg"));
        Assert.Equal(
            ["No session has been valued yet.", "Nothing.", "Nothing was recommended and nothing was filled.", "Nothing is held.", "Nothing was closed.", "No cash has moved yet."],
            page.QuerySelectorAll(".none").Select(Words));
    }

    [Fact]
    public void The_page_ends_with_what_it_was_computed_from()
    {
        var footer = Assert.Single(Page(Days.Busy).QuerySelectorAll("body > footer"));

        Assert.Equal(
            ["/books/demo", "2025-12-26", "2025-12-27T09:00:00Z", "1287 " + string.Concat(Enumerable.Repeat("ab", 32)), "TrueUp 0.1.0"],
            footer.QuerySelectorAll("dd").Select(Words));
    }

    [Fact]
    public void The_same_view_gives_the_same_page() => Assert.Equal(Pages.Day(Days.Busy), Pages.Day(Days.Busy));

    [Theory]
    [InlineData("0", "0.00", "0")]
    [InlineData("1234567.895", "1,234,567.90", "1,234,567.895")]
    [InlineData("-1234.5", "−1,234.50", "−1,234.5")]
    [InlineData("-123", "−123.00", "−123")]
    [InlineData("-0.001", "0.00", "−0.001")]
    [InlineData("999.999", "1,000.00", "999.999")]
    public void Numbers_are_grouped_and_have_a_real_minus(string given, string two, string exact)
    {
        var value = decimal.Parse(given, CultureInfo.InvariantCulture);

        Assert.Equal((two, exact), (Figures.Fixed(value), Figures.Exact(value)));
    }

    [Theory]
    [InlineData("2.6", "2.60")]
    [InlineData("2.605", "2.605")]
    [InlineData("0.12345", "0.1235")]
    [InlineData("1500", "1,500.00")]
    public void Prices_have_two_to_four_decimals(string given, string shown) => Assert.Equal(shown, Figures.Price(decimal.Parse(given, CultureInfo.InvariantCulture)));

    [Fact]
    public void Page_colors_have_enough_contrast_and_match_the_pictures()
    {
        var css = PageStyle.Text;
        Dictionary<string, string>[] themes = [.. Root().Matches(css).Select(m => Variable().Matches(m.Value).ToDictionary(v => v.Groups["name"].Value, v => v.Groups["color"].Value))];

        Assert.Equal(2, themes.Length);
        Assert.Equal([Palette.Light(Role.Surface), Palette.Dark(Role.Surface)], themes.Select(t => t["surface"]));
        Assert.All(themes, theme => Assert.All(Pairs, pair =>
        {
            var contrast = Contrasts.Between(theme[pair.Text], theme[pair.Ground]);
            Assert.True(contrast >= 4.5, $"{pair}: {contrast:0.0}:1");
        }));
    }

    static readonly (string Text, string Ground)[] Pairs =
    [
        ("ink", "surface"), ("muted", "surface"), ("gain", "surface"), ("loss", "surface"), ("notice", "surface"),
        ("ink", "soft"), ("muted", "soft"), ("gain", "soft"), ("loss", "soft"), ("ink", "notice-soft"), ("notice", "notice-soft"),
    ];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex(@"--(?<name>[\w-]+): (?<color>#\w{6})")]
    private static partial Regex Variable();
}
