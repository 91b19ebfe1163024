using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Statements;

/// <summary>Layouts of fills, and the cases of the fills catalogue that need no book.</summary>
public sealed class FillFileTests
{
    const string Plain = "date,symbol,side,qty,price\n";

    public static TheoryData<string, string, string, string> Layouts => new()
    {
        {
            "tracker",
            "date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\n2026-01-05,DOUG,buy,13,2.59,2026-01-05T09:35:00,Robinhood,A1,\"a,b\"\n",
            "2026-01-05 buy 13 DOUG @ 2.59 at=2026-01-05T14:35:00Z order=A1 broker=Robinhood note=a,b",
            "1 row with times that carry no zone, read in the book's own"
        },
        {
            "generator",
            "fill_id,ts,account,symbol,side,qty,price,commission,order_id\n7,2016-01-04T23:34:56Z,ACC0001,ABCD,sell,100,25.10,1.00,O000000007\n",
            "2016-01-04 sell 100 ABCD @ 25.1 fee=1 USD at=2016-01-04T23:34:56Z account=ACC0001 id=7 order=O000000007",
            ""
        },
        {
            "live folder",
            "symbol,side,shares,fill_price,fill_time,commission,notes\nAAPL,BUY,10,190.25,09:31:05,0.10,first\n",
            "2026-01-05 buy 10 AAPL @ 190.25 fee=0.1 USD at=2026-01-05T14:31:05Z note=first",
            "dated 2026-01-05 by --date\n1 row with times that carry no zone, read in the book's own"
        },
        {
            "live folder",
            "date,symbol,side,shares,limit_price,fill_price,fill_time,order_id,commission,slippage,notes\n2026-01-05,AAPL,sell,-10,190.00,190.25,09:31:05,,0.10,0.25,\n",
            "2026-01-05 sell 10 AAPL @ 190.25 fee=0.1 USD at=2026-01-05T14:31:05Z",
            "not read: limit_price, slippage\n1 row with a negative quantity on a sell, read as that many sold\n1 row with times that carry no zone, read in the book's own"
        },
        {
            "executions",
            "trade_id,timestamp,symbol,asset_class,side,quantity,intended_price,fill_price,slippage_bps,commission,commission_currency\n"
                + "0000e1a7.62e1f9b0.01.02,2026-01-05T14:31:05+00:00,SXLK.L,STK,BOT,10,28.75,28.80,17.39,1.25,GBP\n",
            "2026-01-05 buy 10 SXLK.L @ 28.8 fee=1.25 GBP at=2026-01-05T14:31:05Z id=0000e1a7.62e1f9b0.01 correction=1",
            "not read: intended_price, slippage_bps"
        },
        {
            "Micro-Cap Experiment trade log",
            "Date,Ticker,Shares Bought,Buy Price,Cost Basis,PnL,Reason,Shares Sold,Sell Price\n2025-07-07,CSAI,,,1.9,5.7,MANUAL SELL - Rotated into AZTR,15.0,2.28\n",
            "2025-07-07 sell 15 CSAI @ 2.28 note=MANUAL SELL - Rotated into AZTR",
            "not read: Cost Basis, PnL"
        },
        {
            "columns by name",
            "Trade Date,Ticker,Action,Quantity,Price,Fees,Currency,Settle Date,Multiplier,Code\n2026-01-05,AAPL  260116C00150000,buy to open,2,4.10,1.30,USD,2026-01-06,100,O\n",
            "2026-01-05 buy 2 AAPL260116C00150000 @ 4.1 fee=1.3 USD settles=2026-01-06 quoted-in=USD multiplier=100 marks=O",
            ""
        },
    };

    [Theory, MemberData(nameof(Layouts))]
    public void A_layout_is_found_by_its_header(string layout, string text, string row, string notes)
    {
        var file = Given.Fills(text, text.StartsWith("symbol,side", StringComparison.Ordinal) ? Given.How with { Day = TradeDate.Of(2026, 1, 5) } : null);

        Assert.Equal("", file.Refusals());
        Assert.Equal(layout, file.Checked.Layout);
        Assert.Equal(row, Given.Text(Assert.Single(file.Rows())));
        Assert.Equal(notes, file.Notes());
    }

    [Fact]
    public void A_live_folder_names_the_day_of_its_log()
    {
        using Folder folder = new();
        var day = Directory.CreateDirectory(folder.Path("2026-01-05")).FullName;
        var path = Path.Combine(day, "execution_log.csv");
        File.WriteAllText(path, "symbol,side,shares,fill_price,fill_time,commission,notes\nAAPL,buy,10,190.25,09:31:05,0,\n");

        var file = FillFile.Check(TextFile.At(path), Given.How);
        Assert.Equal("2026-01-05 buy 10 AAPL @ 190.25 at=2026-01-05T14:31:05Z", Given.Text(Assert.Single(file.Rows())));
        Assert.StartsWith("dated 2026-01-05 by its folder", file.Notes(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_log_whose_day_nothing_names_is_refused() =>
        Assert.StartsWith("TU1306 2:", Given.Fills("symbol,side,shares,fill_price,fill_time,commission,notes\nAAPL,buy,10,190.25,09:31:05,0,\n").Refusals(), StringComparison.Ordinal);

    [Fact]
    public void A_file_without_any_date_is_refused_once()
    {
        Assert.Equal("TU1128 1", Given.Fills("symbol,side,qty,price\nDOUG,buy,1,2\nDOUG,buy,1,2\n").Refusals());
        Assert.Equal(2, Given.Fills("symbol,side,qty,price\nDOUG,buy,1,2\nDOUG,buy,1,2\n", Given.How with { Day = TradeDate.Of(2026, 1, 5) }).Rows().Count);
    }

    public static TheoryData<string, string, string> Rows => new()
    {
        { "14 BOT", "2026-01-05,DOUG,BOT,1,2", "2026-01-05 buy 1 DOUG @ 2" },
        { "14 SLD", "2026-01-05,DOUG,SLD,1,2", "2026-01-05 sell 1 DOUG @ 2" },
        { "14 B", "2026-01-05,DOUG,B,1,2", "2026-01-05 buy 1 DOUG @ 2" },
        { "14 S", "2026-01-05,DOUG,S,1,2", "2026-01-05 sell 1 DOUG @ 2" },
        { "14 buy to open", "2026-01-05,DOUG,buy to open,1,2", "2026-01-05 buy 1 DOUG @ 2" },
        { "14 sell short", "2026-01-05,DOUG,Sell Short,1,2", "2026-01-05 short 1 DOUG @ 2" },
        { "15 HOLD", "2026-01-05,DOUG,HOLD,1,2", "TU1401 2:17" },
        { "15 empty side", "2026-01-05,DOUG,,1,2", "TU1401 2:17" },
        { "17 BRK B", "2026-01-05,BRK B,buy,1,2", "2026-01-05 buy 1 BRK.B @ 2" },
        { "17 BRK/B", "2026-01-05,BRK/B,buy,1,2", "2026-01-05 buy 1 BRK.B @ 2" },
        { "17 BRK.B", "2026-01-05,BRK.B,buy,1,2", "2026-01-05 buy 1 BRK.B @ 2" },
        { "19 option that expires in month 13", "2026-01-05,AAPL261332C00150000,buy,1,2", "TU1402 2:12" },
        { "30 negative quantity with side sell", "2026-01-05,DOUG,sell,-1,2", "TU1221 2:22" },
        { "30 negative quantity with side buy", "2026-01-05,DOUG,buy,-1,2", "TU1221 2:21" },
        { "N21 negative price", "2026-01-05,DOUG,buy,1,-2", "TU1216 2:23" },
        { "N22 zero price is for the book to hold", "2026-01-05,DOUG,buy,1,0", "2026-01-05 buy 1 DOUG @ 0" },
        { "N23 zero quantity", "2026-01-05,DOUG,buy,0,2", "TU1217 2:21" },
        { "N24 eight decimals", "2026-01-05,DOUG,buy,0.00000001,2", "2026-01-05 buy 0.00000001 DOUG @ 2" },
        { "N24 nine decimals", "2026-01-05,DOUG,buy,0.000000001,2", "TU1218 2:21" },
        { "N24 nine decimals of which the last is nothing", "2026-01-05,DOUG,buy,0.100000000,2", "2026-01-05 buy 0.1 DOUG @ 2" },
        { "N12 dollars", "2026-01-05,DOUG,buy,1,$2.59", "2026-01-05 buy 1 DOUG @ 2.59" },
        { "N12 pounds on a dollar account", "2026-01-05,DOUG,buy,1,£2.59", "TU1209 2:23" },
        { "D11 tomorrow", "2026-07-01,DOUG,buy,1,2", "TU1310 2:1" },
        { "D11 today", "2026-06-30,DOUG,buy,1,2", "2026-06-30 buy 1 DOUG @ 2" },
        { "no symbol", "2026-01-05,,buy,1,2", "TU1134 2:12" },
        { "no date", ",DOUG,buy,1,2", "TU1316 2:1" },
        { "a spreadsheet's midnight", "2026-01-05 00:00:00,DOUG,buy,1,2", "2026-01-05 buy 1 DOUG @ 2" },
        { "a day with its time", "2026-01-05T09:30:00-05:00,DOUG,buy,1,2", "2026-01-05 buy 1 DOUG @ 2 at=2026-01-05T14:30:00Z" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void A_row_of_fills_is_read_or_refused(string name, string row, string expected)
    {
        var file = Given.Fills(Plain + row + "\n");
        Assert.Equal((name, expected), (name, file.Checked.IsRefused ? file.Refusals() : Given.Text(Assert.Single(file.Rows()))));
    }

    [Theory]
    [InlineData("D9 skipped hour", "2026-03-08T02:30:00", "TU1904 2:12")]
    [InlineData("D10 hour that came twice", "2026-11-01T01:30:00", "2026-11-01 buy 1 DOUG @ 2 at=2026-11-01T05:30:00Z held=TU1905")]
    [InlineData("D10 with its offset", "2026-11-01T01:30:00-05:00", "2026-11-01 buy 1 DOUG @ 2 at=2026-11-01T06:30:00Z")]
    [InlineData("D17 leap second", "2016-12-31T23:59:60Z", "2016-12-31 buy 1 DOUG @ 2 at=2016-12-31T23:59:59Z")]
    public void A_time_that_is_none_or_two_is_not_guessed(string name, string time, string expected)
    {
        var day = time[..10];
        var file = Given.Fills($"date,ts,symbol,side,qty,price\n{day},{time},DOUG,buy,1,2\n", Given.How with { Today = null });
        Assert.Equal((name, expected), (name, file.Checked.IsRefused ? file.Refusals() : Given.Text(Assert.Single(file.Rows()))));
    }

    [Fact]
    public void D15_settlement_before_the_trade_is_refused() =>
        Assert.Equal("TU1311 2:27", Given.Fills("date,symbol,side,qty,price,settle_date\n2026-01-05,DOUG,buy,1,2.0,2026-01-02\n").Refusals());

    [Fact]
    public void A_time_on_another_day_than_the_date_is_kept_and_said()
    {
        var file = Given.Fills("date,ts,symbol,side,qty,price\n2026-01-05,2026-01-07T14:30:00Z,DOUG,buy,1,2\n");

        Assert.Equal("2026-01-05 buy 1 DOUG @ 2 at=2026-01-07T14:30:00Z", Given.Text(Assert.Single(file.Rows())));
        Assert.Equal("1 row with a time on another day than their date: both are kept, and the date decides", file.Notes());
    }

    [Fact]
    public void Fills_4_twins_with_different_ids_are_two_fills() =>
        Assert.Equal(2, Given.Fills("fill_id,date,symbol,side,qty,price\n1,2026-01-05,DOUG,buy,1,2\n2,2026-01-05,DOUG,buy,1,2\n").Rows().Count(r => r.Doubt is null));

    [Theory]
    [InlineData("a broker's export counts twins without ids", "date,symbol,side,qty,price\n", "2026-01-05,DOUG,buy,1,2\n", 0)]
    [InlineData("a hand-kept log holds them", "date,ticker,side,qty,avg_price,note\n", "2026-01-05,DOUG,buy,1,2,x\n", 1)]
    [InlineData("a time tells them apart", "date,ticker,side,qty,avg_price,timestamp\n", "2026-01-05,DOUG,buy,1,2,2026-01-05T10:00:00Z\n", 0)]
    [InlineData("an order tells them apart", "date,ticker,side,qty,avg_price,order_id\n", "2026-01-05,DOUG,buy,1,2,A1\n", 0)]
    public void Fills_5_identical_rows_are_counted_or_held_by_layout(string name, string header, string row, int held)
    {
        var file = Given.Fills(header + row + row);

        Assert.Equal((name, (long)held), (name, file.Checked.Held));
        Assert.Equal(held, file.Rows().Count(r => r.Doubt?.Code == Codes.IdenticalRow));
    }

    [Fact]
    public void Identical_rows_differ_where_any_column_differs_also_one_that_is_not_read()
    {
        var file = Given.Fills("date,ticker,side,qty,avg_price,mood\n2026-01-05,DOUG,buy,1,2,fine\n2026-01-05,DOUG,buy,1,2,glum\n2026-01-05,DOUG,buy,1,2,fine\n");
        Assert.Equal([false, false, true], file.Rows().Select(r => r.Doubt is not null));
    }

    [Fact]
    public void Fills_7_missing_ids_are_said_where_others_have_one()
    {
        Assert.Equal("1 row without a fill id where others have one", Given.Fills("fill_id,date,symbol,side,qty,price\n1,2026-01-05,DOUG,buy,1,2\n,2026-01-05,DOUG,buy,1,3\n").Notes());
        Assert.Equal("", Given.Fills("fill_id,date,symbol,side,qty,price\n,2026-01-05,DOUG,buy,1,2\n,2026-01-05,DOUG,buy,1,3\n").Notes());
    }

    [Theory]
    [InlineData("8 cancel names its fill", "2,cancel,1", "status=Cancel refers-to=1 id=2")]
    [InlineData("8 cancel by the fill's own id", "1,CANCELLED,", "status=Cancel refers-to=1 id=1")]
    [InlineData("10 correction", "2,corrected,1", "status=Correct refers-to=1 id=2")]
    [InlineData("11 bust", "2,bust,1", "status=Bust refers-to=1 id=2")]
    [InlineData("a broker's revision", "a.b.01,filled,", "id=a.b")]
    [InlineData("a broker's second revision", "a.b.02,filled,", "id=a.b correction=1")]
    [InlineData("9 cancel that names nothing", ",cancel,", "status=Cancel held=TU1406")]
    public void Cancels_and_corrections_name_what_they_change(string name, string cells, string expected)
    {
        var parts = cells.Split(',');
        var file = Given.Fills($"fill_id,status,original_id,date,symbol,side,qty,price\n{parts[0]},{parts[1]},{parts[2]},2026-01-05,DOUG,buy,1,2\n");
        Assert.Equal((name, "2026-01-05 buy 1 DOUG @ 2 " + expected), (name, Given.Text(Assert.Single(file.Rows()))));
    }

    [Theory]
    [InlineData("REJECTED")]
    [InlineData("pending")]
    [InlineData("working")]
    public void A_status_that_is_not_that_of_a_fill_is_refused(string status) =>
        Assert.Equal("TU1408 2:25", Given.Fills($"date,symbol,side,qty,price,status\n2026-01-05,DOUG,buy,1,2,{status}\n").Refusals());

    [Theory]
    [InlineData("all negative: paid", "-1,-2,0", "1,2,0", 0)]
    [InlineData("all positive: paid", "1,2,0", "1,2,0", 0)]
    [InlineData("21 mostly positive", "1,2,-0.5", "1,2,-0.5", 1)]
    [InlineData("21 mostly negative", "-1,-2,0.5", "1,2,-0.5", 1)]
    [InlineData("21 half and half", "-1,2,0", "-1,2,0", 2)]
    public void Fills_21_the_usual_sign_of_commissions_is_paid_and_the_others_are_held(string name, string fees, string expected, int held)
    {
        var file = Given.Fills("date,symbol,side,qty,price,commission\n" + string.Concat(fees.Split(',').Select((fee, i) => $"2026-01-05,DOUG,buy,{i + 1},2,{fee}\n")));

        Assert.Equal((name, (long)held), (name, file.Checked.Held));
        var rows = file.Rows();
        Assert.Equal(expected, string.Join(',', rows.Select(r => Digits.Text(r.Fill.Fee))));
        Assert.Equal(held, rows.Count(r => r.Doubt?.Code == Codes.FeeSignMixed));
    }

    [Fact]
    public void Fills_28_an_order_given_whole_and_by_its_allocations_is_held()
    {
        var file = Given.Fills("""
            date,account,symbol,side,qty,price,order_id
            2026-01-05,MASTER,DOUG,buy,100,2,A1
            2026-01-05,one,DOUG,buy,60,2,A1
            2026-01-05,two,DOUG,buy,40,2,A1
            2026-01-05,one,DOUG,buy,10,2,A2
            2026-01-05,two,DOUG,buy,10,2,A2

            """);

        Assert.Equal(3, file.Checked.Held);
        Assert.Equal([true, true, true, false, false], file.Rows().Select(r => r.Doubt?.Code == Codes.AllocationParent));
    }

    [Theory]
    [InlineData("STK", null)]
    [InlineData("ETF", null)]
    [InlineData("CRYPTO", "TU1412")]
    [InlineData("FUT", "TU1412")]
    [InlineData("OPT", "TU1402")]
    public void A_kind_of_instrument_that_no_books_are_kept_for_is_held_and_never_dropped(string asset, string? held)
    {
        var file = Given.Fills($"date,symbol,asset_class,side,qty,price\n2026-01-05,DOUG,{asset},buy,1,2\n");
        Assert.Equal(held, Assert.Single(file.Rows()).Doubt?.Code.Id);
    }

    [Theory]
    [InlineData("GBp", "GBX")]
    [InlineData("gbx", "GBX")]
    [InlineData("GBP", "GBP")]
    public void Pence_are_a_quote_unit_and_not_a_currency(string word, string quoted)
    {
        var report = Assert.Single(Given.Fills($"date,symbol,side,qty,price,commission,currency\n2026-01-05,BRBY.L,buy,1,1250,3,{word}\n").Rows());
        Assert.Equal((quoted, "GBP"), (report.QuotedIn, report.Fill.FeeCurrency?.Code));
    }

    [Theory]
    [InlineData("currency", "US$", "TU1409")]
    [InlineData("commission_currency", "DOLLARS", "TU1409")]
    [InlineData("multiplier", "0", "TU1410")]
    [InlineData("revision", "1.5", "TU1413")]
    [InlineData("commission", "five", "TU1207")]
    [InlineData("settle_date", "01/07/2026", "TU1302")]
    public void A_further_column_is_read_as_strictly(string column, string value, string code) =>
        Assert.StartsWith(code + " 2:", Given.Fills($"date,symbol,side,qty,price,{column}\n2026-01-05,DOUG,buy,1,2,{value}\n").Refusals(), StringComparison.Ordinal);

    [Theory]
    [InlineData("both", "2026-01-05,DOUG,1,2,1,2\n")]
    [InlineData("neither", "2026-01-05,DOUG,,,,\n")]
    public void A_row_is_a_buy_or_a_sell_and_not_both(string name, string row) =>
        Assert.Equal((name, "TU1403 2:17"), (name, Given.Fills("date,ticker,shares_bought,buy_price,shares_sold,sell_price\n" + row).Refusals()));

    [Fact]
    public void A_row_without_an_account_in_a_book_that_names_none_is_refused() =>
        Assert.Equal("TU1135 2", Given.Fills(Plain + "2026-01-05,DOUG,buy,1,2\n", Given.How with { Account = null }).Refusals());

    [Theory]
    [InlineData("date,ticker,action,limit_price,target_shares,note\n", "trueup rec import")]
    [InlineData("date,kind,amount,currency,note\n", "trueup cash import")]
    [InlineData("date,symbol,numerator,denominator\n", "trueup action import")]
    [InlineData("date,symbol,open,high,low,close,volume\n", "trueup price import")]
    [InlineData("symbol,shares,avg_cost,last_updated\n", "trueup check")]
    public void A_file_of_another_kind_is_refused_with_the_command_for_it(string header, string command)
    {
        var rejection = Assert.Single(Given.Fills(header).Checked.Refused);
        Assert.Equal(("TU1126", "read it with: " + command), (rejection.Code.Id, rejection.Hint));
    }

    [Fact]
    public void The_same_rows_give_the_same_reports_whatever_the_order_and_names_of_columns()
    {
        var one = Given.Fills("fill_id,ts,symbol,side,qty,price,commission\n1,2026-01-05T14:30:00Z,DOUG,buy,13,2.59,0.35\n").Rows();
        var two = Given.Fills("Fees;Shares;Ticker;Action;Exec ID;Fill Price;Timestamp\n0.350;13.0;doug;BOT;1;2.590;2026-01-05T09:30:00-05:00\n").Rows();
        Assert.Equal(one.Select(Given.Text), two.Select(Given.Text));
    }
}
