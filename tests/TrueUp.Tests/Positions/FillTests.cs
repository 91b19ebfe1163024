using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Positions;

/// <summary>Lots, shorts, fees and currencies, each by hand: the arithmetic is in the comment, not from our own output.</summary>
public class FillTests
{
    [Fact]
    public void A_sell_through_zero_closes_the_long_and_opens_a_short()
    {
        var book = new Given().Fills("""
            5 DOUG,buy,100,10
            6 DOUG,sell,150,12
            """);
        // 100 × (12 − 10) = 200; 50 short at 12. Cash −1,000 + 1,800.
        Assert.Equal("DOUG -50 cost -600 gain 200\nUSD 800", book.Book());

        book.Fills("7 DOUG,buy,80,11");
        // 50 × (12 − 11) = 50 more; 30 long at 11. Cash 800 − 880.
        Assert.Equal("DOUG 30 cost 330 gain 250\nUSD -80", book.Book());
        Assert.Equal("100 DOUG 5..6 proceeds 1200 cost 1000\n50 DOUG short 6..7 proceeds 600 cost 550", book.Disposals());
    }

    [Fact]
    public void A_fill_that_goes_through_zero_shares_its_fee_by_quantity() =>
        // 100 of 150: 2.00 of the 3.00 go with what was closed, 1.00 stays with the short.
        Assert.Equal("DOUG -50 cost -600 fees 1 gain 200 paid 2\nUSD 797", new Given().Fills("""
            5 DOUG,buy,100,10
            6 DOUG,sell,150,12,3.00
            """).Book());

    [Fact]
    public void An_opening_fee_leaves_its_lot_by_shares()
    {
        var book = new Given().Fills("""
            5 DOUG,buy,100,10,10.00
            6 DOUG,sell,40,12
            """);
        Assert.Equal("DOUG 60 cost 600 fees 6 gain 80 paid 4\nUSD -530", book.Book());
        book.Fills("7 DOUG,sell,60,12");
        Assert.Equal("DOUG 0 gain 200 paid 10\nUSD 190", book.Book());
        Assert.Equal("40 DOUG 5..6 proceeds 480 cost 400 fees 4\n60 DOUG 5..7 proceeds 720 cost 600 fees 6", book.Disposals());
    }

    [Fact]
    public void A_fee_that_does_not_divide_loses_nothing() =>
        // 1.00 over three thirds: 0.333333333333, 0.333333333334 (half of what was left), the rest.
        Assert.Equal(
            "1 DOUG 5..6 proceeds 12 cost 10 fees 0.333333333333\n1 DOUG 5..7 proceeds 12 cost 10 fees 0.333333333334\n1 DOUG 5..8 proceeds 12 cost 10 fees 0.333333333333",
            new Given().Fills("""
                5 DOUG,buy,3,10,1.00
                6 DOUG,sell,1,12
                7 DOUG,sell,1,12
                8 DOUG,sell,1,12
                """).Disposals());

    [Theory]
    [InlineData(LotMethod.Fifo, "5 cost 100 on 6, 10 cost 110 on 7", " cost 210 gain 55")] // 255 − 100 − 100
    [InlineData(LotMethod.Lifo, "10 cost 100 on 5, 5 cost 100 on 6", " cost 200 gain 45")] // 255 − 110 − 100
    [InlineData(LotMethod.HighestCost, "10 cost 100 on 5, 5 cost 55 on 7", " cost 155")] // 255 − 200 − 55
    [InlineData(LotMethod.AverageCost, "15 cost 205 on 5", " cost 205 gain 50")] // 255 − 410 ÷ 30 × 15
    public void Each_method_closes_its_own_lot_first(LotMethod method, string lots, string figures)
    {
        var book = new Given().Fills("""
            5 DOUG,buy,10,10
            6 DOUG,buy,10,20
            7 DOUG,buy,10,11
            8 DOUG,sell,15,17
            """);
        Assert.Equal(lots, book.Lots("DOUG", method));
        Assert.Equal($"DOUG 15{figures}\nUSD -155", book.Book(method));
    }

    [Fact]
    public void The_costliest_lot_of_a_short_is_the_one_sold_lowest() =>
        // Covering at 9: the lot sold at 10 realizes 10 × 1, the least.
        Assert.Equal("10 DOUG short 6..8 proceeds 100 cost 90", new Given().Fills("""
            5 DOUG,short,10,12
            6 DOUG,short,10,10
            7 DOUG,short,10,11
            8 DOUG,cover,10,9
            """).Disposals(LotMethod.HighestCost));

    [Fact]
    public void The_owners_choice_of_lots_goes_before_the_oldest()
    {
        var book = new Given().Fills("""
            5 DOUG,buy,10,10
            6 DOUG,buy,10,20
            7 DOUG,buy,10,11
            8 DOUG,sell,15,17
            """);
        // Sequences: 1 book, 2 account, 3 to 5 the buys, 6 the sell. Four of the third buy, then the oldest.
        book.And(new Ledger.Journal.LotsChosen(6, [new(5, new(4))]) { Day = Given.On(8) });
        Assert.Equal("4 DOUG 7..8 proceeds 68 cost 44\n10 DOUG 5..8 proceeds 170 cost 100\n1 DOUG 6..8 proceeds 17 cost 20", book.Disposals(LotMethod.Specific));
        Assert.Equal("10 DOUG 5..8 proceeds 170 cost 100\n5 DOUG 6..8 proceeds 85 cost 100", book.Disposals());
    }

    [Fact]
    public void A_short_is_opened_added_to_and_covered() =>
        // Short 100@20 and 50@22, cover 120@18: 100 × 2 + 20 × 4 = 280; 30 short at 22.
        Assert.Equal("DOUG -30 cost -660 gain 280\nUSD 940", new Given().Fills("""
            5 DOUG,short,100,20
            6 DOUG,short,50,22
            7 DOUG,cover,120,18
            """).Book());

    [Fact]
    public void Fractions_of_a_share_are_exact() =>
        // 0.12345678 × 100.5 = 12.40740639; a third of it is sold at 101.
        Assert.Equal("DOUG 0.08230452 cost 8.27160426 gain 0.02057613\nUSD -8.25102813", new Given().Fills("""
            5 DOUG,buy,0.12345678,100.5
            6 DOUG,sell,0.04115226,101
            """).Book());

    [Fact]
    public void A_line_quoted_in_pence_costs_pounds() =>
        // 1,000 at 245.5 p is 2,455 pounds; at 250 p 2,500.
        Assert.Equal("BRBY.L 0 gain 45\nGBP 45", new Given("GBP").Declare(new Equity { Symbol = Given.Name("BRBY.L"), Currency = Currency.Gbp, QuoteFactor = 0.01m }).Fills("""
            5 BRBY.L,buy,1000,245.5
            6 BRBY.L,sell,1000,250
            """).Book());

    [Fact]
    public void A_fee_in_another_currency_leaves_its_own_cash_and_is_no_cost() =>
        Assert.Equal("SAP 10 cost 1000\nEUR -1000\nUSD -2", new Given().Declare(new Equity { Symbol = Given.Name("SAP"), Currency = new("EUR") }).Fills("5 SAP,buy,10,100,2,USD").Book());

    [Fact]
    public void A_negative_price_is_money_the_other_way() =>
        // Paid 5 a unit to take it, sold at 1: 10 × 6.
        Assert.Equal("DOUG 0 gain 60\nUSD 60", new Given().Fills("""
            5 DOUG,buy,10,-5
            6 DOUG,sell,10,1
            """).Book());

    [Fact]
    public void On_a_day_without_times_what_opens_comes_before_what_closes() =>
        Assert.Equal("DOUG 0 gain 20\nUSD 20", new Given().Fills("""
            5 DOUG,sell,10,12
            5 DOUG,buy,10,10
            """).Book());

    [Fact]
    public void The_book_as_of_a_day_knows_nothing_later()
    {
        var book = new Given().Fills("""
            5 DOUG,buy,100,10
            7 DOUG,sell,150,12
            """);
        Assert.Equal("DOUG 100 cost 1000\nUSD -1000", book.Book(asOf: Given.On(6)));
        Assert.Equal("", book.Book(asOf: Given.On(4)));
    }
}
