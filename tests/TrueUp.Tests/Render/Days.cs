using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;

namespace TrueUp.Tests.Render;

/// <summary>Days of a made-up book, for pages.</summary>
static class Days
{
    public static readonly TradeDate Friday = TradeDate.Of(2025, 12, 26);

    static readonly AccountName Main = new("main");

    public static readonly DayView Empty = new()
    {
        Day = Friday,
        Calendar = "XNYS",
        Currency = Currency.Usd,
        Version = "0.1.0",
        From = new("/books/demo", Friday, 1287, new EntryHash([.. Enumerable.Repeat((byte)0xab, 32)]), Instant.FromUtc(2025, 12, 27, 9, 0)),
    };

    public static readonly DayView Busy = Empty with
    {
        Concerns =
        [
            new(DayConcernKind.StaleMark, "IINN has no close since 2025-12-22.", "trueup price show IINN"),
            new(DayConcernKind.HeldRows, "3 rows wait for a decision and are not in these figures.", "trueup held list"),
            new(DayConcernKind.ImpossibleFill, "ATYR was sold at 3.45, below its limit of 3.60."),
        ],
        Trades =
        [
            new()
            {
                Symbol = Named("DOUG"), Side = Side.Buy, Currency = Currency.Usd, Status = ReviewStatus.Filled, TargetQuantity = 13, FilledQuantity = 13, LimitPrice = 2.60m,
                AverageFillPrice = 2.5869m, SlippageBps = -50.3m, SlippageMoney = -0.17m, OpportunityCost = 0, Fees = 0.35m, Shortfall = 0.18m, Note = "daily_pick",
            },
            new()
            {
                Symbol = Named("ATYR"), Side = Side.Sell, Currency = Currency.Usd, Status = ReviewStatus.Partial, Marks = ReviewMarks.OutsideLimit, TargetQuantity = 1200,
                FilledQuantity = 1000, LimitPrice = 3.60m, AverageFillPrice = 3.45m, SlippageBps = 416.7m, SlippageMoney = 150,
                OpportunityCost = -12.5m, Fees = 1, Shortfall = 138.5m,
            },
            new() { Symbol = Named("OSUR"), Side = Side.Buy, Currency = Currency.Usd, Status = ReviewStatus.Unplanned, FilledQuantity = 10.5m, AverageFillPrice = 3.21m, Fees = 0 },
        ],
        TradeTotals = new(0.835m, 366.1m, 149.83m, -12.5m, 1.35m, 138.68m),
        Positions =
        [
            Held("DOUG", 13, 33.98m, 2.71m, 35.23m, isStale: false),
            Held("IINN", 20, 30m, 1.215m, 24.30m, isStale: true),
        ],
        Cash = [new(Main, new(1_234_567.89m, Currency.Usd), 3_414.65m), new(Main, new(-120.5m, Currency.Gbp), 0)],
        Realized = [new(Named("ATYR"), Currency.Usd, 1000, TradeDate.Of(2025, 7, 7), -1340.5m, 1), new(Named("ATYR"), Currency.Usd, 200, TradeDate.Of(2025, 8, 7), 20.5m, 0)],
        Equity = new(Friday, 1_234_627.42m, 1_234_567.89m, 59.53m, 500, -0.0123m, 1.411m, -0.2372m),
        Curve = Curves.Of("usual"),
    };

    static DayPosition Held(string symbol, decimal units, decimal cost, decimal mark, decimal value, bool isStale) => new()
    {
        Account = Main,
        Symbol = Named(symbol),
        Currency = Currency.Usd,
        Units = new(units),
        AverageCost = cost / units,
        CostBasis = cost,
        Mark = mark,
        MarkDate = isStale ? TradeDate.Of(2025, 12, 22) : Friday,
        MarkIsStale = isStale,
        MarketValue = value,
        Unrealized = value - cost,
        Weight = value / 1_234_627.42m,
    };

    public static Symbol Named(string name) => Symbol.From(name)!;
}
