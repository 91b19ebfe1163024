using TrueUp.Edges.Prices;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Recording;

/// <summary>The last raw closes, for noticing prices that cannot be right. Adjusted series say nothing about what was paid.</summary>
static class Closes
{
    /// <summary>A close is evidence about a price for this many days.</summary>
    const int Fresh = 10;

    public static Func<Symbol, TradeDate, Price?> Raw(Desk desk)
    {
        PriceStore? store = null;
        Dictionary<Symbol, PriceSeries?> series = [];
        Dictionary<Symbol, SeriesHeader>? raw = null;
        return (symbol, day) =>
        {
            store ??= new(desk.Journal.Database);
            raw ??= store.Headers().Where(h => h.Name.Convention == Convention.Raw).ToDictionary(h => h.Name.Symbol);
            if (!raw.TryGetValue(symbol, out var header)) return null;
            if (!series.TryGetValue(symbol, out var closes)) series[symbol] = closes = store.ReadCloses(header.Name);
            if (closes is null || closes.IndexUpTo(day.Number) is not (>= 0 and var at) || day.Number - closes.Days[at] > Fresh) return null;
            return closes.Close[at] is { } close ? new Price(close) : null;
        };
    }
}
