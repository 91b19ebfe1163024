using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>The figures of one row (M19 to M26), for rows to show and totals to add. A view: it copies nothing.</summary>
readonly ref struct RowFigures
{
    readonly Matched matched;
    readonly ref readonly Tally tally;
    readonly SplitLife? life;

    public RowFigures(Matched matched, int place)
    {
        this.matched = matched;
        tally = ref matched.TallyOf(place);
        if (matched.SplitLives.Count > 0 && IsPlanned) life = matched.SplitLives.GetValueOrDefault(place);
    }

    /// <summary>False: there is no recommendation, and only what was filled and its fees mean something.</summary>
    public bool IsPlanned => tally.Wanted >= 0;

    public bool IsOpen => tally.End > matched.Facts.OverThrough && !tally.IsComplete && (tally.Marks & ReviewMarks.Withdrawn) == 0;

    public decimal Target => life is null ? tally.Target : tally.Target / life.Denominator;

    public decimal Filled => life is null ? tally.Filled : tally.Filled / life.Denominator;

    public decimal Average => tally.Notional / Filled;

    public bool IsFilledAtAll => tally.Count > 0;

    /// <summary>Whether there is a slippage to speak of: a fill, and a benchmark (M24).</summary>
    public bool HasSlippage => tally.Count > 0 && tally.Benchmark != 0;

    /// <summary>Σ benchmark × share: what the fills would have come to at the benchmark, in quoted units.</summary>
    public decimal Paper => life is null ? tally.Benchmark * tally.Filled : tally.Benchmark * tally.Filled / life.Numerator;

    public decimal? Fees => (tally.Marks & ReviewMarks.FeeNotConverted) == 0 ? tally.Fees : null;

    public decimal PointValue => matched.PointValues[tally.Line];

    /// <summary>M24, before the point value.</summary>
    public decimal Lost(decimal paper) => tally.IsBuying ? tally.Notional - paper : paper - tally.Notional;

    /// <summary>M24.</summary>
    public decimal Bps(decimal paper) => Lost(paper) * 10_000 / paper;

    /// <summary>M25.</summary>
    public decimal? OpportunityCost
    {
        get
        {
            if (tally.IsComplete || tally.End < tally.Day) return 0;
            if (IsOpen || tally.Benchmark == 0 || Close is not { } close) return null;
            var unfilled = tally.Target - tally.Filled;
            var missed = life is null
                ? (close.PerUnit - tally.Benchmark) * unfilled
                : (close.PerUnit * unfilled / life.Denominator) - (tally.Benchmark * unfilled / life.Numerator);
            return (tally.IsBuying ? missed : -missed) * PointValue;
        }
    }

    /// <summary>M19.</summary>
    public ReviewStatus Status
    {
        get
        {
            if (!IsPlanned) return ReviewStatus.Unplanned;
            if (tally.Count > 0)
            {
                return tally.Filled.CompareTo(tally.Target) switch
                {
                    > 0 => ReviewStatus.Overfilled,
                    0 => (tally.Marks & ReviewMarks.Late) == 0 ? ReviewStatus.Filled : ReviewStatus.FilledLate,
                    _ => ReviewStatus.Partial,
                };
            }

            if ((tally.Marks & ReviewMarks.Withdrawn) != 0) return ReviewStatus.Withdrawn;
            if (tally.End > matched.Facts.OverThrough) return ReviewStatus.Open;
            return tally.End > tally.Day ? ReviewStatus.Expired : ReviewStatus.Missed;
        }
    }

    /// <summary>M20.</summary>
    public ReviewMarks Marks
    {
        get
        {
            if (!IsPlanned) return tally.Marks;
            // A withdrawal of what was complete already took nothing back.
            var marks = tally.IsComplete ? tally.Marks & ~ReviewMarks.Withdrawn : tally.Marks;
            if (IsOpen) marks |= ReviewMarks.StillOpen;
            if (tally.Benchmark == 0) marks |= ReviewMarks.NoBenchmark;
            else if (!IsOpen && OpportunityCost is null) marks |= ReviewMarks.NoClose;
            return marks;
        }
    }

    public bool IsOutsideLimit => (tally.Marks & ReviewMarks.OutsideLimit) != 0;

    /// <summary>Of the totals' currency per unit of the row's; null when there is no rate (M29).</summary>
    public decimal? Rate
    {
        get
        {
            var (own, total) = (matched.Instruments[tally.Line].Currency, matched.Facts.Currency);
            return ReferenceEquals(own.Code, total.Code) || own == total ? 1 : matched.Facts.Rate?.Invoke(own, total, Date);
        }
    }

    public TradeDate Date => TradeDate.FromNumber(tally.Day);

    /// <summary>A price the recommendation was made with, in units of the end of its life (M18).</summary>
    public Price? AtEnd(Price? made) => made is { } price && life is not null ? new(price.PerUnit * life.Denominator / life.Numerator) : made;

    Price? Close
    {
        get
        {
            var end = TradeDate.FromNumber(tally.End);
            return matched.Facts.Close?.Invoke(matched.Lines.Named(matched.Wanted.Span[tally.Wanted].Symbol, Date, end), end);
        }
    }
}
