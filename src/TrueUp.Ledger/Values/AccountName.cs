namespace TrueUp.Ledger.Values;

/// <summary>The name of one account in this book, as its owner or broker writes it (case kept). Not a broker: one broker may hold several.</summary>
public readonly record struct AccountName(string Name) : IComparable<AccountName>
{
    public int CompareTo(AccountName other) => string.CompareOrdinal(Name, other.Name);

    public bool Equals(AccountName other) => ReferenceEquals(Name, other.Name) || string.Equals(Name, other.Name, StringComparison.Ordinal);

    public override int GetHashCode() => Name?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => Name;
}
