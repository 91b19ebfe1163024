
namespace TrueUp.Ledger.Reading;

/// <summary>
/// What each distinct short text of one input means, worked out once: a million rows name a few hundred symbols. Bounded, so that an
/// input of a million distinct texts costs time and not memory. Not for use by two threads.
/// </summary>
public sealed class Interned<T>
{
    const int Most = 1 << 16;
    const int LongestKey = 64;

    Slot[] slots = new Slot[64];
    int count;

    /// <summary>Whether the text was seen before, and its meaning.</summary>
    public bool Has(ReadOnlySpan<byte> text, out T meaning)
    {
        for (var at = Start(text); slots[at].Key is { } key; at = (at + 1) & (slots.Length - 1))
        {
            if (!text.SequenceEqual(key)) continue;
            meaning = slots[at].Meaning;
            return true;
        }

        meaning = default!;
        return false;
    }

    public void Keep(ReadOnlySpan<byte> text, T meaning)
    {
        if (count >= Most || text.Length > LongestKey) return;
        if (2 * ++count > slots.Length)
        {
            var old = slots;
            slots = new Slot[2 * old.Length];
            foreach (var slot in old)
                if (slot.Key is not null) slots[Free(slot.Key)] = slot;
        }

        slots[Free(text)] = new() { Key = text.ToArray(), Meaning = meaning };
    }

    int Free(ReadOnlySpan<byte> text)
    {
        var at = Start(text);
        while (slots[at].Key is not null) at = (at + 1) & (slots.Length - 1);
        return at;
    }

    int Start(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var b in text) hash = (hash ^ b) * 1099511628211UL;
            return (int)((hash ^ (hash >> 29)) & (ulong)(slots.Length - 1));
        }
    }

    struct Slot
    {
        public byte[]? Key;
        public T Meaning;
    }
}
