using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>A price somebody traded at, from the book's own fills: evidence of what units cost that day, never itself a mark.</summary>
/// <param name="Price">In money: pounds for a line quoted in pence.</param>
public sealed record TradedAt(TradeDate Day, decimal Price);

/// <summary>
/// Recorded prices in the footing units trade on. Units in the book change with each split on its day, so value is continuous only
/// against prices that change with it; adjusted prices are multiplied back first.
/// </summary>
/// <remarks>
/// Going back over a day with split s and dividend d the factor of the days before it is <c>factor × s</c> for split-adjusted prices and
/// <c>factor × s + d / price</c> for total-return prices, price being the adjusted close of that day: the identity
/// <c>raw(t) × s + d = raw(t−1) × adjusted(t) / adjusted(t−1)</c> solved for raw(t−1) (docs/specs/prices.md, section 4).
/// </remarks>
public sealed class RawPrices
{
    /// <summary>Fills this many times away from the closes of their days contradict the series.</summary>
    public const decimal ContradictionFold = 1.8m;

    // Prices stay below 10^12, so that price times factor is always a decimal.
    const decimal FactorMost = 1_000_000_000_000m;

    // Two records of one split differ by rounding (7.000007 against 7); beyond that they are different facts.
    const decimal SameSplit = 1.005m;

    readonly PriceSeries? series;
    readonly (int Before, decimal Factor)[] steps;     // ascending; bars before that day are multiplied by Factor

    RawPrices(PriceSeries? series, (int, decimal)[] steps, Basis basis) => (this.series, this.steps, Basis) = (series, steps, basis);

    public Basis Basis { get; }

    /// <summary>Null where <see cref="Basis"/> is a refusal or there are no prices.</summary>
    public PriceSeries? Series => series;

    public QuoteUnit? Unit => series?.Unit;

    /// <param name="actions">The issuer's actions the book has, oldest first.</param>
    /// <param name="fills">Prices paid, where known; used only to find a series that cannot be right.</param>
    /// <param name="through">The last day marks are asked for: what happens later is nobody's doubt yet.</param>
    public static RawPrices Of(PriceSeries series, IReadOnlyList<KnownAction> actions, IReadOnlyList<TradedAt> fills, TradeDate? through = null)
    {
        var (undone, basis) = series.Name.Convention switch
        {
            Convention.Raw or Convention.Fixing or Convention.Mid => ([], new Basis.AsTraded()),
            Convention.SplitAdjusted or Convention.TotalReturn => Undo(series, actions),
            _ => throw new System.Diagnostics.UnreachableException($"no way back from {series.Name.Convention}"),
        };
        if (basis is Basis.Refused) return new(null, [], basis with { From = series.Name });
        RawPrices prices = new(series, undone, basis with { From = series.Name });
        if (prices.Contradiction(fills) is { } doubt)
        {
            return basis is Basis.AsTraded
                ? new(series, undone, prices.Basis with { Doubt = doubt })
                : new(null, [], new Basis.Refused($"{series.Name}: {doubt}; record raw prices, or the splits since") { From = series.Name });
        }

        return prices.SplitUnknownToBook(actions, fills, through) is { } split ? new(series, undone, prices.Basis with { Doubt = split }) : prices;
    }

    public static readonly RawPrices None = new(null, [], new Basis.NoPrices());

    /// <summary>The price of one bar as traded.</summary>
    public decimal At(int index) => series!.Close[index]!.Value * FactorOn(series.Days[index]);

    /// <summary>The last price on or before a day; null where there is none yet.</summary>
    public Mark? On(TradeDate day)
    {
        if (series is null || series.IndexUpTo(day.Number) is var at && at < 0) return null;
        var of = series.Days[at];
        return new(new Price(At(at)), TradeDate.FromNumber(of), of != day.Number);
    }

    public decimal FactorOn(int day)
    {
        foreach (var (before, factor) in steps)
            if (day < before) return factor;
        return 1;
    }

    /// <summary>True where every factor is 1, so that the closes can be used as they are.</summary>
    public bool IsPlain => steps.Length == 0;

    static ((int, decimal)[] Steps, Basis Basis) Undo(PriceSeries series, IReadOnlyList<KnownAction> actions)
    {
        var ownSplits = series.Split is not null;
        var total = series.Name.Convention == Convention.TotalReturn;
        var ownDividends = total && series.Dividend is not null;
        SortedDictionary<int, (decimal Split, decimal Dividend)> events = [];
        for (var i = 0; i < series.Count; i++)
        {
            var split = series.Split?[i] is { } s and > 0 ? s : 1;
            var dividend = ownDividends ? series.Dividend![i] ?? 0 : 0;
            if (split != 1 || dividend != 0) events[series.Days[i]] = (split, dividend);
        }

        foreach (var action in actions)
        {
            var day = action.Day.Number;
            events.TryGetValue(day, out var known);
            if (known.Split == 0) known.Split = 1;
            // The book's ratio is exact where the vendor's is rounded, so that units × price does not move by a rounding.
            if (action.Ratio != 1 && (!ownSplits || Fold(action.Ratio, known.Split) < SameSplit)) known.Split = action.Ratio;
            if (total && !ownDividends) known.Dividend += action.Dividend / series.Unit.Factor;
            if (known != (1m, 0m)) events[day] = known;
        }

        List<(int, decimal)> undone = [];
        var factor = 1m;
        foreach (var (day, (split, dividend)) in events.Reverse())
        {
            var adjusted = series.IndexUpTo(day) is >= 0 and var at ? series.Close[at]!.Value : 0;
            factor = factor * split + (adjusted > 0 ? dividend / adjusted : 0);
            if (factor is < 1 / FactorMost or > FactorMost) return ([], new Basis.Refused($"{series.Name}: the splits and dividends since {TradeDate.FromNumber(day)} multiply to no price"));
            undone.Insert(0, (day, factor));
        }

        if (!total) return ([.. undone], ownSplits ? new Basis.Unadjusted("the splits recorded with them") : undone.Count > 0 ? new Basis.Unadjusted("the splits in the book") : new Basis.AssumedAsTraded());
        if (undone.Count == 0) return ([], new Basis.AssumedAsTraded());
        var lacking = !events.Values.Any(e => e.Dividend > 0);
        var what = lacking ? "the splits" : "the splits and dividends";
        return ([.. undone], new Basis.Unadjusted($"{what} {(ownSplits && (ownDividends || lacking) ? "recorded with them" : "in the book")}") { LacksDividends = lacking });
    }

    /// <summary>Do the prices paid say that these are other prices? The middle fill decides, so that one bad fill does not.</summary>
    string? Contradiction(IReadOnlyList<TradedAt> fills)
    {
        List<(decimal Ratio, TradedAt Fill, decimal Close)> ratios = [];
        foreach (var fill in fills)
        {
            if (fill.Price <= 0 || series!.IndexOf(fill.Day.Number) is var at && at < 0) continue;
            var close = At(at) * series.Unit.Factor;
            ratios.Add((close > fill.Price ? Fold(close, fill.Price) : 1 / Fold(close, fill.Price), fill, close));
        }

        if (ratios.Count == 0) return null;
        ratios.Sort((a, b) => a.Ratio.CompareTo(b.Ratio));
        var middle = ratios[ratios.Count / 2];
        return Fold(middle.Ratio, 1) < ContradictionFold
            ? null
            : $"closes are {Digits.Text(Math.Round(middle.Ratio, 2))} times the prices paid ({Digits.Text(middle.Fill.Price)} on {middle.Fill.Day}, close {Digits.Text(Math.Round(middle.Close, 4))})";
    }

    /// <summary>A split after a fill that the prices show and the book does not have: value will seem to jump there.</summary>
    string? SplitUnknownToBook(IReadOnlyList<KnownAction> actions, IReadOnlyList<TradedAt> fills, TradeDate? through)
    {
        if (series!.Split is not { } splits || fills.Count == 0) return null;
        for (var i = 0; i < series.Count; i++)
        {
            if (splits[i] is not { } ratio || ratio is <= 0 or (> 0.9m and < 1.1m)) continue;
            var day = series[i].Day;
            if (day > through) break;
            if (actions.Any(a => a.Day == day) || !fills.Any(f => f.Day < day)) continue;
            return $"the prices have a split of {Digits.Text(ratio)} on {day} that the book does not";
        }

        return null;
    }

    static decimal Fold(decimal a, decimal b) => Moves.Fold(a, b);
}

/// <summary>
/// The price a holding is valued at on some day, and the day that price is of. Stale marks are carried forward and say so; they are never
/// zero and never the cost.
/// </summary>
/// <param name="Price">As traded, in the quote unit of its series.</param>
public readonly record struct Mark(Price Price, TradeDate Day, bool IsStale);
