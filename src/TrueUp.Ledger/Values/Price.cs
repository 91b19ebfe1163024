namespace TrueUp.Ledger.Values;

/// <summary>
/// Money per unit as quoted, in the quote unit of its instrument (pence for a GBX line). Not money: multiply by units,
/// the instrument's multiplier and its quote factor to get <see cref="Money"/>. Commission is never inside a price.
/// </summary>
public readonly record struct Price(decimal PerUnit) : IComparable<Price>
{
    public int CompareTo(Price other) => PerUnit.CompareTo(other.PerUnit);

    public override string ToString() => Digits.Text(PerUnit);
}
