using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;

namespace TrueUp.Reading;

/// <summary>Rows that wait for a person: held, and neither accepted, dropped nor reversed since.</summary>
static class Held
{
    /// <param name="through">As of which entry: rows decided since then still waited.</param>
    public static IEnumerable<Posted> Waiting(IJournal journal, long through = long.MaxValue)
    {
        var entries = journal.ReadKinds(["held", "heldprice", "decision", "reversal"], through).ToList();
        var decided = entries.Select(p => p.Entry).OfType<HeldDecided>().Select(d => d.Sequence)
            .Concat(entries.Select(p => p.Entry).OfType<EntryReversed>().Select(r => r.Sequence)).ToHashSet();
        return entries.Where(p => p.Entry is RowHeld or PriceHeld && !decided.Contains(p.Sequence));
    }
}
