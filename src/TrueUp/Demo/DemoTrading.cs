using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Demo;

/// <summary>A recommendation of the demonstration. A null limit is a market order, measured from the reference alone.</summary>
sealed record DemoAdvice(string Id, TradeDate Day, string Symbol, Side Side, decimal? Limit, decimal Reference, int Shares, TradeDate? ValidThrough, string Note);

/// <summary>A fill of the demonstration. <paramref name="Time"/> is New York's; null where the person wrote none down.</summary>
sealed record DemoFill(TradeDate Day, TimeOnly? Time, string Symbol, Side Side, int Shares, decimal Price, decimal Commission, string? Note);

/// <summary>
/// What an invented person meant and did in the market of <see cref="DemoMarket"/>: mostly as advised, and sometimes not. Every fill lies within its
/// day's range and, where it has one, within its limit.
/// </summary>
sealed class DemoTrading
{
    /// <summary>From here on the broker's export is the record; before, the person kept a list.</summary>
    public static readonly TradeDate BrokerFrom = TradeDate.Of(2025, 10, 1);

    /// <param name="Date">Month and day.</param>
    /// <param name="Shares">Wanted, in units of that day.</param>
    /// <param name="Parts">Fills: sessions later and shares. None is a miss.</param>
    /// <param name="Market">No limit.</param>
    /// <param name="Valid">Good for so many sessions more.</param>
    sealed record Idea(string Date, Side Side, string Symbol, int Shares, (int Later, int Shares)[] Parts, string Note, bool Market = false, int Valid = 0);

    // One line each, in the order it happened; the words after it say what the reconciliation should find.
    static readonly Idea[] Ideas =
    [
        new("07-07", Side.Buy, "QUAX", 200, [(0, 200)], "breakout"),                                                          // filled
        new("07-07", Side.Buy, "VEXL", 80, [(0, 30), (0, 30), (0, 20)], "quality screen"),                                    // filled in three parts
        new("07-09", Side.Buy, "MOBZ", 500, [(0, 320)], "turnaround"),                                                        // partial
        new("07-14", Side.Buy, "NYMB", 25, [(0, 25)], "quality screen"),                                                      // filled
        new("07-14", Side.Buy, "FIZL", 300, [], "mean reversion"),                                                            // missed: never down to the limit
        new("07-21", Side.Buy, "ZORB", 400, [(0, 250), (0, 150)], "mean reversion"),                                          // filled
        new("07-28", Side.Buy, "WIBL", 50, [(1, 30), (2, 20)], "income, good for three days", Valid: 2),                      // filled late
        new("08-04", Side.Sell, "MOBZ", 320, [(0, 320)], "thesis broken", Market: true),                                      // filled, with slippage
        new("08-06", Side.Buy, "FIZL", 250, [(0, 300)], "mean reversion"),                                                    // overfilled: typed 300
        new("08-11", Side.Sell, "QUAX", 100, [(0, 100)], "half off at target"),                                               // filled
        new("08-18", Side.Buy, "VEXL", 40, [(0, 40)], "add"),                                                                 // filled, and written down twice
        new("08-25", Side.Sell, "ZORB", 400, [(0, 220), (0, 180)], "stop", Market: true),                                     // filled, with slippage
        new("09-02", Side.Buy, "KWIP", 90, [(0, 90)], "breakout"),                                                            // filled
        new("09-08", Side.Buy, "QUAX", 120, [], "add on weakness, good for three days", Valid: 2),                            // expired
        new("09-22", Side.Sell, "FIZL", 150, [(0, 150)], "half off"),                                                         // filled
        new("10-03", Side.Buy, "NYMB", 10, [(2, 20)], "add, good for four days; it splits 2:1 on the 6th", Valid: 3),         // filled late, across the split
        new("10-13", Side.Buy, "MOBZ", 600, [(0, 200), (0, 150), (0, 150), (0, 100)], "second try"),                          // filled in four parts
        new("10-20", Side.Sell, "KWIP", 75, [(0, 50)], "trim"),                                                               // partial
        new("10-27", Side.Buy, "ZORB", 350, [(0, 350)], "mean reversion"),                                                    // filled
        new("11-03", Side.Sell, "VEXL", 60, [(0, 60)], "rotate", Market: true),                                               // filled, with slippage
        new("11-10", Side.Buy, "FIZL", 200, [(0, 120), (0, 80)], "mean reversion"),                                           // filled
        new("11-17", Side.Buy, "QUAX", 100, [], "add on weakness"),                                                           // missed
        new("11-24", Side.Sell, "NYMB", 30, [(0, 30)], "trim after the run"),                                                 // filled
        new("11-28", Side.Sell, "MOBZ", 300, [(0, 300)], "half off, short session"),                                          // filled on an early close
        new("12-01", Side.Buy, "WIBL", 40, [(0, 40)], "income"),                                                              // filled
        new("12-08", Side.Sell, "FIZL", 200, [(0, 90), (0, 110)], "stop", Market: true),                                      // filled, with slippage
        new("12-15", Side.Buy, "KWIP", 60, [(0, 60)], "breakout"),                                                            // filled
        new("12-22", Side.Sell, "ZORB", 350, [(0, 350)], "tax loss"),                                                         // filled
        new("12-29", Side.Buy, "VEXL", 30, [(0, 30)], "quality screen"),                                                      // filled
        new("12-31", Side.Buy, "QUAX", 60, [(0, 35), (0, 25)], "breakout"),                                                   // filled in two parts
        new("12-31", Side.Sell, "WIBL", 40, [(0, 25)], "trim"),                                                               // partial
    ];

    readonly DemoMarket market;
    readonly Dice dice = new(4242);

    public DemoTrading(DemoMarket market)
    {
        this.market = market;
        foreach (var idea in Ideas) Trade(idea);
        // Nobody advised this one.
        Fill(TradeDate.Of(2025, 7, 22), "KWIP", Side.Buy, 60, null, "saw it mentioned", thirds: 2);
        Fills.Sort((a, b) => (a.Day, a.Time ?? TimeOnly.MinValue).CompareTo((b.Day, b.Time ?? TimeOnly.MinValue)));
    }

    public List<DemoAdvice> Advice { get; } = [];

    public List<DemoFill> Fills { get; } = [];

    /// <summary>The fill that stands twice in the person's list.</summary>
    public static (TradeDate Day, string Symbol) WrittenTwice => (TradeDate.Of(2025, 8, 18), "VEXL");

    void Trade(Idea idea)
    {
        var day = TradeDate.From($"2025-{idea.Date}")!.Value;
        var side = idea.Side;
        var reference = market.CloseBefore(idea.Symbol, day);
        var limit = idea.Market ? null : (decimal?)Limit(idea, day, side, reference);
        Advice.Add(new(
            $"D{Advice.Count + 1:00}", day, idea.Symbol, side, limit, reference, idea.Shares, idea.Valid > 0 ? market.After(day, idea.Valid) : null, idea.Note));
        foreach (var (later, shares) in idea.Parts)
        {
            var on = market.After(day, later);
            var split = idea.Symbol == DemoMarket.Split.Symbol && day < DemoMarket.Split.Day && on >= DemoMarket.Split.Day ? DemoMarket.Split.Ratio : 1;
            Fill(on, idea.Symbol, side, shares, limit / split, null, idea.Market ? 1 : 2);
        }
    }

    // Near the last close; wide enough where the day was to fill it, out of reach where it was not.
    decimal Limit(Idea idea, TradeDate day, Side side, decimal reference)
    {
        var days = Enumerable.Range(0, 1 + Math.Max(idea.Valid, 0)).Select(i => market.On(idea.Symbol, market.After(day, i))).ToList();
        if (idea.Parts.Length == 0) return Math.Round(Math.Min(reference * 0.985m, days.Min(b => b.Low!.Value) * 0.995m), 2);
        var touched = idea.Parts.Select(p => market.On(idea.Symbol, market.After(day, p.Later))).ToList();
        if (idea.Symbol == DemoMarket.Split.Symbol && day < DemoMarket.Split.Day && touched[0].Day >= DemoMarket.Split.Day) return Math.Round(reference * 1.03m, 2);
        return side.IsBuying
            ? Math.Round(Math.Max(reference * 1.01m, touched.Max(Middle)), 2)
            : Math.Round(Math.Min(reference * 0.99m, touched.Min(Middle)), 2);
    }

    static decimal Middle(Bar bar) => (bar.High!.Value + bar.Low!.Value) / 2;

    /// <param name="thirds">How many thirds of the day's range, or of what the limit leaves of it, the price may be in.</param>
    void Fill(TradeDate day, string symbol, Side side, int shares, decimal? limit, string? note, int thirds)
    {
        var bar = market.On(symbol, day);
        var (low, high) = (bar.Low!.Value, bar.High!.Value);
        if (limit is { } most && side.IsBuying) high = Math.Min(high, most);
        if (limit is { } least && !side.IsBuying) low = Math.Max(low, least);
        if (low > high) throw new System.Diagnostics.UnreachableException($"{symbol} {day}: a limit of {limit} was never reached");
        var cents = (int)((high - low) * 100);
        // Counted from the worse end: nobody fills at the best price of the day by luck alone.
        var step = dice.Next(cents * thirds / 3 + 1);
        var price = side.IsBuying ? high - step / 100m : low + step / 100m;
        var time = new TimeOnly(9, 32).Add(TimeSpan.FromSeconds(dice.Next(3 * 3600)));
        var byHand = day < BrokerFrom;
        var unknown = byHand && (dice.Next(3) > 0 || (day, symbol) == WrittenTwice);
        Fills.Add(new(day, unknown ? null : time, symbol, side, shares, Math.Round(price, 2), byHand ? 0 : Math.Max(0.35m, shares * 0.0035m), note));
    }
}
