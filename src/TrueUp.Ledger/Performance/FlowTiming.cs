namespace TrueUp.Ledger.Performance;

/// <summary>When in its session external money is taken to have arrived or left, because a book without mid-day valuations cannot know.</summary>
public enum FlowTiming
{
    /// <summary>Inflows before the session, outflows after it: the default, which never divides by a drained base.</summary>
    InAtStartOutAtEnd,

    /// <summary>Everything before the session.</summary>
    Start,

    /// <summary>Everything after the session.</summary>
    End,

    /// <summary>Modified Dietz with weight one half.</summary>
    MidDay,
}

public static class FlowTimings
{
    extension(FlowTiming timing)
    {
        public string Text => timing switch
        {
            FlowTiming.InAtStartOutAtEnd => "inflow at start, outflow at end",
            FlowTiming.Start => "flows at start",
            FlowTiming.End => "flows at end",
            FlowTiming.MidDay => "flows at mid-day (modified Dietz)",
            _ => throw new System.Diagnostics.UnreachableException($"no words for {timing}"),
        };
    }
}
