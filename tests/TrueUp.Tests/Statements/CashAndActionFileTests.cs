using Xunit;

namespace TrueUp.Tests.Statements;

/// <summary>Files of cash movements and of corporate and option events.</summary>
public sealed class CashAndActionFileTests
{
    public static TheoryData<string, string, string> Cash => new()
    {
        { "deposit", "2026-01-05,deposit,100.00,USD,first,,", "2026-01-05 Deposit 100 USD note=first" },
        { "withdrawal is money out", "2026-01-05,withdrawal,100,USD,,,", "2026-01-05 Withdrawal -100 USD" },
        { "withdrawal with its sign", "2026-01-05,Withdrawal,-100,USD,,,", "2026-01-05 Withdrawal -100 USD" },
        { "fee is money out", "2026-01-05,fee,1.50,,,,", "2026-01-05 Fee -1.5 USD" },
        { "tax is money out", "2026-01-05,TAX,-3,,,,", "2026-01-05 Tax -3 USD" },
        { "dividend", "2026-01-05,dividend,1.25,USD,,,", "2026-01-05 Dividend 1.25 USD" },
        { "dividend of a short", "2026-01-05,dividend,-1.25,USD,,,", "2026-01-05 Dividend -1.25 USD" },
        { "interest paid", "2026-01-05,interest,-1.25,USD,,,", "2026-01-05 Interest -1.25 USD" },
        { "exchange", "2026-01-05,fx,-100,USD,,79.5,GBP", "2026-01-05 Fx -100 USD for 79.5 GBP" },
        { "exchange, both written without signs", "2026-01-05,fx,100,USD,,79.5,GBP", "2026-01-05 Fx 100 USD for -79.5 GBP" },
        { "currency sign that agrees", "2026-01-05,deposit,£100,GBP,,,", "2026-01-05 Deposit 100 GBP" },
        { "currency sign that does not", "2026-01-05,deposit,£100,USD,,,", "TU1209 2:20" },
        { "deposit below zero", "2026-01-05,deposit,-100,USD,,,", "TU1782 2:20" },
        { "nothing moved", "2026-01-05,deposit,0,USD,,,", "TU1783 2:20" },
        { "exchange with one side", "2026-01-05,fx,-100,USD,,,", "TU1784 2:25" },
        { "exchange within a currency", "2026-01-05,fx,-100,USD,,100,USD", "TU1784 2:29" },
        { "unknown kind", "2026-01-05,gift,100,USD,,,", "TU1781 2:12" },
        { "no kind", "2026-01-05,,100,USD,,,", "TU1781 2:12" },
        { "no currency", "2026-01-05,deposit,100,PENCE,,,", "TU1409 2:24" },
        { "N1", "2026-01-05,deposit,\"1,25\",USD,,,", "TU1207 2:20" },
        { "D11", "2026-07-01,deposit,100,USD,,,", "TU1310 2:1" },
    };

    [Theory, MemberData(nameof(Cash))]
    public void A_cash_movement_goes_the_way_its_kind_says(string name, string row, string expected)
    {
        var file = Given.Cash("date,kind,amount,currency,note,counter_amount,counter_currency\n" + row + "\n");
        Assert.Equal((name, expected), (name, file.Checked.IsRefused ? file.Refusals() : Given.Text(Assert.Single(file.Rows()))));
    }

    [Fact]
    public void The_payer_time_account_and_id_of_a_movement_are_kept()
    {
        var file = Given.Cash("id,ts,account,type,amount,symbol\nC1,2026-01-05T14:30:00Z,roth,dividend,1.25,aapl\n");
        var report = Assert.Single(file.Rows());

        Assert.Equal("2026-01-05 Dividend 1.25 USD of AAPL at 2026-01-05T14:30:00Z id=C1", Given.Text(report));
        Assert.Equal("roth", report.Entry.Account.Name);
    }

    [Fact]
    public void A_row_of_totals_among_cash_is_refused() =>
        Assert.Equal("TU1124 3", Given.Cash("date,kind,amount\n2026-01-05,deposit,5\nTotal,,5\n").Refusals());

    const string Wide = "date,symbol,kind,numerator,denominator,per_unit,to,basis_share,cash_per_unit,cash_in_lieu,withholding_rate,contracts\n";

    public static TheoryData<string, string, string> Actions => new()
    {
        { "split", "2014-06-09,AAPL,split,7,1,,,,,,,", "2014-06-09 Split { Symbol = AAPL, Numerator = 7, Denominator = 1, CashInLieuPerUnit =  }" },
        { "reverse split with cash", "2011-05-09,C,reverse split,1,10,,,,,41.5,,", "2011-05-09 Split { Symbol = C, Numerator = 1, Denominator = 10, CashInLieuPerUnit = 41.5 }" },
        { "rename", "2022-06-09,FB,rename,,,,META,,,,,", "2022-06-09 SymbolChange { Symbol = FB, To = META }" },
        { "dividend", "2026-01-05,AAPL,dividend,,,0.25,,,,,15%,", "2026-01-05 CashDividend { Symbol = AAPL, PerUnit = 0.25, WithholdingRate = 0.15 }" },
        { "stock dividend", "2026-01-05,AAPL,stock_dividend,,,0.05,,,,,,", "2026-01-05 StockDividend { Symbol = AAPL, PerUnit = 0.05 }" },
        { "spin-off", "2026-01-05,MMM,spinoff,,,0.25,SOLV,0.18,,,,", "2026-01-05 SpinOff { Symbol = MMM, Child = SOLV, PerUnit = 0.25, ChildBasisShare = 0.18, CashInLieuPerUnit =  }" },
        { "merger for cash", "2026-01-05,TWTR,merger,,,,,,54.20,,,", "2026-01-05 Merger { Symbol = TWTR, Into = , UnitsPerUnit = 0, CashPerUnit = 54.2, CashInLieuPerUnit =  }" },
        { "merger for both", "2026-01-05,XLNX,merger,,,1.7234,AMD,,2,,,", "2026-01-05 Merger { Symbol = XLNX, Into = AMD, UnitsPerUnit = 1.7234, CashPerUnit = 2, CashInLieuPerUnit =  }" },
        { "delisting", "2026-01-05,BBBY,delist,,,,,,,,,", "2026-01-05 Delisting { Symbol = BBBY }" },
        { "expiry", "2026-01-16,AAPL260116C00150000,expire,,,,,,,,,2", "2026-01-16 ExpiredWorthless { Symbol = AAPL260116C00150000, Contracts = 2 } account=main" },
        { "settlement", "2026-01-16,SPXW260116P05950000,settle,,,12.5,,,,,,", "2026-01-16 CashSettled { Symbol = SPXW260116P05950000, Contracts = , PerUnit = 12.5 } account=main" },
        { "assignment", "2026-01-16,AAPL260116P00150000,assign,,,,,,,,,", "2026-01-16 Assigned { Symbol = AAPL260116P00150000, Contracts = , Underlying = AAPL } account=main" },
        { "exercise of an adjusted contract", "2026-01-16,AAPL1260116C00150000,exercise,,,,AAPL,,,,,1", "2026-01-16 Exercised { Symbol = AAPL1260116C00150000, Contracts = 1, Underlying = AAPL } account=main" },
        { "no ratio", "2014-06-09,AAPL,split,,,,,,,,,", "TU1786 2:23\nTU1786 2:24" },
        { "ratio of nothing", "2014-06-09,AAPL,split,0,1,,,,,,,", "TU1787 2:23" },
        { "renamed to itself", "2014-06-09,AAPL,rename,,,,aapl,,,,,", "TU1787 2:27" },
        { "no new name", "2014-06-09,FB,rename,,,,,,,,,", "TU1786 2:25" },
        { "share of cost above one", "2026-01-05,MMM,spinoff,,,0.25,SOLV,1.18,,,,", "TU1787 2:36" },
        { "share of cost missing", "2026-01-05,MMM,spinoff,,,0.25,SOLV,,,,,", "TU1786 2:36" },
        { "merger for nothing", "2026-01-05,TWTR,merger,,,,,,,,,", "TU1786 2:29" },
        { "merger into nothing", "2026-01-05,TWTR,merger,,,2,,,,,,", "TU1786 2:30\nTU1786 2:28" },
        { "an option event of a share", "2026-01-16,AAPL,expire,,,,,,,,,", "TU1402 2:12" },
        { "an adjusted contract without its underlying", "2026-01-16,AAPL1260116C00150000,exercise,,,,,,,,,1", "TU1786 2:45" },
        { "unknown kind", "2026-01-16,AAPL,buyback,,,,,,,,,", "TU1785 2:17" },
    };

    [Theory, MemberData(nameof(Actions))]
    public void An_event_has_every_figure_it_needs_or_is_refused(string name, string row, string expected)
    {
        var file = Given.Actions(Wide + row + "\n");
        Assert.Equal((name, expected), (name, file.Checked.IsRefused ? file.Refusals() : Given.Text(Assert.Single(file.Rows()))));
    }

    [Theory]
    [InlineData("date,symbol,numerator,denominator\n2016-05-02,ABCD,2,1\n", "splits")]
    [InlineData("date,symbol,ratio\n2016-05-02,ABCD,2:1\n", "splits")]
    [InlineData("date,symbol,ratio\n2016-05-02,ABCD,2-for-1\n", "splits")]
    [InlineData("date,symbol,kind,ratio\n2016-05-02,ABCD,split,2 for 1\n", "actions")]
    public void A_file_of_splits_needs_no_kind(string text, string layout)
    {
        var file = Given.Actions(text);

        Assert.Equal(layout, file.Checked.Layout);
        Assert.Equal("2016-05-02 Split { Symbol = ABCD, Numerator = 2, Denominator = 1, CashInLieuPerUnit =  }", Given.Text(Assert.Single(file.Rows())));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2:0")]
    [InlineData("a:b")]
    [InlineData("2:1:1")]
    public void A_ratio_is_new_units_to_old_units(string ratio) => Assert.Equal("TU1787 2:17", Given.Actions($"date,symbol,ratio\n2016-05-02,ABCD,{ratio}\n").Refusals());
}
