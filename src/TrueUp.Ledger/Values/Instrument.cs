namespace TrueUp.Ledger.Values;

/// <summary>
/// What can be held: an equity, a fund or an option, with the facts that turn a quoted price into money.
/// A symbol the book has no declaration for is an equity in the account's currency (<see cref="Undeclared"/>).
/// </summary>
public abstract record Instrument
{
    private protected Instrument() { }

    public required Symbol Symbol { get; init; }

    /// <summary>The currency money in this instrument is in. For a line quoted in pence this is GBP.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Money per quoted unit of price: 1, or 0.01 for lines quoted in pence. Applied once, where price becomes money.</summary>
    public decimal QuoteFactor { get; init; } = 1;

    /// <summary>Units of the underlying per unit held: 1 for shares, from the contract record for options.</summary>
    public abstract decimal Multiplier { get; }

    /// <summary>Money for one unit held per 1.0 of quoted price.</summary>
    public decimal PointValue => Multiplier * QuoteFactor;

    public abstract string Kind { get; }

    /// <summary>Other spellings of the same listing, as brokers and feeds write it.</summary>
    public ValueList<string> Aliases { get; init; } = [];

    public static Instrument Undeclared(Symbol symbol, Currency currency) => new Equity { Symbol = symbol, Currency = currency };
}

public sealed record Equity : Instrument
{
    public override decimal Multiplier => 1;

    public override string Kind => "equity";
}

public sealed record Fund : Instrument
{
    public override decimal Multiplier => 1;

    public override string Kind => "fund";
}

/// <summary>A listed option. The multiplier comes from the contract (100 is usual, adjusted contracts differ) and is never assumed.</summary>
public sealed record Option(OccSymbol Terms, decimal ContractMultiplier) : Instrument
{
    public override decimal Multiplier => ContractMultiplier;

    public override string Kind => "option";
}
