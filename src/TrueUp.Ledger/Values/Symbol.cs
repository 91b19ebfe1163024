namespace TrueUp.Ledger.Values;

/// <summary>
/// The name of an instrument as this book writes it: upper case, one spelling. Share classes are written with a dot, so
/// <c>BRK B</c>, <c>BRK-B</c> and <c>BRK/B</c> are all <c>BRK.B</c>; other aliases are declared on the instrument.
/// Not an identifier across time: a renamed company has two symbols joined by a corporate action.
/// </summary>
public sealed class Symbol : IComparable<Symbol>, IEquatable<Symbol>
{
    Symbol(string name) => Name = name;

    int hash;

    public string Name { get; }

    /// <summary>For names that are already in this book's spelling (stored, or made by <see cref="From"/>).</summary>
    public static Symbol Stored(string name) => new(name);

    /// <summary>
    /// Letters, digits and <c>. - / ^ = _</c> with at least one letter or digit, 1 to 32 characters after folding, or an OCC option symbol.
    /// Null for anything else: zero-width, right-to-left and look-alike characters never make a symbol.
    /// </summary>
    public static Symbol? From(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is 0 or > 32) return null;
        if (OccSymbol.From(text) is { } option) return new(string.Intern(option.ToString()));

        Span<char> folded = stackalloc char[text.Length];
        var named = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = char.ToUpperInvariant(text[i]);
            named |= char.IsAsciiLetterOrDigit(c);
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '/' or '^' or '=' or '_' or ' ')) return null;
            folded[i] = c;
        }

        if (!named) return null;
        // A single class letter after the only separator: every broker and feed spells it differently.
        if (folded.Length >= 3 && folded[^2] is '-' or ' ' or '/' or '.' && char.IsAsciiLetterUpper(folded[^1]) && Plain(folded[..^2])) folded[^2] = '.';
        return folded.Contains(' ') ? null : new(string.Intern(new string(folded)));
    }

    static bool Plain(ReadOnlySpan<char> stem)
    {
        foreach (var c in stem)
            if (!char.IsAsciiLetterUpper(c)) return false;
        return !stem.IsEmpty;
    }

    public int CompareTo(Symbol? other) => string.CompareOrdinal(Name, other?.Name);

    public bool Equals(Symbol? other) => ReferenceEquals(this, other) || (other is not null && Name == other.Name);

    public override bool Equals(object? obj) => Equals(obj as Symbol);

    // Kept: a million fills look themselves up by it.
    public override int GetHashCode() => hash != 0 ? hash : hash = Name.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Symbol? a, Symbol? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Symbol? a, Symbol? b) => !(a == b);

    public override string ToString() => Name;
}
