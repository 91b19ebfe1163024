using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K8: the whole. Days in a row on which it differs, for reasons that are breaks of their own, are one break.</summary>
static class EquityBreaks
{
    /// <param name="Parts">What the difference is made of, by what it is about.</param>
    /// <param name="Rest">What no part accounts for.</param>
    readonly record struct Differing(EquityClaim Claim, decimal Ours, IReadOnlyList<(string Name, decimal Amount)> Parts, decimal Rest)
    {
        public decimal Difference => Claim.Amount - Ours;
    }

    public static void Find(Comparison compared, Score score)
    {
        List<Differing> run = [];
        foreach (var claim in compared.Claims.Equity.OrderBy(e => e.Day))
        {
            var index = compared.IndexOf(claim.Day);
            var ours = compared.Value.Cash(index) + compared.Value.Positions(index);
            var slack = Slack(compared, index);
            var agrees = Math.Abs(claim.Amount - ours) <= slack;
            score.Count(agrees);
            if (agrees)
            {
                Close(score, run);
                continue;
            }

            var differing = Explain(compared, claim, index, ours);
            var isWhole = Math.Abs(differing.Rest) <= slack;
            if (run.Count > 0 && isWhole != (run[0].Rest == 0)) Close(score, run);
            run.Add(isWhole ? differing with { Rest = 0 } : differing);
        }

        Close(score, run);
    }

    // Prices are printed to the cent, so each position may be off by half a cent a unit.
    static decimal Slack(Comparison compared, int index) =>
        compared.Terms.Tolerance.Money + compared.Terms.Tolerance.Price * compared.Claims.Positions.Where(p => compared.IndexOf(p.Day) == index).Sum(p => Math.Abs(p.Units));

    static Differing Explain(Comparison compared, EquityClaim claim, int index, decimal ours)
    {
        List<(string Name, decimal Amount)> parts = [];
        var cash = compared.Claims.Cash.Where(c => c.Day == claim.Day).ToList();
        if (cash.Count > 0)
            parts.Add(("cash", cash.Sum(c => compared.Value.Converted(c.Amount, c.Currency ?? compared.Terms.Currency, index)) - compared.Value.Cash(index)));
        if (compared.Claims.Positions.Count > 0)
        {
            foreach (var symbol in compared.Symbols)
            {
                var theirs = compared.ClaimOf(index, symbol) is { IsExit: false } held ? held.Value ?? held.Units * held.Price ?? 0 : 0;
                var mine = compared.Value.MarkOf(symbol, index) is { } mark ? compared.Book.UnitsAt(symbol, index) * mark.Price * PointValue(compared, symbol) : 0;
                if (theirs != mine) parts.Add((symbol.Name, theirs - mine));
            }
        }

        return new(claim, ours, parts, claim.Amount - ours - parts.Sum(p => p.Amount));
    }

    static decimal PointValue(Comparison compared, Symbol symbol) => compared.Terms.Background.Terms.Instruments.GetValueOrDefault(symbol)?.PointValue ?? 1;

    static void Close(Score score, List<Differing> run)
    {
        if (run.Count == 0) return;
        var (first, last) = (run[0], run[^1]);
        var largest = run.MaxBy(d => Math.Abs(d.Difference));
        var cause = first.Rest == 0 ? LikelyCause.FollowsFromOthers : LikelyCause.Unknown;
        List<string> days = [Made(first)];
        if (largest.Claim.Day != first.Claim.Day && largest.Claim.Day != last.Claim.Day) days.Add("largest " + Made(largest));
        if (run.Count > 1) days.Add("last " + Made(last));
        score.Add(new(BreakKind.Equity, null, null, first.Claim.Day, Digits.Normal(Math.Round(first.Ours, 4)), first.Claim.Amount, cause, string.Join("; ", days))
        {
            LastSeen = last.Claim.Day,
            Days = run.Count,
            Unexplained = Digits.Normal(Math.Round(first.Rest, 4)),
        });
        run.Clear();
    }

    static string Made(Differing of)
    {
        var parts = of.Parts.Where(p => Math.Abs(p.Amount) >= 0.01m).OrderByDescending(p => Math.Abs(p.Amount)).Select(p => $"{p.Name} {Sentences.Signed(p.Amount)}").ToList();
        if (of.Rest != 0) parts.Add($"unexplained {Sentences.Signed(of.Rest)}");
        return $"{of.Claim.Day}: theirs {Sentences.Cents(of.Claim.Amount)}, ours {Sentences.Cents(of.Ours)}, {Sentences.Signed(of.Difference)} = {(parts.Count == 0 ? "rounding" : string.Join(", ", parts))}";
    }
}
