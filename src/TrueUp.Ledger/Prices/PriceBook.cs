using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// The prices one question needs, ready to look up: at most one series a symbol, in the footing units trade on. Read once, never
/// written; what it lacks it says (<see cref="Basis"/>) and never fills in.
/// </summary>
public sealed class PriceBook
{
    public static readonly PriceBook Empty = new(new Dictionary<string, RawPrices>());

    readonly Dictionary<string, RawPrices> prices;

    /// <param name="prices">By the symbol's name.</param>
    public PriceBook(Dictionary<string, RawPrices> prices) => this.prices = prices;

    public PriceBook(IReadOnlyDictionary<Symbol, RawPrices> prices)
        : this(prices.ToDictionary(p => p.Key.Name, p => p.Value, StringComparer.Ordinal))
    {
    }

    /// <summary>The last price on or before the day, with the day it is of; null where there is none, never zero.</summary>
    public Mark? On(Symbol symbol, TradeDate day) => Of(symbol).On(day);

    public Basis BasisOf(Symbol symbol) => Of(symbol).Basis;

    /// <summary>What the symbol's marks are quoted in; null where it has none.</summary>
    public QuoteUnit? UnitOf(Symbol symbol) => Of(symbol).Unit;

    public RawPrices Of(Symbol symbol) => prices.TryGetValue(symbol.Name, out var known) ? known : RawPrices.None;

    /// <summary>The mark of each session, carried forward over holes: what an equity curve folds over.</summary>
    /// <param name="sessions">Day numbers, ascending.</param>
    public AlignedMarks Align(Symbol symbol, int[] sessions) => AlignedMarks.Of(Of(symbol), sessions);
}

/// <summary>
/// A symbol's marks, one per session asked for. Prices are as traded, in the quote unit; a mark older than its session was carried
/// forward, and a session before the first price has none.
/// </summary>
public sealed class AlignedMarks
{
    readonly int[] sessions;
    readonly int[]? markDays;

    AlignedMarks(int[] sessions, DecimalColumn prices, int[]? markDays) => (this.sessions, Prices, this.markDays) = (sessions, prices, markDays);

    /// <summary>Whole numbers at one scale where they fit (<see cref="DecimalColumn.Mantissas"/>): the fast way to sum them.</summary>
    public DecimalColumn Prices { get; }

    public int Count => sessions.Length;

    public decimal? this[int session] => Prices[session];

    /// <summary>The day number of the mark; meaningless where there is none.</summary>
    public int DayOf(int session) => markDays is null ? sessions[session] : markDays[session];

    public bool IsStale(int session) => Prices.Has(session) && DayOf(session) != sessions[session];

    /// <summary>Index of the first session that has a mark; <see cref="Count"/> where none has.</summary>
    public int First
    {
        get
        {
            var first = 0;
            while (first < Count && !Prices.Has(first)) first++;
            return first;
        }
    }

    public static AlignedMarks Of(RawPrices prices, int[] sessions)
    {
        if (prices.Series is not { } series) return new(sessions, Nothing(sessions.Length), null);
        // The usual case in a book of one exchange: a bar for every session and nothing else, so that nothing needs copying.
        if (prices.IsPlain && series.Days.SequenceEqual(sessions)) return new(sessions, series.Close, null);

        var rows = new int[sessions.Length];
        var days = new int[sessions.Length];
        var row = -1;
        for (var i = 0; i < sessions.Length; i++)
        {
            while (row + 1 < series.Count && series.Days[row + 1] <= sessions[i]) row++;
            rows[i] = row;
            days[i] = row < 0 ? 0 : series.Days[row];
        }

        if (prices.IsPlain && !series.Close.IsWide)
        {
            var closes = series.Close.Mantissas;
            var values = new long[sessions.Length];
            for (var i = 0; i < rows.Length; i++) values[i] = rows[i] < 0 ? DecimalColumn.Absent : closes[rows[i]];
            return new(sessions, DecimalColumn.Packed(values, series.Close.Scale, values.Length), days);
        }

        DecimalColumn.Builder marks = new();
        foreach (var at in rows) marks.Add(at < 0 ? null : prices.At(at));
        return new(sessions, marks.Build(), days);
    }

    static DecimalColumn Nothing(int count)
    {
        var none = new long[count];
        Array.Fill(none, DecimalColumn.Absent);
        return DecimalColumn.Packed(none, 0, count);
    }
}
