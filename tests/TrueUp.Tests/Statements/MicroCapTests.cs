using TrueUp.Edges.Settings;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Statements;

/// <summary>The real published log, where it is on this machine. Its README says what is wrong with it.</summary>
public sealed class MicroCapTests
{
    static readonly ReadAs How = Given.How with { Profile = Profiles.Find("/", Profiles.MicroCapExperiment) };

    static TextFile Real(string name)
    {
        var shared = Environment.GetEnvironmentVariable("TRUEUP_SHARED") ?? System.IO.Path.Combine(Tidy.Sources.Root, "..", "shared");
        var path = System.IO.Path.Combine(shared, "data", "microcap", name);
        Assert.SkipUnless(File.Exists(path), "the real data is not on this machine");
        return TextFile.At(path);
    }

    [Fact]
    public void Its_trade_log_is_35_buys_and_39_sells_of_which_three_repeat_a_row()
    {
        var file = FillFile.Check(Real("trade_log.csv"), How);
        var rows = file.Rows();

        Assert.Equal((74, 35, 39), (rows.Count, rows.Count(r => r.Fill.Side == Side.Buy), rows.Count(r => r.Fill.Side == Side.Sell)));
        Assert.Equal(["ALDX 46", "ALDX 47", "TLSA 52"], rows.Where(r => r.Doubt?.Code == Codes.IdenticalRow).Select(r => $"{r.Fill.Symbol} {r.Place.Line}"));
        Assert.Contains(rows, r => r.Fill.Quantity.Value == 2.64m && r.Fill.Symbol.Name == "FBIO");
        Assert.Contains(rows, r => r.Fill.Price.PerUnit == 1.8899999856948853m);
    }

    [Fact]
    public void Its_recommendations_are_49_with_prices_that_are_limits_only_where_they_say_so()
    {
        var rows = RecommendationFile.Check(Real("recommendations.csv"), How).Rows();

        Assert.Equal(49, rows.Count);
        // 12 rows have no limit: seven without an order type, five at market.
        Assert.Equal(12, rows.Count(r => r.Recommendation.Limit is null));
        Assert.Equal(6, rows.Count(r => r.Recommendation is { Limit: null, Reference: not null }));
        Assert.Equal(["ACTU", "PRSO", "SLS", "JSPR"], rows.Where(r => r.Recommendation.ValidThrough > TradeDate.Of(2100, 1, 1)).Select(r => r.Recommendation.Symbol.Name));
    }

    [Theory]
    [InlineData("daily_updates.csv", "trueup check")]
    [InlineData("closes.csv", "trueup price import")]
    public void Its_other_files_are_refused_as_fills_with_the_command_for_them(string name, string command) =>
        Assert.EndsWith(command, Assert.Single(FillFile.Check(Real(name), Given.How).Checked.Refused).Hint!, StringComparison.Ordinal);
}
