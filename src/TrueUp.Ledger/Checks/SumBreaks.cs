using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K9: their figures among themselves. Needs no book.</summary>
static class SumBreaks
{
    public static void Find(Comparison compared, Score score)
    {
        var tolerance = compared.Terms.Tolerance;
        foreach (var claim in compared.Claims.Positions)
        {
            if (claim.Value is not { } value || claim.Price is not { } price) continue;
            var instrument = compared.Terms.Background.Terms.Instruments.GetValueOrDefault(claim.Symbol);
            var computed = claim.Units * price * (instrument?.PointValue ?? 1);
            if (Math.Abs(computed - value) > tolerance.Money + Math.Abs(claim.Units) * tolerance.Price)
            {
                var sum = $"{Sentences.Short(claim.Units)} × {Sentences.Short(price)} is {Sentences.Cents(computed)}, not {Sentences.Cents(value)}";
                score.Add(Wrong(
                claim.Day, claim.Symbol, computed, value,
                $"line {claim.Line}: {sum}"));
            }
        }

        foreach (var claim in compared.Claims.Equity)
        {
            var index = compared.IndexOf(claim.Day);
            var held = compared.ClaimsOn(index).Where(c => !c.IsExit).ToList();
            var hasValues = compared.Claims.Positions.Count > 0 && held.All(c => c.Value is not null);
            var slack = tolerance.Money * (held.Count + 1);
            if (hasValues && claim.PositionsValue is { } total && held.Sum(c => c.Value!.Value) is var sum && Math.Abs(sum - total) > slack)
                score.Add(Wrong(claim.Day, null, sum, total, $"line {claim.Line}: their positions add up to {Sentences.Cents(sum)}, not {Sentences.Cents(total)}"));

            var cash = compared.Claims.Cash.Where(c => c.Day == claim.Day).ToList();
            if (cash.Count != 1 || (claim.PositionsValue is null && !hasValues)) continue;
            var all = cash[0].Amount + (claim.PositionsValue ?? held.Sum(c => c.Value!.Value));
            if (Math.Abs(all - claim.Amount) > slack)
                score.Add(Wrong(claim.Day, null, all, claim.Amount, $"line {claim.Line}: their cash and positions are {Sentences.Cents(all)}, not {Sentences.Cents(claim.Amount)}"));
        }
    }

    static Break Wrong(TradeDate day, Symbol? symbol, decimal computed, decimal claimed, string evidence) =>
        new(BreakKind.Arithmetic, symbol, null, day, Digits.Normal(Math.Round(computed, 4)), claimed, LikelyCause.DoesNotAddUp, evidence)
        {
            Unexplained = Digits.Normal(Math.Round(claimed - computed, 4)),
        };
}
