using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K5: the price a position is shown at against the close of that day.</summary>
static class PriceBreaks
{
    /// <summary>A ratio this far from one is another scale, not another price.</summary>
    const decimal ScaleFold = 1.5m;

    /// <summary>How many sessions away a close may be and still be taken for the day's.</summary>
    const int OtherDaysMax = 3;

    readonly record struct Priced(int Index, PositionClaim Claim, decimal Theirs, decimal? Close);

    public static void Find(Comparison compared, Score score)
    {
        List<Priced> single = [];
        foreach (var symbol in compared.Symbols)
        {
            List<Priced> priced = [];
            for (var i = 0; i < compared.Days.Length; i++)
                if (compared.ClaimOf(i, symbol) is { Price: { } price } claim) priced.Add(new(i, claim, price, compared.CloseOn(symbol, claim.Day)));
            Sort(compared, score, symbol, priced, single);
        }

        foreach (var day in single.GroupBy(p => p.Index))
        {
            var shift = OtherDay(compared, day.Key, [.. day]);
            foreach (var one in day) score.Add(Single(compared, one, shift));
        }
    }

    static void Sort(Comparison compared, Score score, Symbol symbol, List<Priced> priced, List<Priced> single)
    {
        var unknown = priced.Where(p => p.Close is null).ToList();
        foreach (var _ in unknown) score.CountNotCompared();
        // A hole or two in closes we have is not worth a break; having none is.
        if (unknown.Count > 0 && unknown.Count == priced.Count) score.Add(NoCloses(compared, symbol, unknown));

        List<Priced> wrong = [];
        foreach (var one in priced.Where(p => p.Close is not null))
        {
            var agrees = Math.Abs(one.Theirs - one.Close!.Value) <= compared.Terms.Tolerance.Price;
            score.Count(agrees);
            if (!agrees) wrong.Add(one);
        }

        for (var start = 0; start < wrong.Count;)
        {
            var end = start + 1;
            while (end < wrong.Count && IsSameScale(compared, wrong[start], wrong[end])) end++;
            if (end - start >= 2 && Fold(wrong[start]) >= ScaleFold) score.Add(Scale(compared, symbol, wrong[start..end]));
            else single.AddRange(wrong[start..end]);
            start = end;
        }
    }

    static Break NoCloses(Comparison compared, Symbol symbol, List<Priced> priced)
    {
        var basis = compared.Terms.Tape.BasisOf(symbol).Text;
        return new(
            BreakKind.Price, symbol, null, priced[0].Claim.Day, null, priced[0].Theirs, LikelyCause.NoPriceOfOurs,
            $"{(basis.Length == 0 ? $"no close of {symbol} on these days" : $"{symbol}: {basis}")}; theirs are {Sentences.Short(priced.Min(p => p.Theirs))} to {Sentences.Short(priced.Max(p => p.Theirs))}")
        {
            LastSeen = priced[^1].Claim.Day,
            Days = priced.Count,
        };
    }

    static Break Scale(Comparison compared, Symbol symbol, List<Priced> run)
    {
        var ratios = run.Select(p => p.Close!.Value / p.Theirs).Order().ToList();
        var middle = ratios[ratios.Count / 2];
        List<Fill> fills = [];
        for (var i = run[0].Index; i <= run[^1].Index; i++) fills.AddRange(compared.FillsOn(i, symbol));
        var ours = fills.Count == 0 ? "" : $"; the book's own fills are at their scale: {Sentences.Of(fills)}";
        var split = middle > 1 ? $"a later reverse split of about 1:{Sentences.Short(Math.Round(middle, 2))}" : $"a later split of about {Sentences.Short(Math.Round(1 / middle, 2))}:1";
        return new(
            BreakKind.Price, symbol, null, run[0].Claim.Day, run[0].Close, run[0].Theirs, LikelyCause.PriceScale,
            $"on {Sentences.Many(run.Count, "day")} the recorded closes are {Sentences.Short(Math.Round(ratios[0], 2))} to {Sentences.Short(Math.Round(ratios[^1], 2))} times theirs, {Sentences.Short(Math.Round(middle, 2))} in the middle: "
            + $"{split} is in the closes, or another quote unit{ours}; record it with trueup action split")
        {
            LastSeen = run[^1].Claim.Day,
            Days = run.Count,
        };
    }

    static Break Single(Comparison compared, Priced one, int? shift)
    {
        var (cause, evidence) = Cause(compared, one, shift);
        return new(BreakKind.Price, one.Claim.Symbol, null, one.Claim.Day, Digits.Normal(one.Close!.Value), one.Theirs, cause, evidence);
    }

    static (LikelyCause, string) Cause(Comparison compared, Priced one, int? shift)
    {
        var (symbol, day, tolerance) = (one.Claim.Symbol, one.Claim.Day, compared.Terms.Tolerance.Price);
        var close = $"the close of {day} is {Sentences.Short(one.Close!.Value)}";
        var sales = compared.FillsOn(one.Index, symbol).Where(f => !f.Side.IsBuying && Math.Abs(f.Price.PerUnit - one.Theirs) <= tolerance).ToList();
        if (one.Claim.Stop is { } stop && (Math.Abs(stop - one.Theirs) <= tolerance || (one.Claim.IsExit && sales.Count > 0)))
        {
            var sold = sales.Count == 0 ? "" : $", which is what the position was sold at ({Sentences.Of(sales)})";
            return (LikelyCause.StopShownAsClose, $"{close}; their price of the day the stop at {Sentences.Short(stop)} was hit is {Sentences.Short(one.Theirs)}{sold}");
        }

        if (sales.Count > 0) return (LikelyCause.SalePriceShownAsClose, $"{close}; {Sentences.Short(one.Theirs)} is the price of {Sentences.Of(sales)}");
        if (shift is { } sessions)
            return (LikelyCause.OtherDaysClose, $"{close}; {Sentences.Short(one.Theirs)} is the close of {Shifted(compared, day, sessions)}, as are all their prices of {day} that differ");
        return (LikelyCause.DiffersFromTape, $"{close}, theirs {Sentences.Short(one.Theirs)} ({Sentences.Signed((one.Theirs / one.Close.Value - 1) * 100)} %){InRange(compared, one)}");
    }

    static string InRange(Comparison compared, Priced one)
    {
        var prices = compared.Terms.Tape.Of(one.Claim.Symbol);
        if (prices.Series is not { } series || series.IndexOf(one.Claim.Day.Number) is var at && at < 0) return "";
        if (series.High?[at] is not { } high || series.Low?[at] is not { } low) return "";
        var factor = prices.FactorOn(one.Claim.Day.Number);
        var inside = one.Theirs >= low * factor && one.Theirs <= high * factor;
        return $"; {(inside ? "within" : "outside")} the day's range of {Sentences.Short(low * factor)} to {Sentences.Short(high * factor)}";
    }

    /// <summary>The number of sessions by which all the day's differing prices are another day's closes; null where they are not, or where one price might be chance.</summary>
    static int? OtherDay(Comparison compared, int index, List<Priced> day)
    {
        var all = compared.ClaimsOn(index).Count(c => c.Price is not null);
        if (day.Count < 2 && all > 1) return null;
        for (var distance = 1; distance <= (day.Count > 1 ? OtherDaysMax : 1); distance++)
        {
            foreach (var shift in (ReadOnlySpan<int>)[distance, -distance])
            {
                var other = Shifted(compared, compared.Day(index), shift);
                var fits = day.Where(p => !p.Claim.IsExit
                    && compared.CloseOn(p.Claim.Symbol, other) is { } close
                    && Math.Abs(close - p.Theirs) <= compared.Terms.Tolerance.Price).ToList();
                if (fits.Count == day.Count) return shift;
            }
        }

        return null;
    }

    static TradeDate Shifted(Comparison compared, TradeDate day, int sessions)
    {
        for (; sessions > 0; sessions--) day = compared.Terms.Calendar.NextSession(day);
        for (; sessions < 0; sessions++) day = compared.Terms.Calendar.PreviousSession(day);
        return day;
    }

    static bool IsSameScale(Comparison compared, Priced a, Priced b)
    {
        var (first, second) = (a.Close!.Value / a.Theirs, b.Close!.Value / b.Theirs);
        // Printed to the cent, a price of a few cents is uncertain by percents.
        var slack = 0.02m + compared.Terms.Tolerance.Price / Math.Min(a.Theirs, b.Theirs) * 2;
        return Math.Abs(second / first - 1) <= slack;
    }

    static decimal Fold(Priced one) => one.Close!.Value > one.Theirs ? one.Close.Value / one.Theirs : one.Theirs / one.Close.Value;
}
