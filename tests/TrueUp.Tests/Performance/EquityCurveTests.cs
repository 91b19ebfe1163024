using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Performance;

public sealed class EquityCurveTests
{
    const string Market = """
        2026-03-02 close ABC 10
        2026-03-03 close ABC 10
        2026-03-04 close ABC 11
        2026-03-05 close ABC 11
        2026-03-06 close ABC 9.9
        """;

    [Fact]
    public void Cash_and_positions_are_the_equity_and_flows_are_not_returns()
    {
        var curve = CurveScene.Curve($"""
            {Market}
            2026-03-02 deposit 1000
            2026-03-03 buy ABC 50 10
            2026-03-05 deposit 1050
            2026-03-06 withdraw 995
            """, "2026-03-06");

        // Tuesday: 500 cash, 50 × 10. Wednesday 50 × 11. Thursday +1050 cash. Friday 50 × 9.9 = 495, cash 1550 − 995 = 555.
        Assert.Equal(
            """
            2026-03-02 1000.00 + 0.00 = 1000.00 flow 1000.00 return - index 1.0000
            2026-03-03 500.00 + 500.00 = 1000.00 flow 0.00 return 0.0000 index 1.0000
            2026-03-04 500.00 + 550.00 = 1050.00 flow 0.00 return 0.0500 index 1.0500
            2026-03-05 1550.00 + 550.00 = 2100.00 flow 1050.00 return 0.0000 index 1.0500
            2026-03-06 555.00 + 495.00 = 1050.00 flow -995.00 return -0.0262 index 1.0225
            """, Text(curve));
        // (1050 + 995) / 2100 − 1
        Assert.Equal(-55m / 2100, curve.Points[^1].Return);
        Assert.Equal((TradeDate.Of(2026, 3, 5), TradeDate.Of(2026, 3, 6)), (curve.MaxDrawdown.Peak, curve.MaxDrawdown.Trough));
    }

    [Theory]
    [InlineData("1995-01-05")]
    [InlineData("1999-12-31")]
    [InlineData("2000-01-03")]
    public void What_happened_before_the_calendar_begins_is_in_its_first_session(string day)
    {
        var curve = CurveScene.Curve($"""
            {day} deposit 1000
            {day} buy OLD 100 2
            2000-01-03 close OLD 2.00
            2000-01-04 close OLD 3.00
            """, "2000-01-04");

        // 1000 − 100 × 2 in cash, 100 × 2 and then 100 × 3 in shares; nothing was earned before the first point.
        Assert.Equal(
            """
            2000-01-03 800.00 + 200.00 = 1000.00 flow 1000.00 return - index 1.0000
            2000-01-04 800.00 + 300.00 = 1100.00 flow 0.00 return 0.1000 index 1.1000
            """, Text(curve));
    }

    [Fact]
    public void A_flat_price_and_a_deposit_make_a_flat_line()
    {
        var curve = CurveScene.Curve("""
            2026-03-02 deposit 100
            2026-03-02 buy ABC 10 10
            2026-03-04 deposit 5000
            2026-03-05 buy ABC 300 10
            2026-03-02 close ABC 10
            2026-03-03 close ABC 10
            2026-03-04 close ABC 10
            2026-03-05 close ABC 10
            2026-03-06 close ABC 10
            """, "2026-03-06");

        Assert.All(curve.Points, p => Assert.Equal(1, p.Index));
        Assert.All(curve.Points, p => Assert.Equal(0, p.Drawdown));
        Assert.Equal(0, curve.TotalReturn);
    }

    [Fact]
    public void What_is_earned_on_the_day_of_funding_is_earned_from_the_session_before()
    {
        var curve = CurveScene.Curve($"""
            {Market}
            2026-03-04 deposit 100
            2026-03-04 buy ABC 10 10
            """, "2026-03-05");

        Assert.Equal(
            """
            2026-03-03 0.00 + 0.00 = 0.00 flow 0.00 return - index 1.0000
            2026-03-04 0.00 + 110.00 = 110.00 flow 100.00 return 0.1000 index 1.1000
            2026-03-05 0.00 + 110.00 = 110.00 flow 0.00 return 0.0000 index 1.1000
            """, Text(curve));
    }

    [Fact]
    public void Only_sessions_have_points_and_facts_of_other_days_count_in_the_next_one()
    {
        // 2026-03-07 is a Saturday; 2026-04-03 is Good Friday.
        var curve = CurveScene.Curve("""
            2026-03-06 deposit 100
            2026-03-07 buy ABC 10 10
            2026-03-06 close ABC 10
            2026-03-09 close ABC 10
            2026-04-02 close ABC 10
            2026-04-06 close ABC 12
            2026-04-03 deposit 50
            """, "2026-04-06");

        Assert.DoesNotContain(curve.Points, p => p.Session.IsWeekend || p.Session == TradeDate.Of(2026, 4, 3));
        Assert.Equal((0m, 1), curve.Points.Single(p => p.Session == TradeDate.Of(2026, 3, 9)) is var monday ? (monday.Cash, monday.LateFacts) : default);
        Assert.Equal((50m, 1), (curve.Points[^1].Flow, curve.Points[^1].LateFacts));
        Assert.Equal("2 facts dated on days without a session, counted in the next one: first on 2026-03-09", CurveNote.Sentences(curve.Notes).Single());
    }

    [Fact]
    public void A_hole_in_the_closes_carries_the_last_one_forward_and_names_it()
    {
        var curve = CurveScene.Curve("""
            2026-03-02 deposit 100
            2026-03-03 buy ABC 10 10
            2026-03-03 close ABC 10.5
            2026-03-06 close ABC 11
            """, "2026-03-06");

        Assert.Equal([105, 105, 105, 110], curve.Points.Skip(1).Select(p => p.PositionsValue));
        Assert.Equal("ABC 10.5 close 2026-03-03", curve.Points[3].StaleMarks.Single().ToString());
        Assert.Empty(curve.Points[1].StaleMarks);
        Assert.Empty(curve.Points[^1].StaleMarks);
    }

    [Fact]
    public void A_position_nobody_quotes_is_worth_what_it_last_traded_at_and_says_so_every_day()
    {
        var curve = CurveScene.Curve("""
            2026-03-02 deposit 100
            2026-03-03 buy XYZ 10 4
            2026-03-05 sell XYZ 2 5
            """, "2026-03-06");

        // 10 × 4 until Thursday, then 8 × 5, which is what the market paid: not 8 × 4, its cost.
        Assert.Equal([0, 40, 40, 40, 40], curve.Points.Select(p => p.PositionsValue));
        Assert.Equal(
            ["XYZ 4 execution 2026-03-03", "XYZ 4 execution 2026-03-03", "XYZ 5 execution 2026-03-05", "XYZ 5 execution 2026-03-05"],
            curve.Points.Skip(1).Select(p => p.StaleMarks.Single().ToString()));
        Assert.Equal(110, curve.Points[^1].Equity);
    }

    [Fact]
    public void Without_any_price_a_holding_is_named_and_counted_as_nothing()
    {
        var curve = CurveScene.Curve($"""
            {Market}
            2026-03-02 deposit 1000
            2026-03-02 buy ABC 50 10
            2026-03-04 spinoff ABC NEW 0.5
            2026-03-06 close NEW 4
            """, "2026-03-06");

        Assert.Equal(["", "", "", "NEW", "NEW", ""], curve.Points.Select(p => string.Join(' ', p.Unpriced)));
        Assert.Equal(25 * 4 + 50 * 9.9m, curve.Points[^1].PositionsValue);
    }

    [Fact]
    public void Closes_that_contradict_the_prices_paid_are_not_used()
    {
        // The closes are after a reverse split nobody recorded: 6.64 times what was paid.
        var curve = CurveScene.Curve("""
            2026-03-02 deposit 100
            2026-03-03 buy AZT 55 0.25
            2026-03-03 adjusted AZT 1.66
            2026-03-04 adjusted AZT 1.70
            2026-03-05 adjusted AZT 1.60
            """, "2026-03-05");

        Assert.All(curve.Points.Skip(1), p => Assert.Equal((100, "AZT 0.25 execution 2026-03-03"), (p.Equity, p.StaleMarks.Single().ToString())));
    }

    [Theory]
    [InlineData("close ABC 20", "close ABC 10", "2:1")]
    [InlineData("close ABC 5", "close ABC 50", "1:10")]
    public void A_split_leaves_no_jump_even_where_the_close_is_carried_over_it(string before, string after, string ratio)
    {
        var curve = CurveScene.Curve($"""
            2026-03-02 deposit 2000
            2026-03-03 buy ABC 100 {before.Split(' ')[2]}
            2026-03-03 {before}
            2026-03-05 split ABC {ratio}
            2026-03-06 {after}
            """, "2026-03-06");

        Assert.Single(curve.Points.Skip(1).Select(p => p.PositionsValue).Distinct());
        Assert.All(curve.Points, p => Assert.Equal(1, p.Index));
    }

    [Fact]
    public void A_renamed_symbol_keeps_its_mark_until_the_new_one_is_quoted()
    {
        var curve = CurveScene.Curve($"""
            {Market}
            2026-03-02 deposit 1000
            2026-03-03 buy ABC 50 10
            2026-03-05 rename ABC NEW
            """, "2026-03-06");

        Assert.Equal([0, 500, 550, 550, 495], curve.Points.Select(p => p.PositionsValue));
        Assert.Empty(curve.Points[^1].Unpriced);
    }

    [Fact]
    public void A_dollar_line_and_a_pence_line_are_right_in_one_book()
    {
        var curve = CurveScene.Curve("""
            2026-03-02 equity BRBY in=GBP factor=0.01
            2026-03-02 deposit 1000 in=GBP
            2026-03-03 buy BRBY 100 800 in=GBP
            2026-03-02 rate GBP/USD 1.25
            2026-03-03 rate GBP/USD 1.30
            2026-03-05 rate GBP/USD 1.20
            2026-03-03 close BRBY 810 quoted=GBX
            2026-03-04 close BRBY 810
            2026-03-05 close BRBY 810
            """, "2026-03-05");

        // 100 × 810p = £810, and £200 of cash.
        Assert.Equal([1250, 1.3m * 1010, 1.3m * 1010, 1.2m * 1010], curve.Points.Select(p => p.Equity));
        Assert.Equal("GBP/USD 1.3 rate 2026-03-03", curve.Points[2].StaleMarks.Single().ToString());
        Assert.Equal(1250, curve.Points[0].Flow);
    }

    [Fact]
    public void Money_without_a_rate_is_named_and_counted_as_nothing()
    {
        var curve = CurveScene.Curve("""
            2026-03-02 deposit 1000
            2026-03-02 deposit 500 in=EUR
            2026-03-03 rate EUR/USD 1.1
            """, "2026-03-03");

        Assert.Equal((1000, "EUR/USD"), (curve.Points[0].Equity, curve.Points[0].Unpriced.Single()));
        Assert.Equal(1550, curve.Points[1].Equity);
    }

    [Fact]
    public void An_option_is_worth_its_multiplier()
    {
        var curve = CurveScene.Curve("""
            2026-03-02 option SPY260320P00500000
            2026-03-02 deposit 10000
            2026-03-03 short SPY260320P00500000 2 7.80
            2026-03-03 close SPY260320P00500000 7.80
            2026-03-04 close SPY260320P00500000 5.00
            """, "2026-03-04");

        Assert.Equal((11_560, -1_000, 10_560), curve.Points[^1] is var p ? (p.Cash, p.PositionsValue, p.Equity) : default);
    }

    [Fact]
    public void Money_between_the_accounts_of_a_book_has_not_crossed_its_boundary()
    {
        const string Text = """
            2026-03-02 deposit 1000 account=A
            2026-03-03 withdraw 400 account=A
            2026-03-03 deposit 400 account=B
            2026-03-04 withdraw 100 account=A
            """;

        Assert.Equal([1000, 0, -100], CurveScene.Curve(Text, "2026-03-04").Points.Select(p => p.Flow));
        Assert.Equal([1000, -400, -100], CurveScene.Curve(Text, "2026-03-04", account: "A").Points.Select(p => p.Flow));
        Assert.Equal([400, 400], CurveScene.Curve(Text, "2026-03-04", account: "B").Points.Select(p => p.Equity));
    }

    [Fact]
    public void A_book_that_owes_its_money_has_no_return_and_says_what_is_missing()
    {
        var curve = CurveScene.Curve($"""
            {Market}
            2026-03-03 buy ABC 50 10
            """, "2026-03-06");

        Assert.Equal([null, null, null, 0m, -0.1m * 550 / 50], curve.Points.Select(p => p.Return));
        Assert.Equal(
            [
                "no return on 1 session, first on 2026-03-04: the money that was there before was 0.00; record opening cash with trueup cash add --date D deposit AMOUNT",
                "cash is below zero on 4 sessions, lowest -500.00 on 2026-03-03",
            ],
            CurveNote.Sentences(curve.Notes));
    }

    [Fact]
    public void A_part_of_the_curve_is_the_same_curve_rebased()
    {
        const string Text = $"""
            {Market}
            2026-03-02 deposit 1000
            2026-03-03 buy ABC 50 10
            """;

        var part = CurveScene.Curve(Text, "2026-03-06", from: "2026-03-05");
        Assert.Equal(["2026-03-04", "2026-03-05", "2026-03-06"], part.Points.Select(p => p.Session.ToString()));
        Assert.Equal((null, 1m), (part.Points[0].Return, part.Points[0].Index));
        // 500 + 495 against 500 + 550
        Assert.Equal(995m / 1050 - 1, part.TotalReturn, 20);
        Assert.Equal(CurveScene.Curve(Text, "2026-03-06").Points.Skip(3).Select(p => p.Return), part.Points.Skip(1).Select(p => p.Return));
    }

    [Fact]
    public void A_book_without_facts_or_with_facts_to_come_has_no_curve()
    {
        Assert.Empty(CurveScene.Curve(Market, "2026-03-06").Points);
        Assert.Empty(CurveScene.Curve("2026-03-09 deposit 10", "2026-03-06").Points);
    }

    [Fact]
    public void Benchmarks_begin_at_one_where_the_curve_begins()
    {
        CurveScene scene = new("""
            2026-03-02 close SPY 500
            2026-03-03 close SPY 510
            2026-03-05 close SPY 525.3
            2026-03-05 close IWC 100
            2026-03-03 deposit 100
            """);
        var curve = scene.CurveThrough("2026-03-06");

        var spy = Benchmark.Of(Symbol.Stored("SPY"), scene.IndexOf("SPY", curve.Days), curve);
        Assert.Equal([1, 1, 1.03m, 1.03m], spy.Index);
        Assert.Equal("SPY: no price since 2026-03-05, carried forward", spy.Note);
        var iwc = Benchmark.Of(Symbol.Stored("IWC"), scene.IndexOf("IWC", curve.Days), curve);
        // Money that nothing was bought with has stood at 1 until the first price.
        Assert.Equal([null, null, 1, 1], iwc.Index);
        Assert.Equal("IWC: begins with its first price, on 2026-03-05; no price since 2026-03-05, carried forward", iwc.Note);
        Assert.Equal("QQQ: no prices up to 2026-03-06", Benchmark.Of(Symbol.Stored("QQQ"), null, curve).Note);
    }

    [Fact]
    public void A_benchmark_whose_prices_begin_when_something_was_earned_already_has_no_index()
    {
        CurveScene scene = new("""
            2026-03-03 close AAA 10
            2026-03-04 close AAA 11
            2026-03-05 close AAA 11
            2026-03-05 close IWC 100
            2026-03-03 deposit 100
            2026-03-03 buy AAA 10 10
            """);
        var curve = scene.CurveThrough("2026-03-05");

        var iwc = Benchmark.Of(Symbol.Stored("IWC"), scene.IndexOf("IWC", curve.Days), curve);
        Assert.All(iwc.Index, i => Assert.Null(i));
        Assert.Equal("IWC: no price on or before 2026-03-02, where the curve begins (import one, or start later: --from)", iwc.Note);
    }

    static string Text(EquityCurve curve) => string.Join('\n', curve.Points.Select(p =>
        $"{p.Session} {Digits.Fixed(p.Cash, 2)} + {Digits.Fixed(p.PositionsValue, 2)} = {Digits.Fixed(p.Equity, 2)} flow {Digits.Fixed(p.Flow, 2)}"
        + $" return {(p.Return is { } r ? Digits.Fixed(r, 4) : "-")} index {Digits.Fixed(p.Index, 4)}"));
}
