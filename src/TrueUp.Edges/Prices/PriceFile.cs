using System.Text;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Prices;

/// <summary>The bars of one symbol as one file has them: sorted, each day once, with the place of every field.</summary>
/// <param name="Bars">Under a provisional name and unit: what they mean is decided later (<see cref="ConventionChoice"/>).</param>
/// <param name="Place">Where field i (of <see cref="PriceSeries.FieldNames"/>, or -1 for the date) of bar j stands.</param>
sealed record FileBars(Symbol Symbol, PriceSeries Bars, Func<int, int, Place> Place);

/// <summary>A price file read into columns. Translation only: which bars are believed is decided in <see cref="PriceIntake"/>.</summary>
sealed class PriceFile : IDisposable
{
    static readonly string[] ColumnKeys =
        ["date", "day", "symbol", "ticker", "close", "open", "high", "low", "adj_close", "adjclose", "adjusted_close", "volume", "dividend", "dividends", "split", "splits", "price", "bid_close", "ask_close"];

    readonly TextFile file;
    readonly string? encoding;
    readonly Rejections refused;
    readonly List<PriceNote> notes = [];
    readonly List<PriceRows> inOrder = [];
    readonly Dictionary<Symbol, PriceRows> bySymbol = [];
    readonly byte[] lastSymbol = new byte[64];
    int lastSymbolLength = -1;
    PriceRows? lastRows;
    PriceRows[] byColumn = [];
    Locator? locator;
    NumberFormat numbers = NumberFormat.Plain;
    int emptyCloses;
    int firstEmpty;

    PriceFile(TextFile file, string? encoding, Rejections refused) => (this.file, this.encoding, this.refused) = (file, encoding, refused);

    public PriceLayout? Layout { get; private set; }

    public string Sha256 { get; private set; } = "";

    public IReadOnlyList<PriceNote> Notes => notes;

    public IReadOnlyList<FileBars> Series { get; private set; } = [];

    /// <summary>Prices offered: rows of bars, or filled cells of a table.</summary>
    public int Offered { get; private set; }

    /// <summary>Rows passed over and said: without a close, repeating the header, repeating another row.</summary>
    public int Ignored { get; private set; }

    /// <exception cref="RefusedException">The file is no text that can be read at all; what is wrong with its rows is added to <paramref name="refused"/> instead.</exception>
    public static PriceFile Read(TextFile file, string? encoding, Rejections refused)
    {
        PriceFile prices = new(file, encoding, refused);
        prices.Read();
        return prices;
    }

    public void Dispose() => locator?.Dispose();

    void Read()
    {
        // Prices have neither times nor money of an account, so zone and currency are never asked for.
        ReadAs how = new() { Currency = Currency.Usd, Zone = NodaTime.DateTimeZone.Utc, Encoding = encoding };
        var header = Headers.Find(file, how, key => ColumnKeys.Contains(key) || CurrencyPair.From(key) is not null);
        Headers.RefuseOtherKind(header, StatementKind.Prices);
        var (layout, rejection) = PriceLayout.Of(header.Names, file.Name);
        if (rejection is not null) refused.Add(rejection);
        if ((Layout = layout) is null) return;
        if (header.Separator != ',') Say(PriceNoteKind.OtherSeparator, 1, $"columns are separated by {(header.Separator == '\t' ? "tabs" : header.Separator)}");
        if (layout!.Ignored.Count > 0) Say(PriceNoteKind.ColumnIgnored, layout.Ignored.Count, $"not read: {string.Join(", ", layout.Ignored)}");
        // Beside semicolons a comma is more likely a decimal comma than a grouping one.
        if (header.Separator == ';') numbers = numbers with { Grouping = false };

        Remarks remarks = new();
        CsvShape shape = new(file, header, encoding, []);
        using CsvWalk rows = new(shape, remarks, refused);
        while (rows.Next())
        {
            switch (layout)
            {
                case PriceLayout.Bars bars: ReadBar(rows, bars); break;
                case PriceLayout.Table table: ReadCells(rows, table.Date, table.Columns.Span); break;
                case PriceLayout.Rates rates: ReadCells(rows, rates.Date, rates.Columns.Span); break;
                case PriceLayout.BidAsk quotes: ReadBidAsk(rows, quotes); break;
                default: throw new System.Diagnostics.UnreachableException($"no reader for {layout.GetType().Name}");
            }
        }

        Sha256 = refused.Count == 0 ? rows.Sha256 : "";
        if (remarks[Remark.RepeatedHeader] is > 0 and var repeated) Say(PriceNoteKind.HeaderRepeated, (int)repeated, $"rows that repeat the header: {repeated}");
        if (emptyCloses > 0) Say(PriceNoteKind.EmptyClose, emptyCloses, $"rows without a close, which stay holes: {emptyCloses}, first line {firstEmpty}");
        if (Offered + Ignored == 0 && refused.Count == 0) Say(PriceNoteKind.NoRows, 0, "there are no rows under the header");
        Ignored += (int)(remarks[Remark.RepeatedHeader] + remarks[Remark.EmptyRow]);
        locator = new(shape);
        Series = [.. inOrder.Select(Finish).OfType<FileBars>()];
    }

    void ReadBar(CsvWalk rows, PriceLayout.Bars layout)
    {
        if (!Day(rows, layout.Date, out var day) || RowsOf(rows, layout) is not { } into) return;
        var price = layout.OnlyAdjusted ? 4 : 0;
        if (IsEmpty(rows[layout.Fields[price]]))
        {
            if (emptyCloses++ == 0) firstEmpty = rows.Line;
            Ignored++;
            return;
        }

        var good = true;
        Span<decimal> values = stackalloc decimal[8];
        var present = 0;
        for (var field = 0; field < 8; field++)
        {
            var column = layout.Fields[field];
            if (column < 0 || IsEmpty(rows[column])) continue;
            if (!Number(rows, column, PriceSeries.FieldNames[field], out values[field])) good = false;
            // Feeds that write 0 where there was no split mean that there was none.
            else if (field != 7 || values[7] != 0) present |= 1 << field;
        }

        if (!good) return;
        if (layout.OnlyAdjusted) (values[0], present) = (values[4], 1 | (present & ~(1 << 4)));
        Offered++;
        into.Add(day, rows.Line, values, present);
    }

    void ReadCells(CsvWalk rows, int date, ReadOnlySpan<(int Column, Symbol Symbol)> columns)
    {
        if (byColumn.Length == 0)
        {
            byColumn = new PriceRows[columns.Length];
            for (var i = 0; i < byColumn.Length; i++) inOrder.Add(byColumn[i] = new(columns[i].Symbol, columns[i].Column));
        }

        if (!Day(rows, date, out var day)) return;
        for (var i = 0; i < byColumn.Length; i++)
        {
            var column = columns[i].Column;
            if (IsEmpty(rows[column]) || !Number(rows, column, columns[i].Symbol.Name, out var value)) continue;
            Offered++;
            byColumn[i].Add(day, rows.Line, value);
        }
    }

    void ReadBidAsk(CsvWalk rows, PriceLayout.BidAsk layout)
    {
        if (inOrder.Count == 0) inOrder.Add(new(layout.Pair.Symbol, layout.Bid));
        if (!Day(rows, layout.Date, out var day) || !Number(rows, layout.Bid, "bid", out var bid) || !Number(rows, layout.Ask, "ask", out var ask)) return;
        Offered++;
        // Halves first: two quotes of 28 digits have no sum.
        inOrder[0].Add(day, rows.Line, bid / 2 + ask / 2);
    }

    PriceRows? RowsOf(CsvWalk rows, PriceLayout.Bars layout)
    {
        if (layout.Symbol is not { } column)
        {
            if (lastRows is not null) return lastRows;
            if (PriceLayout.SymbolIn(file.Name) is { } named)
            {
                inOrder.Add(lastRows = new(named, layout.Fields.Span));
                return lastRows;
            }

            if (refused.Count == 0) refused.Add(Codes.PriceSymbolUnknown, new(file.Name), "there is no symbol column, and the file's name is not a symbol");
            return null;
        }

        var utf8 = rows[column];
        if (lastSymbolLength >= 0 && utf8.SequenceEqual(lastSymbol.AsSpan(0, lastSymbolLength))) return lastRows;
        var fault = Symbols.Read(utf8, out var symbol);
        if (symbol is null)
        {
            refused.Add(Symbols.Reject(fault, Encoding.UTF8.GetString(utf8), rows.PlaceOf(column)));
            return null;
        }

        if (!bySymbol.TryGetValue(symbol, out var into)) inOrder.Add(bySymbol[symbol] = into = new(symbol, layout.Fields.Span));
        lastSymbolLength = -1;
        if (utf8.Length > lastSymbol.Length) return into;
        utf8.CopyTo(lastSymbol);
        (lastSymbolLength, lastRows) = (utf8.Length, into);
        return into;
    }

    bool Day(CsvWalk rows, int column, out TradeDate day)
    {
        var utf8 = rows[column];
        // Data frames write midnight after the day; only midnight, so that no bar of an hour passes for a day's.
        if (utf8.Length > 10 && utf8[10] is (byte)' ' or (byte)'T' && utf8[11..].StartsWith("00:00:00"u8)) utf8 = utf8[..10];
        var fault = Days.Read(utf8, DayFormat.Iso, out day);
        if (fault == DayFault.None) return true;
        refused.Add(Totals.IsWord(rows[column])
            ? new(Codes.TotalsRow, rows.Place, "a row of totals among the prices")
            : Days.Reject(fault, "date", Encoding.UTF8.GetString(rows[column]), rows.PlaceOf(column)));
        return false;
    }

    bool Number(CsvWalk rows, int column, string field, out decimal value)
    {
        var utf8 = rows[column];
        var fault = Numbers.Read(utf8, numbers, out value);
        if (fault == NumberFault.None) return true;
        refused.Add(Numbers.Reject(fault, field, Encoding.UTF8.GetString(utf8), numbers, rows.PlaceOf(column)));
        return false;
    }

    static bool IsEmpty(ReadOnlySpan<byte> utf8) => utf8.IsEmpty || (utf8[0] <= ' ' && utf8.Trim(" \t"u8).IsEmpty);

    /// <summary>Sorts a symbol's rows and finds days that are there twice.</summary>
    FileBars? Finish(PriceRows rows)
    {
        var order = rows.ByDay(out var wasSorted);
        if (!wasSorted) Say(PriceNoteKind.Unordered, rows.Count, $"the rows of {rows.Symbol} are not in order of day", rows.Symbol);
        List<int> kept = new(order.Length);
        var repeated = 0;
        foreach (var row in order)
        {
            if (kept.Count == 0 || rows.DayOf(kept[^1]) != rows.DayOf(row))
            {
                kept.Add(row);
            }
            else if (rows.AreSame(kept[^1], row))
            {
                repeated++;
            }
            else
            {
                refused.Add(Codes.DayTwice, PlaceOf(rows.LineOf(row), Layout!.Date), $"{rows.Symbol} {rows.DayOf(row)} has other prices here than in line {rows.LineOf(kept[^1])}");
            }
        }

        Ignored += repeated;
        Offered -= repeated;
        if (repeated > 0) Say(PriceNoteKind.RowRepeated, repeated, $"rows of {rows.Symbol} that repeat another: {repeated}", rows.Symbol);
        if (kept.Count == 0) return null;
        int[] lines = [.. kept.Select(rows.LineOf)];
        return new(rows.Symbol, rows.Build(kept), (bar, field) => PlaceOf(lines[bar], field < 0 ? Layout!.Date : rows.ColumnOf(field)));
    }

    /// <summary>The column is looked for only while the rejection will be shown.</summary>
    Place PlaceOf(int line, int column) => refused.Count < Rejections.Kept ? locator!.Find(line, column) : new(file.Name, line);

    void Say(PriceNoteKind kind, int count, string text, Symbol? symbol = null) => notes.Add(new(kind, symbol, count, $"{file.Name}: {text}"));

    /// <summary>Finds a field again by reading the file again: errors may cost, rows may not.</summary>
    sealed class Locator(CsvShape shape) : IDisposable
    {
        CsvWalk? walk;

        public void Dispose() => walk?.Dispose();

        public Place Find(int line, int column)
        {
            if (walk is null || walk.Line > line)
            {
                walk?.Dispose();
                walk = new(shape, new(), new());
                walk.Next();
            }

            while (walk.Line < line && walk.Next())
            {
            }

            return walk.Line == line ? walk.PlaceOf(column) : new(shape.File.Name, line);
        }
    }
}
