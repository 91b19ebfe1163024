using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// One calendar year of one series as it is stored: days and closes in one piece (what a valuation reads), the other fields in another.
/// Each piece carries a SHA-256 over the series' identity and its own bytes, so that a flipped bit, a swapped block or a changed
/// currency is found when it is read.
/// </summary>
public sealed record PriceBlock(int Year, int First, int Last, int Bars, byte[] Closes, byte[] ClosesHash, byte[] Details, byte[] DetailsHash, long Fingerprint)
{
    /// <summary>Fewer bars than this are no evidence that two symbols are one series.</summary>
    public const int FingerprintBars = 20;

    public static IEnumerable<PriceBlock> Of(PriceSeries series)
    {
        for (var start = 0; start < series.Count;)
        {
            var year = TradeDate.FromNumber(series.Days[start]).Day.Year;
            var end = start + 1;
            var next = new DateOnly(year, 12, 31).DayNumber;
            while (end < series.Count && series.Days[end] <= next) end++;
            yield return OfYear(series, year, start, end - start);
            start = end;
        }
    }

    /// <summary>Adds one year's bars to those before it. Without details only days and closes are read.</summary>
    public static void ReadOnto(List<int> days, DecimalColumn.Builder[] fields, ReadOnlySpan<byte> closes, ReadOnlySpan<byte> details)
    {
        var some = ColumnCodec.ReadDays(ref closes);
        days.AddRange(some);
        ColumnCodec.ReadColumn(ref closes, some.Length, fields[0]);
        if (details.IsEmpty) return;
        foreach (var field in fields.AsSpan(1)) ColumnCodec.ReadColumn(ref details, some.Length, field);
    }

    public static PriceSeries Make(SeriesName name, QuoteUnit unit, List<int> days, DecimalColumn.Builder[] fields)
    {
        var columns = fields.Select(f => f.Build()).Select((c, i) => i == 0 || (c.Count > 0 && c.HasAny) ? c : null).ToArray();
        return PriceSeries.Of(name, unit, [.. days], columns);
    }

    public static byte[] HashOfCloses(SeriesName name, QuoteUnit unit, int year, ReadOnlySpan<byte> closes) => new PriceBlockHash(name, unit).OfCloses(year, closes).ToArray();

    public static byte[] HashOfDetails(SeriesName name, QuoteUnit unit, int year, ReadOnlySpan<byte> details) => new PriceBlockHash(name, unit).OfDetails(year, details).ToArray();

    static PriceBlock OfYear(PriceSeries series, int year, int start, int count)
    {
        ArrayBufferWriter<byte> closes = new(count * 4);
        var days = series.Days.Slice(start, count);
        ColumnCodec.WriteDays(days, closes);
        ColumnCodec.WriteColumn(series.Close, start, count, closes);

        ArrayBufferWriter<byte> details = new(count * 16);
        foreach (var field in series.Fields[1..]) ColumnCodec.WriteColumn(field, start, count, details);

        var (closeBytes, detailBytes) = (closes.WrittenSpan.ToArray(), details.WrittenSpan.ToArray());
        return new(
            year,
            days[0],
            days[^1],
            count,
            closeBytes,
            HashOfCloses(series.Name, series.Unit, year, closeBytes),
            detailBytes,
            HashOfDetails(series.Name, series.Unit, year, detailBytes),
            FingerprintOf(series, start, count));
    }

    /// <summary>Days and closes of the year's first bars, or 0 where there are too few of them or they hardly move. Names a candidate twin; only a comparison proves one.</summary>
    static long FingerprintOf(PriceSeries series, int start, int count)
    {
        if (count < FingerprintBars) return 0;
        ArrayBufferWriter<byte> head = new(128);
        ColumnCodec.WriteDays(series.Days.Slice(start, FingerprintBars), head);
        ColumnCodec.WriteColumn(series.Close, start, FingerprintBars, head);
        HashSet<decimal> levels = [];
        for (var i = start; i < start + FingerprintBars; i++) levels.Add(series.Close[i]!.Value);
        return levels.Count < 5 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(head.WrittenSpan));
    }
}
