using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Prices;

/// <summary>The rows of one symbol in the order of its file, gathered field by field.</summary>
sealed class PriceRows
{
    readonly List<int> days = [];
    readonly List<int> lines = [];
    readonly int[] columns = [-1, -1, -1, -1, -1, -1, -1, -1];
    readonly DecimalColumn.Builder?[] fields = new DecimalColumn.Builder?[8];
    DecimalColumn?[]? built;

    /// <summary>All the fields that have a column. Where the only price is an adjusted close, it is the close.</summary>
    public PriceRows(Symbol symbol, ReadOnlySpan<int> fieldColumns)
    {
        Symbol = symbol;
        fieldColumns.CopyTo(columns);
        if (columns[0] < 0) (columns[0], columns[4]) = (columns[4], -1);
        for (var i = 0; i < fields.Length; i++)
            if (columns[i] >= 0) fields[i] = new();
    }

    /// <summary>A close only.</summary>
    public PriceRows(Symbol symbol, int column)
    {
        Symbol = symbol;
        columns[0] = column;
        fields[0] = new();
    }

    public Symbol Symbol { get; }

    public int Count => days.Count;

    public int ColumnOf(int field) => columns[field];

    public TradeDate DayOf(int row) => TradeDate.FromNumber(days[row]);

    public int LineOf(int row) => lines[row];

    public void Add(TradeDate day, int line, decimal close)
    {
        days.Add(day.Number);
        lines.Add(line);
        fields[0]!.Add(close);
    }

    /// <param name="present">Bit i is set where the row has field i.</param>
    public void Add(TradeDate day, int line, ReadOnlySpan<decimal> values, int present)
    {
        days.Add(day.Number);
        lines.Add(line);
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is not { } field) continue;
            if ((present & (1 << i)) != 0) field.Add(values[i]);
            else field.AddAbsent();
        }
    }

    /// <summary>Rows by day; of one day, by their place in the file.</summary>
    public int[] ByDay(out bool wasSorted)
    {
        var order = new int[Count];
        wasSorted = true;
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            if (i > 0 && days[i] < days[i - 1]) wasSorted = false;
        }

        if (!wasSorted) Array.Sort(order, (a, b) => (days[a], a).CompareTo((days[b], b)));
        return order;
    }

    public bool AreSame(int a, int b)
    {
        foreach (var field in Fields)
            if (field is not null && !DecimalColumn.Same(field, a, field, b)) return false;
        return true;
    }

    /// <summary>The rows named, in that order.</summary>
    public PriceSeries Build(List<int> rows)
    {
        SeriesName provisional = new(Symbol, Convention.Raw);
        DecimalColumn?[] columns = [.. Fields.Select((field, i) => i == 0 || field is { HasAny: true } ? field : null)];
        if (rows.Count == Count && IsInOrder(rows)) return PriceSeries.Of(provisional, QuoteUnit.Usd, [.. days], columns);
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is not { } column) continue;
            DecimalColumn.Builder some = new();
            foreach (var row in rows) some.Add(column[row]);
            columns[i] = some.Build();
        }

        return PriceSeries.Of(provisional, QuoteUnit.Usd, [.. rows.Select(r => days[r])], columns);
    }

    DecimalColumn?[] Fields => built ??= [.. fields.Select(f => f?.Build())];

    static bool IsInOrder(List<int> rows)
    {
        for (var i = 0; i < rows.Count; i++)
            if (rows[i] != i) return false;
        return true;
    }
}
