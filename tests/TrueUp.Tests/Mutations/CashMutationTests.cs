using TrueUp.Edges.Statements.Csv;
using TrueUp.Tests.Statements;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class CashMutationTests
{
    static readonly string[] Files =
    [
        "id,date,account,kind,amount,currency,symbol,counter_amount,counter_currency,note\nC1,2026-01-05,main,deposit,100.00,USD,,,,x\nC2,2026-01-05,main,fx,-100,USD,,79.5,GBP,\nC3,2026-01-06,,dividend,1.25,,ABC,,,\n",
        "date,kind,amount,time\n2026-01-05,withdrawal,20,2026-01-05T10:00:00\n2026-01-06,fee,0.35,\n",
    ];

    [Fact]
    public void P22_whatever_is_done_to_cash_reading_it_ends_in_movements_or_refusals() =>
        CsvMutations.Hold(Files, "x.csv", (file, seed) => Reading.Of(CashFile.Check(file, seed % 4 == 0 ? Given.How with { Account = null } : Given.How)));
}
