using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Views;

/// <summary>What an answer was computed from, printed with every answer so that any figure can be computed again.</summary>
/// <param name="Book">Where the book is, as the person named it.</param>
/// <param name="AsOf">The state of the world: facts after this day are left out.</param>
/// <param name="Sequence">Of the last entry read; 0 for a journal without entries.</param>
/// <param name="Head">The hash of that entry, which covers every entry before it.</param>
/// <param name="KnownBy">The state of our knowledge: entries recorded after this are left out. Null is everything recorded so far.</param>
public sealed record Provenance(string Book, TradeDate AsOf, long Sequence, EntryHash Head, Instant? KnownBy = null);
