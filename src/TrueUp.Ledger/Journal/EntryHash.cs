using System.Runtime.InteropServices;

namespace TrueUp.Ledger.Journal;

/// <summary>SHA-256 of an entry and, through the entry before it, of everything before it. All zeros before the first entry.</summary>
public readonly record struct EntryHash
{
    readonly long a, b, c, d;

    public EntryHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 32) throw new ArgumentException("a SHA-256 hash has 32 bytes", nameof(bytes));
        (a, b, c, d) = (MemoryMarshal.Read<long>(bytes), MemoryMarshal.Read<long>(bytes[8..]), MemoryMarshal.Read<long>(bytes[16..]), MemoryMarshal.Read<long>(bytes[24..]));
    }

    public void CopyTo(Span<byte> to)
    {
        MemoryMarshal.Write(to, a);
        MemoryMarshal.Write(to[8..], b);
        MemoryMarshal.Write(to[16..], c);
        MemoryMarshal.Write(to[24..], d);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[32];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
