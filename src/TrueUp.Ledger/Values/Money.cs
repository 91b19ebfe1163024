namespace TrueUp.Ledger.Values;

/// <summary>
/// An exact amount in one currency; negative is owed or paid. Not a price (per unit) and never rounded by arithmetic:
/// rounding to the minor unit is a rendering decision.
/// </summary>
/// <remarks>Adding two currencies is a bug of ours and throws; conversion needs a rate and is done where the rate is known.</remarks>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    public static Money Zero(Currency currency) => new(0, currency);

    public bool IsZero => Amount == 0;

    public static Money operator +(Money a, Money b) => new(a.Amount + Same(a, b).Amount, a.Currency);

    public static Money operator -(Money a, Money b) => new(a.Amount - Same(a, b).Amount, a.Currency);

    public static Money operator -(Money a) => new(-a.Amount, a.Currency);

    public override string ToString() => $"{Digits.Text(Amount)} {Currency}";

    static Money Same(Money a, Money b) => a.Currency == b.Currency
        ? b
        : throw new InvalidOperationException($"{a} and {b} are different currencies");
}
