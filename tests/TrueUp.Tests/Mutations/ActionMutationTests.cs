using TrueUp.Edges.Statements.Csv;
using TrueUp.Tests.Statements;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class ActionMutationTests
{
    static readonly string[] Files =
    [
        "date,symbol,numerator,denominator\n2016-05-02,ABCD,2,1\n2016-05-03,EFGH,1,10\n",
        "date,symbol,kind,numerator,denominator,ratio,per_unit,to,basis_share,cash_per_unit,cash_in_lieu,withholding_rate,contracts\n2026-01-05,MMM,spinoff,,,,0.25,SOLV,0.18,,,,\n2026-01-16,AAPL260116P00150000,assign,,,,,,,,,,2\n"
            + "2026-01-05,ABC,split,,,7:1,,,,,3.25,,\n2026-01-05,ABC,dividend,,,,0.24,,,,,0.15,\n2026-01-05,ABC,merger,,,,0.5,BIG,,1.25,80,,\n2026-01-05,ABC,rename,,,,,ABD,,,,,\n2026-01-05,ABC,delist,,,,,,,,,,\n",
    ];

    [Fact]
    public void P22_whatever_is_done_to_events_reading_them_ends_in_events_or_refusals() =>
        CsvMutations.Hold(Files, "x.csv", (file, seed) => Reading.Of(ActionFile.Check(file, seed % 4 == 0 ? Given.How with { Account = null } : Given.How)));
}
