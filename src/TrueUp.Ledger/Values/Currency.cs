namespace TrueUp.Ledger.Values;

/// <summary>
/// An ISO 4217 currency such as USD. Not a quote unit: pence (GBX, GBp) are GBP quoted in hundredths, and that
/// factor belongs to the <see cref="Instrument"/> (<see cref="Instrument.QuoteFactor"/>), never to money.
/// </summary>
public readonly record struct Currency(string Code) : IComparable<Currency>
{
    public static readonly Currency Usd = new("USD");
    public static readonly Currency Gbp = new("GBP");

    /// <summary>Three letters A–Z, upper case after folding; anything else is null. GBX and GBp are refused here on purpose.</summary>
    public static Currency? From(string? text)
    {
        var code = text?.Trim().ToUpperInvariant();
        return code is { Length: 3 } && code.All(char.IsAsciiLetterUpper) && code is not "GBX" ? new Currency(string.Intern(code)) : null;
    }

    public int CompareTo(Currency other) => string.CompareOrdinal(Code, other.Code);

    public override string ToString() => Code;
}
