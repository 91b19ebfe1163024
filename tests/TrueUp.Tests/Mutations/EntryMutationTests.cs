using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Tests.Tidy;
using Xunit;

namespace TrueUp.Tests.Mutations;

/// <summary>
/// P22 and P12 for the journal's own bytes: an entry whose payload was changed on the disk is read, or is said to be damaged by whoever reads it (TU1806, and
/// <c>verify</c> with its number). The chain is what tells that it was changed; here it is only that nothing crashes on it.
/// </summary>
public sealed class EntryMutationTests
{
    [Fact]
    public void P22_whatever_is_done_to_an_entry_reading_it_ends_in_an_entry_or_in_damage()
    {
        CanonicalWriter to = new();
        var originals = Samples.Entries.Values.Select(e => (Kind: Canonical.KindOf(e), Payload: Canonical.Write(e, to).ToArray())).ToArray();
        Mutant mutant = new();
        var (read, damaged) = (0, 0);
        for (var i = 0; i < Mutant.Inputs; i++)
        {
            Chance chance = new((ulong)(Mutant.FirstSeed + i));
            var (kind, payload) = originals[chance.Next(originals.Length)];
            mutant.Become(payload);
            for (var left = chance.Next(2); left >= 0; left--) mutant.Change(ref chance);
            try
            {
                var entry = Canonical.Read(kind, mutant.Bytes.ToArray());
                read++;
                // What can be read can be written, and what was written is read and written again to the byte.
                var written = Canonical.Write(entry, to).ToArray();
                if (!Canonical.Write(Canonical.Read(kind, written), to).SequenceEqual(written)) Assert.Fail($"entry {Mutant.FirstSeed + i}: {entry} does not survive being written");
            }
            catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or KeyNotFoundException
                or ArgumentException or InvalidOperationException or OverflowException)
            {
                // The failures that the store turns into damage with the entry's number.
                damaged++;
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"entry {Mutant.FirstSeed + i} (TRUEUP_FUZZ_SEED={Mutant.FirstSeed + i}): {e.GetType().Name} {e.Message}\n{e.StackTrace}\n{kind} {Encoding.UTF8.GetString(mutant.Bytes)}");
            }
        }

        Assert.True(read > Mutant.Inputs / 50 && damaged > Mutant.Inputs / 50, $"{read} were read and {damaged} were not");
    }
}
