using TrueUp.Ledger.Checks;
using Xunit;

namespace TrueUp.Tests.Checks;

public sealed class BookCheckTests
{
    // 100 put in on Monday 2026-03-02, ten shares bought at 5 on Tuesday.
    const string Book = """
        2026-03-02 deposit 100
        2026-03-03 buy ABC 10 5
        """;

    [Fact]
    public void The_same_record_has_no_breaks()
    {
        var result = CheckScene.Check($"""
            {Book}
            2026-03-03 close ABC 5.10
            2026-03-03 theirs ABC 10 5.10 value=51
            2026-03-03 theirs-cash 50
            2026-03-03 theirs-equity 101 positions=51
            """);

        Assert.Empty(result.Breaks);
        Assert.Equal((4, 4, 0), (result.Claims, result.Matched, result.NotCompared));
    }

    [Fact]
    public void The_same_difference_day_after_day_is_one_break() => Breaks(
        $"""
        {Book}
        2026-03-03 theirs ABC 12
        2026-03-04 theirs ABC 12
        2026-03-05 theirs ABC 12
        2026-03-06 theirs ABC 15
        """,
        """
        units/ABC/2026-03-03 10 12 3d 2! unknown
        units/ABC/2026-03-06 10 15 1d 3! unknown
        """);

    [Fact]
    public void A_fill_they_show_a_day_later_is_late_in_units_and_in_cash() => Breaks(
        $"""
        {Book}
        2026-03-02 theirs-cash 100
        2026-03-03 theirs-cash 100
        2026-03-04 theirs-cash 50
        2026-03-05 theirs-cash 50
        2026-03-04 theirs ABC 10
        2026-03-05 theirs ABC 10
        """,
        """
        missing theirs/ABC/2026-03-03 10 0 1d late booking
        cash/USD/2026-03-03 50 100 1d late booking
        """);

    [Fact]
    public void A_fill_they_show_a_day_early_is_early() => Breaks(
        $"""
        {Book}
        2026-03-02 theirs ABC 10
        2026-03-02 theirs-cash 50
        2026-03-03 theirs ABC 10
        2026-03-03 theirs-cash 50
        """,
        """
        missing ours/ABC/2026-03-02 0 10 1d early booking
        cash/USD/2026-03-02 100 50 1d early booking
        """);

    [Fact]
    public void A_fill_they_never_show_is_not_booked_and_explains_the_cash() => Breaks(
        $"""
        {Book}
        2026-03-04 buy ABC 4 6
        2026-03-03 theirs ABC 10
        2026-03-03 theirs-cash 50
        2026-03-04 theirs ABC 10
        2026-03-04 theirs-cash 50
        2026-03-05 theirs ABC 10
        2026-03-05 theirs-cash 50
        2026-03-06 theirs ABC 10
        2026-03-06 theirs-cash 50
        """,
        """
        units/ABC/2026-03-04 14 10 3d fill not booked by them
        cash/USD/2026-03-04 26 50 3d fill not booked by them
        """);

    [Fact]
    public void Money_no_trade_explains_is_named_by_its_own_amount_and_not_by_what_was_carried() => Breaks(
        $"""
        {Book}
        2026-03-02 theirs-cash 100
        2026-03-03 theirs-cash 50.19
        2026-03-04 theirs-cash 50.19
        2026-03-05 theirs-cash 51.74
        2026-03-06 theirs-cash 51.74
        """,
        """
        cash/USD/2026-03-03 50 50.19 2d 0.19! unexplained cash
        cash/USD/2026-03-05 50 51.74 2d 1.55! unexplained cash
        """);

    [Fact]
    public void Late_booking_and_unexplained_money_on_one_day_are_told_apart()
    {
        var result = CheckScene.Check($"""
            {Book}
            2026-03-03 theirs-cash 100
            2026-03-04 theirs-cash 50.19
            2026-03-04 theirs ABC 10
            """);

        Assert.Equal(
            """
            missing theirs/ABC/2026-03-03 10 0 1d late booking
            cash/USD/2026-03-03 50 100 1d late booking
            cash/USD/2026-03-04 50 50.19 1d 0.19! unexplained cash
            """, CheckScene.Lines(result));
        Assert.Equal(
            "their cash went from 100.00 on 2026-03-03 to 50.19 (-49.81); the book has no movement of money in between; "
            + "accounted for: buy 10 ABC at 5 on 2026-03-03, booked late (-50.00); +0.19 is explained by nothing",
            result.Breaks[^1].Evidence);
    }

    [Fact]
    public void A_deposit_they_do_not_have_is_a_movement_not_booked() => Breaks(
        """
        2026-03-02 deposit 100
        2026-03-03 deposit 25
        2026-03-02 theirs-cash 100
        2026-03-03 theirs-cash 100
        """,
        "cash/USD/2026-03-03 125 100 1d cash movement not booked by them");

    [Fact]
    public void Money_missing_from_the_log_is_told_by_the_overdraft_it_would_leave()
    {
        var result = CheckScene.Check("""
            2026-03-02 deposit 40
            2026-03-03 buy ABC 10 5
            2026-03-02 theirs-cash 60
            2026-03-03 theirs-cash 10
            """);

        Assert.EndsWith("+20.00 is explained by nothing; without it the account is overdrawn, by 10.00 on 2026-03-03", result.Breaks.Single().Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_held_for_review_are_a_break_until_somebody_decides() => Breaks(
        """
        2026-03-02 deposit 100
        2026-03-03 buy ABC 9 5
        2026-03-04 sell ABC 3 6
        2026-03-04 held sell ABC 3 6
        2026-03-04 held sell ABC 3 6
        2026-03-03 theirs ABC 9
        2026-03-04 theirs ABC 6
        """,
        "duplicate/ABC/2026-03-04 0 6 1d duplicate rows");

    [Fact]
    public void Rows_they_count_and_the_book_holds_explain_units_and_cash() => Breaks(
        """
        2026-03-02 deposit 100
        2026-03-03 buy ABC 9 5
        2026-03-04 sell ABC 3 6
        2026-03-04 held sell ABC 3 6
        2026-03-03 theirs ABC 9
        2026-03-03 theirs-cash 55
        2026-03-04 theirs ABC 3
        2026-03-04 theirs-cash 91
        """,
        """
        units/ABC/2026-03-04 6 3 1d duplicate rows
        cash/USD/2026-03-04 73 91 1d duplicate rows
        """);

    [Fact]
    public void Fills_the_book_counted_twice_and_they_once_are_duplicates() => Breaks(
        """
        2026-03-02 deposit 100
        2026-03-03 buy ABC 9 5
        2026-03-04 sell ABC 3 6
        2026-03-04 sell ABC 3 6
        2026-03-03 theirs ABC 9
        2026-03-03 theirs-cash 55
        2026-03-04 theirs ABC 6
        2026-03-04 theirs-cash 73
        """,
        """
        units/ABC/2026-03-04 3 6 1d duplicate rows
        cash/USD/2026-03-04 91 73 1d duplicate rows
        """);

    [Fact]
    public void A_dropped_fraction_is_a_residue_for_as_long_as_it_is_held() => Breaks(
        """
        2026-03-02 deposit 100
        2026-03-03 buy ABC 8 5
        2026-03-04 sell ABC 2.64 5
        2026-03-05 sell ABC 5 5
        2026-03-03 theirs ABC 8
        2026-03-04 theirs ABC 5
        2026-03-05 theirs-cash 98.2
        2026-03-06 theirs-cash 98.2
        """,
        "units/ABC/2026-03-04 5.36 5 3d fractional residue");

    [Fact]
    public void A_split_one_side_applied_shows_in_units_and_must_not_contradict_the_price()
    {
        Breaks(
            $"""
            {Book}
            2026-03-03 close ABC 5
            2026-03-04 close ABC 2.5
            2026-03-03 theirs ABC 10 5
            2026-03-04 theirs ABC 20 2.5
            """,
            "units/ABC/2026-03-04 10 20 1d split applied by one side only");
        // Twice the units at an unchanged price is not a split.
        Breaks(
            $"""
            {Book}
            2026-03-03 close ABC 5
            2026-03-04 close ABC 5
            2026-03-03 theirs ABC 10 5
            2026-03-04 theirs ABC 30 5
            """,
            "units/ABC/2026-03-04 10 30 1d 20! unknown");
    }

    [Fact]
    public void The_same_units_under_another_name_point_at_each_other() => Breaks(
        $"""
        {Book}
        2026-03-03 theirs ABCD 10
        2026-03-04 theirs ABCD 10
        """,
        """
        missing ours/ABCD/2026-03-03 0 10 2d another name for it
        missing theirs/ABC/2026-03-03 10 0 2d another name for it
        """);

    [Fact]
    public void A_position_the_book_never_had_is_not_in_the_book() => Breaks(
        $"""
        {Book}
        2026-03-03 theirs ABC 10
        2026-03-03 theirs XYZ 3
        """,
        "missing ours/XYZ/2026-03-03 0 3 1d not in the book");

    [Fact]
    public void Their_missing_days_and_days_too_many_are_found_by_the_calendar() => Breaks(
        // 2026-03-07 is a Saturday; Thursday and Friday have no rows.
        """
        2026-03-02 deposit 100
        2026-03-02 theirs-cash 100
        2026-03-03 theirs-cash 100
        2026-03-04 theirs-cash 100
        2026-03-07 theirs-cash 100
        2026-03-09 theirs-cash 100
        """,
        """
        session/2026-03-05 - - 2d missing session
        session/2026-03-07 - - 1d row on a day without a session
        """);

    [Fact]
    public void A_stop_or_a_sale_shown_as_the_close_is_recognized() => Breaks(
        """
        2026-03-02 deposit 100
        2026-03-02 buy ABC 10 5
        2026-03-02 buy XYZ 10 2
        2026-03-03 sell ABC 10 4.5
        2026-03-03 sell XYZ 5 2.2
        2026-03-03 close ABC 4.3
        2026-03-03 close XYZ 2.4
        2026-03-03 theirs-exit ABC 10 4.5 stop=4.5
        2026-03-03 theirs XYZ 5 2.2
        """,
        """
        price/ABC/2026-03-03 4.3 4.5 1d stop price shown as close
        price/XYZ/2026-03-03 2.4 2.2 1d sale price shown as close
        """);

    [Fact]
    public void All_prices_of_a_day_being_another_days_closes_is_one_cause() => Breaks(
        """
        2026-03-02 deposit 100
        2026-03-02 buy ABC 10 5
        2026-03-02 buy XYZ 10 2
        2026-03-03 close ABC 5
        2026-03-03 close XYZ 2
        2026-03-04 close ABC 6
        2026-03-04 close XYZ 3
        2026-03-03 theirs ABC 10 6
        2026-03-03 theirs XYZ 10 3
        """,
        """
        price/ABC/2026-03-03 5 6 1d another day's close
        price/XYZ/2026-03-03 2 3 1d another day's close
        """);

    [Fact]
    public void A_price_off_by_a_little_differs_from_the_tape_and_half_a_cent_is_rounding() => Breaks(
        $"""
        {Book}
        2026-03-03 close ABC 5.004 high=5.2 low=4.9
        2026-03-04 close ABC 5.00 high=5.2 low=4.9
        2026-03-03 theirs ABC 10 5.00
        2026-03-04 theirs ABC 10 5.30
        """,
        "price/ABC/2026-03-04 5 5.3 1d differs from the tape");

    [Fact]
    public void Prices_of_another_scale_are_one_break()
    {
        var result = CheckScene.Check("""
            2026-03-02 deposit 100
            2026-03-03 buy AZT 55 0.25
            2026-03-03 adjusted AZT 1.66
            2026-03-04 adjusted AZT 1.58
            2026-03-05 adjusted AZT 1.52
            2026-03-03 theirs AZT 55 0.25
            2026-03-04 theirs AZT 55 0.24
            2026-03-05 theirs AZT 55 0.23
            """);

        Assert.Equal("price/AZT/2026-03-03 1.66 0.25 3d prices of another scale", CheckScene.Lines(result));
        Assert.Contains("a later reverse split of about 1:6.61", result.Breaks.Single().Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Having_no_closes_at_all_is_said_once()
    {
        var result = CheckScene.Check($"""
            {Book}
            2026-03-03 theirs ABC 10 5.00
            2026-03-04 theirs ABC 10 5.30
            """);

        Assert.Equal("price/ABC/2026-03-03 - 5 2d no closes of ours", CheckScene.Lines(result));
        Assert.Equal((4, 2, 2), (result.Claims, result.Matched, result.NotCompared));
    }

    [Fact]
    public void A_fill_outside_the_days_range_is_impossible() => Breaks(
        $"""
        {Book}
        2026-03-03 close ABC 4.5 high=4.8 low=4.4
        2026-03-03 theirs ABC 10
        """,
        "fill/ABC/2026-03-03 5 4.8 1d impossible fill");

    [Fact]
    public void Equity_that_differs_for_known_reasons_says_which()
    {
        var result = CheckScene.Check($"""
            {Book}
            2026-03-03 close ABC 5
            2026-03-04 close ABC 5
            2026-03-03 theirs ABC 10 5
            2026-03-03 theirs-cash 50.19
            2026-03-03 theirs-equity 100.19
            2026-03-04 theirs ABC 10 6
            2026-03-04 theirs-cash 50.19
            2026-03-04 theirs-equity 110.19
            """);

        var equity = result.Breaks.Single(b => b.Kind == BreakKind.Equity);
        Assert.Equal(("equity/2026-03-03", 0m, LikelyCause.FollowsFromOthers), (equity.Id, equity.Unexplained, equity.Cause));
        Assert.Equal("2026-03-03: theirs 100.19, ours 100.00, +0.19 = cash +0.19; last 2026-03-04: theirs 110.19, ours 100.00, +10.19 = ABC +10.00, cash +0.19", equity.Evidence);
    }

    [Fact]
    public void Equity_alone_is_compared_and_its_difference_is_explained_by_nothing() => Breaks(
        $"""
        {Book}
        2026-03-03 close ABC 5
        2026-03-04 close ABC 5
        2026-03-03 theirs-equity 100
        2026-03-04 theirs-equity 107
        """,
        "equity/2026-03-04 100 107 1d 7! unknown");

    [Fact]
    public void Their_own_sums_are_checked() => Breaks(
        $"""
        {Book}
        2026-03-03 close ABC 5
        2026-03-03 theirs ABC 10 5 value=55
        2026-03-03 theirs-cash 50
        2026-03-03 theirs-equity 100 positions=50
        """,
        """
        arithmetic/2026-03-03 55 50 1d -5! does not add up
        arithmetic/ABC/2026-03-03 50 55 1d 5! does not add up
        """);

    [Fact]
    public void A_gain_is_right_by_any_lot_method_and_wrong_by_none() => Breaks(
        // 10 at 5 and 10 at 7: selling 10 at 8 brings 30 by first in, 20 by average, 10 by last in.
        $"""
        {Book}
        2026-03-03 buy ABC 10 7
        2026-03-04 sell ABC 10 8
        2026-03-05 sell ABC 10 8
        2026-03-04 theirs-gain ABC 10 8 20
        2026-03-05 theirs-gain ABC 10 8 15
        """,
        "gain/ABC/2026-03-05 10 15 1d gain not proceeds minus cost");

    [Fact]
    public void Cash_is_compared_in_its_own_currency() => Breaks(
        """
        2026-03-02 deposit 100
        2026-03-02 deposit 40 in=EUR
        2026-03-02 theirs-cash 100
        2026-03-02 theirs-cash 42 in=EUR
        """,
        "cash/EUR/2026-03-02 40 42 1d 2! unexplained cash");

    static void Breaks(string scene, string expected) => Assert.Equal(expected, CheckScene.Lines(CheckScene.Check(scene)));
}
