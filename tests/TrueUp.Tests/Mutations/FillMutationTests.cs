using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Statements;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class FillMutationTests
{
    static readonly string[] Files =
    [
        "date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\n2026-01-05,DOUG,buy,13,2.59,2026-01-05T09:35:00,Robinhood,A1,\"a,b\"\n2026-01-06,PRLD,sell,7,1.22,,,,\n",
        "fill_id,ts,account,symbol,side,qty,price,commission,order_id\n1,2016-01-04T09:34:56Z,A,ABCD,sell,100,25.10,1.00,O1\n2,2016-01-04T09:34:57Z,B,ABCD,buy,100,25.10,-1.00,O1\n3,2016-01-05T09:34:57Z,B,EFGH,buy,1,25,0,O1\n",
        "symbol,side,shares,fill_price,fill_time,commission,notes\nAAPL,BUY,10,190.25,09:31:05,0.10,first\nAAPL,sell,-10,190.25,09:31:05,0.10,\n",
        "Date,Ticker,Shares Bought,Buy Price,Cost Basis,PnL,Reason,Shares Sold,Sell Price\n2025-06-30,ABEO,6.0,5.77,34.62,0.0,NEW,,\n2025-07-07,CSAI,,,1.9,5.7,OUT,15.0,2.28\n2025-07-07,CSAI,,,1.9,5.7,OUT,15.0,2.28\n",
        "fill_id,status,original_id,date,symbol,side,qty,price,currency,settle_date,multiplier,asset_class\n1,new,,2026-01-05,AAPL260116C00150000,buy,1,2,USD,2026-01-06,100,OPT\n2,cancel,1,2026-01-05,AAPL,buy,1,2,GBX,,,STK\n",
    ];

    [Fact]
    public void P22_whatever_is_done_to_fills_reading_them_ends_in_fills_or_refusals() =>
        CsvMutations.Hold(Files, "x.csv", (file, seed) => Reading.Of(FillFile.Check(file, (seed % 8) switch
        {
            0 => Given.How with { Account = null, Day = TradeDate.Of(2026, 1, 5) },
            1 => Given.How with { Encoding = "windows-1252" },
            _ => Given.How with { Day = TradeDate.Of(2026, 1, 5) },
        })));
}
