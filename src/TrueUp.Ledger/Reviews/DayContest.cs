using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>A recommendation that a day's fills may go to.</summary>
sealed record Candidate
{
    public required int Row { get; init; }

    public required bool IsToday { get; init; }

    /// <summary>Times the splits' denominators, so that it compares with a price times <see cref="PriceFactor"/> without dividing (M17).</summary>
    public required decimal? Limit { get; init; }

    public required decimal PriceFactor { get; init; }

    /// <summary>Exact units per unit of the day.</summary>
    public required decimal PerUnit { get; init; }

    public required bool IsSplit { get; init; }

    /// <summary>When it was withdrawn this day, where that is known.</summary>
    public required Instant? Withdrawn { get; init; }

    /// <summary>What it wanted when the day began, and wants now, in exact units.</summary>
    public required decimal Begun { get; init; }

    public required decimal Wanting { get; set; }

    /// <summary>Beyond the target, in exact units.</summary>
    public decimal Excess { get; set; }

    public decimal Received => Begun - Wanting + Excess;

    public bool IsInForceFor(in Fill fill) => Withdrawn is not { } withdrawn || fill.ExecutedAt is not { } executed || executed <= withdrawn;

    public bool Allows(in Fill fill) => Limit is not { } limit
        || (fill.Side.IsBuying ? fill.Price.PerUnit * PriceFactor <= limit : fill.Price.PerUnit * PriceFactor >= limit);
}

/// <summary>What a fill gave to a candidate, in units of the day; both by their place in the contest.</summary>
readonly record struct Gift(int Fill, int Candidate, decimal Quantity);

/// <summary>One line's fills and recommendations on one day, where more than one answer is possible: rules M10 to M13. Used again for the next contest.</summary>
sealed class DayContest(ReadOnlyMemory<Fill> fills)
{
    readonly List<int> wanting = [];
    readonly List<int> preference = [];
    List<Gift> gifts = [];
    List<decimal> left = [];
    List<Gift> otherGifts = [];
    List<decimal> otherLeft = [];

    /// <summary>In the order of M8: earlier days first, today's last.</summary>
    public List<Candidate> Candidates { get; } = [];

    /// <param name="order">The day's fills in the order of M9.</param>
    /// <returns>By fill, then by candidate; a fill that is in none is unplanned.</returns>
    public List<Gift> Run(ReadOnlySpan<int> order)
    {
        Begin(order);
        preference.Clear();
        for (var c = 0; c < Candidates.Count; c++) preference.Add(c);
        PlaceWithinLimits(order);
        if (Candidates.Count > 1 && left.Exists(l => l > 0) && Candidates.Exists(c => c.Limit is not null)) TryTightestFirst(order);

        preference.Sort();
        Round(order, isToday: true, onlyWithinLimit: false);
        Round(order, isToday: false, onlyWithinLimit: false);
        Merge();
        for (int fill = 0, gift = 0, count = gifts.Count; fill < left.Count; fill++)
        {
            var last = -1;
            for (; gift < count && gifts[gift].Fill <= fill; gift++) last = gifts[gift].Candidate;
            if (left[fill] > 0) Exceed(fill, order[fill], last);
        }

        Merge();
        return gifts;
    }

    void Begin(ReadOnlySpan<int> order)
    {
        gifts.Clear();
        left.Clear();
        foreach (var fill in order) left.Add(fills.Span[fill].Quantity.Value);
        foreach (var candidate in Candidates) candidate.Wanting = candidate.Begun;
    }

    void PlaceWithinLimits(ReadOnlySpan<int> order)
    {
        Round(order, isToday: true, onlyWithinLimit: true);
        Round(order, isToday: false, onlyWithinLimit: true);
    }

    /// <summary>M11: first come, first served can give a cheap fill to a generous limit and leave a dear one without any.</summary>
    void TryTightestFirst(ReadOnlySpan<int> order)
    {
        (gifts, left, otherGifts, otherLeft) = (otherGifts, otherLeft, gifts, left);
        decimal[] wantingThen = [.. Candidates.Select(c => c.Wanting)];

        Begin(order);
        var sign = fills.Span[order[0]].Side.Sign;
        preference.Sort((a, b) => (Candidates[a].Limit, Candidates[b].Limit) switch
        {
            (null, null) => a.CompareTo(b),
            (null, _) => 1,
            (_, null) => -1,
            // In units of the day, since one may have seen a split and the other not.
            ({ } limit, { } other) => (limit / Candidates[a].PriceFactor).CompareTo(other / Candidates[b].PriceFactor) is var by && by != 0 ? sign * by : a.CompareTo(b),
        });
        PlaceWithinLimits(order);
        if (left.Sum() < otherLeft.Sum()) return;

        (gifts, left, otherGifts, otherLeft) = (otherGifts, otherLeft, gifts, left);
        for (var c = 0; c < Candidates.Count; c++) Candidates[c].Wanting = wantingThen[c];
    }

    void Round(ReadOnlySpan<int> order, bool isToday, bool onlyWithinLimit)
    {
        // Candidates that want no more drop out, so that a long list is not walked for every fill.
        wanting.Clear();
        foreach (var c in preference)
            if (Candidates[c].IsToday == isToday && Candidates[c].Wanting > 0) wanting.Add(c);

        for (var fill = 0; fill < left.Count && wanting.Count > 0; fill++)
        {
            if (left[fill] == 0) continue;
            ref readonly var from = ref fills.Span[order[fill]];
            var isSomeComplete = false;
            foreach (var c in wanting)
            {
                var candidate = Candidates[c];
                if (!candidate.IsInForceFor(from) || (onlyWithinLimit && !candidate.Allows(from))) continue;
                var taken = Taken(candidate, left[fill]);
                left[fill] -= taken;
                if (taken > 0) gifts.Add(new(fill, c, taken));
                isSomeComplete |= candidate.Wanting == 0;
                if (left[fill] == 0) break;
            }

            if (isSomeComplete) wanting.RemoveAll(c => Candidates[c].Wanting == 0);
        }
    }

    static decimal Taken(Candidate candidate, decimal left)
    {
        if (left * candidate.PerUnit < candidate.Wanting)
        {
            candidate.Wanting -= left * candidate.PerUnit;
            return left;
        }

        var taken = candidate.IsSplit ? Math.Min(left, Math.Round(candidate.Wanting / candidate.PerUnit, 12, MidpointRounding.AwayFromZero)) : candidate.Wanting;
        candidate.Wanting = 0;
        return taken;
    }

    /// <summary>M12.</summary>
    /// <param name="gaveTo">The last candidate the fill gave to; −1 for none.</param>
    void Exceed(int fill, int index, int gaveTo)
    {
        ref readonly var from = ref fills.Span[index];
        var (last, lastWithin) = (-1, -1);
        for (var c = Candidates.Count - 1; c >= 0 && lastWithin < 0 && Candidates[c].IsToday; c--)
        {
            if (!Candidates[c].IsInForceFor(from)) continue;
            last = Math.Max(last, c);
            if (Candidates[c].Allows(from)) lastWithin = c;
        }

        var to = lastWithin >= 0 ? lastWithin : last >= 0 ? last : gaveTo;
        if (to < 0) return;
        Candidates[to].Excess += left[fill] * Candidates[to].PerUnit;
        gifts.Add(new(fill, to, left[fill]));
        left[fill] = 0;
    }

    /// <summary>In order, and one gift where a fill gave twice to the same.</summary>
    void Merge()
    {
        gifts.Sort((a, b) => a.Fill != b.Fill ? a.Fill.CompareTo(b.Fill) : a.Candidate.CompareTo(b.Candidate));
        var kept = 0;
        for (var i = 0; i < gifts.Count; i++)
        {
            if (kept > 0 && gifts[kept - 1] is var last && last.Fill == gifts[i].Fill && last.Candidate == gifts[i].Candidate)
                gifts[kept - 1] = last with { Quantity = last.Quantity + gifts[i].Quantity };
            else
                gifts[kept++] = gifts[i];
        }

        gifts.RemoveRange(kept, gifts.Count - kept);
    }
}
