using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Reviews;

/// <summary>
/// The allocation rules M1 to M13 of docs/specs/matching.md again, without splits and renames, written from the page with lists and loops and
/// sharing nothing with the product. Answers who got how much of which fill.
/// </summary>
static class ReferenceMatching
{
    sealed class Want(Wanted wanted, int lastDay, Withdrawal? withdrawal)
    {
        public Wanted Wanted => wanted;

        public decimal Open { get; set; } = wanted.Target.Value;

        public int LastDay => lastDay;

        public bool InForce(Fill fill) => fill.TradeDate.Number >= wanted.EffectiveOn.Number && fill.TradeDate.Number <= lastDay
            && !(withdrawal is { At: { } at } w && w.Day == fill.TradeDate && fill.ExecutedAt is { } executed && executed > at);

        public bool Within(Fill fill) => wanted.Limit is not { } limit
            || (fill.Side is Side.Buy or Side.Cover ? fill.Price.PerUnit <= limit.PerUnit : fill.Price.PerUnit >= limit.PerUnit);
    }

    /// <summary>Quantity by (recommendation, fill's sequence); an unplanned fill has no recommendation.</summary>
    public static SortedDictionary<(string Recommendation, long Fill), decimal> Of(ReviewLaws.Scene scene)
    {
        SortedDictionary<(string, long), decimal> answer = [];
        var asOf = scene.Facts.AsOf;
        var all = scene.Fills.Zip(scene.Sequences).Where(f => f.First.TradeDate <= asOf).ToList();
        var wants = scene.Wanted.Select(w => Alive(w, scene)).OrderBy(w => w.Wanted.EffectiveOn).ThenBy(w => w.Wanted.Sequence).ToList();
        foreach (var line in all.GroupBy(f => (f.First.Account, f.First.Symbol, Buying: f.First.Side is Side.Buy or Side.Cover)))
        {
            var own = wants.Where(w => (w.Wanted.Account, w.Wanted.Symbol, w.Wanted.Side is Side.Buy or Side.Cover) == line.Key).ToList();
            foreach (var day in line.GroupBy(f => f.First.TradeDate).OrderBy(d => d.Key))
            {
                var fills = day
                    .OrderBy(f => f.First.ExecutedAt is null).ThenBy(f => f.First.ExecutedAt)
                    .ThenBy(f => f.First.Price.PerUnit).ThenBy(f => f.First.Quantity.Value).ThenBy(f => f.First.Fee)
                    .ThenBy(f => (int)f.First.Side).ThenBy(f => f.First.FeeCurrency?.Code, StringComparer.Ordinal).ThenBy(f => f.Second).ToList();
                foreach (var (key, quantity) in Day(fills, own, day.Key)) answer[key] = quantity;
            }
        }

        return answer;
    }

    static Want Alive(Wanted wanted, ReviewLaws.Scene scene)
    {
        var last = wanted.ValidThrough is { } through && through > wanted.EffectiveOn ? through : wanted.EffectiveOn;
        var withdrawal = scene.Facts.Withdrawals.Where(w => w.Id == wanted.Id && w.Day <= scene.Facts.AsOf)
            .OrderBy(w => w.Day).ThenBy(w => w.At is null).ThenBy(w => w.At).FirstOrDefault();
        if (withdrawal?.Day > last) withdrawal = null;
        return new(wanted, (withdrawal?.Day ?? last).Number, withdrawal);
    }

    static Dictionary<(string, long), decimal> Day(List<(Fill Fill, long Sequence)> fills, List<Want> line, TradeDate day)
    {
        var today = line.Where(w => w.Wanted.EffectiveOn == day).ToList();
        var earlier = line.Where(w => w.Wanted.EffectiveOn < day && w.LastDay >= day.Number && w.Open > 0).ToList();
        var begun = line.ToDictionary(w => w, w => w.Open);

        var (given, left) = WithinLimits(fills, today, earlier);
        if (left.Values.Any(l => l > 0))
        {
            var open = line.ToDictionary(w => w, w => w.Open);
            foreach (var w in line) w.Open = begun[w];
            var buying = fills[0].Fill.Side is Side.Buy or Side.Cover;
            List<Want> Tightest(List<Want> wants) =>
                [.. wants.OrderBy(w => w.Wanted.Limit is null).ThenBy(w => (buying ? 1 : -1) * (w.Wanted.Limit?.PerUnit ?? 0)).ThenBy(w => line.IndexOf(w))];
            var (otherGiven, otherLeft) = WithinLimits(fills, Tightest(today), Tightest(earlier));
            if (otherLeft.Values.Sum() < left.Values.Sum()) (given, left) = (otherGiven, otherLeft);
            else
                foreach (var w in line) w.Open = open[w];
        }

        Round(fills, today, _ => true, given, left);
        Round(fills, earlier, _ => true, given, left);
        foreach (var (fill, sequence) in fills.Where(f => left[f.Sequence] > 0))
        {
            var to = today.LastOrDefault(w => w.InForce(fill) && w.Within(fill)) ?? today.LastOrDefault(w => w.InForce(fill))
                ?? earlier.LastOrDefault(w => given.ContainsKey((w.Wanted.Id, sequence)));
            var key = (to?.Wanted.Id ?? "", sequence);
            given[key] = given.GetValueOrDefault(key) + left[sequence];
        }

        return given;
    }

    static (Dictionary<(string, long), decimal> Given, Dictionary<long, decimal> Left) WithinLimits(List<(Fill Fill, long Sequence)> fills, List<Want> today, List<Want> earlier)
    {
        Dictionary<(string, long), decimal> given = [];
        var left = fills.ToDictionary(f => f.Sequence, f => f.Fill.Quantity.Value);
        Round(fills, today, within => within, given, left);
        Round(fills, earlier, within => within, given, left);
        return (given, left);
    }

    static void Round(
        List<(Fill Fill, long Sequence)> fills, List<Want> wants, Func<bool, bool> may, Dictionary<(string, long), decimal> given, Dictionary<long, decimal> left)
    {
        foreach (var (fill, sequence) in fills)
        {
            foreach (var want in wants.Where(w => w.InForce(fill) && may(w.Within(fill))))
            {
                var quantity = Math.Min(want.Open, left[sequence]);
                if (quantity == 0) continue;
                want.Open -= quantity;
                left[sequence] -= quantity;
                given[(want.Wanted.Id, sequence)] = given.GetValueOrDefault((want.Wanted.Id, sequence)) + quantity;
            }
        }
    }
}
