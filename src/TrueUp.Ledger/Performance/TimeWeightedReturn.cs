namespace TrueUp.Ledger.Performance;

/// <summary>
/// What the money that was there earned, whatever was paid in or out. Not money-weighted: it does not say what the owner earned.
/// </summary>
/// <remarks>R9 of docs/specs/returns.md. <c>InAtStartOutAtEnd</c> is Portfolio Performance's rule.</remarks>
public static class TimeWeightedReturn
{
    /// <summary>Less money than this cannot be said to have earned anything.</summary>
    public const decimal LeastBase = 0.01m;

    /// <summary>The return of one session, or null where the base it would be divided by is nothing or less.</summary>
    /// <param name="before">Value at the end of the session before.</param>
    /// <param name="after">Value at the end of this one, flows included.</param>
    /// <param name="inflow">External money in, unsigned.</param>
    /// <param name="outflow">External money out, unsigned.</param>
    public static decimal? OfSession(decimal before, decimal after, decimal inflow, decimal outflow, FlowTiming timing = FlowTiming.InAtStartOutAtEnd)
    {
        var net = inflow - outflow;
        var (gain, start) = timing switch
        {
            FlowTiming.InAtStartOutAtEnd => (after + outflow - before - inflow, before + inflow),
            FlowTiming.Start => (after - before - net, before + net),
            FlowTiming.End => (after - before - net, before),
            FlowTiming.MidDay => (after - before - net, before + net / 2),
            _ => throw new System.Diagnostics.UnreachableException($"no return rule for {timing}"),
        };
        return start < LeastBase ? null : gain / start;
    }

    /// <summary>Sub-period returns linked: Π(1 + r) − 1.</summary>
    public static decimal Linked(IEnumerable<decimal> returns) => returns.Aggregate(1m, (index, r) => index * (1 + r)) - 1;
}
