using TrueUp.Edges.Statements.Csv;
using TrueUp.Tests.Statements;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class RecommendationMutationTests
{
    static readonly string[] Files =
    [
        "date,ticker,action,limit_price,target_shares,note\n2026-01-05,DOUG,buy,2.60,13,\"a,b\"\n2026-01-05,DOUG,sell,,13,\n2026-01-06,PRLD,short,1.20,7,x\n",
        "source,as_of,effective_date,ticker,action,shares,order_type,limit_price,tif,stop_loss,note\nWeek 1,2025-07-03,2025-07-07,AZTR,buy,55,limit,0.25,GTC,0.1,price ~0.25\nWeek 1,2025-07-03,2025-07-07,AZTR,sell,5,market,,DAY,,\n",
        "Date,Action,Ticker,Shares,Buy Price,Cost Basis,Stop Loss,Cash Balance\n2026-01-05,BUY,DOUG,13,2.60,33.80,2.10,\n2026-01-05,BUY,PRLD,27,1.22,32.94,1.00,\n2026-01-05,,TOTAL,40,,66.74,,33.26\n",
    ];

    [Fact]
    public void P22_whatever_is_done_to_recommendations_reading_them_ends_in_recommendations_or_refusals() =>
        CsvMutations.Hold(Files, "x.csv", (file, seed) => Reading.Of(RecommendationFile.Check(file, (seed % 4) switch
        {
            0 => Given.How with { WeeklyBudget = 100 },
            1 => Given.How with { Account = null },
            _ => Given.How,
        })));
}
