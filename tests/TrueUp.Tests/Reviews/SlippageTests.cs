using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Reviews;

/// <summary>Figures of one row, worked by hand.</summary>
public class SlippageTests
{
    [Fact]
    public void Two_fills_of_one_buy_average_by_volume()
    {
        // (7 × 2.59 + 6 × 2.61) ÷ 13 = 33.79 ÷ 13 = 2.599231; 33.79 − 13 × 2.60 = −0.01; −0.01 ÷ 33.80 = −2.96 bps
        var row = Row("""
            rec R1 2026-01-05 DOUG,buy,2.60,13
            fill 1 2026-01-05 DOUG,buy,7,2.59
            fill 2 2026-01-05 DOUG,buy,6,2.61
            """);

        Assert.Equal(2.599231m, Math.Round(row.AverageFillPrice!.Value.PerUnit, 6));
        Assert.Equal(-0.01m, row.SlippageMoney);
        Assert.Equal(-2.96m, Math.Round(row.SlippageBps!.Value, 2));
        Assert.Equal(ReviewStatus.Filled, row.Status);
    }

    [Theory]
    [InlineData("buy", "2.60", "2.59", -38.46)]
    [InlineData("sell", "10.00", "9.95", 50.00)]
    [InlineData("sell", "10.00", "10.05", -50.00)]
    [InlineData("short", "10.00", "9.95", 50.00)]
    [InlineData("cover", "10.00", "10.05", 50.00)]
    [InlineData("buy", "28.75", "28.80", 17.39)]
    public void Paying_more_or_receiving_less_is_a_positive_cost_on_every_side(string side, string wanted, string got, double bps)
    {
        var row = Row($"""
            rec R1 2026-01-05 DOUG,{side},{wanted},13
            fill 1 2026-01-05 DOUG,{side},13,{got}
            """);

        Assert.Equal((decimal)bps, Math.Round(row.SlippageBps!.Value, 2));
        Assert.Equal(Math.Sign(bps), Math.Sign(row.SlippageMoney!.Value));
    }

    [Fact]
    public void The_reference_price_is_the_benchmark_before_the_limit()
    {
        // Decided at 28.75, limit 29: 28.80 is five cents worse than decided on each of 100.
        var row = Row("""
            rec R1 2026-01-05 DOUG,buy,29.00,100 ref=28.75
            fill 1 2026-01-05 DOUG,buy,100,28.80
            """);

        Assert.Equal(5.00m, row.SlippageMoney);
        Assert.Equal(17.39m, Math.Round(row.SlippageBps!.Value, 2));
        Assert.DoesNotContain("outsideLimit", row.Marks.Words);
    }

    [Theory]
    [InlineData("-", "")]
    [InlineData("0", "")]
    [InlineData("-1.50", "")]
    [InlineData("2.60", "ref=0")]
    public void Without_a_positive_benchmark_slippage_and_shortfall_are_unknown_and_left_out_of_means(string limit, string reference)
    {
        var review = ReviewScene.Of($"""
            rec R1 2026-01-05 DOUG,buy,{limit},13 {reference}
            fill 1 2026-01-05 DOUG,buy,13,2.59 fee=1
            rec R2 2026-01-05 PRLD,sell,10.00,5
            fill 2 2026-01-05 PRLD,sell,5,9.95
            """);

        Assert.Equal((null, null, null), (review[0].SlippageBps, review[0].SlippageMoney, review[0].Shortfall));
        Assert.Equal(1m, review[0].Fees);
        Assert.True(review[0].Marks.HasFlag(ReviewMarks.NoBenchmark));
        Assert.Equal(50m, review.Totals.MeanSlippageBps);
        Assert.Equal(50m, review.Totals.SlippageBps);
        Assert.Equal(1, review.Totals.NotMeasured);
    }

    [Fact]
    public void Shortfall_is_slippage_plus_fees_plus_what_the_unfilled_part_missed()
    {
        // Bought 60 of 100 at 10.05 against 10.00: 3.00. Fees 1.20. The other 40 closed at 10.50: 20.00. Together 24.20.
        var row = Row("""
            rec R1 2026-01-05 DOUG,buy,10.10,100 ref=10.00
            fill 1 2026-01-05 DOUG,buy,60,10.05 fee=1.20
            close 2026-01-05 DOUG 10.50
            """);

        Assert.Equal((3.00m, 1.20m, 20.00m, 24.20m), (row.SlippageMoney, row.Fees, row.OpportunityCost, row.Shortfall));
    }

    [Fact]
    public void A_sale_that_was_missed_while_the_price_fell_has_a_positive_opportunity_cost()
    {
        var row = Row("""
            rec R1 2026-01-05 DOUG,sell,10.00,100
            close 2026-01-05 DOUG 9.80
            """);

        Assert.Equal((20.00m, 20.00m, null), (row.OpportunityCost, row.Shortfall, row.SlippageMoney));
    }

    [Fact]
    public void An_unknown_close_leaves_the_opportunity_cost_unknown_and_says_so()
    {
        var review = ReviewScene.Of("rec R1 2026-01-05 DOUG,sell,10.00,100");

        Assert.Null(review[0].OpportunityCost);
        Assert.Null(review[0].Shortfall);
        Assert.Equal(ReviewMarks.NoClose, review[0].Marks);
        Assert.Equal(1, review.Totals.NotMeasured);
    }

    [Fact]
    public void The_horizon_is_the_close_of_the_last_day_of_the_life()
    {
        var row = Row("""
            rec R1 2026-01-05 DOUG,buy,10.00,100 until=2026-01-08
            close 2026-01-05 DOUG 11.00
            close 2026-01-08 DOUG 12.00
            """);

        Assert.Equal(200.00m, row.OpportunityCost);
    }

    [Fact]
    public void A_withdrawal_ends_the_horizon()
    {
        var row = Row("""
            rec R1 2026-01-05 DOUG,buy,10.00,100 until=2026-01-08
            withdraw R1 2026-01-06
            close 2026-01-06 DOUG 10.25
            close 2026-01-08 DOUG 12.00
            """);

        Assert.Equal((ReviewStatus.Withdrawn, 25.00m), (row.Status, row.OpportunityCost));
    }

    [Fact]
    public void Withdrawn_before_it_took_effect_costs_nothing()
    {
        var row = Row("""
            rec R1 2026-01-06 DOUG,buy,10.00,100
            withdraw R1 2026-01-05
            fill 1 2026-01-06 PRLD,buy,1,1
            """);

        Assert.Equal((ReviewStatus.Withdrawn, 0m, 0m), (row.Status, row.OpportunityCost, row.Shortfall));
    }

    [Fact]
    public void Money_counts_the_multiplier_of_an_option()
    {
        var row = Row("""
            option DOUG260116C00005000 100
            rec R1 2026-01-05 DOUG260116C00005000,buy,1.50,2
            fill 1 2026-01-05 DOUG260116C00005000,buy,2,1.53
            """);

        Assert.Equal(6.00m, row.SlippageMoney);
        Assert.Equal(200m, row.SlippageBps);
    }

    [Fact]
    public void Money_in_a_line_quoted_in_pence_is_in_pounds_and_totals_are_converted()
    {
        // 5 pence on each of 200 is 1000 pence: 10.00 pounds, 12.50 dollars.
        var review = ReviewScene.Of("""
            pence BRBY.L
            rate GBP USD 1.25
            rec R1 2026-01-05 BRBY.L,buy,900,200
            fill 1 2026-01-05 BRBY.L,buy,200,905
            """);

        Assert.Equal((10.00m, "GBP"), (review[0].SlippageMoney, review[0].Currency.Code));
        Assert.Equal(12.50m, review.Totals.SlippageMoney);
        Assert.Equal(55.56m, Math.Round(review.Totals.SlippageBps!.Value, 2));
    }

    [Fact]
    public void A_row_in_a_currency_without_a_rate_is_counted_and_left_out_of_the_sums()
    {
        var review = ReviewScene.Of("""
            pence BRBY.L
            rec R1 2026-01-05 BRBY.L,buy,900,200
            fill 1 2026-01-05 BRBY.L,buy,200,905
            rec R2 2026-01-05 DOUG,buy,2.60,10
            fill 2 2026-01-05 DOUG,buy,10,2.61
            """);

        Assert.Equal((1, 0.10m), (review.Totals.NotConverted, review.Totals.SlippageMoney));
        Assert.Equal(38.46m, Math.Round(review.Totals.SlippageBps!.Value, 2));
    }

    [Fact]
    public void A_fee_in_another_currency_is_converted_or_the_fees_are_unknown()
    {
        const string Scene = """
            rec R1 2026-01-05 DOUG,buy,2.60,10
            fill 1 2026-01-05 DOUG,buy,10,2.60 fee=2 feeIn=GBP
            """;

        Assert.Equal((2.50m, 2.50m), (Row(Scene + "\nrate GBP USD 1.25").Fees, Row(Scene + "\nrate GBP USD 1.25").Shortfall));
        var row = Row(Scene);
        Assert.Equal((null, null, ReviewMarks.FeeNotConverted), (row.Fees, row.Shortfall, row.Marks));
    }

    [Fact]
    public void Totals_weigh_slippage_by_volume_and_give_the_simple_mean_beside_it()
    {
        // +50 bps on 100 × 10.00 (cost 5.00) and −100 bps on 10 × 1.00 (cost −0.10): 4.90 ÷ 1010 = 48.51 bps; mean −25 bps.
        // 110 of 150 filled: 0.7333.
        var totals = ReviewScene.Of("""
            rec R1 2026-01-05 AAA,sell,10.00,100
            fill 1 2026-01-05 AAA,sell,100,9.95 fee=0.35
            rec R2 2026-01-05 BBB,buy,1.00,50
            fill 2 2026-01-05 BBB,buy,10,0.99
            fill 3 2026-01-05 CCC,buy,10,5.00 fee=0.15
            close 2026-01-05 BBB 1.10
            """).Totals;

        Assert.Equal((4.90m, 48.51m, -25m), (totals.SlippageMoney, Math.Round(totals.SlippageBps!.Value, 2), totals.MeanSlippageBps));
        Assert.Equal(0.7333m, Math.Round(totals.FillRate!.Value, 4));
        Assert.Equal((0.50m, 4.00m), (totals.Fees, totals.OpportunityCost));
        // The unplanned fill's fee is a fee, but not a shortfall of any intention: 4.90 + 0.35 + 4.00.
        Assert.Equal(9.25m, totals.Shortfall);
        Assert.Equal((2, 1, 1, 1), (totals.Recommended, totals[ReviewStatus.Filled], totals[ReviewStatus.Partial], totals[ReviewStatus.Unplanned]));
    }

    [Fact]
    public void The_fill_rate_leaves_out_what_was_taken_back_or_is_not_over()
    {
        var totals = ReviewScene.Of(
            """
            rec R1 2026-01-05 AAA,buy,10.00,100
            rec R2 2026-01-05 BBB,buy,10.00,100 until=2026-01-30
            rec R3 2026-01-05 CCC,buy,10.00,100
            withdraw R3 2026-01-05
            fill 1 2026-01-05 AAA,buy,150,10.00
            """,
            asOf: "2026-01-06").Totals;

        Assert.Equal(1m, totals.FillRate);
        Assert.Equal((1, 1, 1), (totals[ReviewStatus.Overfilled], totals[ReviewStatus.Open], totals[ReviewStatus.Withdrawn]));
    }

    static ReviewRow Row(string scene) => ReviewScene.Of(scene).Single(r => r.Recommendation == "R1");
}
