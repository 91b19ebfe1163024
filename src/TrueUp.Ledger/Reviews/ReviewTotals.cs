using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>The sums of a review's rows (M27 to M30). Money is in <see cref="Currency"/>; positive is cost.</summary>
public sealed record ReviewTotals(Currency Currency)
{
    public required int Recommended { get; init; }

    public required ValueList<int> ByStatus { get; init; }

    /// <summary>How many rows have a status.</summary>
    public int this[ReviewStatus status] => ByStatus[(int)status];

    public required int OutsideLimit { get; init; }

    /// <summary>Recommendations whose shortfall is not known and so not in <see cref="Shortfall"/>.</summary>
    public required int NotMeasured { get; init; }

    /// <summary>Rows in another currency without a rate: their money is in no sum here.</summary>
    public required int NotConverted { get; init; }

    /// <summary>Of the quantity recommended and due, 0 to 1 (M28); null when nothing was due.</summary>
    public required decimal? FillRate { get; init; }

    public required decimal SlippageMoney { get; init; }

    /// <summary>Weighted by volume at the benchmark (M30).</summary>
    public required decimal? SlippageBps { get; init; }

    /// <summary>Every row counts the same (M30).</summary>
    public required decimal? MeanSlippageBps { get; init; }

    public required decimal Fees { get; init; }

    public required decimal OpportunityCost { get; init; }

    public required decimal Shortfall { get; init; }

    internal static ReviewTotals Of(Review review, Currency currency)
    {
        var counts = new int[Enum.GetValues<ReviewStatus>().Length];
        var (recommended, outside, notMeasured, notConverted, measured) = (0, 0, 0, 0, 0);
        var (due, got, paper, bps) = (0m, 0m, 0m, 0m);
        var (slippage, fees, opportunity, shortfall) = (0m, 0m, 0m, 0m);
        for (var i = 0; i < review.Count; i++)
        {
            var row = review[i];
            var status = row.Status;
            counts[(int)status]++;
            if (row.IsOutsideLimit) outside++;
            if (row.TargetQuantity is { } target)
            {
                recommended++;
                if (status is not (ReviewStatus.Withdrawn or ReviewStatus.Open))
                {
                    due += target;
                    got += Math.Min(target, row.FilledQuantity);
                }
            }

            var rate = row.Rate;
            if (rate is null) notConverted++;
            var own = rate ?? 0;
            if (row.Fees is { } fee) fees += fee * own;
            if (status == ReviewStatus.Unplanned) continue;

            if (row.Paper is { } atBenchmark)
            {
                var money = row.SlippageOf(atBenchmark);
                slippage += money * own;
                if (rate is not null) paper += atBenchmark * row.PointValue * own;
                bps += row.BpsOf(atBenchmark);
                measured++;
            }

            if (row.OpportunityCost is { } missed) opportunity += missed * own;
            if (row.Shortfall is { } fell) shortfall += fell * own;
            else notMeasured++;
        }

        return new(currency)
        {
            Recommended = recommended,
            ByStatus = [.. counts],
            OutsideLimit = outside,
            NotMeasured = notMeasured,
            NotConverted = notConverted,
            FillRate = due == 0 ? null : got / due,
            SlippageMoney = slippage,
            SlippageBps = paper == 0 ? null : slippage / paper * 10_000,
            MeanSlippageBps = measured == 0 ? null : bps / measured,
            Fees = fees,
            OpportunityCost = opportunity,
            Shortfall = shortfall,
        };
    }
}
