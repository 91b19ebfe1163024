namespace TrueUp.Ledger.Values;

/// <summary>How many were ordered or filled: never negative, the direction is in <see cref="Side"/>. Holdings are <see cref="Units"/>.</summary>
public readonly record struct Quantity
{
    public Quantity(decimal value) =>
        Value = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "a quantity is unsigned");

    public decimal Value { get; }

    public bool IsZero => Value == 0;

    public static Quantity operator +(Quantity a, Quantity b) => new(a.Value + b.Value);

    public override string ToString() => Digits.Text(Value);
}

/// <summary>Signed holdings: positive is long, negative is short. Orders and fills use <see cref="Quantity"/> with a side.</summary>
public readonly record struct Units(decimal Value) : IComparable<Units>
{
    public static readonly Units None = new(0);

    public bool IsZero => Value == 0;

    public bool IsShort => Value < 0;

    /// <summary>The part of <paramref name="wanted"/> that these units can give up: opposite sign, at most all of them.</summary>
    public Units UpTo(Units wanted) => Value switch
    {
        > 0 when wanted.Value > 0 => new(Math.Min(Value, wanted.Value)),
        < 0 when wanted.Value < 0 => new(Math.Max(Value, wanted.Value)),
        _ => None,
    };

    public static Units operator +(Units a, Units b) => new(a.Value + b.Value);

    public static Units operator -(Units a, Units b) => new(a.Value - b.Value);

    public static Units operator -(Units a) => new(-a.Value);

    public int CompareTo(Units other) => Value.CompareTo(other.Value);

    public override string ToString() => Digits.Text(Value);
}
