using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Views;

/// <summary>One day of a book, exactly what the daily page shows. Money is in each row's currency; sums are in <see cref="Currency"/>.</summary>
public sealed record DayView
{
    public required TradeDate Day { get; init; }

    /// <summary>The market whose sessions this book keeps, such as XNYS.</summary>
    public required string Calendar { get; init; }

    /// <summary>Null on a session; else why the market was closed.</summary>
    public string? WhyClosed { get; init; }

    /// <summary>Why the session ended early; null when it did not.</summary>
    public string? WhyEarly { get; init; }

    /// <summary>What sums are counted in.</summary>
    public required Currency Currency { get; init; }

    /// <summary>What a person should look at before believing the rest, most pressing first.</summary>
    public ValueList<DayConcern> Concerns { get; init; } = [];

    public ValueList<DayTrade> Trades { get; init; } = [];

    /// <summary>Null when there was nothing to compare.</summary>
    public DayTradeTotals? TradeTotals { get; init; }

    public ValueList<DayPosition> Positions { get; init; } = [];

    public ValueList<DayCash> Cash { get; init; } = [];

    public ValueList<DayDisposal> Realized { get; init; } = [];

    /// <summary>Null before the first session that can be valued.</summary>
    public DayEquity? Equity { get; init; }

    public CurveView? Curve { get; init; }

    public required Provenance From { get; init; }

    /// <summary>Of the program that computed it.</summary>
    public required string Version { get; init; }
}

/// <summary>Kinds of concern, most pressing first.</summary>
public enum DayConcernKind
{
    /// <summary>A fill that cannot have happened as recorded, such as one outside its limit.</summary>
    ImpossibleFill,

    /// <summary>Rows that are not in the figures until a person decides.</summary>
    HeldRows,

    /// <summary>Somebody else's record disagrees with the book.</summary>
    Break,

    /// <summary>Wanted and not done, or done and not wanted.</summary>
    Execution,

    /// <summary>A value that rests on an old price, or on none.</summary>
    StaleMark,

    Other,
}

/// <param name="Kind">Decides the order.</param>
/// <param name="What">A sentence with the numbers in it.</param>
/// <param name="Do">The command that settles or explains it; null when there is nothing to run.</param>
public sealed record DayConcern(DayConcernKind Kind, string What, string? Do = null);

/// <summary>A recommendation and what became of it, or fills without one. Positive slippage and shortfall are cost.</summary>
public sealed record DayTrade
{
    public required Symbol Symbol { get; init; }

    public required Side Side { get; init; }

    public required Currency Currency { get; init; }

    public required ReviewStatus Status { get; init; }

    public ReviewMarks Marks { get; init; }

    public decimal? TargetQuantity { get; init; }

    public decimal FilledQuantity { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? ReferencePrice { get; init; }

    public decimal? AverageFillPrice { get; init; }

    public decimal? SlippageBps { get; init; }

    public decimal? SlippageMoney { get; init; }

    public decimal? OpportunityCost { get; init; }

    public decimal? Fees { get; init; }

    public decimal? Shortfall { get; init; }

    public string? Note { get; init; }

    public static DayTrade Of(in ReviewRow row) => new()
    {
        Symbol = row.Symbol,
        Side = row.Side,
        Currency = row.Currency,
        Status = row.Status,
        Marks = row.Marks,
        TargetQuantity = row.TargetQuantity,
        FilledQuantity = row.FilledQuantity,
        LimitPrice = row.LimitPrice?.PerUnit,
        ReferencePrice = row.ReferencePrice?.PerUnit,
        AverageFillPrice = row.AverageFillPrice?.PerUnit,
        SlippageBps = row.SlippageBps,
        SlippageMoney = row.SlippageMoney,
        OpportunityCost = row.OpportunityCost,
        Fees = row.Fees,
        Shortfall = row.Shortfall,
        Note = row.Note,
    };
}

/// <summary>Money in the day's <see cref="DayView.Currency"/>; bps weighted by volume.</summary>
/// <param name="FillRate">Of the quantity recommended and due, 0 to 1.</param>
public sealed record DayTradeTotals(decimal? FillRate, decimal? SlippageBps, decimal SlippageMoney, decimal OpportunityCost, decimal Fees, decimal Shortfall)
{
    public static DayTradeTotals Of(ReviewTotals totals) =>
        new(totals.FillRate, totals.SlippageBps, totals.SlippageMoney, totals.OpportunityCost, totals.Fees, totals.Shortfall);
}

public sealed record DayPosition
{
    public required AccountName Account { get; init; }

    public required Symbol Symbol { get; init; }

    public required Currency Currency { get; init; }

    public required Units Units { get; init; }

    public decimal? AverageCost { get; init; }

    public decimal? CostBasis { get; init; }

    /// <summary>Null where the price store has none: the position is then not valued, never valued at zero or at cost.</summary>
    public decimal? Mark { get; init; }

    public TradeDate? MarkDate { get; init; }

    public bool MarkIsStale { get; init; }

    public decimal? MarketValue { get; init; }

    public decimal? Unrealized { get; init; }

    /// <summary>Of equity, 0 to 1.</summary>
    public decimal? Weight { get; init; }
}

/// <param name="Change">Since the end of the session before.</param>
public sealed record DayCash(AccountName Account, Money Balance, decimal Change);

/// <summary>Units closed on the day. Gain is after fees.</summary>
public sealed record DayDisposal(Symbol Symbol, Currency Currency, decimal Units, TradeDate OpenedOn, decimal PriceGain, decimal Fees)
{
    public decimal Gain => PriceGain - Fees;
}

/// <summary>Money is in <see cref="DayView.Currency"/>. Ratios are fractions.</summary>
/// <param name="Day">The session it is of: on a holiday, the one before.</param>
/// <param name="Flow">Money that came in (or went out, negative) and is no performance.</param>
/// <param name="Return">Of the session, without flows; null where it is undefined.</param>
/// <param name="Drawdown">Below the peak of the index: 0 or negative.</param>
public sealed record DayEquity(TradeDate Day, decimal Equity, decimal Cash, decimal PositionsValue, decimal Flow, decimal? Return, decimal? Index, decimal? Drawdown);
