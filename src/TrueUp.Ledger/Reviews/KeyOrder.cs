using System.Diagnostics;
using System.Numerics;

namespace TrueUp.Ledger.Reviews;

/// <summary>
/// Items in the order of a whole-number key, key and index in one word: a million sorted by radix in a few milliseconds, where a comparing
/// sort needs a hundred.
/// </summary>
readonly struct KeyOrder
{
    const int Digit = 11;
    const int Buckets = 1 << Digit;

    readonly int indexBits;
    readonly int keyBits;

    /// <param name="items">Every index is below it.</param>
    /// <param name="keys">Every key is below it.</param>
    public KeyOrder(int items, UInt128 keys)
    {
        indexBits = 32 - BitOperations.LeadingZeroCount((uint)items);
        keyBits = 128 - (int)UInt128.LeadingZeroCount(keys);
        if (indexBits + keyBits > 64) throw new UnreachableException($"{items} facts with {keys} keys do not fit in memory");
    }

    public ulong Word(ulong key, int index) => (key << indexBits) | (uint)index;

    public ulong Key(ulong word) => word >> indexBits;

    public int Index(ulong word) => (int)(word & ((1UL << indexBits) - 1));

    /// <summary>By key; equal keys stay in the order they came in.</summary>
    public ulong[] Sorted(ulong[] words)
    {
        var other = new ulong[words.Length];
        var starts = new int[Buckets];
        for (var shift = indexBits; shift < indexBits + keyBits; shift += Digit)
        {
            Array.Clear(starts);
            foreach (var word in words) starts[(int)(word >> shift) & (Buckets - 1)]++;
            var start = 0;
            for (var b = 0; b < Buckets; b++) (starts[b], start) = (start, start + starts[b]);
            foreach (var word in words) other[starts[(int)(word >> shift) & (Buckets - 1)]++] = word;
            (words, other) = (other, words);
        }

        return words;
    }
}
