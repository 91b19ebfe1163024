using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Tests.Statements;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class ItemMutationTests
{
    static readonly string[] Fills = ["DOUG,buy,13,2.59", "PRLD,sell,7,1.22,A1", "AAPL260116C00150000,short,1,2.05,A1,a note, with commas"];
    static readonly string[] Recommendations = ["DOUG,buy,2.60,13", "PRLD,sell,,7,because, of this", "ABC,short,market,5"];

    [Fact]
    public void P22_whatever_is_typed_as_a_fill_ends_in_a_fill_or_a_refusal() => Hold(Fills, (items, refused) => Items.Fills(items, new()
    {
        Account = Given.How.Account,
        Currency = Given.How.Currency,
        Moments = new(Given.How.Zone),
        Day = Given.How.Today,
        Today = Given.How.Today,
    }, null, new Remarks(), refused).Length);

    [Fact]
    public void P22_whatever_is_typed_as_a_recommendation_ends_in_a_recommendation_or_a_refusal() => Hold(Recommendations, (items, refused) => Items.Recommendations(items, new()
    {
        Account = Given.How.Account,
        Currency = Given.How.Currency,
        Day = Given.How.Today,
    }, new Remarks(), refused).Count);

    static void Hold(string[] items, Func<IReadOnlyList<string>, Rejections, int> read)
    {
        var originals = items.Select(Encoding.UTF8.GetBytes).ToArray();
        Mutant mutant = new();
        var taken = 0;
        for (var i = 0; i < Mutant.Inputs; i++)
        {
            Chance chance = new((ulong)(Mutant.FirstSeed + i));
            mutant.Become(originals[chance.Next(originals.Length)]);
            for (var left = chance.Next(3); left >= 0; left--) mutant.ChangeRow(ref chance);
            var text = Encoding.UTF8.GetString(mutant.Bytes);
            Rejections refused = new();
            try
            {
                var count = read([text], refused);
                taken += count;
                if (count == 0) Judgment.Of([.. refused.First], "argument");
                else Assert.True(count == 1 && refused.Count == 0, $"{count} read and {refused.Count} refused");
            }
            catch (Exception e)
            {
                Assert.Fail($"item {Mutant.FirstSeed + i} (TRUEUP_FUZZ_SEED={Mutant.FirstSeed + i}): {e.GetType().Name} {e.Message}\n{e.StackTrace}\n{text}");
            }
        }

        Assert.InRange(taken, Mutant.Inputs / 20, Mutant.Inputs - Mutant.Inputs / 20);
    }
}
