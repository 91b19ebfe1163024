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

    internal static ReviewTotals Of(Matched matched, int start, int count)
    {
        var counts = new int[Enum.GetValues<ReviewStatus>().Length];
        var (recommended, outside, notMeasured, notConverted, withSlippage) = (0, 0, 0, 0, 0);
        var (due, got, paper, bps) = (0m, 0m, 0m, 0m);
        var (slippage, unplannedFees, plannedFees, opportunity, unmeasured) = (0m, 0m, 0m, 0m, 0m);
        foreach (var place in matched.Order.AsSpan(start, count))
        {
            RowFigures row = new(matched, place);
            var status = row.Status;
            counts[(int)status]++;
            if (row.IsOutsideLimit) outside++;
            if (row.Rate is not { } rate)
            {
                notConverted++;
                rate = 0;
            }

            var fee = (row.Fees ?? 0) * rate;
            if (!row.IsPlanned)
            {
                unplannedFees += fee;
                continue;
            }

            recommended++;
            plannedFees += fee;
            if (status is not (ReviewStatus.Withdrawn or ReviewStatus.Open))
            {
                var (target, filled) = (row.Target, row.Filled);
                due += target;
                got += status == ReviewStatus.Overfilled ? target : filled;
            }

            var lost = 0m;
            if (row.HasSlippage)
            {
                var atBenchmark = row.Paper;
                lost = row.Lost(atBenchmark) * row.PointValue * rate;
                withSlippage++;
                bps += row.Bps(atBenchmark);
                slippage += lost;
                paper += atBenchmark * row.PointValue * rate;
            }

            var missed = row.OpportunityCost;
            opportunity += (missed ?? 0) * rate;
            if (missed is not null && row.Fees is not null && (row.HasSlippage || !row.IsFilledAtAll)) continue;
            notMeasured++;
            unmeasured += lost + fee + ((missed ?? 0) * rate);
        }

        return new(matched.Facts.Currency)
        {
            Recommended = recommended,
            ByStatus = [.. counts],
            OutsideLimit = outside,
            NotMeasured = notMeasured,
            NotConverted = notConverted,
            FillRate = due == 0 ? null : got / due,
            SlippageMoney = slippage,
            SlippageBps = paper == 0 ? null : slippage / paper * 10_000,
            MeanSlippageBps = withSlippage == 0 ? null : bps / withSlippage,
            Fees = plannedFees + unplannedFees,
            OpportunityCost = opportunity,
            Shortfall = slippage + plannedFees + opportunity - unmeasured,
        };
    }
}
