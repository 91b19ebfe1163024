using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>
/// One recommendation and what was done about it, or what was done without one. Quantities and prices are in the units of M18; money is in
/// <see cref="Currency"/>. Positive slippage and shortfall are cost. Nothing is rounded.
/// </summary>
public readonly struct ReviewRow
{
    readonly Matched matched;
    readonly int place;

    internal ReviewRow(Matched matched, int place) => (this.matched, this.place) = (matched, place);

    /// <summary>As it was made, before any split; null when unplanned.</summary>
    public Wanted? Wanted => place >= 0 ? Want : null;

    public string? Recommendation => place >= 0 ? Want.Id : null;

    /// <summary>The day a recommendation is effective, or unplanned fills were made.</summary>
    public TradeDate Date => place >= 0 ? Want.EffectiveOn : TradeDate.FromNumber(Tally.Day);

    public AccountName Account => matched.Lines.Names[Tally.Line].Account;

    /// <summary>As the recommendation or the fill names it, even if it was renamed since.</summary>
    public Symbol Symbol => place >= 0 ? Want.Symbol : FirstFill.Symbol;

    public Side Side => place >= 0 ? Want.Side : FirstFill.Side;

    public Currency Currency => Instrument.Currency;

    public Price? LimitPrice => place >= 0 ? AtEnd(Want.Limit) : null;

    public Price? ReferencePrice => place >= 0 ? AtEnd(Want.Reference) : null;

    public decimal? TargetQuantity => place < 0 ? null : Life is { } life ? ExactTarget / life.Denominator : Want.Target.Value;

    public decimal FilledQuantity => Life is { } life ? Tally.Filled / life.Denominator : Tally.Filled;

    public Price? AverageFillPrice => Tally.Filled == 0 ? null : new(Tally.Notional / FilledQuantity);

    /// <summary>In the units the recommendation was made in (M23).</summary>
    decimal? Benchmark => place < 0 ? null : (Want.Reference ?? Want.Limit) is { PerUnit: > 0 } price ? price.PerUnit : null;

    /// <summary>Σ benchmark × share, the money the fills would have been at the benchmark, before the point value.</summary>
    internal decimal? Paper => Benchmark is not { } benchmark || Tally.Filled == 0 ? null
        : Life is { } life ? benchmark * Tally.Filled / life.Numerator
        : benchmark * Tally.Filled;

    /// <summary>M24.</summary>
    public decimal? SlippageMoney => Paper is { } paper ? SlippageOf(paper) : null;

    /// <summary>M24.</summary>
    public decimal? SlippageBps => Paper is { } paper ? BpsOf(paper) : null;

    /// <summary>M25.</summary>
    public decimal? OpportunityCost
    {
        get
        {
            if (place < 0) return null;
            var unfilled = ExactTarget - Tally.Filled;
            if (unfilled <= 0 || Tally.Day < Want.EffectiveOn.Number) return 0;
            if (IsOpen || Benchmark is not { } benchmark || Close is not { } close) return null;
            var missed = Life is { } life
                ? (close.PerUnit * unfilled / life.Denominator) - (benchmark * unfilled / life.Numerator)
                : (close.PerUnit - benchmark) * unfilled;
            return Sign * missed * Instrument.PointValue;
        }
    }

    /// <summary>Null when a fee could not be converted (M15).</summary>
    public decimal? Fees => Tally.Marks.HasFlag(ReviewMarks.FeeNotConverted) ? null : Tally.Fees;

    /// <summary>M26.</summary>
    public decimal? Shortfall => (Tally.Filled == 0 ? 0 : SlippageMoney) + Fees + OpportunityCost;

    /// <summary>M19.</summary>
    public ReviewStatus Status
    {
        get
        {
            if (place < 0) return ReviewStatus.Unplanned;
            ref readonly var tally = ref Tally;
            if (tally.Filled > 0)
            {
                return tally.Filled.CompareTo(ExactTarget) switch
                {
                    > 0 => ReviewStatus.Overfilled,
                    0 => tally.Marks.HasFlag(ReviewMarks.Late) ? ReviewStatus.FilledLate : ReviewStatus.Filled,
                    _ => ReviewStatus.Partial,
                };
            }

            if (tally.Marks.HasFlag(ReviewMarks.Withdrawn)) return ReviewStatus.Withdrawn;
            if (tally.Day > matched.Facts.AsOf.Number) return ReviewStatus.Open;
            return tally.Day > Want.EffectiveOn.Number ? ReviewStatus.Expired : ReviewStatus.Missed;
        }
    }

    /// <summary>M20.</summary>
    public ReviewMarks Marks
    {
        get
        {
            var marks = Tally.Marks;
            if (place < 0) return marks;
            var isComplete = Tally.Filled >= ExactTarget;
            if (isComplete) marks &= ~ReviewMarks.Withdrawn;
            if (IsOpen) marks |= ReviewMarks.StillOpen;
            if (Benchmark is null) marks |= ReviewMarks.NoBenchmark;
            else if (!isComplete && OpportunityCost is null && !IsOpen) marks |= ReviewMarks.NoClose;
            return marks;
        }
    }

    /// <summary>The recommendation's own words.</summary>
    public string? Note => place >= 0 ? Want.Note : null;

    /// <summary>The fills behind the row, by day and in the order of M9.</summary>
    public FillShares Fills => new(matched, place);

    internal decimal SlippageOf(decimal paper) => Sign * (Tally.Notional - paper) * Instrument.PointValue;

    internal decimal BpsOf(decimal paper) => Sign * (Tally.Notional - paper) * 10_000 / paper;

    internal bool IsOutsideLimit => Tally.Marks.HasFlag(ReviewMarks.OutsideLimit);

    /// <summary>What totals are counted in per unit of this row's money; null when there is no rate (M29).</summary>
    internal decimal? Rate
    {
        get
        {
            var (own, total) = (Instrument.Currency, matched.Facts.Currency);
            return ReferenceEquals(own.Code, total.Code) || own == total ? 1 : matched.Facts.Rate?.Invoke(own, total, Date);
        }
    }

    internal decimal PointValue => Instrument.PointValue;

    ref readonly Tally Tally => ref matched.TallyOf(place);

    ref readonly Wanted Want => ref matched.Wanted.Span[matched.Recommended[place].Wanted];

    ref readonly Fill FirstFill => ref matched.Fills.Span[Fills.FirstFill];

    Instrument Instrument => matched.Instruments[Tally.Line];

    SplitLife? Life => matched.SplitLives.Count > 0 ? matched.SplitLives.GetValueOrDefault(place) : null;

    decimal ExactTarget => Life is { } life ? Want.Target.Value * life.Numerator : Want.Target.Value;

    int Sign => Side.Sign;

    bool IsOpen => Tally.Day > matched.Facts.AsOf.Number && Tally.Filled < ExactTarget;

    Price? Close
    {
        get
        {
            var day = TradeDate.FromNumber(Tally.Day);
            return matched.Facts.Close?.Invoke(matched.Lines.Named(Want.Symbol, Want.EffectiveOn, day), day);
        }
    }

    Price? AtEnd(Price? price) => price is { } made && Life is { } life ? new(made.PerUnit * life.Denominator / life.Numerator) : price;
}

/// <summary>The part of one fill that a row received.</summary>
/// <param name="Sequence">Of the fill in the journal.</param>
/// <param name="Quantity">In units of the fill's own day.</param>
/// <param name="Fee">The share's part of the fill's fee, in the instrument's currency; zero where there was no rate.</param>
public readonly record struct FillShare(long Sequence, Fill Fill, decimal Quantity, decimal Fee);

/// <summary>The fills behind one row.</summary>
public readonly struct FillShares : IEnumerable<FillShare>
{
    readonly Matched matched;
    readonly int place;

    internal FillShares(Matched matched, int place) => (this.matched, this.place) = (matched, place);

    public int Count => matched.TallyOf(place).Count;

    internal int FirstFill
    {
        get
        {
            var first = matched.TallyOf(place).First;
            return first >= 0 ? matched.FillOrder[first] : matched.Shares[~first].Fill;
        }
    }

    public IEnumerator<FillShare> GetEnumerator()
    {
        var (first, count) = (matched.TallyOf(place).First, Count);
        if (count == 0) yield break;
        if (first >= 0)
        {
            for (var i = first; i < first + count; i++)
            {
                var index = matched.FillOrder[i];
                var fill = matched.Fills.Span[index];
                yield return new(matched.Sequences.Span[index], fill, fill.Quantity.Value, matched.Facts.FeeIn(matched.Instruments[matched.TallyOf(place).Line].Currency, fill) ?? 0);
            }

            yield break;
        }

        for (var at = ~first; at >= 0; at = matched.Shares[at].Next)
        {
            var share = matched.Shares[at];
            yield return new(matched.Sequences.Span[share.Fill], matched.Fills.Span[share.Fill], share.Quantity, share.Fee);
        }
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The journal sequences alone, without allocating: for output of many rows.</summary>
    public void CopySequences(List<long> into)
    {
        into.Clear();
        var (first, count) = (matched.TallyOf(place).First, Count);
        if (count == 0) return;
        if (first >= 0)
            for (var i = first; i < first + count; i++) into.Add(matched.Sequences.Span[matched.FillOrder[i]]);
        else
            for (var at = ~first; at >= 0; at = matched.Shares[at].Next) into.Add(matched.Sequences.Span[matched.Shares[at].Fill]);
    }
}
