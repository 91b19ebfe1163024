using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Reading;

/// <summary>The two item grammars (T001, T002, and the items of the command line's catalogue).</summary>
public sealed class ItemsTests
{
    static readonly RecommendationStyle Recommended = new() { Account = new("main"), Currency = Currency.Usd, Day = TradeDate.Of(2026, 1, 5) };

    static readonly FillStyle Filled = new()
    {
        Account = new("main"),
        Currency = Currency.Usd,
        Day = TradeDate.Of(2026, 1, 5),
        Broker = "Robinhood",
        Moments = new(DateTimeZoneProviders.Tzdb["America/New_York"]),
    };

    static (List<RecommendationReport> Reports, Rejections Refused) Recommendations(params string[] items)
    {
        Rejections refused = new();
        return (Items.Recommendations(items, Recommended, new(), refused), refused);
    }

    static (FillReport[] Reports, Rejections Refused) Fills(string[] items, string? timestamp = null)
    {
        Rejections refused = new();
        return (Items.Fills(items, Filled, timestamp, new(), refused), refused);
    }

    static string Text(Recommendation r) => $"{r.Symbol} {r.Side.Word} {r.Target} @ {r.Limit} [{r.Note}]";

    static string Text(in FillReport r) =>
        $"{r.Fill.Symbol} {r.Fill.Side.Word} {r.Fill.Quantity} @ {r.Fill.Price} #{r.Detail.OrderId} [{r.Detail.Note}]";

    [Theory]
    [InlineData("DOUG,buy,2.60,13", "DOUG buy 13 @ 2.6 []")]
    [InlineData("PRLD,buy,1.22,27", "PRLD buy 27 @ 1.22 []")]
    [InlineData("OSUR,buy,3.21,10", "OSUR buy 10 @ 3.21 []")]
    [InlineData("DOUG,buy,2.60,13,daily_pick", "DOUG buy 13 @ 2.6 [daily_pick]")]
    [InlineData("DOUG,buy,2.60,13,a,b", "DOUG buy 13 @ 2.6 [a,b]")]
    [InlineData(" doug , BUY , 2.60 , 13 , spaced ", "DOUG buy 13 @ 2.6 [spaced]")]
    [InlineData("DOUG,sell,,13", "DOUG sell 13 @  []")]
    [InlineData("DOUG,short,2.60,0.5", "DOUG short 0.5 @ 2.6 []")]
    [InlineData("DOUG,buy,2.60,13,=1+1", "DOUG buy 13 @ 2.6 [=1+1]")]
    public void A_recommendation_is_ticker_action_limit_shares_and_a_note(string item, string expected)
    {
        var (reports, refused) = Recommendations(item);

        Assert.Equal(0, refused.Count);
        Assert.Equal(expected, Text(Assert.Single(reports).Recommendation));
    }

    [Theory]
    [InlineData("DOUG,buy,13,2.59", "DOUG buy 13 @ 2.59 # []")]
    [InlineData("DOUG,buy,13,2.59,A1", "DOUG buy 13 @ 2.59 #A1 []")]
    [InlineData("DOUG,buy,13,2.59,A1,a,b", "DOUG buy 13 @ 2.59 #A1 [a,b]")]
    [InlineData("DOUG,buy,13,2.59,,by phone", "DOUG buy 13 @ 2.59 # [by phone]")]
    [InlineData("brk-b,SLD,0.25,455.10", "BRK.B sell 0.25 @ 455.1 # []")]
    [InlineData("DOUG,buy to cover,13,2.59", "DOUG cover 13 @ 2.59 # []")]
    public void A_fill_is_ticker_side_quantity_price_order_and_a_note(string item, string expected)
    {
        var (reports, refused) = Fills([item]);

        Assert.Equal(0, refused.Count);
        var report = Assert.Single(reports);
        Assert.Equal(expected, Text(report));
        Assert.Equal(("Robinhood", TradeDate.Of(2026, 1, 5), "main"), (report.Detail.Broker, report.Fill.TradeDate, report.Fill.Account.Name));
    }

    [Theory]
    [InlineData("DOUG,buy,2.60", "TU1129 argument:1")]
    [InlineData("DOUG", "TU1129 argument:1")]
    [InlineData("DOUG,buy,2.60,13,", "TU1130 argument:1")]
    [InlineData("", "TU1130 argument:1")]
    [InlineData(",buy,2.60,13", "TU1134 argument:1:1")]
    [InlineData("*,buy,2.60,13", "TU1133 argument:1:1")]
    [InlineData("DOUG,hold,2.60,13", "TU1501 argument:1:6")]
    [InlineData("DOUG,buy,2.6O,13", "TU1210 argument:1:10")]
    [InlineData("DOUG,buy,-2.60,13", "TU1216 argument:1:10")]
    [InlineData("DOUG,buy,2.60,0", "TU1502 argument:1:15")]
    [InlineData("DOUG,buy,2.60,-13", "TU1502 argument:1:15")]
    [InlineData("DOUG,buy,2.60,", "TU1201 argument:1:15")]
    [InlineData("DOUG,buy,2.60,1.123456789", "TU1218 argument:1:15")]
    public void An_item_that_is_no_recommendation_is_refused_at_its_field(string item, string expected)
    {
        var (reports, refused) = Recommendations(item);

        Assert.Empty(reports);
        var only = Assert.Single(refused.First);
        Assert.Equal(expected, $"{only.Code} {only.Place}");
    }

    [Theory]
    [InlineData("DOUG,buy,13", "TU1129 argument:1")]
    [InlineData("DOUG,buy,13,2.59,,", "TU1130 argument:1")]
    [InlineData("DOUG,HOLD,13,2.59", "TU1401 argument:1:6")]
    [InlineData("DOUG,buy,0,2.59", "TU1217 argument:1:10")]
    [InlineData("DOUG,sell,-13,2.59", "TU1221 argument:1:11")]
    [InlineData("DOUG,buy,13,-2.59", "TU1216 argument:1:13")]
    [InlineData("DOUG,buy,13,£2.59", "TU1209 argument:1:13")]
    [InlineData("AAPL261332C00150000,buy,1,2.59", "TU1402 argument:1:1")]
    public void An_item_that_is_no_fill_is_refused_at_its_field(string item, string expected)
    {
        var (reports, refused) = Fills([item]);

        Assert.Empty(reports);
        var only = Assert.Single(refused.First);
        Assert.Equal(expected, $"{only.Code} {only.Place}");
    }

    [Fact]
    public void Every_fault_of_every_item_is_named_and_counted()
    {
        var (_, refused) = Recommendations("DOUG,hold,x,0", "PRLD,buy,1.22,27", "OSUR,buy");

        Assert.Equal(["TU1501 argument:1:6", "TU1502 argument:1:13", "TU1207 argument:1:11", "TU1129 argument:3"], refused.First.Select(r => $"{r.Code} {r.Place}"));
    }

    [Fact]
    public void A_timestamp_without_a_zone_is_in_the_market_zone_and_keeps_the_date()
    {
        var (reports, _) = Fills(["DOUG,buy,13,2.59"], "2026-01-05T09:35:00");

        Assert.Equal(Instant.FromUtc(2026, 1, 5, 14, 35), Assert.Single(reports).Fill.ExecutedAt);
    }

    [Fact]
    public void A_bad_timestamp_is_refused_once_for_each_item_it_would_have_dated()
    {
        var (reports, refused) = Fills(["DOUG,buy,13,2.59"], "half past nine");

        Assert.Empty(reports);
        Assert.Equal("--timestamp", Assert.Single(refused.First).Place.ToString());
    }

    [Fact]
    public void The_first_fifty_of_many_faults_are_kept_and_all_are_counted()
    {
        var (_, refused) = Recommendations([.. Enumerable.Repeat("X,hold,1,1", 73)]);

        Assert.Equal((73, 50), (refused.Count, refused.First.Count));
    }

    [Fact]
    public void A_note_of_a_megabyte_is_refused()
    {
        var (_, refused) = Recommendations("DOUG,buy,2.60,13," + new string('x', 1 << 20));

        Assert.Equal("TU1131", Assert.Single(refused.First).Code.Id);
    }
}
