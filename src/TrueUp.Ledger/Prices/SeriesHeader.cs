using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>What is recorded about a series without reading its bars.</summary>
/// <param name="Fields">Bit i is set where some bar has field i of <see cref="PriceSeries.FieldNames"/>.</param>
/// <param name="Source">The file last imported into it.</param>
public sealed record SeriesHeader(
    SeriesName Name,
    QuoteUnit Unit,
    int Fields,
    TradeDate First,
    TradeDate Last,
    int Bars,
    string Source,
    Instant ImportedAt)
{
    public bool Has(string field)
    {
        for (var i = 0; i < PriceSeries.FieldNames.Count; i++)
            if (PriceSeries.FieldNames[i] == field) return (Fields & (1 << i)) != 0;
        return false;
    }

    public static int FieldsOf(PriceSeries series)
    {
        var fields = series.Fields;
        var bits = 0;
        for (var i = 0; i < fields.Length; i++)
            if (fields[i] is not null) bits |= 1 << i;
        return bits;
    }
}

/// <summary>
/// Which of a symbol's series answers a question. One series answers for the whole span, so that a curve never changes footing half-way;
/// the stated order decides between those that cover it.
/// </summary>
public static class SeriesChoice
{
    /// <summary>Marks this old at the end of a span still cover it: a long weekend, or a feed a few days behind.</summary>
    public const int SlackDays = 7;

    /// <summary>For valuing units: raw, then split-adjusted, then total-return.</summary>
    public static SeriesHeader? ForValue(IEnumerable<SeriesHeader> ofSymbol, TradeDate from, TradeDate to) =>
        Best(ofSymbol, from, to, h => h.Name.Convention switch
        {
            Convention.Raw => 0,
            Convention.SplitAdjusted => 1,
            Convention.TotalReturn => 2,
            _ => null,
        });

    /// <summary>For returns: total-return, then those with dividends (raw, split-adjusted), then price-only ones.</summary>
    public static SeriesHeader? ForReturn(IEnumerable<SeriesHeader> ofSymbol, TradeDate from, TradeDate to) =>
        Best(ofSymbol, from, to, h => (h.Name.Convention, h.Has("dividend") || h.Has("adj_close")) switch
        {
            (Convention.TotalReturn, _) => 0,
            (Convention.Raw, true) => 1,
            (Convention.SplitAdjusted, true) => 2,
            (Convention.SplitAdjusted, false) => 3,
            (Convention.Raw, false) => 4,
            _ => null,
        });

    static SeriesHeader? Best(IEnumerable<SeriesHeader> ofSymbol, TradeDate from, TradeDate to, Func<SeriesHeader, int?> rank)
    {
        SeriesHeader? best = null;
        foreach (var header in ofSymbol)
            if (rank(header) is not null && (best is null || IsBetter(header, best))) best = header;
        return best;

        bool IsBetter(SeriesHeader a, SeriesHeader b)
        {
            var (coversA, coversB) = (Covers(a, from, to), Covers(b, from, to));
            if (coversA != coversB) return coversA;
            var (daysA, daysB) = coversA ? (0, 0) : (Days(a, from, to), Days(b, from, to));
            return daysA != daysB ? daysA > daysB : rank(a) < rank(b);
        }
    }

    static bool Covers(SeriesHeader header, TradeDate from, TradeDate to) => header.First <= from && header.Last.Number >= to.Number - SlackDays;

    static int Days(SeriesHeader header, TradeDate from, TradeDate to) =>
        Math.Min(header.Last.Number, to.Number) - Math.Max(header.First.Number, from.Number);
}
