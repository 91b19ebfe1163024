using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K7: fills of the book that the market or their own order did not allow.</summary>
static class FillBreaks
{
    public static void Find(Comparison compared, Score score)
    {
        foreach (ref readonly var fact in compared.Terms.Fills.InOrder())
            if (compared.Terms.Account is not { } account || fact.Fill.Account == account) OutsideRange(compared, score, fact.Sequence, fact.Fill);
        foreach (var row in compared.Terms.Review ?? Enumerable.Empty<ReviewRow>())
            if (row.Marks.HasFlag(ReviewMarks.OutsideLimit)) OutsideLimit(score, row);
    }

    static void OutsideRange(Comparison compared, Score score, long sequence, in Fill fill)
    {
        var prices = compared.Terms.Prices.Of(fill.Symbol);
        if (prices.Series is not { } series || series.IndexOf(fill.TradeDate.Number) is var at && at < 0) return;
        var (price, factor, slack) = (fill.Price.PerUnit, prices.FactorOn(fill.TradeDate.Number), compared.Terms.Tolerance.Price);
        var (high, low) = (series.High?[at] * factor, series.Low?[at] * factor);
        var bound = price > high + slack ? high : price < low - slack ? low : null;
        if (bound is not { } edge) return;
        score.Add(new(
            BreakKind.Fill, fill.Symbol, null, fill.TradeDate, price, edge, LikelyCause.ImpossibleFill,
            $"{Sentences.Of(fill)} (entry {sequence}); {fill.Symbol} traded from {Sentences.Short(low ?? edge)} to {Sentences.Short(high ?? edge)} that day"));
    }

    static void OutsideLimit(Score score, in ReviewRow row)
    {
        if (row.LimitPrice is not { } limit) return;
        foreach (var share in row.Fills)
        {
            var price = share.Fill.Price.PerUnit;
            if (row.Side.IsBuying ? price <= limit.PerUnit : price >= limit.PerUnit) continue;
            score.Add(new(
                BreakKind.Fill, row.Symbol, null, share.Fill.TradeDate, price, limit.PerUnit, LikelyCause.ImpossibleFill,
                $"{Sentences.Of(share.Fill)} (entry {share.Sequence}) is {(row.Side.IsBuying ? "above" : "below")} the limit of {Sentences.Short(limit.PerUnit)} of recommendation {row.Recommendation}"));
        }
    }
}
