using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K3: units of each symbol. The same difference on day after day is one break, however long.</summary>
static class PositionBreaks
{
    /// <summary>A booking later than this is not late, it is missing.</summary>
    const int LateDaysMax = 3;

    static readonly decimal[] SplitRatios = [2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50, 100, 1.5m, 1.25m];

    /// <summary>A run of days with one difference.</summary>
    /// <param name="Before">The difference on the day before the run.</param>
    readonly record struct Run(Symbol Symbol, int Start, int End, decimal Ours, decimal Theirs, decimal Before)
    {
        public decimal Difference => Theirs - Ours;

        /// <summary>What is new with this run.</summary>
        public decimal Step => Difference - Before;
    }

    public static void Find(Comparison compared, Score score)
    {
        if (compared.Claims.Positions.Count == 0) return;
        List<Run> runs = [];
        foreach (var symbol in compared.Symbols) Runs(compared, symbol, score, runs);
        foreach (var run in runs) score.Add(Break(compared, score, run, runs));
    }

    static void Runs(Comparison compared, Symbol symbol, Score score, List<Run> runs)
    {
        var (before, started, days) = (0m, -1, compared.Days.Length);
        for (var i = 0; i < days; i++)
        {
            var ours = compared.Book.UnitsAt(symbol, i);
            var claim = compared.ClaimOf(i, symbol);
            var theirs = claim?.Held ?? 0;
            var difference = Math.Abs(theirs - ours) <= compared.Terms.Tolerance.Units ? 0 : theirs - ours;
            if (claim is not null) score.Count(difference == 0);
            if (difference == before) continue;
            if (started >= 0) runs[^1] = runs[^1] with { End = i - 1 };
            started = difference == 0 ? -1 : i;
            if (difference != 0) runs.Add(new(symbol, i, days - 1, ours, theirs, before));
            before = difference;
        }
    }

    static Break Break(Comparison compared, Score score, Run run, List<Run> runs)
    {
        var (cause, evidence) = Cause(compared, score, run, runs);
        var kind = run.Ours == 0 ? BreakKind.MissingOurs : run.Theirs == 0 ? BreakKind.MissingTheirs : BreakKind.Units;
        return new(kind, run.Symbol, null, compared.Day(run.Start), Digits.Normal(run.Ours), Digits.Normal(run.Theirs), cause, evidence)
        {
            LastSeen = compared.Day(run.End),
            Days = run.End - run.Start + 1,
            Unexplained = cause == LikelyCause.Unknown ? Digits.Normal(run.Step) : 0,
        };
    }

    static (LikelyCause, string) Cause(Comparison compared, Score score, Run run, List<Run> runs) =>
        Held(compared, score, run) ?? Repeated(compared, score, run) ?? OtherName(run, runs) ?? Booked(compared, score, run) ?? Residue(compared, run)
        ?? Split(compared, run) ?? Absent(compared, run) ?? (LikelyCause.Unknown, Unknown(compared, run));

    static (LikelyCause, string)? Held(Comparison compared, Score score, Run run)
    {
        var held = compared.Terms.Held.Where(h => h.Fill.Symbol == run.Symbol && compared.IndexOf(h.Fill.TradeDate) == run.Start).ToList();
        if (held.Count == 0 || held.Sum(h => h.Fill.Units.Value) != run.Step) return null;
        foreach (var (_, _, fill) in held) score.Explain(run.Start, compared.CurrencyOf(fill), compared.CashOf(fill), LikelyCause.DuplicateRows, $"{Sentences.Of(fill)}, which is held for review");
        return (LikelyCause.DuplicateRows, $"their record counts {Sentences.Many(held.Count, "row")} the book holds for review: {Sentences.Of(held.Select(h => h.Fill))}");
    }

    static (LikelyCause, string)? Repeated(Comparison compared, Score score, Run run)
    {
        foreach (var alike in compared.FillsOn(run.Start, run.Symbol).GroupBy(f => f))
        {
            var (fill, count) = (alike.Key, alike.Count());
            for (var extra = 1; extra < count; extra++)
            {
                if (run.Step != -extra * fill.Units.Value) continue;
                score.Explain(run.Start, compared.CurrencyOf(fill), -extra * compared.CashOf(fill), LikelyCause.DuplicateRows, $"{Sentences.Of(fill)}, counted {count} times by the book");
                return (LikelyCause.DuplicateRows, $"the book has {count} fills alike ({Sentences.Of(fill)}); their record has {count - extra} of them");
            }
        }

        return null;
    }

    static (LikelyCause, string)? Booked(Comparison compared, Score score, Run run)
    {
        var resolved = run.End + 1 < compared.Days.Length && run.End - run.Start < LateDaysMax && DifferenceOn(compared, run.Symbol, run.End + 1) == run.Before;
        var ours = compared.FillsOn(run.Start, run.Symbol);
        var missing = ours.Count > 0 && ours.Sum(f => f.Units.Value) == -run.Step ? ours : [.. ours.Where(f => f.Units.Value == -run.Step).Take(1)];
        if (missing.Count > 0)
        {
            var fills = Sentences.Of(missing);
            foreach (var fill in missing)
            {
                var (currency, cash) = (compared.CurrencyOf(fill), compared.CashOf(fill));
                if (resolved)
                {
                    score.Explain(run.Start, currency, -cash, LikelyCause.LateBooking, $"{Sentences.Of(fill)} moves their cash only on {compared.Day(run.End + 1)}");
                    score.Explain(run.End + 1, currency, cash, LikelyCause.LateBooking, $"{Sentences.Of(fill)}, booked late ({Sentences.Signed(cash)})");
                    continue;
                }

                score.Explain(run.Start, currency, -cash, LikelyCause.NotBooked, $"{Sentences.Of(fill)} is not in their record");
            }

            return resolved
                ? (LikelyCause.LateBooking, $"{fills} appears in their record on {compared.Day(run.End + 1)}")
                : (LikelyCause.NotBooked, $"{fills} is not in their record by {compared.Day(run.End)}");
        }

        if (!resolved) return null;
        var next = compared.FillsOn(run.End + 1, run.Symbol);
        if (next.Count == 0 || next.Sum(f => f.Units.Value) != run.Step) return null;
        foreach (var fill in next)
        {
            var (currency, cash) = (compared.CurrencyOf(fill), compared.CashOf(fill));
            score.Explain(run.Start, currency, cash, LikelyCause.EarlyBooking, $"{Sentences.Of(fill)}, in their record early");
            score.Explain(run.End + 1, currency, -cash, LikelyCause.EarlyBooking, $"{Sentences.Of(fill)}, in their record early");
        }

        return (LikelyCause.EarlyBooking, $"{Sentences.Of(next)} is in their record already on {compared.Day(run.Start)}");
    }

    static (LikelyCause, string)? Residue(Comparison compared, Run run)
    {
        if (Math.Abs(run.Step) >= 1 || run.Theirs % 1 != 0 || run.Ours % 1 == 0) return null;
        var fractional = compared.FillsOn(run.Start, run.Symbol).Where(f => f.Quantity.Value % 1 != 0).ToList();
        return fractional.Count == 0
            ? null
            : (LikelyCause.FractionalResidue, $"{Sentences.Of(fractional)} leaves {Sentences.Short(run.Ours)}; their record has {Sentences.Short(run.Theirs)} and never the fraction of {Sentences.Short(Math.Abs(run.Step))}");
    }

    static (LikelyCause, string)? Split(Comparison compared, Run run)
    {
        if (run.Ours == 0 || run.Theirs == 0 || run.Ours > 0 != run.Theirs > 0 || run.Before != 0) return null;
        var times = run.Theirs / run.Ours;
        var ratio = SplitRatios.FirstOrDefault(r => times == r || times * r == 1);
        if (ratio == 0) return null;
        // The price must show the other half of it, where it is known on both days.
        if (PriceOn(compared, run.Symbol, run.Start - 1) is { } before && PriceOn(compared, run.Symbol, run.Start) is { } after
            && Math.Abs(before / after / times - 1) > 0.25m) return null;
        var text = times > 1 ? $"{Sentences.Short(ratio)}:1" : $"1:{Sentences.Short(ratio)}";
        return (LikelyCause.SplitNotApplied, $"their units are ours times {text}: a split from {compared.Day(run.Start)} on that only they have applied; record it with trueup action split");
    }

    static decimal? PriceOn(Comparison compared, Symbol symbol, int index) =>
        index < 0 ? null : (compared.ClaimOf(index, symbol)?.Price ?? compared.CloseOn(symbol, compared.Day(index))) is > 0 and var price ? price : null;

    static (LikelyCause, string)? OtherName(Run run, List<Run> runs)
    {
        if (run.Ours != 0 && run.Theirs != 0) return null;
        var others = runs.Where(r => r.Symbol != run.Symbol && r.Start == run.Start && r.Difference == -run.Difference && (r.Ours == 0) == (run.Theirs == 0)).ToList();
        return others.Count != 1
            ? null
            : (LikelyCause.OtherName, $"{(run.Ours == 0 ? $"the book has as many {others[0].Symbol}" : $"their record has as many {others[0].Symbol}")} from the same day on");
    }

    static (LikelyCause, string)? Absent(Comparison compared, Run run)
    {
        if (compared.Book.Lines.All(l => l.Instrument.Symbol != run.Symbol)) return (LikelyCause.NotInBook, $"the book never had any {run.Symbol}");
        return compared.Claims.Positions.All(p => p.Symbol != run.Symbol) ? (LikelyCause.NotBooked, $"their record never had any {run.Symbol}") : null;
    }

    static string Unknown(Comparison compared, Run run)
    {
        var fills = compared.FillsOn(run.Start, run.Symbol);
        var since = run.Start == 0 ? "before their first day" : $"since {compared.Day(run.Start - 1)}";
        return $"the book's fills {since}: {(fills.Count == 0 ? "none" : Sentences.Of(fills))}; the difference changed by {Sentences.Short(run.Step)}";
    }

    static decimal DifferenceOn(Comparison compared, Symbol symbol, int index) => (compared.ClaimOf(index, symbol)?.Held ?? 0) - compared.Book.UnitsAt(symbol, index);
}
