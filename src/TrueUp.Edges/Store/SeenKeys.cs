using System.Runtime.InteropServices;

namespace TrueUp.Edges.Store;

/// <summary>
/// Answers "certainly not recorded" without asking the store, for kinds of identity the store had none of when a write began: a first import of a million fills
/// would otherwise look up a million keys that cannot be there. Never answers "recorded": a maybe is looked up.
/// </summary>
sealed class SeenKeys
{
    const int Bits = 1 << 26;
    readonly bool?[] kindWasEmpty = new bool?[256];
    ulong[]? filter;

    public void Add(ReadOnlySpan<byte> key)
    {
        if (kindWasEmpty[key[0]] is not true) return;
        filter ??= new ulong[Bits / 64];
        var (first, second) = Places(key);
        filter[first >> 6] |= 1UL << (first & 63);
        filter[second >> 6] |= 1UL << (second & 63);
    }

    /// <param name="key">Of the identity looked for.</param>
    /// <param name="any">Asks the store whether it has any key of a kind; asked once a kind, before this write adds one.</param>
    public bool MayHave(ReadOnlySpan<byte> key, Func<byte, bool> any)
    {
        kindWasEmpty[key[0]] ??= !any(key[0]);
        if (kindWasEmpty[key[0]] is false) return true;
        if (filter is null) return false;
        var (first, second) = Places(key);
        return (filter[first >> 6] >> (first & 63) & 1) != 0 && (filter[second >> 6] >> (second & 63) & 1) != 0;
    }

    static (int First, int Second) Places(ReadOnlySpan<byte> key)
    {
        // FNV-1a over words, then two halves of one well-mixed number.
        var hash = 14695981039346656037UL;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(key)) hash = unchecked((hash ^ word) * 1099511628211UL);
        foreach (var rest in key[(key.Length & ~7)..]) hash = unchecked((hash ^ rest) * 1099511628211UL);
        hash = unchecked((hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL);
        hash ^= hash >> 29;
        return ((int)(hash & (Bits - 1)), (int)(hash >> 32 & (Bits - 1)));
    }
}
