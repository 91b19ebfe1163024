using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>
/// The economics of one recommendation with its place in the journal: what matching needs, and a million of them in one array. Not the
/// recommendation itself, which is a record of its own and also says stop and origin.
/// </summary>
/// <param name="Sequence">Of the entry that made it: decides who made their wish first (M8).</param>
/// <param name="Reference">The decision price; slippage is measured from it, or from the limit where it is absent (M23).</param>
/// <param name="ValidThrough">Absent: good for <paramref name="EffectiveOn"/> only (M3).</param>
public readonly record struct Wanted(
    long Sequence,
    string Id,
    AccountName Account,
    Symbol Symbol,
    Side Side,
    Quantity Target,
    Price? Limit,
    Price? Reference,
    TradeDate EffectiveOn,
    TradeDate? ValidThrough = null,
    string? Note = null)
{
    public static Wanted Of(long sequence, Recommendation made) =>
        new(sequence, made.Id, made.Account, made.Symbol, made.Side, made.Target, made.Limit, made.Reference, made.EffectiveOn, made.ValidThrough, made.Note);

    /// <summary>What slippage is measured from; zero where there is nothing to measure from (M23).</summary>
    internal decimal Benchmark => (Reference ?? Limit) is { PerUnit: > 0 } price ? price.PerUnit : 0;

    /// <summary>The last day a fill may count for it, withdrawals aside.</summary>
    internal int LastDay => Math.Max(EffectiveOn.Number, (ValidThrough ?? EffectiveOn).Number);
}
