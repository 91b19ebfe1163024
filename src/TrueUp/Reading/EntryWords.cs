using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>An entry in a few words, for a person to recognize it by. Not for parsing.</summary>
static class EntryWords
{
    public static string Of(Entry entry) => entry switch
    {
        BookOpened e => $"a book in {e.Currency}, {e.Calendar}",
        AccountOpened e => $"account {e.Account}",
        InstrumentDeclared e => $"{e.Instrument.Kind} {e.Instrument.Symbol}",
        RecommendationMade { Recommendation: var r } => $"{r.Side.Word} {r.Target} {r.Symbol}{(r.Limit is { } limit ? $" at {limit}" : "")} ({r.Id})",
        RecommendationWithdrawn e => $"withdrawal of {e.Id}",
        FillRecorded { Fill: var f } => $"{f.Side.Word} {f.Quantity} {f.Symbol} at {f.Price}",
        CashMoved e => $"{Canonical.Word(e.Kind)} {e.Amount}{(e.Counter is { } counter ? $" for {counter}" : "")}",
        CorporateActionRecorded e => $"{Canonical.Word(e.Action)} of {e.Action.Symbol}",
        OptionEventRecorded e => $"{e.Event.Symbol} {Canonical.Word(e.Event)}",
        EntryReversed e => $"reversal of entry {e.Sequence}",
        RowHeld e => Of(e.Proposed),
        PriceHeld e => $"prices of {e.Symbol}",
        HeldDecided e => $"{(e.Accepted ? "acceptance" : "dropping")} of held row {e.Sequence}",
        LotsChosen e => $"lots chosen for entry {e.Sequence}",
        _ => throw new System.Diagnostics.UnreachableException($"no words for {entry.GetType().Name}"),
    };
}
