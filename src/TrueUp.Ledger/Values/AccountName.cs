namespace TrueUp.Ledger.Values;

/// <summary>The name of one account in this book, as its owner or broker writes it (case kept). Not a broker: one broker may hold several.</summary>
public sealed class AccountName(string name) : IComparable<AccountName>, IEquatable<AccountName>
{
    int hash;

    public string Name => name;

    public int CompareTo(AccountName? other) => string.CompareOrdinal(Name, other?.Name);

    public bool Equals(AccountName? other) => ReferenceEquals(this, other) || (other is not null && Name == other.Name);

    public override bool Equals(object? obj) => Equals(obj as AccountName);

    // Kept: a million fills look themselves up by it.
    public override int GetHashCode() => hash != 0 ? hash : hash = Name.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(AccountName? a, AccountName? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(AccountName? a, AccountName? b) => !(a == b);

    public override string ToString() => Name;
}
