using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>The claims and the book laid on the same days, for the rules to read. Indexes are into <see cref="Days"/>: the days of the claims.</summary>
sealed class Comparison
{
    readonly Dictionary<(int, Symbol), PositionClaim> positions = [];
    readonly Dictionary<(int, Symbol), List<Fill>> fills = [];

    public Comparison(Claims claims, CheckTerms terms)
    {
        (Claims, Terms) = (claims, terms);
        Days = [.. claims.Days.Select(d => d.Number)];
        Book = DailyBook.Of(terms.Background, terms.Fills, Days, terms.Account);
        Value = Valuation.Of(Book, terms.Background, terms.Prices, terms.Rates, terms.Currency);
        foreach (var claim in claims.Positions) Add(claim);
        foreach (ref readonly var fact in terms.Fills.InOrder())
        {
            if (terms.Account is { } account && fact.Fill.Account != account) continue;
            var at = Book.IndexOf(fact.Fill.TradeDate);
            if (!fills.TryGetValue((at, fact.Fill.Symbol), out var some)) fills[(at, fact.Fill.Symbol)] = some = [];
            some.Add(fact.Fill);
        }
    }

    public Claims Claims { get; }

    public CheckTerms Terms { get; }

    public int[] Days { get; }

    public DailyBook Book { get; }

    public Valuation Value { get; }

    public TradeDate Day(int index) => TradeDate.FromNumber(Days[index]);

    public int IndexOf(TradeDate day) => Book.IndexOf(day);

    /// <summary>Every symbol either side ever has on these days.</summary>
    public IEnumerable<Symbol> Symbols => Claims.Positions.Select(p => p.Symbol)
        .Concat(Book.Lines.Where(l => l.Steps.Length > 0).Select(l => l.Instrument.Symbol)).Distinct().Order();

    public PositionClaim? ClaimOf(int index, Symbol symbol) => positions.TryGetValue((index, symbol), out var claim) ? claim : null;

    public IEnumerable<PositionClaim> ClaimsOn(int index) => positions.Where(p => p.Key.Item1 == index).Select(p => p.Value).OrderBy(p => p.Symbol);

    /// <summary>Our fills of a symbol dated after the day before and up to this one.</summary>
    public IReadOnlyList<Fill> FillsOn(int index, Symbol symbol) => fills.TryGetValue((index, symbol), out var some) ? some : [];

    /// <summary>The close of the very day, in the symbol's quote unit; null where the store has none.</summary>
    public decimal? CloseOn(Symbol symbol, TradeDate day) => Terms.Tape.On(symbol, day) is { IsStale: false } mark ? mark.Price.PerUnit : null;

    /// <summary>Signed money of a fill, fee included, as far as it is in the instrument's currency.</summary>
    public decimal CashOf(in Fill fill)
    {
        var instrument = Terms.Background.Terms.InstrumentOf(fill.Account, fill.Symbol);
        var fee = fill.FeeCurrency is null || fill.FeeCurrency == instrument.Currency ? fill.Fee : 0;
        return -fill.Units.Value * fill.Price.PerUnit * instrument.PointValue - fee;
    }

    public Currency CurrencyOf(in Fill fill) => Terms.Background.Terms.InstrumentOf(fill.Account, fill.Symbol).Currency;

    // Several rows of one symbol and day are one position.
    void Add(PositionClaim claim)
    {
        var key = (IndexOf(claim.Day), claim.Symbol);
        if (positions.TryGetValue(key, out var known))
        {
            claim = known.IsExit ? claim with { Stop = claim.Stop ?? known.Stop }
                : claim.IsExit ? known
                : known with { Units = known.Units + claim.Units, Value = known.Value + claim.Value };
        }

        positions[key] = claim;
    }
}
