namespace TrueUp.Ledger.Journal;

/// <summary>What makes a fact the same fact when it arrives again: see docs/specs/intake-ids.md.</summary>
/// <param name="Key">Unique bytes, the first of which says how it was made; empty means no identity.</param>
/// <param name="Digest">Of the content beyond the key: the same key with another digest is a contradiction, not a repetition.</param>
public readonly record struct Identity(ReadOnlyMemory<byte> Key, long Digest)
{
    public bool IsNone => Key.IsEmpty;
}

/// <summary>The entry an identity belongs to, and the digest of its content as recorded.</summary>
public readonly record struct Known(long Sequence, long Digest);
