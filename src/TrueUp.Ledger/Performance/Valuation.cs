using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>
/// What a <see cref="DailyBook"/> was worth, day by day, in one currency (R5 to R7). Runs along one line after another, because prices lie
/// in memory by symbol.
/// </summary>
public sealed class Valuation
{
    readonly DailyBook book;
    readonly PriceBook prices;
    readonly FxRates rates;
    readonly Currency currency;
    readonly ILookup<Symbol, KnownAction> actions;
    readonly Dictionary<Symbol, SymbolMarks> marks = [];
    readonly SortedDictionary<Currency, FxRate?[]> rateDays = [];
    readonly List<StaleMark>?[] stale;
    readonly List<string>?[] unpriced;
    readonly decimal[] cash;
    readonly decimal[] positions;

    Valuation(DailyBook book, Background background, PriceBook prices, FxRates rates, Currency currency)
    {
        (this.book, this.prices, this.rates, this.currency) = (book, prices, rates, currency);
        actions = ActionsOf(background);
        var days = book.Days.Length;
        (stale, unpriced, cash, positions) = (new List<StaleMark>?[days], new List<string>?[days], new decimal[days], new decimal[days]);
    }

    public static Valuation Of(DailyBook book, Background background, PriceBook prices, FxRates rates, Currency currency)
    {
        Valuation valuation = new(book, background, prices, rates, currency);
        valuation.Run();
        return valuation;
    }

    /// <summary>What issuers did, as far as prices show it, by symbol and oldest first.</summary>
    public static ILookup<Symbol, KnownAction> ActionsOf(Background background) => background.Others
        .Select(o => o.Entry)
        .OfType<CorporateActionRecorded>()
        .Select(e => (e.Action.Symbol, Known: KnownAction.Of(e.Day, e.Action)))
        .Where(a => a.Known is not null)
        .ToLookup(a => a.Symbol, a => a.Known!);

    public decimal Cash(int index) => cash[index];

    public decimal Positions(int index) => positions[index];

    public ValueList<StaleMark> StaleMarks(int index) => stale[index] is { } some ? [.. some.Distinct().OrderBy(s => s.Name, StringComparer.Ordinal)] : [];

    /// <summary>Symbols held, and currency pairs needed, that have no price or rate yet.</summary>
    public ValueList<string> Unpriced(int index) => unpriced[index] is { } some ? [.. some.Distinct().Order(StringComparer.Ordinal)] : [];

    /// <summary>Money of another currency at the day's rate; nothing, and named in <see cref="Unpriced"/>, where no rate is known.</summary>
    public decimal Converted(decimal amount, Currency from, int index) => amount == 0 ? 0 : amount * (RateOn(from, index) ?? 0);

    /// <summary>The mark a symbol has that day, in its quote unit; null where there has been no price yet.</summary>
    public StaleMark? MarkOf(Symbol symbol, int index) => MarksOf(book.ExecutionsOf(symbol)).At(index, book.Days[index]);

    void Run()
    {
        SortedDictionary<Currency, ExactSums> sums = [];
        ExactSums In(Currency of)
        {
            if (!sums.TryGetValue(of, out var found)) sums[of] = found = new(book.Days.Length);
            return found;
        }

        foreach (var line in book.Lines)
        {
            var instrument = line.Instrument;
            var unit = prices.UnitOf(instrument.Symbol);
            // Where the series says what it is quoted in, that is how a close becomes money; an execution is quoted as the book's instrument is.
            Terms terms = unit is { } quoted
                ? new(MarksOf(line.Executions), instrument.Multiplier * quoted.Factor, In(quoted.Currency), instrument.PointValue, In(instrument.Currency))
                : new(MarksOf(line.Executions), instrument.PointValue, In(instrument.Currency), instrument.PointValue, In(instrument.Currency));
            var steps = line.Steps;
            for (var i = 0; i < steps.Length; i++)
            {
                var end = i + 1 < steps.Length ? steps[i + 1].From : book.Days.Length;
                if (steps[i].Amount != 0) Add(terms, steps[i].Amount, steps[i].From, end);
            }
        }

        foreach (var line in book.Cash)
        {
            var steps = line.Steps;
            for (var i = 0; i < steps.Length; i++)
            {
                var end = i + 1 < steps.Length ? steps[i + 1].From : book.Days.Length;
                for (var day = steps[i].From; day < end; day++) cash[day] += Converted(steps[i].Amount, line.Currency, day);
            }
        }

        foreach (var (of, held) in sums)
            for (var day = 0; day < book.Days.Length; day++) positions[day] += Converted(held.Total(day), of, day);
    }

    /// <summary>Units that did not change from one day to before another.</summary>
    void Add(Terms terms, decimal units, int from, int to)
    {
        var closes = terms.Marks.Closes;
        var column = closes.Prices;
        var parts = column.IsWide ? null : ExactSums.Parts(terms.PerPoint == 1 ? units : units * terms.PerPoint);
        var sums = parts is { } known ? terms.Sums.Of(known.Scale + column.Scale) : null;
        if (parts is null || sums is null)
        {
            for (var day = from; day < to; day++) AddOne(terms, units, day);
            return;
        }

        var factor = parts.Value.Factor;
        var mantissas = column.Mantissas;
        for (var day = from; day < to; day++)
        {
            if (mantissas[day] != DecimalColumn.Absent && closes.DayOf(day) == book.Days[day]) sums[day].Add(factor, mantissas[day]);
            else AddOne(terms, units, day);
        }
    }

    void AddOne(Terms terms, decimal units, int day)
    {
        if (terms.Marks.At(day, book.Days[day]) is not { } mark)
        {
            (unpriced[day] ??= []).Add(terms.Marks.Name);
            return;
        }

        if (mark.Source == MarkSource.Close) terms.Sums.Add(day, units * mark.Price * terms.PerPoint);
        else terms.OwnSums.Add(day, units * mark.Price * terms.OwnPerPoint);
        if (mark.Source != MarkSource.Close || mark.Day.Number != book.Days[day]) (stale[day] ??= []).Add(mark);
    }

    SymbolMarks MarksOf(Traded executions)
    {
        if (marks.TryGetValue(executions.Symbol, out var found)) return found;
        // A name that came back to itself ends the chain.
        marks[executions.Symbol] = new(executions, prices.Align(executions.Symbol, book.Days), [.. actions[executions.Symbol]], null);
        var before = executions.RenamedFrom is { } old ? MarksOf(old) : null;
        return marks[executions.Symbol] = new(executions, prices.Align(executions.Symbol, book.Days), [.. actions[executions.Symbol]], before);
    }

    decimal? RateOn(Currency from, int index)
    {
        if (from == currency) return 1;
        if (!rateDays.TryGetValue(from, out var days)) rateDays[from] = days = rates.Align(from, currency, book.Days);
        var pair = new CurrencyPair(from, currency).ToString();
        if (days[index] is not { } rate)
        {
            (unpriced[index] ??= []).Add(pair);
            return null;
        }

        if (rate.IsStale) (stale[index] ??= []).Add(new(pair, rate.PerUnit, rate.Day, MarkSource.Rate));
        return rate.PerUnit;
    }

    /// <summary>How one line becomes money: by closes, and by the book's own executions where there are none.</summary>
    sealed record Terms(SymbolMarks Marks, decimal PerPoint, ExactSums Sums, decimal OwnPerPoint, ExactSums OwnSums);
}
