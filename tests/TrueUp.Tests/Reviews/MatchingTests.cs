using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Reviews;

/// <summary>Which fill goes to which recommendation: docs/specs/matching.md, by rule.</summary>
public class MatchingTests
{
    [Theory]
    [InlineData("M19 filled", "rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,buy,13,2.59", "R1 filled 13 of 13 @ 2.59 from 1:13")]
    [InlineData("M19 partial", "rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,buy,5,2.59", "R1 partial 5 of 13 @ 2.59 from 1:5")]
    [InlineData("M19 missed", "rec R1 2026-01-05 DOUG,buy,2.60,13", "R1 missed 0 of 13")]
    [InlineData("M19 overfilled", "rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,buy,14,2.59", "R1 overfilled 14 of 13 @ 2.59 from 1:14")]
    [InlineData("M13 unplanned", "fill 1 2026-01-05 DOUG,buy,14,2.59", "2026-01-05 DOUG buy unplanned 14 @ 2.59 from 1:14")]
    [InlineData("M19 filled late", "rec R1 2026-01-05 DOUG,buy,2.60,13 until=2026-01-06 | fill 1 2026-01-06 DOUG,buy,13,2.59", "R1 filledLate 13 of 13 @ 2.59 from 1:13 late")]
    [InlineData("M10 over two days", "rec R1 2026-01-05 DOUG,buy,2.60,13 until=2026-01-06 | fill 1 2026-01-05 DOUG,buy,5,2.58 | fill 2 2026-01-06 DOUG,buy,8,2.59", "R1 filledLate 13 of 13 @ 2.586154 from 1:5 2:8 late")]
    [InlineData("M19 expired", "rec R1 2026-01-05 DOUG,buy,2.60,13 until=2026-01-06", "R1 expired 0 of 13")]
    [InlineData("M3 after the last day", "rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-06 DOUG,buy,13,2.59", "R1 missed 0 of 13 | 2026-01-06 DOUG buy unplanned 13 @ 2.59 from 1:13")]
    [InlineData("M19 open", "rec R1 2026-12-30 DOUG,buy,2.60,13 until=2027-01-04", "R1 open 0 of 13 stillOpen")]
    [InlineData("M19 over on its own day", "rec R1 2026-12-31 DOUG,buy,2.60,13", "R1 missed 0 of 13")]
    [InlineData("M1 later fills do not exist", "rec R1 2026-12-31 DOUG,buy,2.60,13 until=2027-01-04 | fill 1 2027-01-04 DOUG,buy,13,2.59", "R1 open 0 of 13 stillOpen")]
    [InlineData("M20 partial and open", "rec R1 2026-12-31 DOUG,buy,2.60,13 until=2027-01-04 | fill 1 2026-12-31 DOUG,buy,3,2.59", "R1 partial 3 of 13 @ 2.59 from 1:3 stillOpen")]
    [InlineData("M2 the other direction", "rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,sell,13,2.59", "R1 missed 0 of 13 | 2026-01-05 DOUG sell unplanned 13 @ 2.59 from 1:13")]
    [InlineData("M2 another account", "rec R1 2026-01-05 DOUG,buy,2.60,13 account=a | fill 1 2026-01-05 DOUG,buy,13,2.59 account=b", "R1 missed 0 of 13 | 2026-01-05 DOUG buy unplanned 13 @ 2.59 from 1:13")]
    [InlineData("M2 another word", "rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,cover,13,2.59", "R1 filled 13 of 13 @ 2.59 from 1:13 otherWord")]
    [InlineData("M7 above a buy's limit", "rec R1 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,buy,13,2.61", "R1 filled 13 of 13 @ 2.61 from 1:13 outsideLimit")]
    [InlineData("M7 below a sell's limit", "rec R1 2026-01-05 DOUG,sell,2.60,13 | fill 1 2026-01-05 DOUG,sell,13,2.59", "R1 filled 13 of 13 @ 2.59 from 1:13 outsideLimit")]
    [InlineData("M7 at the limit", "rec R1 2026-01-05 DOUG,short,2.60,13 | fill 1 2026-01-05 DOUG,short,13,2.60", "R1 filled 13 of 13 @ 2.6 from 1:13")]
    [InlineData("a round trip", "rec R1 2026-01-05 DOUG,sell,2.70,13 | rec R2 2026-01-05 DOUG,buy,2.60,13 | fill 1 2026-01-05 DOUG,sell,13,2.70 | fill 2 2026-01-05 DOUG,buy,13,2.60", "R2 filled 13 of 13 @ 2.6 from 2:13 | R1 filled 13 of 13 @ 2.7 from 1:13")]
    [InlineData("M13 words apart", "fill 1 2026-01-05 DOUG,cover,1,2.59 | fill 2 2026-01-05 DOUG,buy,2,2.59 | fill 3 2026-01-05 DOUG,cover,3,2.69", "2026-01-05 DOUG buy unplanned 2 @ 2.59 from 2:2 | 2026-01-05 DOUG cover unplanned 4 @ 2.665 from 1:1 3:3")]
    [InlineData("M19 zero wanted", "rec R1 2026-01-05 DOUG,buy,2.60,0 | fill 1 2026-01-05 DOUG,buy,1,2.59", "R1 overfilled 1 of 0 @ 2.59 from 1:1")]
    public void One_recommendation_comes_out_as_the_table_says(string rule, string scene, string expected) => Check(rule, scene, expected);

    [Theory]
    [InlineData("M10 first made, first served", "rec R1 2026-01-05 DOUG,buy,2.60,10 | rec R2 2026-01-05 DOUG,buy,2.60,5 | fill 1 2026-01-05 DOUG,buy,12,2.59", "R1 filled 10 of 10 @ 2.59 from 1:10 | R2 partial 2 of 5 @ 2.59 from 1:2")]
    [InlineData("M10 the limit decides first", "rec R1 2026-01-05 DOUG,buy,2.50,10 | rec R2 2026-01-05 DOUG,buy,2.60,10 | fill 1 2026-01-05 DOUG,buy,10,2.59", "R1 missed 0 of 10 | R2 filled 10 of 10 @ 2.59 from 1:10")]
    [InlineData("M10 a market order takes any price", "rec R1 2026-01-05 DOUG,sell,3.00,10 | rec R2 2026-01-05 DOUG,sell,-,10 | fill 1 2026-01-05 DOUG,sell,10,2.59", "R1 missed 0 of 10 | R2 filled 10 of 10 @ 2.59 from 1:10 noBenchmark")]
    [InlineData("M10 outside every limit", "rec R1 2026-01-05 DOUG,buy,2.50,10 | rec R2 2026-01-05 DOUG,buy,2.55,10 | fill 1 2026-01-05 DOUG,buy,12,2.59", "R1 filled 10 of 10 @ 2.59 from 1:10 outsideLimit | R2 partial 2 of 10 @ 2.59 from 1:2 outsideLimit")]
    [InlineData("M9 by time", "rec R1 2026-01-05 DOUG,buy,2.60,10 | rec R2 2026-01-05 DOUG,buy,2.60,10 | fill 1 2026-01-05T15:00 DOUG,buy,10,2.50 | fill 2 2026-01-05T14:30 DOUG,buy,10,2.59", "R1 filled 10 of 10 @ 2.59 from 2:10 | R2 filled 10 of 10 @ 2.5 from 1:10")]
    [InlineData("M9 without time last", "rec R1 2026-01-05 DOUG,buy,2.60,10 | rec R2 2026-01-05 DOUG,buy,2.60,10 | fill 1 2026-01-05 DOUG,buy,10,2.50 | fill 2 2026-01-05T14:30 DOUG,buy,10,2.59", "R1 filled 10 of 10 @ 2.59 from 2:10 | R2 filled 10 of 10 @ 2.5 from 1:10")]
    [InlineData("M11 the dear fill needs the generous limit", "rec R1 2026-01-05 DOUG,buy,2.70,10 | rec R2 2026-01-05 DOUG,buy,2.60,10 | fill 1 2026-01-05T14:30 DOUG,buy,10,2.59 | fill 2 2026-01-05T15:00 DOUG,buy,10,2.69", "R1 filled 10 of 10 @ 2.69 from 2:10 | R2 filled 10 of 10 @ 2.59 from 1:10")]
    [InlineData("M11 selling", "rec R1 2026-01-05 DOUG,sell,2.50,10 | rec R2 2026-01-05 DOUG,sell,2.60,10 | fill 1 2026-01-05T14:30 DOUG,sell,10,2.61 | fill 2 2026-01-05T15:00 DOUG,sell,10,2.51", "R1 filled 10 of 10 @ 2.51 from 2:10 | R2 filled 10 of 10 @ 2.61 from 1:10")]
    [InlineData("M11 only when it places more", "rec R1 2026-01-05 DOUG,buy,2.70,10 | rec R2 2026-01-05 DOUG,buy,2.60,10 | fill 1 2026-01-05T14:30 DOUG,buy,10,2.59 | fill 2 2026-01-05T15:00 DOUG,buy,10,2.79", "R1 filled 10 of 10 @ 2.59 from 1:10 | R2 filled 10 of 10 @ 2.79 from 2:10 outsideLimit")]
    [InlineData("the worked example of the page", "rec R1 2026-01-05 DOUG,buy,2.70,10 | rec R2 2026-01-05 DOUG,buy,2.60,10 | rec R3 2026-01-05 DOUG,buy,2.50,5 | fill 1 2026-01-05T14:30 DOUG,buy,10,2.59 | fill 2 2026-01-05T15:00 DOUG,buy,10,2.69 | fill 3 2026-01-05T15:30 DOUG,buy,7,2.65", "R1 overfilled 12 of 10 @ 2.683333 from 2:10 3:2 | R2 filled 10 of 10 @ 2.59 from 1:10 | R3 filled 5 of 5 @ 2.65 from 3:5 outsideLimit")]
    [InlineData("M12 the last takes the excess", "rec R1 2026-01-05 DOUG,buy,2.60,10 | rec R2 2026-01-05 DOUG,buy,2.60,5 | fill 1 2026-01-05 DOUG,buy,20,2.59", "R1 filled 10 of 10 @ 2.59 from 1:10 | R2 overfilled 10 of 5 @ 2.59 from 1:10")]
    [InlineData("M12 the last within its limit", "rec R1 2026-01-05 DOUG,buy,2.60,10 | rec R2 2026-01-05 DOUG,buy,2.50,5 | fill 1 2026-01-05 DOUG,buy,20,2.59", "R1 overfilled 15 of 10 @ 2.59 from 1:15 | R2 filled 5 of 5 @ 2.59 from 1:5 outsideLimit")]
    [InlineData("M10 today before earlier", "rec R1 2026-01-05 DOUG,buy,2.60,10 until=2026-01-09 | rec R2 2026-01-06 DOUG,buy,2.60,5 | fill 1 2026-01-06 DOUG,buy,12,2.59", "R1 partial 7 of 10 @ 2.59 from 1:7 late | R2 filled 5 of 5 @ 2.59 from 1:5")]
    [InlineData("M10 the limit before the day", "rec R1 2026-01-05 DOUG,buy,2.60,10 until=2026-01-09 | rec R2 2026-01-06 DOUG,buy,2.50,10 | fill 1 2026-01-06 DOUG,buy,10,2.59", "R1 filledLate 10 of 10 @ 2.59 from 1:10 late | R2 missed 0 of 10")]
    [InlineData("M8 oldest first", "rec R1 2026-01-06 DOUG,buy,2.60,10 until=2026-01-09 | rec R2 2026-01-05 DOUG,buy,2.60,10 until=2026-01-09 | fill 1 2026-01-07 DOUG,buy,10,2.59", "R2 filledLate 10 of 10 @ 2.59 from 1:10 late | R1 expired 0 of 10")]
    [InlineData("M12 excess of a late fill", "rec R1 2026-01-05 DOUG,buy,2.60,10 until=2026-01-09 | fill 1 2026-01-07 DOUG,buy,15,2.59", "R1 overfilled 15 of 10 @ 2.59 from 1:15 late")]
    [InlineData("M13 after completion", "rec R1 2026-01-05 DOUG,buy,2.60,10 until=2026-01-09 | fill 1 2026-01-05 DOUG,buy,10,2.59 | fill 2 2026-01-07 DOUG,buy,10,2.59", "R1 filled 10 of 10 @ 2.59 from 1:10 | 2026-01-07 DOUG buy unplanned 10 @ 2.59 from 2:10")]
    [InlineData("M10 one that ended is forgotten, one made since is not", "rec R1 2026-01-05 DOUG,buy,2.60,10 until=2026-01-09 | rec R2 2026-01-05 DOUG,buy,2.60,10 until=2026-01-06 | fill 1 2026-01-07 DOUG,buy,4,2.59 | rec R3 2026-01-08 DOUG,buy,2.60,10 until=2026-01-09 | fill 2 2026-01-09 DOUG,buy,9,2.58", "R1 filledLate 10 of 10 @ 2.584 from 1:4 2:6 late | R2 expired 0 of 10 | R3 partial 3 of 10 @ 2.58 from 2:3 late")]
    [InlineData("M8 many, by number and not by text", "rec R2 2026-01-05 DOUG,buy,2.60,1 | rec R10 2026-01-05 DOUG,buy,2.60,1 | rec R1 2026-01-05 DOUG,buy,2.60,1 | fill 1 2026-01-05 DOUG,buy,2,2.59", "R2 filled 1 of 1 @ 2.59 from 1:1 | R10 filled 1 of 1 @ 2.59 from 1:1 | R1 missed 0 of 1")]
    public void Several_recommendations_come_out_as_the_table_says(string rule, string scene, string expected) => Check(rule, scene, expected);

    [Theory]
    [InlineData("nothing filled yet", "rec R1 2026-01-05 DOUG,buy,2.60,10", "R1 open 0 of 10 stillOpen")]
    [InlineData("a part", "rec R1 2026-01-05 DOUG,buy,2.60,10 | fill 1 2026-01-05 DOUG,buy,4,2.59", "R1 partial 4 of 10 @ 2.59 from 1:4 stillOpen")]
    [InlineData("all", "rec R1 2026-01-05 DOUG,buy,2.60,10 | fill 1 2026-01-05 DOUG,buy,10,2.59", "R1 filled 10 of 10 @ 2.59 from 1:10")]
    [InlineData("the last of several days", "rec R1 2026-01-02 DOUG,buy,2.60,10 until=2026-01-05", "R1 open 0 of 10 stillOpen")]
    [InlineData("yesterday's", "rec R1 2026-01-02 DOUG,buy,2.60,10", "R1 missed 0 of 10")]
    [InlineData("taken back", "rec R1 2026-01-05 DOUG,buy,2.60,10 | withdraw R1 2026-01-05", "R1 withdrawn 0 of 10 withdrawn")]
    [InlineData("taken back after a part", "rec R1 2026-01-05 DOUG,buy,2.60,10 | fill 1 2026-01-05T15:00 DOUG,buy,4,2.59 | withdraw R1 2026-01-05T16:00", "R1 partial 4 of 10 @ 2.59 from 1:4 withdrawn")]
    public void M19_what_is_good_for_a_day_that_is_not_over_may_still_be_filled(string name, string scene, string expected)
    {
        var (fills, sequences, wanted, facts) = ReviewScene.Read(scene.Replace(" | ", "\n", StringComparison.Ordinal), "2026-01-05");

        Assert.Equal((name, expected), (name, ReviewScene.Describe(TradeReview.Of(fills, sequences, wanted, facts with { IsDayOver = false }))));
    }

    [Theory]
    [InlineData("M5 nothing filled", "rec R1 2026-01-05 DOUG,buy,2.60,10 | withdraw R1 2026-01-05", "R1 withdrawn 0 of 10 withdrawn")]
    [InlineData("M5 a fill before it", "rec R1 2026-01-05 DOUG,buy,2.60,10 | withdraw R1 2026-01-05T16:00 | fill 1 2026-01-05T15:00 DOUG,buy,4,2.59", "R1 partial 4 of 10 @ 2.59 from 1:4 withdrawn")]
    [InlineData("M5 a fill after it", "rec R1 2026-01-05 DOUG,buy,2.60,10 | withdraw R1 2026-01-05T15:00 | fill 1 2026-01-05T16:00 DOUG,buy,4,2.59", "R1 withdrawn 0 of 10 withdrawn | 2026-01-05 DOUG buy unplanned 4 @ 2.59 from 1:4")]
    [InlineData("M5 at that moment", "rec R1 2026-01-05 DOUG,buy,2.60,10 | withdraw R1 2026-01-05T15:00 | fill 1 2026-01-05T15:00 DOUG,buy,4,2.59", "R1 partial 4 of 10 @ 2.59 from 1:4 withdrawn")]
    [InlineData("M5 without times the day counts", "rec R1 2026-01-05 DOUG,buy,2.60,10 | withdraw R1 2026-01-05 | fill 1 2026-01-05T16:00 DOUG,buy,4,2.59", "R1 partial 4 of 10 @ 2.59 from 1:4 withdrawn")]
    [InlineData("M5 a later day", "rec R1 2026-01-05 DOUG,buy,2.60,10 until=2026-01-09 | withdraw R1 2026-01-06 | fill 1 2026-01-07 DOUG,buy,4,2.59", "R1 withdrawn 0 of 10 withdrawn | 2026-01-07 DOUG buy unplanned 4 @ 2.59 from 1:4")]
    [InlineData("M5 after completion", "rec R1 2026-01-05 DOUG,buy,2.60,4 until=2026-01-09 | withdraw R1 2026-01-06 | fill 1 2026-01-05 DOUG,buy,4,2.59", "R1 filled 4 of 4 @ 2.59 from 1:4")]
    [InlineData("M5 after the last day", "rec R1 2026-01-05 DOUG,buy,2.60,4 | withdraw R1 2026-01-06", "R1 missed 0 of 4")]
    [InlineData("M5 the earliest counts", "rec R1 2026-01-05 DOUG,buy,2.60,4 until=2026-01-09 | withdraw R1 2026-01-08 | withdraw R1 2026-01-06 | fill 1 2026-01-07 DOUG,buy,4,2.59", "R1 withdrawn 0 of 4 withdrawn | 2026-01-07 DOUG buy unplanned 4 @ 2.59 from 1:4")]
    [InlineData("M5 the earliest moment of a day", "rec R1 2026-01-05 DOUG,buy,2.60,4 | withdraw R1 2026-01-05 | withdraw R1 2026-01-05T16:00 | withdraw R1 2026-01-05T14:00 | fill 1 2026-01-05T15:00 DOUG,buy,4,2.59", "R1 withdrawn 0 of 4 withdrawn | 2026-01-05 DOUG buy unplanned 4 @ 2.59 from 1:4")]
    [InlineData("M1 not yet withdrawn", "rec R1 2026-12-31 DOUG,buy,2.60,4 until=2027-01-09 | withdraw R1 2027-01-02", "R1 open 0 of 4 stillOpen")]
    [InlineData("M12 excess skips the withdrawn", "rec R1 2026-01-05 DOUG,buy,2.60,4 | rec R2 2026-01-05 DOUG,buy,2.60,4 | withdraw R2 2026-01-05T10:00 | fill 1 2026-01-05T15:00 DOUG,buy,9,2.59", "R1 overfilled 9 of 4 @ 2.59 from 1:9 | R2 withdrawn 0 of 4 withdrawn")]
    public void Withdrawals_come_out_as_the_table_says(string rule, string scene, string expected) => Check(rule, scene, expected);

    [Theory]
    [InlineData("M16 2:1", "rec R1 2026-01-05 DOUG,buy,50,100 until=2026-01-09 | split 2026-01-07 DOUG 2:1 | fill 1 2026-01-06 DOUG,buy,40,50 | fill 2 2026-01-07 DOUG,buy,120,25", "R1 filledLate 200 of 200 @ 25 from 1:40 2:120 late split")]
    [InlineData("M16 outside the split limit", "rec R1 2026-01-05 DOUG,buy,50,100 until=2026-01-09 | split 2026-01-07 DOUG 2:1 | fill 1 2026-01-08 DOUG,buy,200,25.01", "R1 filledLate 200 of 200 @ 25.01 from 1:200 late outsideLimit split")]
    [InlineData("M17 3:1 reverse, exact", "rec R1 2026-01-05 DOUG,buy,10,100 until=2026-01-09 | split 2026-01-07 DOUG 1:3 | fill 1 2026-01-06 DOUG,buy,40,10 | fill 2 2026-01-07 DOUG,buy,20,30", "R1 filledLate 33.333333333333333333333333333 of 33.333333333333333333333333333 @ 30 from 1:40 2:20 late split")]
    [InlineData("M17 a share that does not terminate", "rec R1 2026-01-05 DOUG,buy,10,100 until=2026-01-09 | split 2026-01-07 DOUG 1:3 | fill 1 2026-01-07 DOUG,buy,50,30 | rec R2 2026-01-06 DOUG,buy,10,60 until=2026-01-09", "R1 filledLate 33.333333333333333333333333333 of 33.333333333333333333333333333 @ 30 from 1:33.333333333333 late split | R2 partial 16.666666666667 of 20 @ 30 from 1:16.666666666667 late split")]
    [InlineData("M16 on its own day it is included", "rec R1 2026-01-05 DOUG,buy,50,100 until=2026-01-09 | split 2026-01-05 DOUG 2:1 | fill 1 2026-01-06 DOUG,buy,100,50", "R1 filledLate 100 of 100 @ 50 from 1:100 late")]
    [InlineData("M16 after its life it does not count", "rec R1 2026-01-05 DOUG,buy,50,100 until=2026-01-06 | split 2026-01-07 DOUG 2:1 | fill 1 2026-01-06 DOUG,buy,100,50", "R1 filledLate 100 of 100 @ 50 from 1:100 late")]
    [InlineData("M16 of another account", "rec R1 2026-01-05 DOUG,buy,50,100 until=2026-01-09 | split 2026-01-06 DOUG 2:1 account=other | fill 1 2026-01-06 DOUG,buy,100,50", "R1 filledLate 100 of 100 @ 50 from 1:100 late")]
    [InlineData("M4 renamed before the fill", "rec R1 2026-01-05 FB,buy,50,100 until=2026-01-09 | rename 2026-01-07 FB META | fill 1 2026-01-06 FB,buy,40,50 | fill 2 2026-01-08 META,buy,60,50", "R1 filledLate 100 of 100 @ 50 from 1:40 2:60 late")]
    [InlineData("M4 the old name is another line afterwards", "rec R1 2026-01-05 FB,buy,50,100 until=2026-01-09 | rename 2026-01-07 FB META | fill 1 2026-01-08 FB,buy,40,50", "R1 expired 0 of 100 | 2026-01-08 FB buy unplanned 40 @ 50 from 1:40")]
    [InlineData("M4 renamed twice", "rec R1 2026-01-05 FB,buy,50,100 until=2026-01-09 | rename 2026-01-07 META MVRS | rename 2026-01-06 FB META | fill 1 2026-01-06 META,buy,40,50 | fill 2 2026-01-08 MVRS,buy,60,50", "R1 filledLate 100 of 100 @ 50 from 1:40 2:60 late")]
    [InlineData("M4 split under the new name", "rec R1 2026-01-05 FB,buy,50,100 until=2026-01-09 | rename 2026-01-06 FB META | split 2026-01-07 META 2:1 | fill 1 2026-01-08 META,buy,200,25", "R1 filledLate 200 of 200 @ 25 from 1:200 late split")]
    public void Splits_and_renames(string rule, string scene, string expected) => Check(rule, scene, expected);

    [Fact]
    public void Money_across_a_split_is_as_if_there_had_been_none()
    {
        // Against 50: 40 cost 1.00 more each; after 2:1, against 25, 100 cost 0.25 more each: 40 + 25 = 65. The last 20 (40 before, ref 1000 of money) closed at 26: 20 × 1 = 20.
        var row = ReviewScene.Of("""
            rec R1 2026-01-05 DOUG,buy,60,100 ref=50 until=2026-01-09
            split 2026-01-07 DOUG 2:1
            fill 1 2026-01-06 DOUG,buy,40,51
            fill 2 2026-01-07 DOUG,buy,100,25.25
            close 2026-01-09 DOUG 26
            """)[0];

        Assert.Equal((65m, 20m, 85m), (row.SlippageMoney, row.OpportunityCost, row.Shortfall));
        Assert.Equal((25m, 30m, 200m, 180m), (row.ReferencePrice?.PerUnit, row.LimitPrice?.PerUnit, row.TargetQuantity, row.FilledQuantity));
        Assert.Equal(50m, row.Wanted?.Reference?.PerUnit);
    }

    [Fact]
    public void A_fee_of_a_fill_over_three_recommendations_sums_to_itself()
    {
        // 1.00 over 3, 3 and 1 of 7: 0.4285714286 twice, the last bears the rest.
        var review = ReviewScene.Of("""
            rec R1 2026-01-05 DOUG,buy,2.60,3
            rec R2 2026-01-05 DOUG,buy,2.60,3
            rec R3 2026-01-05 DOUG,buy,2.60,1
            fill 1 2026-01-05 DOUG,buy,7,2.59 fee=1.00
            """);

        Assert.Equal([0.4285714286m, 0.4285714286m, 0.1428571428m], review.Select(r => r.Fees!.Value));
        Assert.Equal(1.00m, review.Totals.Fees);
    }

    [Fact]
    public void A_window_shows_its_own_rows_with_what_happened_to_them_afterwards()
    {
        var review = ReviewScene.Of("""
            rec R1 2026-01-05 DOUG,buy,2.60,3 until=2026-01-06
            fill 1 2026-01-06 DOUG,buy,3,2.59
            fill 2 2026-01-06 PRLD,buy,3,1.00
            rec R2 2026-01-07 DOUG,buy,2.60,3
            """);

        var fifth = review.Within(TradeDate.Of(2026, 1, 5), TradeDate.Of(2026, 1, 5));
        Assert.Equal("R1 filledLate 3 of 3 @ 2.59 from 1:3 late", ReviewScene.Describe(fifth));
        Assert.Equal((1, 1, 0), (fifth.Totals.Recommended, fifth.Totals[ReviewStatus.FilledLate], fifth.Totals[ReviewStatus.Unplanned]));
        Assert.Equal("2026-01-06 PRLD buy unplanned 3 @ 1 from 2:3", ReviewScene.Describe(review.Within(TradeDate.Of(2026, 1, 6), TradeDate.Of(2026, 1, 6))));
        Assert.Equal("R2 missed 0 of 3", ReviewScene.Describe(review.Within(TradeDate.Of(2026, 1, 7), null)));
        Assert.Empty(review.Within(TradeDate.Of(2026, 2, 1), TradeDate.Of(2026, 1, 1)));
    }

    [Fact]
    public void A_fill_of_nothing_is_not_a_fill()
    {
        var review = ReviewScene.Of("""
            rec R1 2026-01-05 DOUG,buy,2.60,3
            fill 1 2026-01-05 DOUG,buy,0,2.59
            fill 2 2026-01-05 PRLD,buy,0,2.59
            """);

        Assert.Equal("R1 missed 0 of 3", ReviewScene.Describe(review));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Fills_of_a_day_are_taken_in_the_order_of_their_execution(int count)
    {
        var fills = Enumerable.Range(1, count).Select(i => $"fill {i} 2026-01-05T15:{59 - i:00} DOUG,buy,1,2.59");
        var review = ReviewScene.Of($"""
            rec R1 2026-01-05 DOUG,buy,2.60,2
            rec R2 2026-01-05 DOUG,buy,2.60,100
            {string.Join('\n', fills)}
            """);

        Assert.Equal($"R1 filled 2 of 2 @ 2.59 from {count}:1 {count - 1}:1", ReviewScene.Describe(review[0]));
        Assert.Equal(Enumerable.Range(1, count - 2).Reverse().Select(i => (long)i), review[1].Fills.Select(f => f.Sequence));
    }

    [Fact]
    public void Nothing_gives_an_empty_review()
    {
        var review = ReviewScene.Of("");

        Assert.Empty(review);
        Assert.Equal((0, null, null), (review.Totals.Recommended, review.Totals.FillRate, review.Totals.SlippageBps));
    }

    static void Check(string rule, string scene, string expected)
    {
        var review = ReviewScene.Of(scene.Replace('|', '\n'));
        Assert.Equal((rule, expected.Replace(" | ", "\n")), (rule, ReviewScene.Describe(review)));
    }
}
