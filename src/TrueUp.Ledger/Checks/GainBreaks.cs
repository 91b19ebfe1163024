using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K10: what sales are said to have brought, against the book's own lots. A gain that is right by any lot method is right.</summary>
static class GainBreaks
{
    static readonly LotMethod[] Methods = [LotMethod.Fifo, LotMethod.AverageCost, LotMethod.Lifo, LotMethod.HighestCost];

    public static void Find(Comparison compared, Score score)
    {
        if (compared.Claims.Gains.Count == 0) return;
        var gains = Methods.Select(m => GainsBy(compared, m)).ToList();
        HashSet<long> taken = [];
        foreach (var claim in compared.Claims.Gains)
        {
            var sale = Sale(compared, claim, taken);
            if (sale is not { } found)
            {
                // A row of the log that the book holds for review, or never had: other rules report that.
                score.CountNotCompared();
                continue;
            }

            taken.Add(found.Sequence);
            var agrees = gains.Any(g => Math.Abs(g.GetValueOrDefault(found.Sequence).Gain - claim.Gain) <= compared.Terms.Tolerance.Money);
            score.Count(agrees);
            if (!agrees) score.Add(Wrong(compared, claim, found.Fill, gains[0].GetValueOrDefault(found.Sequence)));
        }
    }

    static Dictionary<long, (decimal Gain, decimal Cost)> GainsBy(Comparison compared, LotMethod method)
    {
        Dictionary<long, (decimal Gain, decimal Cost)> gains = [];
        BookFold fold = new(compared.Terms.Background.Terms with { Method = method }, closed =>
        {
            var known = gains.GetValueOrDefault(closed.ClosedBy);
            gains[closed.ClosedBy] = (known.Gain + closed.Gain, known.Cost + closed.GrossCost);
        });
        Replay replay = new(compared.Terms.Background, fold);
        foreach (ref readonly var fact in compared.Terms.Fills.InOrder()) replay.Next(fact.Sequence, fact.Fill, fact.Order.Tie);
        replay.End();
        return gains;
    }

    static (long Sequence, Fill Fill)? Sale(Comparison compared, GainClaim claim, HashSet<long> taken)
    {
        foreach (ref readonly var fact in compared.Terms.Fills.InOrder())
        {
            if (fact.Fill.TradeDate != claim.Day || fact.Fill.Symbol != claim.Symbol || fact.Fill.Quantity.Value != claim.Units) continue;
            if (fact.Fill.Price.PerUnit == claim.Price && !taken.Contains(fact.Sequence)) return (fact.Sequence, fact.Fill);
        }

        return null;
    }

    static Break Wrong(Comparison compared, GainClaim claim, Fill fill, (decimal Gain, decimal Cost) ours)
    {
        var implied = (claim.Gain + ours.Cost) / claim.Units;
        var impliedCost = fill.Price.PerUnit - claim.Gain / claim.Units;
        var wanted = compared.Terms.Review?
            .Where(r => r.Symbol == claim.Symbol && r.Date == claim.Day && Near(r.LimitPrice ?? r.ReferencePrice, implied))
            .Select(r => r.Recommendation).FirstOrDefault();
        var (cause, why) = wanted is { } id
            ? (LikelyCause.OtherPriceInGain, $"it would be right at {Sentences.Short(implied)}, the price of recommendation {id}, not the {Sentences.Short(fill.Price.PerUnit)} of the fill")
            : (LikelyCause.GainArithmetic, $"it implies a cost of {Sentences.Short(impliedCost)} a unit, and the units sold cost {Sentences.Short(ours.Cost / claim.Units)}");
        return new(
            BreakKind.Gain, claim.Symbol, null, claim.Day, Digits.Normal(Math.Round(ours.Gain, 4)), Digits.Normal(Math.Round(claim.Gain, 4)), cause,
            $"line {claim.Line}: {Sentences.Of(fill)} for a cost of {Sentences.Cents(ours.Cost)} brought {Sentences.Signed(ours.Gain)}, not {Sentences.Signed(claim.Gain)}; {why}");
    }

    static bool Near(Price? price, decimal implied) => price is { } known && Math.Abs(known.PerUnit - implied) <= 0.005m;
}
