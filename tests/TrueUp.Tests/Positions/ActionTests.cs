using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Positions;

/// <summary>Corporate actions by hand: cost and value go on without a jump.</summary>
public class ActionTests
{
    static Given Held(string fills = "5 DOUG,buy,100,10") => new Given().Fills(fills);

    [Fact]
    public void A_split_changes_units_and_no_cost() =>
        Assert.Equal("DOUG 700 cost 1000\nUSD -1000", Held().Action(6, new CorporateAction.Split(7, 1) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_split_comes_before_the_fills_of_its_day_whenever_it_is_recorded() =>
        // 100 become 200; the day's sale of 200 is after the split and closes everything: 200 × 6 − 1,000.
        Assert.Equal("DOUG 0 gain 200\nUSD 200", Held().Fills("6 DOUG,sell,200,6").Action(6, new CorporateAction.Split(2, 1) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_reverse_split_pays_cash_in_lieu_of_the_fraction() =>
        // 105 ÷ 10 = 10.5; 0.5 at 95 = 47.50, its cost 1,050 × 0.5 ÷ 10.5 = 50: a loss of 2.50.
        Assert.Equal("DOUG 10 cost 1000 gain -2.5\nUSD -1002.5", Held("5 DOUG,buy,105,10").Action(6, new CorporateAction.Split(1, 10, 95m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void Three_for_two_with_cash_in_lieu() =>
        Assert.Equal("DOUG 37 cost 296 gain 0.1\nUSD -295.9", Held("5 DOUG,buy,25,12").Action(6, new CorporateAction.Split(3, 2, 8.20m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void Lots_of_a_split_add_up_to_the_position_where_each_alone_would_not() =>
        // 1 × 1/3 each: 0.3333333333, 0.6666666667 − 0.3333333333, 1 − 0.6666666667.
        Assert.Equal("0.3333333333 cost 10 on 5, 0.3333333334 cost 11 on 6, 0.3333333333 cost 12 on 7", Held("""
            5 DOUG,buy,1,10
            6 DOUG,buy,1,11
            7 DOUG,buy,1,12
            """).Action(8, new CorporateAction.Split(1, 3) { Symbol = Given.Name("DOUG") }).Lots("DOUG"));

    [Fact]
    public void A_short_is_split_too_and_pays_its_fraction() =>
        // −105 become −10.5; half a share is bought back at 95 for 47.50, opened at 50: gain 2.50.
        Assert.Equal("DOUG -10 cost -1000 gain 2.5\nUSD 1002.5", Held("5 DOUG,short,105,10").Action(6, new CorporateAction.Split(1, 10, 95m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_position_split_to_nothing_is_a_loss_of_its_cost() =>
        Assert.Equal("DOUG 0 gain -0.0000001\nUSD -0.0000001", Held("5 DOUG,buy,0.00000001,10").Action(6, new CorporateAction.Split(1, 1000) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_stock_dividend_spreads_the_cost() =>
        Assert.Equal("DOUG 105 cost 1000\nUSD -1000", Held().Action(6, new CorporateAction.StockDividend(0.05m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_cash_dividend_is_income_less_the_tax_withheld() =>
        Assert.Equal("DOUG 100 cost 1000 income 50 tax 7.5\nUSD -957.5", Held().Action(6, new CorporateAction.CashDividend(0.5m, 0.15m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_short_pays_the_dividend() =>
        Assert.Equal("DOUG -100 cost -1000 income -50\nUSD 950", Held("5 DOUG,short,100,10").Action(6, new CorporateAction.CashDividend(0.5m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_dividend_is_paid_on_what_was_held_at_the_start_of_the_day() =>
        Assert.Equal("DOUG 150 cost 1500 income 50\nUSD -1450", Held().Fills("6 DOUG,buy,50,10").Action(6, new CorporateAction.CashDividend(0.5m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_dividend_of_a_pence_line_is_announced_in_pence() =>
        // 1,000 × 12.5 p.
        Assert.Equal("BRBY.L 1000 cost 2455 income 125\nGBP -2330", new Given("GBP")
            .Declare(new Equity { Symbol = Given.Name("BRBY.L"), Currency = Currency.Gbp, QuoteFactor = 0.01m })
            .Fills("5 BRBY.L,buy,1000,245.5").Action(6, new CorporateAction.CashDividend(12.5m) { Symbol = Given.Name("BRBY.L") }).Book());

    [Fact]
    public void A_dividend_booked_as_cash_is_income_of_its_payer() =>
        Assert.Equal("DOUG 100 cost 1000 income 50 tax 7.5\nUSD -957.5", Held().Cash(6, CashKind.Dividend, 50, symbol: "DOUG").Cash(6, CashKind.Tax, -7.5m, symbol: "DOUG").Book());

    [Fact]
    public void A_renamed_symbol_takes_lots_and_cost_along_and_leaves_what_was_realized()
    {
        var book = Held("""
            5 DOUG,buy,100,10,1.00
            6 DOUG,sell,50,11
            """).Action(7, new CorporateAction.SymbolChange(Given.Name("DGLS")) { Symbol = Given.Name("DOUG") });
        Assert.Equal("DGLS 50 cost 500 fees 0.5\nDOUG 0 gain 50 paid 0.5\nUSD -451", book.Book());
        Assert.Equal("50 cost 500 fees 0.5 on 5", book.Lots("DGLS"));
    }

    [Fact]
    public void Renamed_lots_take_their_place_by_the_day_they_were_opened() =>
        Assert.Equal("30 cost 330 on 5, 20 cost 240 on 6, 10 cost 100 on 6, 40 cost 520 on 8", new Given().Fills("""
            8 NEW,buy,40,13
            6 NEW,buy,20,12
            6 DOUG,buy,10,10
            5 DOUG,buy,30,11
            """).Action(9, new CorporateAction.SymbolChange(Given.Name("NEW")) { Symbol = Given.Name("DOUG") }).Lots("NEW"));

    [Fact]
    public void A_spin_off_conserves_the_basis()
    {
        var book = new Given().Fills("""
            5 DOUG,buy,60,50,0.60
            6 DOUG,buy,40,50
            """).Action(7, new CorporateAction.SpinOff(Given.Name("KID"), 0.25m, 0.2m) { Symbol = Given.Name("DOUG") });
        Assert.Equal("DOUG 100 cost 4000 fees 0.48\nKID 25 cost 1000 fees 0.12\nUSD -5000.6", book.Book());
        Assert.Equal("15 cost 600 fees 0.12 on 5, 10 cost 400 on 6", book.Lots("KID"));
    }

    [Fact]
    public void A_spin_off_of_the_whole_basis_leaves_the_parent_at_no_cost() =>
        Assert.Equal("DOUG 100\nKID 25 cost 1000\nUSD -1000", Held().Action(6, new CorporateAction.SpinOff(Given.Name("KID"), 0.25m, 1m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_spin_off_pays_the_childs_fraction_in_cash() =>
        // 100 × 0.333 = 33.3 at cost 100; 0.3 at 5 = 1.50, its cost 100 × 0.3 ÷ 33.3 = 0.900900900901.
        Assert.Equal("DOUG 100 cost 900\nKID 33 cost 99.099099099099 gain 0.599099099099\nUSD -998.5",
            Held().Action(6, new CorporateAction.SpinOff(Given.Name("KID"), 0.333m, 0.1m, 5m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_child_that_is_held_short_is_covered_by_the_spin_off() =>
        // Short 10 KID at 8. The spin-off brings 25 at cost 250: 10 of them (cost 100) cover the short that brought 80.
        Assert.Equal("DOUG 100 cost 750\nKID 15 cost 150 gain -20\nUSD -920",
            Held().Fills("5 KID,short,10,8").Action(6, new CorporateAction.SpinOff(Given.Name("KID"), 0.25m, 0.25m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_merger_for_cash_closes_the_position() =>
        Assert.Equal("DOUG 0 gain 250\nUSD 250", Held().Action(6, new CorporateAction.Merger(null, 0, 12.5m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_merger_for_cash_of_a_pence_line_is_offered_in_pence() =>
        Assert.Equal("BRBY.L 0 gain 45\nGBP 45", new Given("GBP")
            .Declare(new Equity { Symbol = Given.Name("BRBY.L"), Currency = Currency.Gbp, QuoteFactor = 0.01m })
            .Fills("5 BRBY.L,buy,1000,245.5").Action(6, new CorporateAction.Merger(null, 0, 250m) { Symbol = Given.Name("BRBY.L") }).Book());

    [Fact]
    public void A_merger_for_shares_keeps_cost_and_days()
    {
        var book = Held().Action(6, new CorporateAction.Merger(Given.Name("BUYR"), 0.5m, 0) { Symbol = Given.Name("DOUG") });
        Assert.Equal("BUYR 50 cost 1000\nDOUG 0\nUSD -1000", book.Book());
        Assert.Equal("50 cost 1000 on 5", book.Lots("BUYR"));
    }

    [Fact]
    public void A_merger_for_both_gives_cost_back_first()
    {
        // 400 of the 1,000 come back: no gain.
        Assert.Equal("BUYR 50 cost 600\nDOUG 0\nUSD -600", Held().Action(6, new CorporateAction.Merger(Given.Name("BUYR"), 0.5m, 4m) { Symbol = Given.Name("DOUG") }).Book());

        // 1,200 are 200 more than the cost.
        var book = Held().Action(6, new CorporateAction.Merger(Given.Name("BUYR"), 0.5m, 12m) { Symbol = Given.Name("DOUG") });
        Assert.Equal("BUYR 50\nDOUG 0 gain 200\nUSD 200", book.Book());
        Assert.Equal("0 DOUG 5..6 proceeds 200", book.Disposals());
    }

    [Fact]
    public void A_merger_pays_fractions_of_the_new_shares_in_cash() =>
        // 25 × 0.5 = 12.5 at cost 250; half a share at 22 = 11, its cost 10.
        Assert.Equal("BUYR 12 cost 240 gain 1\nDOUG 0\nUSD -239", Held("5 DOUG,buy,25,10").Action(6, new CorporateAction.Merger(Given.Name("BUYR"), 0.5m, 0, 22m) { Symbol = Given.Name("DOUG") }).Book());

    [Fact]
    public void A_delisting_realizes_the_whole_cost()
    {
        Assert.Equal("DOUG 0 gain -1000 paid 1\nUSD -1001", Held("5 DOUG,buy,100,10,1").Action(6, new CorporateAction.Delisting { Symbol = Given.Name("DOUG") }).Book());
        Assert.Equal("DOUG 0 gain 1000\nUSD 1000", Held("5 DOUG,short,100,10").Action(6, new CorporateAction.Delisting { Symbol = Given.Name("DOUG") }).Book());
    }

    [Fact]
    public void An_action_for_one_account_leaves_the_others_alone()
    {
        var action = new CorporateActionRecorded(new CorporateAction.Split(2, 1) { Symbol = Given.Name("DOUG") }) { Day = Given.On(6), Account = new("other") };
        Assert.Equal("DOUG 100 cost 1000\nUSD -1000", Held().And(action).Book());
    }

    [Fact]
    public void A_symbol_renamed_to_itself_is_left_as_it_is() =>
        Assert.Equal("DOUG 100 cost 1000\nUSD -1000", Held().Action(6, new CorporateAction.SymbolChange(Given.Name("DOUG")) { Symbol = Given.Name("DOUG") }).Book());
}
