using TrueUp.Ledger.Values;

namespace TrueUp.Recording;

/// <summary>The last raw closes, for noticing prices that cannot be right. Adjusted series say nothing about what was paid.</summary>
static class Closes
{
    public static Func<Symbol, TradeDate, Price?> Raw(Desk desk) => (_, _) => null;
}
