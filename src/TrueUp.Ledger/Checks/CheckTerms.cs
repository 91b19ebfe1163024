using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>How far apart two figures may be and still agree.</summary>
public sealed record Tolerance
{
    public static readonly Tolerance Usual = new();

    public decimal Units { get; init => field = Unsigned(value); }

    /// <summary>A cent: balances are printed rounded.</summary>
    public decimal Money { get; init => field = Unsigned(value); } = 0.01m;

    /// <summary>Half a cent: prices are printed to the cent.</summary>
    public decimal Price { get; init => field = Unsigned(value); } = 0.005m;

    static decimal Unsigned(decimal value) => value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "a tolerance is unsigned");
}

/// <summary>The book's side of a check.</summary>
/// <param name="Account">Only this account; null is the whole book.</param>
public sealed record CheckTerms(Background Background, FactList Fills, ExchangeCalendar Calendar, Currency Currency, AccountName? Account = null)
{
    /// <summary>What the book is valued at: closes that contradict the book's own executions are not in it.</summary>
    public PriceBook Prices { get; init; } = PriceBook.Empty;

    /// <summary>The same closes, not judged by the book's executions: a check compares them even where a valuation would not trust them.</summary>
    public PriceBook Tape { get; init; } = PriceBook.Empty;

    public FxRates Rates { get; init; } = FxRates.None;

    /// <summary>Fills that wait for a person's decision, by the sequence of their entry.</summary>
    public IReadOnlyList<(long Sequence, string Why, Fill Fill)> Held { get; init; } = [];

    /// <summary>What was wanted against what was filled, for fills outside their limits.</summary>
    public Review? Review { get; init; }

    public Tolerance Tolerance { get; init; } = Tolerance.Usual;
}

/// <summary>What a check found.</summary>
/// <param name="Claims">How many claims there were.</param>
/// <param name="Matched">How many of them the book agrees with.</param>
/// <param name="NotCompared">How many the book has nothing to compare with, such as prices of days it has no closes for.</param>
public sealed record CheckResult(int Claims, int Matched, int NotCompared, ValueList<Break> Breaks);
