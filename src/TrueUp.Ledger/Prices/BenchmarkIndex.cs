using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>How the days of a benchmark's index were made from its prices.</summary>
public enum ReturnMethod
{
    /// <summary>Ratio of adjusted closes.</summary>
    AdjustedClose,

    /// <summary>(close × split + dividend) / previous close.</summary>
    RawWithDividends,

    /// <summary>(close + dividend) / previous close.</summary>
    SplitAdjustedWithDividends,

    /// <summary>No dividends are recorded: a price return, which understates what holding it would have made.</summary>
    PriceOnly,
}

/// <summary>
/// What one unit of money put into a benchmark at the first session would have become, dividends put back in. Not a price, and not
/// comparable with an index rebased at another session.
/// </summary>
/// <param name="Points">One per session; null before the first price.</param>
/// <param name="IsStale">Sessions whose value was carried forward.</param>
public sealed record BenchmarkIndex(SeriesName From, ReturnMethod Method, TradeDate RebasedAt, decimal?[] Points, bool[] IsStale)
{
    // No fund has grown or shrunk this much; the product of two such numbers is still a decimal.
    const decimal Beyond = 10_000_000_000_000m;

    public bool IsTotalReturn => Method != ReturnMethod.PriceOnly;

    public string Text => $"{From}, " + Method switch
    {
        ReturnMethod.AdjustedClose => "total return by adjusted closes",
        ReturnMethod.RawWithDividends => "total return by raw closes, splits and dividends",
        ReturnMethod.SplitAdjustedWithDividends => "total return by split-adjusted closes and dividends",
        ReturnMethod.PriceOnly => "price return only: no dividends are recorded",
        _ => throw new System.Diagnostics.UnreachableException($"no words for {Method}"),
    };

    /// <param name="actions">The book's own splits of the symbol, for raw prices that came without theirs.</param>
    /// <returns>Null where no price is on or before the last session, or the prices multiply beyond any number.</returns>
    public static BenchmarkIndex? Of(PriceSeries series, ReadOnlySpan<int> sessions, IReadOnlyList<KnownAction> actions)
    {
        var method = MethodOf(series);
        var points = new decimal?[sessions.Length];
        var stale = new bool[sessions.Length];
        TradeDate? rebased = null;
        var (row, level, start) = (-1, 1m, 1m);
        for (var i = 0; i < sessions.Length; i++)
        {
            while (row + 1 < series.Count && series.Days[row + 1] <= sessions[i])
            {
                row++;
                if (row > 0 && !Grow(ref level, Growth(series, row, method, actions))) return null;
            }

            if (row < 0) continue;
            if (rebased is null) (rebased, start) = (TradeDate.FromNumber(sessions[i]), level);
            points[i] = level / start;
            stale[i] = series.Days[row] != sessions[i];
        }

        return rebased is { } at ? new(series.Name, method, at, points, stale) : null;
    }

    static bool Grow(ref decimal level, decimal by)
    {
        if (by <= 0 || Math.Max(level, by) > Beyond || Math.Min(level, by) < 1 / Beyond) return false;
        level *= by;
        return true;
    }

    static ReturnMethod MethodOf(PriceSeries series) => series.Name.Convention switch
    {
        Convention.TotalReturn => ReturnMethod.AdjustedClose,
        Convention.Raw when series.Dividend is not null => ReturnMethod.RawWithDividends,
        Convention.SplitAdjusted when series.Dividend is not null => ReturnMethod.SplitAdjustedWithDividends,
        _ when HasAllAdjusted(series) => ReturnMethod.AdjustedClose,
        _ => ReturnMethod.PriceOnly,
    };

    static bool HasAllAdjusted(PriceSeries series)
    {
        if (series.AdjustedClose is not { } adjusted) return false;
        for (var i = 0; i < series.Count; i++)
            if (!adjusted.Has(i)) return false;
        return true;
    }

    static decimal Growth(PriceSeries series, int row, ReturnMethod method, IReadOnlyList<KnownAction> actions)
    {
        if (method == ReturnMethod.AdjustedClose)
        {
            var prices = series.Name.Convention == Convention.TotalReturn ? series.Close : series.AdjustedClose!;
            return prices[row]!.Value / prices[row - 1]!.Value;
        }

        var split = series.Name.Convention == Convention.Raw ? SplitOn(series, row, actions) : 1;
        return (series.Close[row]!.Value * split + (series.Dividend?[row] ?? 0)) / series.Close[row - 1]!.Value;
    }

    static decimal SplitOn(PriceSeries series, int row, IReadOnlyList<KnownAction> actions)
    {
        if (series.Split?[row] is { } own && own > 0) return own;
        var split = 1m;
        foreach (var action in actions)
            if (action.Day.Number > series.Days[row - 1] && action.Day.Number <= series.Days[row]) split *= action.Ratio;
        return split;
    }
}
