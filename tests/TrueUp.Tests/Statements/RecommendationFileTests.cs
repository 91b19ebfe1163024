using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Statements;

/// <summary>Layouts of recommendations, the cases of their catalogue that need no book, and the weekly target file (T016).</summary>
public sealed class RecommendationFileTests
{
    const string Tracker = "date,ticker,action,limit_price,target_shares,note\n";
    const string Orders = "source,as_of,effective_date,ticker,action,shares,order_type,limit_price,tif,stop_loss,note\n";

    public static TheoryData<string, string, string, string> Layouts => new()
    {
        { "tracker", Tracker + "2026-01-05,DOUG,buy,2.60,13,\"a,b\"\n", "2026-01-05 buy 13 DOUG limit=2.6 note=a,b", "" },
        {
            "generator", "rec_id,date,account,symbol,action,limit_price,target_shares,note\n7,2016-01-04,ACC0001,ABCD,sell,25.10,100,plan\n",
            "2016-01-04 sell 100 ABCD limit=25.1 account=ACC0001 id=7 note=plan", ""
        },
        {
            "Micro-Cap Experiment recommendations", Orders + "Week 1,2025-07-03,2025-07-07,AZTR,buy,55,,0.25,,,price ~0.25\n",
            "2025-07-07 buy 55 AZTR reference=0.25 advised=2025-07-03 from=Week 1 note=price ~0.25",
            "1 row with an approximate price, kept as a reference and not as a limit"
        },
        {
            "Micro-Cap Experiment recommendations", Orders + "Week 8,2025-08-15,2025-08-18,IINN,buy,10,limit,1.25,DAY,1.00,\n",
            "2025-08-18 buy 10 IINN limit=1.25 stop=1 through=2025-08-18 advised=2025-08-15 from=Week 8", ""
        },
        {
            "Micro-Cap Experiment recommendations", Orders + "Week 8,2025-08-15,2025-08-18,ACTU,sell,6,limit,8.00,GTC,,\n",
            "2025-08-18 sell 6 ACTU limit=8 through=9999-12-31 advised=2025-08-15 from=Week 8", ""
        },
        {
            "Micro-Cap Experiment recommendations", Orders + "Week 13,2025-09-19,2025-09-22,ALDX,buy,6,market,5.20,,4.00,price ~5.20\n",
            "2025-09-22 buy 6 ALDX reference=5.2 stop=4 advised=2025-09-19 from=Week 13 note=price ~5.20",
            "1 row with an approximate price, kept as a reference and not as a limit"
        },
        { "columns by name", "Date,Symbol,Side,Shares,Price,Valid Until\n2026-01-05,DOUG,BUY,13,2.55,2026-01-09\n", "2026-01-05 buy 13 DOUG reference=2.55 through=2026-01-09", "1 row with an approximate price, kept as a reference and not as a limit" },
    };

    [Theory, MemberData(nameof(Layouts))]
    public void A_layout_is_found_by_its_header(string layout, string text, string row, string notes)
    {
        var file = Given.Recommendations(text);

        Assert.Equal("", file.Refusals());
        Assert.Equal((layout, notes), (file.Checked.Layout, file.Notes()));
        Assert.Equal(row, Given.Text(Assert.Single(file.Rows())));
    }

    public static TheoryData<string, string, string> Rows => new()
    {
        { "3 no limit: market", "2026-01-05,DOUG,buy,,13,", "2026-01-05 buy 13 DOUG" },
        { "5 no shares", "2026-01-05,DOUG,buy,2.60,0,", "TU1502 2:26" },
        { "5 fewer than none", "2026-01-05,DOUG,buy,2.60,-13,", "TU1502 2:26" },
        { "6 unknown action", "2026-01-05,DOUG,hold,2.60,13,", "TU1501 2:17" },
        { "7 the form people know", "2026-01-05,DOUG,buy,2.60,13,", "2026-01-05 buy 13 DOUG limit=2.6" },
        { "9 unquoted comma in a note", "2026-01-05,DOUG,buy,2.60,13,a,b", "TU1114 2" },
        { "10 a note that begins like a formula", "2026-01-05,DOUG,buy,2.60,13,=1+1", "2026-01-05 buy 13 DOUG limit=2.6 note==1+1" },
        { "10 a note that begins with an at sign", "2026-01-05,DOUG,buy,2.60,13,@home", "2026-01-05 buy 13 DOUG limit=2.6 note=@home" },
        { "13 a day long past", "1999-01-05,DOUG,buy,2.60,13,", "1999-01-05 buy 13 DOUG limit=2.6" },
        { "a day to come", "2026-07-06,DOUG,buy,2.60,13,", "2026-07-06 buy 13 DOUG limit=2.6" },
        { "short", "2026-01-05,DOUG,short,2.60,13,", "2026-01-05 short 13 DOUG limit=2.6" },
        { "a limit below zero", "2026-01-05,DOUG,buy,-2.60,13,", "TU1216 2:21" },
        { "a limit of zero", "2026-01-05,DOUG,buy,0,13,", "2026-01-05 buy 13 DOUG limit=0 held=TU1219" },
        { "more than a billion", "2026-01-05,DOUG,buy,2,1000000001,", "2026-01-05 buy 1000000001 DOUG limit=2 held=TU1220" },
        { "N1", "2026-01-05,DOUG,buy,\"2,60\",13,", "TU1207 2:21" },
        { "D1", "2026-02-30,DOUG,buy,2.60,13,", "TU1301 2:1" },
        { "no day", ",DOUG,buy,2.60,13,", "TU1316 2:1" },
        { "T33", "2026-01-05,D\u200BOUG,buy,2.60,13,", "TU1133 2:12" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void A_row_of_recommendations_is_read_or_refused(string name, string row, string expected)
    {
        var file = Given.Recommendations(Tracker + row + "\n");
        Assert.Equal((name, expected), (name, file.Checked.IsRefused ? file.Refusals() : Given.Text(Assert.Single(file.Rows()))));
    }

    [Fact]
    public void Recs_1_2_several_recommendations_of_one_ticker_and_day_are_all_kept()
    {
        var file = Given.Recommendations(Tracker + "2026-01-05,DOUG,buy,2.60,13,\n2026-01-05,DOUG,buy,2.50,13,\n2026-01-05,DOUG,sell,2.90,13,\n");
        Assert.Equal(3, file.Rows().Count);
    }

    [Fact]
    public void Recs_11_a_note_of_a_megabyte_is_refused()
    {
        Assert.Equal("TU1131 2:29", Given.Recommendations(Tracker + "2026-01-05,DOUG,buy,2.60,13," + new string('x', 900_000) + "\n").Refusals());
        Assert.Equal("TU1108 2", Given.Recommendations(Tracker + "2026-01-05,DOUG,buy,2.60,13," + new string('x', 2_000_000) + "\n").Refusals());
    }

    [Theory]
    [InlineData("order type", "W,,2026-01-05,DOUG,buy,1,stop-ish,2,,,\n", "TU1504 2:26")]
    [InlineData("time in force", "W,,2026-01-05,DOUG,buy,1,limit,2,FOREVER,,\n", "TU1505 2:34")]
    [InlineData("limit order without a limit", "W,,2026-01-05,DOUG,buy,1,limit,,DAY,,\n", "TU1506 2:32")]
    public void An_order_is_read_as_strictly(string name, string row, string expected) =>
        Assert.Equal((name, expected), (name, Given.Recommendations(Orders + row).Refusals()));

    [Fact]
    public void A_validity_that_ends_before_it_begins_is_refused() =>
        Assert.Equal("TU1507 2:20", Given.Recommendations("date,symbol,action,shares,valid_until\n2026-01-05,D,buy,1,2026-01-02\n").Refusals());

    [Theory]
    [InlineData("date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\n")]
    [InlineData("fill_id,ts,account,symbol,side,qty,price,commission,order_id\n")]
    public void Fills_are_not_taken_for_recommendations(string header) => Assert.Equal("TU1126 1", Given.Recommendations(header).Refusals());

    const string Weekly = "Date,Action,Ticker,Shares,Buy Price,Cost Basis,Stop Loss,Cash Balance\n";

    public static TheoryData<string, string, string> Weeks => new()
    {
        {
            "balanced", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,\n2026-01-05,,TOTAL,40,,66.74,,33.26\n",
            "2026-01-05 buy 13 DOUG limit=2.6 stop=2.1 through=2026-01-05\n2026-01-05 buy 27 PRLD limit=1.22 stop=1 through=2026-01-05"
        },
        {
            "balanced, cash after each row", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,66.20\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,33.26\n2026-01-05,,TOTAL,40,,66.74,,33.26\n",
            "2026-01-05 buy 13 DOUG limit=2.6 stop=2.1 through=2026-01-05\n2026-01-05 buy 27 PRLD limit=1.22 stop=1 through=2026-01-05"
        },
        { "shares do not add up", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,\n2026-01-05,,TOTAL,41,,66.74,,33.26\n", "TU1508 4:19" },
        { "cost does not add up", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,\n2026-01-05,,TOTAL,40,,66.80,,33.20\n", "TU1508 4:23" },
        { "cost of a row is wrong", "2026-01-05,BUY,DOUG,13,2.60,35.80,2.10,\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,\n2026-01-05,,TOTAL,40,,68.74,,31.26\n", "TU1510 2:29" },
        { "budget is not met", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,\n2026-01-05,,TOTAL,40,,66.74,,43.26\n", "TU1508 4:30" },
        { "cash of a row is neither", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,50\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,\n2026-01-05,,TOTAL,40,,66.74,,33.26\n", "TU1508 2:40" },
        { "figures beyond any week", "2026-01-05,BUY,DOUG,9999999999999999999999999999,9999999999999999999999999999,1,2.10,\n2026-01-05,,TOTAL,13,,33.80,,66.20\n", "TU1508 2:21\nTU1508 2:50" },
        { "no total", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n", "TU1509 1" },
        { "two totals", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n2026-01-05,,TOTAL,13,,33.80,,66.20\n2026-01-05,,TOTAL,13,,33.80,,66.20\n", "TU1509 4" },
        { "no cash in the total", "2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n2026-01-05,,TOTAL,13,,33.80,,\n", "TU1508 3:30" },
        { "a word for a number", "2026-01-05,BUY,DOUG,13,2.60,x,2.10,\n2026-01-05,,TOTAL,13,,33.80,,66.20\n", "TU1207 2:29" },
        { "neither BUY nor SELL", "2026-01-05,HOLD,DOUG,13,2.60,33.80,2.10,\n2026-01-05,,TOTAL,13,,33.80,,66.20\n", "TU1501 2:12\nTU1501 2:12" },
    };

    [Theory, MemberData(nameof(Weeks))]
    public void T016_a_weekly_file_counts_only_where_its_TOTAL_agrees(string name, string rows, string expected)
    {
        var file = Given.Recommendations(Weekly + rows, Given.How with { WeeklyBudget = 100 });

        Assert.Equal((name, expected), (name, file.Checked.IsRefused ? file.Refusals() : string.Join("\n", file.Rows().Select(Given.Text))));
        if (!file.Checked.IsRefused) Assert.Equal("weekly targets", file.Checked.Layout);
    }

    [Fact]
    public void Where_a_profile_wants_whole_shares_a_fraction_is_refused()
    {
        var how = Given.Profiled("recommendations:\n  columns: { date: d, symbol: s, action: a, target: count }\n  wholeShares: true\n");
        Assert.Equal("TU1512 3:18", Given.Recommendations("d,s,a,count\n2026-01-05,D,buy,2\n2026-01-05,D,buy,2.5\n", how).Refusals());
    }
}
