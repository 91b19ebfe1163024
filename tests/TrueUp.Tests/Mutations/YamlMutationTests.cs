using System.Text;
using TrueUp.Edges.Settings;
using TrueUp.Ledger.Journal;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class YamlMutationTests
{
    static readonly string[] Settings =
    [
        "benchmarks: [SPY, IWM]\nlots: fifo\nfees: expense\n",
        "# mine\naccount: main\nlongOnly:\n  - main\n  - \"second\"\n",
    ];

    static readonly string[] Sections =
    [
        "separator: \";\"\nzone: Europe/Berlin\nnumbers: { decimal: \",\" }\nfills:\n  columns:\n    date: Datum\n",
        "dates: dd.MM.yyyy\ntimes: HH:mm:ss\nfills:\n  columns: { symbol: S }\n  sides:\n    buy: [Kauf]\n  fee: positive-paid\n",
        "recommendations:\n  columns:\n    symbol: S\n  skip:\n    - column: S\n      is: [x]\n",
    ];

    [Fact]
    public void P22_whatever_is_done_to_settings_reading_them_ends_in_settings_or_refusals() => Hold(Settings, "trueup.yaml", text => BookSettings.Read("trueup.yaml", text));

    [Fact]
    public void P22_whatever_is_done_to_a_profile_reading_it_ends_in_a_profile_or_refusals() => Hold(Sections, "x.yaml", text => Profiles.Read("x", text));

    static void Hold(string[] texts, string source, Action<string> read)
    {
        var originals = texts.Select(Encoding.UTF8.GetBytes).ToArray();
        foreach (var text in texts) read(text);
        Mutant mutant = new();
        var refused = 0;
        for (var i = 0; i < Mutant.Inputs; i++)
        {
            Chance chance = new((ulong)(Mutant.FirstSeed + i));
            mutant.Become(originals[chance.Next(originals.Length)]);
            for (var left = chance.Next(3); left >= 0; left--) mutant.Change(ref chance);
            var text = Encoding.UTF8.GetString(mutant.Bytes);
            try
            {
                read(text);
            }
            catch (RefusedException e)
            {
                refused++;
                Judgment.Of(e.Rejections, source);
            }
            catch (Exception e)
            {
                Assert.Fail($"text {Mutant.FirstSeed + i} (TRUEUP_FUZZ_SEED={Mutant.FirstSeed + i}): {e.GetType().Name} {e.Message}\n{e.StackTrace}\n{text}");
            }
        }

        Assert.InRange(refused, Mutant.Inputs / 20, Mutant.Inputs - Mutant.Inputs / 50);
    }
}
