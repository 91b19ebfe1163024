using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Prices;

/// <summary>Series in the notation of a price file.</summary>
static class Given
{
    static readonly string[] Order = ["close", "open", "high", "low", "adj_close", "volume", "dividend", "split"];

    /// <summary>A header of <c>date</c> and field names, then rows; an empty field is absent.</summary>
    public static PriceSeries Series(string symbol, Convention convention, string rows, QuoteUnit? unit = null)
    {
        var lines = rows.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var fields = lines[0].Split(',')[1..];
        PriceSeries.Builder series = new(new(Symbol.From(symbol)!, convention), unit ?? QuoteUnit.Usd);
        foreach (var line in lines[1..])
        {
            var cells = line.Split(',');
            decimal? Field(string name) => Array.IndexOf(fields, name) is >= 0 and var at && cells[at + 1].Length > 0 ? decimal.Parse(cells[at + 1]) : null;
            var values = Order.Select(Field).ToArray();
            series.Add(new(Day(cells[0]), values[0]!.Value, values[1], values[2], values[3], values[4], values[5], values[6], values[7]));
        }

        return series.Build();
    }

    public static PriceSeries Raw(string symbol, string rows) => Series(symbol, Convention.Raw, rows);

    /// <summary>Weekdays from a day on, with these closes.</summary>
    public static PriceSeries Closes(string symbol, string first, params decimal[] closes) => Closes(symbol, Convention.Raw, first, closes);

    public static PriceSeries Closes(string symbol, Convention convention, string first, params decimal[] closes)
    {
        var day = Day(first);
        List<Bar> bars = [];
        foreach (var close in closes)
        {
            while (day.IsWeekend) day = day.Plus(1);
            bars.Add(new(day, close));
            day = day.Plus(1);
        }

        return PriceSeries.Of(new(Symbol.From(symbol)!, convention), QuoteUnit.Usd, bars);
    }

    public static TradeDate Day(string text) => TradeDate.From(text)!.Value;

    public static IntakeRules Rules(Func<TradeDate, bool>? isOpen = null, params KnownAction[] actions) => new()
    {
        WasOpen = (_, day) => isOpen?.Invoke(day),
        ActionsOf = _ => actions,
    };

    /// <summary>Every bar and field, for comparing.</summary>
    public static string Text(PriceSeries? series) => series is null
        ? "nothing"
        : series.Name + " " + series.Unit + "\n" + string.Join('\n', Enumerable.Range(0, series.Count).Select(i => series[i].ToString()));
}
