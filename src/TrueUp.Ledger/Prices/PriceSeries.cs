using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>One day's prices as the source gave them. Absent is absent: no field is ever made up from another.</summary>
/// <param name="Volume">Units traded.</param>
/// <param name="Dividend">Cash per unit on the ex-date, in the quote unit; null or 0 is none.</param>
/// <param name="Split">New units per old on the ex-date; null or 1 is none.</param>
public readonly record struct Bar(
    TradeDate Day,
    decimal Close,
    decimal? Open = null,
    decimal? High = null,
    decimal? Low = null,
    decimal? AdjustedClose = null,
    decimal? Volume = null,
    decimal? Dividend = null,
    decimal? Split = null);

/// <summary>
/// The recorded daily prices of one symbol in one convention, oldest first, one bar a day. Immutable; a day the source had nothing
/// for is a hole, never a made-up bar.
/// </summary>
public sealed class PriceSeries
{
    readonly int[] days;
    readonly DecimalColumn?[] fields;

    PriceSeries(SeriesName name, QuoteUnit unit, int[] days, DecimalColumn?[] fields) => (Name, Unit, this.days, this.fields) = (name, unit, days, fields);

    public SeriesName Name { get; }

    public QuoteUnit Unit { get; }

    public DecimalColumn Close => fields[0]!;

    public DecimalColumn? Open => fields[1];

    public DecimalColumn? High => fields[2];

    public DecimalColumn? Low => fields[3];

    public DecimalColumn? AdjustedClose => fields[4];

    public DecimalColumn? Volume => fields[5];

    public DecimalColumn? Dividend => fields[6];

    public DecimalColumn? Split => fields[7];

    public int Count => days.Length;

    /// <summary>Day numbers (<see cref="TradeDate.Number"/>), ascending.</summary>
    public ReadOnlySpan<int> Days => days;

    public TradeDate First => TradeDate.FromNumber(days[0]);

    public TradeDate Last => TradeDate.FromNumber(days[^1]);

    public Bar this[int index] => new(
        TradeDate.FromNumber(days[index]),
        Close[index]!.Value,
        Open?[index],
        High?[index],
        Low?[index],
        AdjustedClose?[index],
        Volume?[index],
        Dividend?[index],
        Split?[index]);

    /// <summary>The bar of that day; -1 if there is none.</summary>
    public int IndexOf(int day) => Math.Max(-1, Array.BinarySearch(days, day));

    /// <summary>The last bar on or before that day; -1 if the series starts later.</summary>
    public int IndexUpTo(int day)
    {
        var at = Array.BinarySearch(days, day);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>Field by field, in the order of <see cref="FieldNames"/>; the close is first and always there.</summary>
    public ReadOnlySpan<DecimalColumn?> Fields => fields;

    public static readonly ValueList<string> FieldNames = ["close", "open", "high", "low", "adj_close", "volume", "dividend", "split"];

    /// <param name="fields">In the order of <see cref="FieldNames"/>; the arrays are not copied.</param>
    public static PriceSeries Of(SeriesName name, QuoteUnit unit, int[] days, DecimalColumn?[] fields) => new(name, unit, days, fields);

    public static PriceSeries Of(SeriesName name, QuoteUnit unit, IReadOnlyList<Bar> bars)
    {
        Builder builder = new(name, unit);
        foreach (var bar in bars) builder.Add(bar);
        return builder.Build();
    }

    /// <summary>Gathers bars in ascending order of day. Mutable, and gone once built.</summary>
    public sealed class Builder(SeriesName name, QuoteUnit unit)
    {
        readonly List<int> days = [];
        readonly DecimalColumn.Builder[] fields = [.. FieldNames.Select(_ => new DecimalColumn.Builder())];

        public int Count => days.Count;

        public void Add(Bar bar)
        {
            Day(bar.Day.Number);
            fields[0].Add(bar.Close);
            fields[1].Add(bar.Open);
            fields[2].Add(bar.High);
            fields[3].Add(bar.Low);
            fields[4].Add(bar.AdjustedClose);
            fields[5].Add(bar.Volume);
            fields[6].Add(bar.Dividend);
            fields[7].Add(bar.Split);
        }

        /// <summary>One bar of another series, with fields it lacks filled from a third where given.</summary>
        public void Add(PriceSeries from, int index, PriceSeries? filler = null, int fillerIndex = 0)
        {
            Day(from.days[index]);
            var own = from.fields;
            var other = filler?.fields;
            for (var i = 0; i < fields.Length; i++)
            {
                var (column, at) = own[i] is { } mine && mine.Has(index) ? (mine, index)
                    : other?[i] is { } theirs && theirs.Has(fillerIndex) ? (theirs, fillerIndex)
                    : (null, 0);
                if (column is null) fields[i].AddAbsent();
                else if (column.IsWide) fields[i].Add(column[at]);
                else fields[i].Add(column.Mantissas[at], column.Scale);
            }
        }

        public PriceSeries Build()
        {
            var columns = fields.Select(f => f.Build()).Select((c, i) => i == 0 || c.HasAny ? c : null).ToArray();
            return PriceSeries.Of(name, unit, [.. days], columns);
        }

        void Day(int day)
        {
            if (days.Count > 0 && day <= days[^1]) throw new ArgumentOutOfRangeException(nameof(day), day, "bars are added oldest first, one a day");
            days.Add(day);
        }
    }
}
