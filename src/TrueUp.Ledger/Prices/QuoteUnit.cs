using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// What a quoted price is counted in: a currency and how much of it one quoted unit is. Pence (GBX, GBp) are GBP with factor 0.01.
/// The factor is applied once, where price becomes money; recorded prices keep the digits of their source.
/// </summary>
public readonly record struct QuoteUnit(Currency Currency, decimal Factor)
{
    public static readonly QuoteUnit Usd = new(Currency.Usd, 1);

    public static readonly QuoteUnit Pence = new(Currency.Gbp, 0.01m);

    /// <summary>A currency code, or one of the hundredths that exchanges quote in: GBX or GBp, ZAc or ZAX, ILA. Null for anything else.</summary>
    public static QuoteUnit? From(string? text) => text?.Trim() switch
    {
        null => null,
        "GBp" or "GBx" => Pence,
        "ZAc" => Cents("ZAR"),
        var other => other.ToUpperInvariant() switch
        {
            "GBX" => Pence,
            "ZAX" or "ZAC" => Cents("ZAR"),
            "ILA" => Cents("ILS"),
            var code => Currency.From(code) is { } currency ? new(currency, 1) : null,
        },
    };

    public override string ToString() => Factor == 1 ? Currency.Code : this == Pence ? "GBX" : $"{Digits.Text(Factor)} {Currency.Code}";

    static QuoteUnit? Cents(string code) => Currency.From(code) is { } currency ? new(currency, 0.01m) : null;
}

/// <summary>Which series: a symbol in one convention. A currency pair is the symbol <c>EUR/USD</c>.</summary>
public readonly record struct SeriesName(Symbol Symbol, Convention Convention)
{
    public override string ToString() => $"{Symbol} {Convention.Text}";
}

/// <summary>Two currencies and the direction of their rate: one <see cref="Base"/> costs so many <see cref="Quote"/>.</summary>
public sealed record CurrencyPair(Currency Base, Currency Quote)
{
    public Symbol Symbol => Symbol.Stored($"{Base}/{Quote}");

    public override string ToString() => $"{Base}/{Quote}";

    /// <summary><c>eurusd</c>, <c>EUR/USD</c>, <c>EURUSD=X</c>: two known currencies written together. Null for anything else, so that SPYIWM is not a pair.</summary>
    public static CurrencyPair? From(string? text)
    {
        var letters = text?.Trim().ToUpperInvariant();
        if (letters is null) return null;
        if (letters.EndsWith("=X", StringComparison.Ordinal)) letters = letters[..^2];
        if (letters.Length == 7 && letters[3] is '/' or '-' or '_' or '.') letters = letters.Remove(3, 1);
        return letters.Length == 6 && letters[..3] != letters[3..] && IsKnown(letters[..3]) && IsKnown(letters[3..])
            && Currency.From(letters[..3]) is { } from && Currency.From(letters[3..]) is { } to
            ? new(from, to)
            : null;
    }

    static bool IsKnown(string code) => Known.Contains(code, StringComparison.Ordinal);

    // A pair is told from a six-letter ticker only by its halves being currencies, so the list is closed.
    const string Known =
        "AUD BGN BRL CAD CHF CLP CNH CNY COP CZK DKK EUR GBP HKD HRK HUF IDR ILS INR ISK JPY KRW MXN MYR NOK NZD PEN PHP PLN RON RUB SEK SGD THB TRY TWD USD ZAR";
}
