using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Performance;

public sealed class ReturnTests
{
    [Fact]
    public void A_deposit_is_not_a_gain()
    {
        // 100 000 → 101 000; 50 000 arrives before the next session → 152 510 → 150 984.90.
        var returns = new[]
        {
            TimeWeightedReturn.OfSession(100_000, 101_000, 0, 0)!.Value,
            TimeWeightedReturn.OfSession(101_000, 152_510, 50_000, 0)!.Value,
            TimeWeightedReturn.OfSession(152_510, 150_984.90m, 0, 0)!.Value,
        };

        Assert.Equal([0.01m, 0.01m, -0.01m], returns);
        Assert.Equal(0.009899m, TimeWeightedReturn.Linked(returns));
    }

    [Theory]
    // 100 000, +50 000, the market rises 2 %: invested at the open, then arriving at the close.
    [InlineData(153_000, FlowTiming.Start, "2.00")]
    [InlineData(153_000, FlowTiming.End, "3.00")]
    [InlineData(153_000, FlowTiming.MidDay, "2.40")]
    [InlineData(152_000, FlowTiming.Start, "1.33")]
    [InlineData(152_000, FlowTiming.End, "2.00")]
    [InlineData(152_000, FlowTiming.MidDay, "1.60")]
    [InlineData(153_000, FlowTiming.InAtStartOutAtEnd, "2.00")]
    public void The_same_day_has_another_return_when_its_flow_is_timed_otherwise(int after, FlowTiming timing, string percent) =>
        Assert.Equal(percent, Digits.Fixed(TimeWeightedReturn.OfSession(100_000, after, 50_000, 0, timing)!.Value * 100, 2));

    [Fact]
    public void A_withdrawal_leaves_after_it_has_earned()
    {
        // 1 000 rises to 1 100 and 660 of it is taken out: the money earned 10 %.
        Assert.Equal(0.1m, TimeWeightedReturn.OfSession(1_000, 440, 0, 660));
        Assert.Equal(0m, TimeWeightedReturn.OfSession(1_000, 0, 0, 1_000));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-50, 100)]
    [InlineData(0.009, 100)]
    public void Nothing_cannot_have_earned_anything(double before, int after) =>
        Assert.Null(TimeWeightedReturn.OfSession((decimal)before, after, 0, 0));

    [Fact]
    public void The_deepest_fall_is_from_the_peak_before_it()
    {
        // 20/110
        var fall = Drawdown.Deepest(Points(100, 110, 105, 90, 95, 100));
        Assert.Equal("-18.18", Digits.Fixed(fall.Depth * 100, 2));
        Assert.Equal((Day(1), Day(3), null, 4), (fall.Peak, fall.Trough, fall.Recovery, fall.Observations));
        Assert.Equal(4, fall.CalendarDays(Day(5)!.Value));
    }

    [Fact]
    public void A_fall_ends_when_the_peak_is_reached_again()
    {
        var fall = Drawdown.Deepest(Points(100, 110, 105, 90, 95, 100, 115));
        Assert.Equal((Day(6), 4, 5), (fall.Recovery, fall.Observations, fall.CalendarDays(Day(6)!.Value)));
    }

    [Fact]
    public void A_later_shallower_fall_does_not_count_and_a_rising_line_has_none()
    {
        Assert.Equal((-0.5m, Day(1)), Drawdown.Deepest(Points(1, 0.5m, 2, 1.5m)) is var fall ? (fall.Depth, fall.Trough) : default);
        Assert.Equal(Drawdown.None, Drawdown.Deepest(Points(1, 2, 3)));
        Assert.Equal(Drawdown.None, Drawdown.Deepest([]));
    }

    static (TradeDate, decimal)[] Points(params decimal[] indices) => [.. indices.Select((index, i) => (Day(i)!.Value, index))];

    static TradeDate? Day(int i) => TradeDate.Of(2026, 3, 2).Plus(i);
}
