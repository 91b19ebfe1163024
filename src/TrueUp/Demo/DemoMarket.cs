using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Demo;

/// <summary>
/// Six months of a market that never was: eight invented companies and three stand-ins for the usual benchmarks, whose symbols end in <c>.DEMO</c> so
/// that nobody takes them for the funds. Prices are as traded, so that a split shows as a jump.
/// </summary>
sealed class DemoMarket
{
    public static readonly TradeDate First = TradeDate.Of(2025, 7, 1);
    public static readonly TradeDate Last = TradeDate.Of(2025, 12, 31);

    /// <param name="Start">Close of the day before the first.</param>
    /// <param name="Beta">Percent of the market's daily move it makes.</param>
    /// <param name="DriftBps">Its own way, in basis points a day.</param>
    /// <param name="SwingBps">Its own standard deviation, in basis points a day.</param>
    sealed record Listing(string Symbol, decimal Start, int Beta, int DriftBps, int SwingBps, int Volume);

    static readonly Listing[] Listings =
    [
        new("SPY.DEMO", 612.40m, 100, 0, 10, 61_000_000),
        new("IWM.DEMO", 214.75m, 115, 1, 35, 29_000_000),
        new("IWC.DEMO", 131.20m, 120, 1, 55, 310_000),
        new("QUAX", 12.40m, 120, -2, 210, 240_000),
        new("ZORB", 4.85m, 140, -14, 330, 510_000),
        new("VEXL", 27.10m, 105, -6, 170, 130_000),
        new("WIBL", 41.75m, 60, 2, 90, 95_000),
        new("NYMB", 96.20m, 125, -4, 190, 88_000),
        new("FIZL", 7.30m, 150, 0, 360, 420_000),
        new("KWIP", 18.65m, 110, -12, 250, 150_000),
        new("MOBZ", 2.95m, 145, -4, 380, 760_000),
    ];

    /// <summary>Per share on the ex-date.</summary>
    static readonly Dictionary<(string Symbol, TradeDate Day), decimal> Dividends = new()
    {
        [("WIBL", TradeDate.Of(2025, 9, 15))] = 0.31m,
        [("WIBL", TradeDate.Of(2025, 12, 15))] = 0.31m,
        [("SPY.DEMO", TradeDate.Of(2025, 9, 19))] = 1.83m,
        [("SPY.DEMO", TradeDate.Of(2025, 12, 19))] = 1.96m,
        [("IWM.DEMO", TradeDate.Of(2025, 9, 19))] = 0.71m,
        [("IWM.DEMO", TradeDate.Of(2025, 12, 19))] = 0.84m,
        [("IWC.DEMO", TradeDate.Of(2025, 12, 19))] = 0.66m,
    };

    /// <summary>New shares for one old one.</summary>
    public static readonly (string Symbol, TradeDate Day, int Ratio) Split = ("NYMB", TradeDate.Of(2025, 10, 6), 2);

    readonly Dictionary<string, List<Bar>> bars = [];

    public DemoMarket()
    {
        var calendar = ExchangeCalendar.Find("XNYS")!;
        for (var day = First; day <= Last; day = day.Plus(1))
            if (calendar.IsSession(day)) Sessions.Add(day);

        Dice market = new(20250701);
        var moves = Sessions.Select(_ => market.Bell() * 85 - 2).ToList();
        foreach (var (listing, i) in Listings.Select((l, i) => (l, i))) bars[listing.Symbol] = Walk(listing, moves, new Dice(7_000 + (ulong)i));
    }

    public List<TradeDate> Sessions { get; } = [];

    public IReadOnlyDictionary<string, List<Bar>> Bars => bars;

    public Bar On(string symbol, TradeDate day) => bars[symbol][Sessions.IndexOf(day)];

    /// <summary>What a person who decides before the open knows.</summary>
    public decimal CloseBefore(string symbol, TradeDate day) => bars[symbol][Sessions.IndexOf(day) - 1].Close;

    public TradeDate After(TradeDate day, int sessions) => Sessions[Sessions.IndexOf(day) + sessions];

    List<Bar> Walk(Listing listing, List<decimal> moves, Dice dice)
    {
        List<Bar> walk = [];
        var last = listing.Start;
        for (var i = 0; i < Sessions.Count; i++)
        {
            var day = Sessions[i];
            var split = Split.Symbol == listing.Symbol && Split.Day == day ? Split.Ratio : 1;
            var dividend = Dividends.GetValueOrDefault((listing.Symbol, day));
            var before = last / split - dividend;
            var bps = listing.Beta * moves[i] / 100 + listing.DriftBps + listing.SwingBps * dice.Bell();
            var close = Cents(before * (1 + bps / 10_000));
            var open = Cents(before * (1 + listing.SwingBps * dice.Bell() / 30_000));
            var reach = before * listing.SwingBps / 20_000;
            var high = Cents(Math.Max(open, close) + reach * dice.Next(100) / 100);
            var low = Math.Max(0.01m, Cents(Math.Min(open, close) - reach * dice.Next(100) / 100));
            var volume = (long)listing.Volume * split * (55 + dice.Next(90)) / 100;
            walk.Add(new(day, close, open, high, low, null, volume, dividend, split));
            last = close;
        }

        return walk;
    }

    static decimal Cents(decimal price) => Math.Max(0.01m, Math.Round(price, 2, MidpointRounding.AwayFromZero));
}
