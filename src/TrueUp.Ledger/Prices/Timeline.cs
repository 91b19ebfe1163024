namespace TrueUp.Ledger.Prices;

/// <summary>Recorded and offered bars in order of day; of a day in both, the recorded one.</summary>
sealed class Timeline
{
    readonly PriceSeries? stored;
    readonly List<int>? order;                     // bar i of the stored series as ~i, of the offered one as i

    public Timeline(PriceSeries? stored, PriceSeries offered, Overlap overlap)
    {
        (this.stored, Offered) = (stored, offered);
        if (stored is null) return;
        order = new(stored.Count + offered.Count - overlap.Count);
        for (int i = 0, j = 0; i < stored.Count || j < offered.Count;)
        {
            if (j == offered.Count || (i < stored.Count && stored.Days[i] <= offered.Days[j]))
            {
                if (j < offered.Count && stored.Days[i] == offered.Days[j]) j++;
                order.Add(~i++);
            }
            else
            {
                order.Add(j++);
            }
        }
    }

    public PriceSeries Offered { get; }

    public int Count => order?.Count ?? Offered.Count;

    public (PriceSeries Series, int Row, bool IsNew) this[int at] =>
        order is null ? (Offered, at, true) : order[at] < 0 ? (stored!, ~order[at], false) : (Offered, order[at], true);
}
