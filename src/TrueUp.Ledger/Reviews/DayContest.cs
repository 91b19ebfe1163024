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

/// <summary>What a fill gave to a candidate, in units of the day.</summary>
readonly record struct Gift(int Candidate, decimal Quantity);

/// <summary>One line's fills and recommendations on one day, where more than one answer is possible: rules M10 to M13.</summary>
/// <param name="order">The day's fills in the order of M9.</param>
/// <param name="candidates">In the order of M8: earlier days first, today's last.</param>
sealed class DayContest(ReadOnlyMemory<Fill> fills, ReadOnlyMemory<int> order, List<Candidate> candidates)
{
    List<Gift>[] given = [.. order.ToArray().Select(_ => new List<Gift>(1))];
    decimal[] left = [.. order.ToArray().Select(i => fills.Span[i].Quantity.Value)];

    /// <summary>In the order of M8; nothing when the fill is unplanned.</summary>
    public IReadOnlyList<Gift> GivenBy(int fill) => given[fill];

    public void Run()
    {
        int[] made = [.. Enumerable.Range(0, candidates.Count)];
        PlaceWithinLimits(made);
        if (left.Any(l => l > 0) && candidates.Count > 1 && candidates.Any(c => c.Limit is not null)) TryTightestFirst(made);

        Round(made, isToday: true, onlyWithinLimit: false);
        Round(made, isToday: false, onlyWithinLimit: false);
        for (var fill = 0; fill < left.Length; fill++)
        {
            if (left[fill] > 0) Exceed(fill);
            given[fill].Sort((a, b) => a.Candidate.CompareTo(b.Candidate));
        }
    }

    void PlaceWithinLimits(int[] preference)
    {
        Round(preference, isToday: true, onlyWithinLimit: true);
        Round(preference, isToday: false, onlyWithinLimit: true);
    }

    /// <summary>M11: first come, first served can give a cheap fill to a generous limit and leave a dear one without any.</summary>
    void TryTightestFirst(int[] made)
    {
        var isBuying = fills.Span[order.Span[0]].Side.IsBuying;
        var (firstGiven, firstLeft) = (given, left);
        decimal[] firstWanting = [.. candidates.Select(c => c.Wanting)];

        given = [.. firstGiven.Select(_ => new List<Gift>(1))];
        left = [.. order.ToArray().Select(i => fills.Span[i].Quantity.Value)];
        foreach (var candidate in candidates) candidate.Wanting = candidate.Begun;
        // Limits of the same day are compared in units of the day.
        PlaceWithinLimits([.. made
            .OrderBy(c => candidates[c].Limit is null)
            .ThenBy(c => (isBuying ? 1 : -1) * (candidates[c].Limit ?? 0) / candidates[c].PriceFactor)
            .ThenBy(c => c)]);
        if (left.Sum() < firstLeft.Sum()) return;

        (given, left) = (firstGiven, firstLeft);
        for (var c = 0; c < candidates.Count; c++) candidates[c].Wanting = firstWanting[c];
    }

    void Round(int[] preference, bool isToday, bool onlyWithinLimit)
    {
        // Candidates that want no more drop out, so that a long list is not walked for every fill.
        List<int> wanting = [.. preference.Where(c => candidates[c].IsToday == isToday && candidates[c].Wanting > 0)];
        for (var fill = 0; fill < left.Length && wanting.Count > 0; fill++)
        {
            if (left[fill] == 0) continue;
            ref readonly var from = ref fills.Span[order.Span[fill]];
            var isSomeComplete = false;
            foreach (var c in wanting)
            {
                var candidate = candidates[c];
                if (!candidate.IsInForceFor(from) || (onlyWithinLimit && !candidate.Allows(from))) continue;
                Give(fill, c, Taken(candidate, ref left[fill]));
                isSomeComplete |= candidate.Wanting == 0;
                if (left[fill] == 0) break;
            }

            if (isSomeComplete) wanting.RemoveAll(c => candidates[c].Wanting == 0);
        }
    }

    static decimal Taken(Candidate candidate, ref decimal left)
    {
        if (left * candidate.PerUnit < candidate.Wanting)
        {
            var all = left;
            candidate.Wanting -= all * candidate.PerUnit;
            left = 0;
            return all;
        }

        var taken = candidate.IsSplit ? Math.Min(left, Math.Round(candidate.Wanting / candidate.PerUnit, 12, MidpointRounding.AwayFromZero)) : candidate.Wanting;
        candidate.Wanting = 0;
        left -= taken;
        return taken;
    }

    /// <summary>M12.</summary>
    void Exceed(int fill)
    {
        ref readonly var from = ref fills.Span[order.Span[fill]];
        var (last, lastWithin) = (-1, -1);
        for (var c = 0; c < candidates.Count; c++)
        {
            if (!candidates[c].IsToday || !candidates[c].IsInForceFor(from)) continue;
            last = c;
            if (candidates[c].Allows(from)) lastWithin = c;
        }

        var to = lastWithin >= 0 ? lastWithin : last >= 0 ? last : given[fill].Count > 0 ? given[fill].Max(g => g.Candidate) : -1;
        if (to < 0) return;
        candidates[to].Excess += left[fill] * candidates[to].PerUnit;
        Give(fill, to, left[fill]);
        left[fill] = 0;
    }

    void Give(int fill, int candidate, decimal quantity)
    {
        if (quantity == 0) return;
        var own = given[fill];
        for (var i = 0; i < own.Count; i++)
        {
            if (own[i].Candidate != candidate) continue;
            own[i] = new(candidate, own[i].Quantity + quantity);
            return;
        }

        own.Add(new(candidate, quantity));
    }
}
