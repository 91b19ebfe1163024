using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>One currency's worth in another on a day, with where it comes from.</summary>
/// <param name="PerUnit">Units of the target currency for one of the source currency.</param>
/// <param name="Day">The day of the oldest rate used.</param>
/// <param name="IsStale">No rate of the day asked for: an older one was carried forward.</param>
/// <param name="Source">The pairs and conventions used, such as <c>EUR/USD fixing</c>.</param>
public sealed record FxRate(decimal PerUnit, TradeDate Day, bool IsStale, string Source);

/// <summary>
/// The recorded exchange rates. A pair is found as it is, turned round, or crossed through the euro or the dollar; the freshest answer
/// wins, and of equally fresh ones a fixing before a mid, and the shorter way before the longer.
/// </summary>
public sealed class FxRates
{
    public static readonly FxRates None = new([]);

    static readonly Currency[] Middles = [new("EUR"), Currency.Usd];

    readonly Dictionary<CurrencyPair, List<PriceSeries>> pairs = [];

    /// <param name="series">Of currency pairs; others are passed over.</param>
    public FxRates(IEnumerable<PriceSeries> series)
    {
        foreach (var rates in series)
        {
            if (!rates.Name.Convention.IsRate || CurrencyPair.From(rates.Name.Symbol.Name) is not { } pair) continue;
            if (!pairs.TryGetValue(pair, out var known)) pairs[pair] = known = [];
            known.Add(rates);
            known.Sort((a, b) => a.Name.Convention.CompareTo(b.Name.Convention));
        }
    }

    /// <summary>Null where no rate on or before the day leads from one to the other.</summary>
    public FxRate? On(Currency from, Currency to, TradeDate day)
    {
        if (from == to) return new(1, day, false, "same currency");
        FxRate? best = null;
        foreach (var candidate in Direct(from, to, day)) best = Fresher(best, candidate);
        foreach (var middle in Middles)
        {
            if (middle == from || middle == to) continue;
            FxRate? first = null, second = null;
            foreach (var candidate in Direct(from, middle, day)) first = Fresher(first, candidate);
            foreach (var candidate in Direct(middle, to, day)) second = Fresher(second, candidate);
            if (first is not { } there || second is not { } on) continue;
            var older = there.Day < on.Day ? there.Day : on.Day;
            best = Fresher(best, new(there.PerUnit * on.PerUnit, older, older != day, $"{there.Source} x {on.Source}"));
        }

        return best;
    }

    /// <summary>The rate of each session; null before the first one.</summary>
    public FxRate?[] Align(Currency from, Currency to, ReadOnlySpan<int> sessions)
    {
        var rates = new FxRate?[sessions.Length];
        for (var i = 0; i < rates.Length; i++) rates[i] = On(from, to, TradeDate.FromNumber(sessions[i]));
        return rates;
    }

    IEnumerable<FxRate> Direct(Currency from, Currency to, TradeDate day)
    {
        foreach (var series in pairs.GetValueOrDefault(new(from, to)) ?? [])
            if (series.IndexUpTo(day.Number) is >= 0 and var at)
                yield return new(series.Close[at]!.Value, series[at].Day, series[at].Day != day, series.Name.ToString());
        foreach (var series in pairs.GetValueOrDefault(new(to, from)) ?? [])
            if (series.IndexUpTo(day.Number) is >= 0 and var at)
                yield return new(1 / series.Close[at]!.Value, series[at].Day, series[at].Day != day, $"1 / {series.Name}");
    }

    static FxRate Fresher(FxRate? best, FxRate candidate) => best is { } known && known.Day >= candidate.Day ? known : candidate;
}
