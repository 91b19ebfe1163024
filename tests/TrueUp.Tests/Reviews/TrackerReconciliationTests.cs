using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Reviews;

public class TrackerReconciliationTests
{
    static readonly TradeDate Fifth = TradeDate.Of(2026, 1, 5);

    [Fact]
    public void A_day_is_written_as_the_trackers_wrote_it()
    {
        var review = ReviewScene.Of("""
            rec R1 2026-01-05 PRLD,buy,1.22,27 note=daily_pick,_small
            rec R2 2026-01-05 DOUG,buy,2.60,13 note=daily_pick
            rec R3 2026-01-05 OSUR,sell,10.00,10
            fill 1 2026-01-05 DOUG,buy,7,2.59
            fill 2 2026-01-05 DOUG,buy,6,2.61
            fill 3 2026-01-05 OSUR,sell,4,9.95
            fill 4 2026-01-05 AAPL,sell,1,250
            rec R4 2026-01-06 DOUG,sell,2.70,13
            """);

        // Not flipped for the sale: 9.95 − 10.00 = −0.05, −0.50%.
        Assert.Equal(
            """
            date,ticker,action,limit_price,target_shares,filled_shares,avg_fill_price,slippage_abs,slippage_pct,status,note
            2026-01-05,AAPL,sell,,,1,250.0000,,,unplanned,
            2026-01-05,DOUG,buy,2.6000,13,13,2.5992,-0.0008,-0.03,filled,daily pick
            2026-01-05,OSUR,sell,10.0000,10,4,9.9500,-0.0500,-0.50,partial,
            2026-01-05,PRLD,buy,1.2200,27,0,,,,missed,"daily pick, small"

            """.ReplaceLineEndings("\r\n"),
            TrackerReconciliation.Text(review, Fifth));
    }

    [Fact]
    public void On_request_a_ticker_has_a_row_for_the_direction_nothing_happened_in()
    {
        var review = ReviewScene.Of("""
            rec R1 2026-01-05 DOUG,buy,2.60,13
            fill 1 2026-01-05 DOUG,buy,13,2.59
            fill 2 2026-01-05 AAPL,sell,1,250
            """);

        Assert.Equal(
            """
            date,ticker,action,limit_price,target_shares,filled_shares,avg_fill_price,slippage_abs,slippage_pct,status,note
            2026-01-05,AAPL,buy,,,0,,,,no_activity,
            2026-01-05,AAPL,sell,,,1,250.0000,,,unplanned,
            2026-01-05,DOUG,buy,2.6000,13,13,2.5900,-0.0100,-0.38,filled,
            2026-01-05,DOUG,sell,,,0,,,,no_activity,

            """.ReplaceLineEndings("\r\n"),
            TrackerReconciliation.Text(review, Fifth, withNoActivity: true));
    }

    [Theory]
    [InlineData("rec R1 2026-01-05 DOUG,buy,2.60,13 until=2026-01-06 | fill 1 2026-01-06 DOUG,buy,13,2.59", "buy,2.6000,13,13,2.5900,-0.0100,-0.38,filled_late,")]
    [InlineData("rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,buy,13.5,2.59", "buy,2.6000,13,13.5,2.5900,-0.0100,-0.38,overfilled,")]
    [InlineData("rec R1 2026-01-05 DOUG,buy,0,13 | fill 1 2026-01-05 DOUG,buy,13,2.59", "buy,0.0000,13,13,2.5900,,,filled,")]
    [InlineData("rec R1 2026-01-05 DOUG,buy,-,13 | fill 1 2026-01-05 DOUG,buy,13,2.59", "buy,,13,13,2.5900,,,filled,")]
    [InlineData("rec R1 2026-01-05 DOUG,short,2.60,13 | fill 1 2026-01-05 DOUG,short,13,2.60001", "short,2.6000,13,13,2.6000,0.0000,0.00,filled,")]
    [InlineData("rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,buy,13,2.59999", "buy,2.6000,13,13,2.6000,0.0000,0.00,filled,")]
    [InlineData("rec R1 2026-01-05 DOUG,sell,2.60,13 | withdraw R1 2026-01-05", "sell,2.6000,13,0,,,,withdrawn,")]
    public void A_row_is_written_as_the_tracker_wrote_it(string scene, string expected)
    {
        var text = TrackerReconciliation.Text(ReviewScene.Of(scene.Replace('|', '\n')), Fifth);

        Assert.Equal($"{TrackerReconciliation.Header}\r\n2026-01-05,DOUG,{expected}\r\n", text);
    }

    [Fact]
    public void A_quote_in_a_note_is_doubled()
    {
        var text = TrackerReconciliation.Text(ReviewScene.Of("rec R1 2026-01-05 DOUG,buy,2.60,13 note=say_\"go\""), Fifth);

        Assert.EndsWith("missed,\"say \"\"go\"\"\"\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_without_anything_is_its_header()
    {
        Assert.Equal(TrackerReconciliation.Header + "\r\n", TrackerReconciliation.Text(ReviewScene.Of(""), Fifth));
    }
}
