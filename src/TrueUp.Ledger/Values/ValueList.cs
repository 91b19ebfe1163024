using System.Collections;
using System.Runtime.CompilerServices;

namespace TrueUp.Ledger.Values;

/// <summary>An immutable list that compares by its items, so that records holding one compare by value. Not for large data.</summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    readonly T[]? items;

    internal ValueList(T[] items) => this.items = items;

    public int Count => items?.Length ?? 0;

    public T this[int index] => items![index];

    public ReadOnlySpan<T> Span => items;

    public bool Equals(ValueList<T> other) => Span.SequenceEqual(other.Span, EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var item in Span) hash.Add(item);
        return hash.ToHashCode();
    }

    public static bool operator ==(ValueList<T> a, ValueList<T> b) => a.Equals(b);

    public static bool operator !=(ValueList<T> a, ValueList<T> b) => !a.Equals(b);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public static class ValueList
{
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
