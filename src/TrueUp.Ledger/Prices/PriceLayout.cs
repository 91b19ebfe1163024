using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>What the columns of a price file are, told from their names alone. Column numbers are from 0.</summary>
public abstract record PriceLayout
{
    private PriceLayout() { }

    public required int Date { get; init; }

    /// <summary>Columns that are in the file and mean nothing to the store.</summary>
    public ValueList<string> Ignored { get; init; } = [];

    /// <summary>One row is one symbol's day.</summary>
    /// <param name="Symbol">Its column; null where the file is of one symbol, named by the file.</param>
    /// <param name="Fields">Column of each of <see cref="PriceSeries.FieldNames"/>; -1 where the file has none.</param>
    public sealed record Bars(int? Symbol, ValueList<int> Fields) : PriceLayout
    {
        public bool Has(int field) => Fields[field] >= 0;

        /// <summary>The only prices are adjusted closes.</summary>
        public bool OnlyAdjusted => !Has(0) && Has(4);

        /// <summary>The only price is a close, with nothing that would show an adjustment.</summary>
        public bool OnlyClose => Has(0) && Fields.Span[1..].IndexOfAnyExcept(-1) < 0;
    }

    /// <summary>One row is a day, one column a symbol's close.</summary>
    public sealed record Table(ValueList<(int Column, Symbol Symbol)> Columns) : PriceLayout;

    /// <summary>One row is a day, one column a pair's rate.</summary>
    public sealed record Rates(ValueList<(int Column, Symbol Symbol)> Columns) : PriceLayout;

    /// <summary>One row is a day of one pair, with the last bid and ask.</summary>
    public sealed record BidAsk(CurrencyPair Pair, int Bid, int Ask) : PriceLayout;

    /// <param name="headers">As the file has them.</param>
    /// <param name="fileName">Without folder; names the symbol or pair where no column does.</param>
    public static (PriceLayout? Layout, Rejection? Rejection) Of(IReadOnlyList<string> headers, string fileName)
    {
        var names = headers.Select(Plain).ToArray();
        Place place = new(fileName, 1);
        for (var i = 0; i < names.Length; i++)
        {
            var first = Array.IndexOf(names, names[i]);
            if (first != i && names[i].Length > 0)
                return (null, new(Codes.DuplicateColumn, place, $"column {Quoted.Text(headers[i])} is there twice, as number {first + 1} and number {i + 1}"));
        }

        var date = Array.FindIndex(names, n => n is "date" or "day" or "tradedate" or "datetime" or "timestamp");
        if (date < 0) return (null, new(Codes.PriceColumnsUnknown, place, $"there is no date column; the columns are {List(headers)}"));

        var fields = Aliases.Select(aliases => Array.FindIndex(names, n => aliases.Contains(n))).ToArray();
        var (bid, ask) = (Array.FindIndex(names, n => n is "bidclose" or "bid"), Array.FindIndex(names, n => n is "askclose" or "ask"));
        if (bid >= 0 && ask >= 0)
        {
            return PairIn(fileName) is { } pair
                ? (new BidAsk(pair, bid, ask) { Date = date, Ignored = Rest(headers, names, [date, bid, ask], n => n is ['b', 'i', 'd', ..] or ['a', 's', 'k', ..]) }, null)
                : (null, new(Codes.PriceSymbolUnknown, place, "bids and asks are of a currency pair, and the file's name has none", "name the file after the pair: gbpusd.csv"));
        }

        if (fields[0] >= 0 || fields[4] >= 0)
        {
            var symbol = Array.FindIndex(names, n => n is "symbol" or "ticker");
            return (new Bars(symbol < 0 ? null : symbol, [.. fields]) { Date = date, Ignored = Rest(headers, names, [date, symbol, .. fields], _ => false) }, null);
        }

        var others = Enumerable.Range(0, names.Length).Where(i => i != date && names[i].Length > 0).ToArray();
        if (others.Length == 0) return (null, new(Codes.PriceColumnsUnknown, place, $"there is no close; the columns are {List(headers)}"));
        if (others.All(i => CurrencyPair.From(headers[i]) is not null))
            return (new Rates([.. others.Select(i => (i, CurrencyPair.From(headers[i])!.Symbol))]) { Date = date }, null);

        List<(int, Symbol)> columns = [];
        foreach (var i in others)
        {
            // A table's columns are tickers; a word in lower case is a column of some other kind of file.
            if (headers[i].Any(char.IsAsciiLetterLower) || Symbol.From(headers[i]) is not { } named)
                return (null, new(Codes.PriceColumnsUnknown, place, $"there is no close, and column {Quoted.Text(headers[i])} is not a symbol; the columns are {List(headers)}"));
            columns.Add((i, named));
        }

        return (new Table([.. columns]) { Date = date }, null);
    }

    /// <summary>The symbol a file is named after: <c>AAPL.csv.gz</c> is AAPL, <c>BRBY.L.csv</c> is BRBY.L.</summary>
    public static Symbol? SymbolIn(string fileName) => Symbol.From(Stem(fileName));

    static CurrencyPair? PairIn(string fileName) =>
        Stem(fileName).Split('_', '-', ' ', '.').Select(CurrencyPair.From).FirstOrDefault(p => p is not null) ?? CurrencyPair.From(Stem(fileName));

    static string Stem(string fileName)
    {
        foreach (var ending in (ReadOnlySpan<string>)[".gz", ".csv", ".txt"])
            if (fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) fileName = fileName[..^ending.Length];
        return fileName;
    }

    // Case, spaces, underscores and hyphens do not tell columns apart: "Adj Close" and adj_close are one name.
    static string Plain(string header) =>
        string.Concat(header.Where(c => c is not (' ' or '_' or '-' or '.' or '\uFEFF' or '\t'))).ToLowerInvariant();

    static string List(IReadOnlyList<string> headers) =>
        string.Join(", ", headers.Take(12).Select(h => Quoted.Text(h).Trim('"'))) + (headers.Count > 12 ? $" and {headers.Count - 12} more" : "");

    static ValueList<string> Rest(IReadOnlyList<string> headers, string[] names, int[] used, Func<string, bool> known) =>
        [.. Enumerable.Range(0, headers.Count).Where(i => !used.Contains(i) && names[i].Length > 0 && !known(names[i])).Select(i => Quoted.Text(headers[i]).Trim('"'))];

    /// <summary>The names of each of <see cref="PriceSeries.FieldNames"/>, without spaces and punctuation.</summary>
    public static readonly string[][] Aliases =
    [
        ["close", "price", "closeprice", "closingprice"],
        ["open"],
        ["high"],
        ["low"],
        ["adjclose", "adjustedclose", "closeadj", "adjclosingprice"],
        ["volume", "vol"],
        ["dividend", "dividends", "divcash", "dividendamount"],
        ["split", "splits", "stocksplits", "splitratio", "splitfactor", "splitcoefficient"],
    ];
}
