using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>What a review has to be told beside fills and recommendations. The functions are asked for the same thing more than once and must answer the same.</summary>
/// <param name="AsOf">Fills and withdrawals of later days do not exist for the review (M1).</param>
/// <param name="Currency">What totals are in.</param>
public sealed record ReviewFacts(TradeDate AsOf, Currency Currency)
{
    /// <summary>What a symbol is in an account: its point value and currency. Absent: shares in <see cref="Currency"/>.</summary>
    public Func<AccountName, Symbol, Instrument>? Instrument { get; init; }

    /// <summary>The unadjusted closing price of the last session on or before a day; null when it is not known, never an estimate.</summary>
    public Func<Symbol, TradeDate, Price?>? Close { get; init; }

    /// <summary>How much of the second currency one unit of the first is on a day; null when it is not known.</summary>
    public Func<Currency, Currency, TradeDate, decimal?>? Rate { get; init; }

    public IReadOnlyList<UnitSplit> Splits { get; init; } = [];

    public IReadOnlyList<Renaming> Renamings { get; init; } = [];

    public IReadOnlyList<Withdrawal> Withdrawals { get; init; } = [];

    /// <summary>False while the session of <see cref="AsOf"/> has not closed: what is good for that day may still be filled (M19).</summary>
    public bool IsDayOver { get; init; } = true;

    /// <summary>The last day that is over, as a day number.</summary>
    internal int OverThrough => IsDayOver ? AsOf.Number : AsOf.Number - 1;

    /// <summary>M15; null when there is no rate.</summary>
    internal decimal? FeeIn(Currency currency, in Fill fill)
    {
        if (fill.Fee == 0 || fill.FeeCurrency is null || fill.FeeCurrency == currency) return fill.Fee;
        return Rate?.Invoke(fill.FeeCurrency, currency, fill.TradeDate) is { } rate ? fill.Fee * rate : null;
    }
}

/// <summary>
/// From the first fill of <paramref name="Day"/> on there are <paramref name="Numerator"/> units for every <paramref name="Denominator"/> before.
/// A stock dividend of 5% is 105 for 100.
/// </summary>
/// <param name="Account">Null: every account.</param>
public sealed record UnitSplit(TradeDate Day, Symbol Symbol, decimal Numerator, decimal Denominator, AccountName? Account = null);

/// <summary>From <paramref name="Day"/> on, <paramref name="From"/> is called <paramref name="To"/>.</summary>
public sealed record Renaming(TradeDate Day, Symbol From, Symbol To);

/// <summary>A recommendation was taken back. Fills before it still count.</summary>
/// <param name="Id">Of the recommendation.</param>
public sealed record Withdrawal(string Id, TradeDate Day, Instant? At = null);
