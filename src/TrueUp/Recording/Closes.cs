using TrueUp.Edges.Prices;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Recording;

/// <summary>The last raw closes, for noticing prices that cannot be right. Adjusted series say nothing about what was paid.</summary>
static class Closes
{
    /// <summary>A close is evidence about a price for this many days.</summary>
    const int Fresh = 10;

    /// <param name="declared">What the book has declared a symbol to be; its prices are then given in its own quote unit.</param>
    /// <param name="splitBetween">New units for each old one by the splits after one day and through another.</param>
    public static Func<Symbol, TradeDate, Price?> Raw(
        Lazy<PriceStore> store, Func<Symbol, Instrument?> declared, Func<Symbol, TradeDate, TradeDate, decimal> splitBetween)
    {
        Dictionary<Symbol, PriceSeries?> series = [];
        Dictionary<Symbol, SeriesHeader>? raw = null;
        return (symbol, day) =>
        {
            raw ??= store.Value.Headers().Where(h => h.Name.Convention == Convention.Raw).ToDictionary(h => h.Name.Symbol);
            if (!raw.TryGetValue(symbol, out var header)) return null;
            if (!series.TryGetValue(symbol, out var closes)) series[symbol] = closes = store.Value.ReadCloses(header.Name);
            if (closes is null || closes.IndexUpTo(day.Number) is not (>= 0 and var at) || day.Number - closes.Days[at] > Fresh) return null;
            if (closes.Close[at] is not { } close) return null;
            // A close of before a split is no price of the units after it.
            var ratio = closes.Days[at] == day.Number ? 1 : splitBetween(symbol, TradeDate.FromNumber(closes.Days[at]), day);
            var per = 1m;
            if (declared(symbol) is { } instrument)
            {
                if (instrument.Currency != header.Unit.Currency) return null;
                per = header.Unit.Factor / instrument.QuoteFactor;
            }

            return new Price(ratio == 1 && per == 1 ? close : Math.Round(close * per / ratio, 10));
        };
    }
}
