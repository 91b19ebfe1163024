using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Statements;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class ClaimMutationTests
{
    static readonly string[] Files =
    [
        "date,symbol,quantity,price,value,stop\n2026-01-05,DOUG,13,2.59,33.67,2.10\n2026-01-05,BRK B,-2.5,480,-1200,\n2026-01-05,CASH,50.25,,,\n",
        "day,ticker,shares,cash,equity\n2026-01-05,ABC,10,50,101\n2026-01-06,,,60,61\n",
        "Date,Ticker,Shares,Buy Price,Cost Basis,Stop Loss,Current Price,Total Value,PnL,Action,Cash Balance,Total Equity\n2025-06-30,ABEO,6.0,5.77,34.62,4.9,5.80,34.80,0.18,HOLD,,\n2025-06-30,TOTAL,,,,,,34.80,0.18,,65.38,100.18\n",
    ];

    [Fact]
    public void P22_whatever_is_done_to_a_record_of_positions_reading_it_ends_in_claims_or_refusals() => CsvMutations.Hold(Files, "x.csv", (file, seed) =>
    {
        var (claims, sha256, notes) = ClaimsFile.Read(file, seed % 4 == 0 ? Given.How with { Day = TradeDate.Of(2026, 1, 5) } : Given.How);
        Assert.Equal(64, sha256.Length);
        Judgment.OfNotes(notes);
        return Reading.Of(claims.Positions.Count + claims.Cash.Count + claims.Equity.Count);
    });
}
