using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>A symbol to be priced, with what the book knows that bears on its prices.</summary>
/// <param name="Actions">The issuer's actions, oldest first.</param>
/// <param name="Fills">Prices paid; may be empty or a sample, and costs nothing where the series is raw without splits.</param>
public sealed record PriceNeed(Symbol Symbol, IReadOnlyList<KnownAction> Actions, IReadOnlyList<TradedAt> Fills);
