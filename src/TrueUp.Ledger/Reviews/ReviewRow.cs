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
    public Wanted? Wanted => IsPlanned ? Want : null;

    /// <summary>The recommendation's id; null when unplanned.</summary>
    public string? Recommendation => IsPlanned ? Want.Id : null;

    /// <summary>The day a recommendation is effective, or unplanned fills were made.</summary>
    public TradeDate Date => Figures.Date;

    public AccountName Account => matched.Lines.Names[Tally.Line].Account;

    /// <summary>As the recommendation or the fill names it, even if it was renamed since.</summary>
    public Symbol Symbol => IsPlanned ? Want.Symbol : FirstFill.Symbol;

    public Side Side => IsPlanned ? Want.Side : FirstFill.Side;

    /// <summary>What the row's money is in: the instrument's.</summary>
    public Currency Currency => matched.Instruments[Tally.Line].Currency;

    public Price? LimitPrice => IsPlanned ? Figures.AtEnd(Want.Limit) : null;

    public Price? ReferencePrice => IsPlanned ? Figures.AtEnd(Want.Reference) : null;

    public decimal? TargetQuantity => IsPlanned ? Figures.Target : null;

    public decimal FilledQuantity => Figures.Filled;

    /// <summary>By volume (M22); null when nothing is filled.</summary>
    public Price? AverageFillPrice => Tally.Count == 0 ? null : new(Figures.Average);

    /// <summary>M24.</summary>
    public decimal? SlippageMoney => IsPlanned && Figures.HasSlippage ? Figures.Lost(Figures.Paper) * Figures.PointValue : null;

    /// <summary>M24.</summary>
    public decimal? SlippageBps => IsPlanned && Figures.HasSlippage ? Figures.Bps(Figures.Paper) : null;

    /// <summary>M25.</summary>
    public decimal? OpportunityCost => IsPlanned ? Figures.OpportunityCost : null;

    /// <summary>Null when a fee could not be converted (M15).</summary>
    public decimal? Fees => Figures.Fees;

    /// <summary>M26.</summary>
    public decimal? Shortfall => IsPlanned ? (Tally.Count == 0 ? 0 : SlippageMoney) + Fees + OpportunityCost : null;

    public ReviewStatus Status => Figures.Status;

    public ReviewMarks Marks => Figures.Marks;

    /// <summary>The recommendation's own words.</summary>
    public string? Note => IsPlanned ? Want.Note : null;

    /// <summary>The fills behind the row, by day and in the order of M9.</summary>
    public FillShares Fills => new(matched, place);

    bool IsPlanned => place >= 0;

    RowFigures Figures => new(matched, place);

    ref readonly Tally Tally => ref matched.TallyOf(place);

    ref readonly Wanted Want => ref matched.Wanted.Span[Tally.Wanted];

    ref readonly Fill FirstFill => ref matched.Fills.Span[Fills.FirstFill];
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
        var currency = matched.Instruments[matched.TallyOf(place).Line].Currency;
        if (first >= 0)
        {
            for (var i = first; i < first + count; i++)
            {
                var index = matched.FillOrder[i];
                var fill = matched.Fills.Span[index];
                yield return new(matched.Sequences.Span[index], fill, fill.Quantity.Value, matched.Facts.FeeIn(currency, fill) ?? 0);
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

    /// <summary>The journal sequences alone, for output of many rows.</summary>
    public ValueList<long> Sequences
    {
        get
        {
            var (first, count) = (matched.TallyOf(place).First, Count);
            if (count == 0) return [];
            var all = matched.Sequences.Span;
            var sequences = new long[count];
            if (first >= 0)
                for (var i = 0; i < count; i++) sequences[i] = all[matched.FillOrder[first + i]];
            else
                for (int at = ~first, i = 0; at >= 0; at = matched.Shares[at].Next) sequences[i++] = all[matched.Shares[at].Fill];
            return new(sequences);
        }
    }
}
