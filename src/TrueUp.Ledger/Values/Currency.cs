namespace TrueUp.Ledger.Values;

/// <summary>
/// An ISO 4217 currency such as USD. Not a quote unit: pence (GBX, GBp) are GBP quoted in hundredths, and that
/// factor belongs to the <see cref="Instrument"/> (<see cref="Instrument.QuoteFactor"/>), never to money.
/// </summary>
public sealed class Currency(string code) : IComparable<Currency>, IEquatable<Currency>
{
    public static readonly Currency Usd = new("USD");
    public static readonly Currency Gbp = new("GBP");

    /// <summary>Three letters A–Z, upper case after folding; anything else is null. GBX and GBp are refused here on purpose.</summary>
    public static Currency? From(string? text)
    {
        var code = text?.Trim().ToUpperInvariant();
        return code is { Length: 3 } && code.All(char.IsAsciiLetterUpper) && code is not "GBX" ? new Currency(string.Intern(code)) : null;
    }

    public string Code => code;

    public int CompareTo(Currency? other) => string.CompareOrdinal(Code, other?.Code);

    public bool Equals(Currency? other) => ReferenceEquals(this, other) || (other is not null && Code == other.Code);

    public override bool Equals(object? obj) => Equals(obj as Currency);

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Currency? a, Currency? b) => a is null ? b is null : a.Equals(b);

    public static bool operator !=(Currency? a, Currency? b) => !(a == b);

    public override string ToString() => Code;
}
