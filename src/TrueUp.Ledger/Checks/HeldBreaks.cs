using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K6: rows held for review, and what their record says about counting them.</summary>
static class HeldBreaks
{
    public static void Find(Comparison compared, Score score)
    {
        foreach (var alike in compared.Terms.Held.GroupBy(h => h.Fill))
        {
            var (fill, count) = (alike.Key, alike.Count());
            if (compared.Terms.Account is { } account && fill.Account != account) continue;
            var at = compared.IndexOf(fill.TradeDate);
            if (at == compared.Days.Length || compared.Claims.Positions.Count == 0) continue;
            var ours = compared.Book.UnitsAt(fill.Symbol, at);
            var theirs = compared.ClaimOf(at, fill.Symbol)?.Held ?? 0;
            var counted = ours + count * fill.Units.Value;
            // Then the difference of units says so already.
            if (theirs != ours) continue;
            score.Add(new(
                BreakKind.Duplicate, fill.Symbol, null, fill.TradeDate, Digits.Normal(counted), Digits.Normal(theirs), LikelyCause.DuplicateRows,
                $"{Sentences.Many(count, "row")} alike another ({Sentences.Of(fill)}) held for review, {(count == 1 ? "entry" : "entries")} {string.Join(", ", alike.Select(h => h.Sequence))}: "
                + $"counted, the book would have {Sentences.Short(counted)} {fill.Symbol} on {compared.Day(at)}; without, it has {Sentences.Short(ours)}, as their record does; decide with trueup held")
            {
                Days = 1,
                Unexplained = 0,
            });
        }
    }
}
