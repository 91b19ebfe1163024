using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>
/// The open lots of one position, oldest first. Mutable, because a fold over a million fills cannot copy it each time;
/// it lives and dies inside <see cref="BookFold"/>. Invariant: all long or all short, none empty.
/// </summary>
sealed class OpenLots
{
    Lot[] ring = new Lot[4];
    int head;

    public int Count { get; private set; }

    public ref Lot this[int index] => ref ring[(head + index) & (ring.Length - 1)];

    public void Add(in Lot lot)
    {
        if (Count == ring.Length) Grow();
        ring[(head + Count++) & (ring.Length - 1)] = lot;
    }

    /// <summary>
    /// Keeps the order of opening when lots of two positions become one; of the same day, what was here before comes first. Never by source:
    /// sequences say in which order facts arrived, and the book must not depend on that.
    /// </summary>
    public void AddInOrder(in Lot lot)
    {
        Add(lot);
        for (var i = Count - 1; i > 0 && this[i].OpenedOn < this[i - 1].OpenedOn; i--)
            (this[i], this[i - 1]) = (this[i - 1], this[i]);
    }

    public void RemoveAt(int index)
    {
        if (index == 0) head = (head + 1) & (ring.Length - 1);
        else
            for (var i = index; i < Count - 1; i++) this[i] = this[i + 1];
        Count--;
    }

    public void Clear() => (head, Count) = (0, 0);

    /// <summary>Where the next closing takes from.</summary>
    public int Next(LotMethod method)
    {
        if (method is LotMethod.Lifo) return Count - 1;
        if (method is not LotMethod.HighestCost) return 0;
        var best = 0;
        for (var i = 1; i < Count; i++)
            if (Costlier(this[i], this[best])) best = i;
        return best;
    }

    /// <summary>The lot a given entry opened, or −1.</summary>
    public int Find(long source)
    {
        for (var i = 0; i < Count; i++)
            if (this[i].Source == source) return i;
        return -1;
    }

    public ValueList<Lot> ToList()
    {
        var lots = new Lot[Count];
        for (var i = 0; i < Count; i++) lots[i] = this[i];
        return ValueList.Create<Lot>(lots);
    }

    // For a short the cost of closing is the same for every lot, so the one that brought in least realizes the least gain.
    static bool Costlier(in Lot a, in Lot b) => a.Units.IsShort ? a.UnitCost < b.UnitCost : a.UnitCost > b.UnitCost;

    void Grow()
    {
        var larger = new Lot[ring.Length * 2];
        for (var i = 0; i < Count; i++) larger[i] = this[i];
        (ring, head) = (larger, 0);
    }
}
