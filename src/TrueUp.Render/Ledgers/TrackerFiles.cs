using System.Text;
using NodaTime;
using NodaTime.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Ledgers;

/// <summary>
/// The files of the tracker and of the live folder, as the programs that made them wrote them: the tracker's lines end in CR LF, the live folder's in LF. Text that a
/// spreadsheet would run gets an apostrophe, which reading the file back takes off again.
/// </summary>
public static class TrackerFiles
{
    public const string RecommendationHeader = "date,ticker,action,limit_price,target_shares,note";
    public const string FillHeader = "date,ticker,side,qty,avg_price,timestamp,broker,order_id,note";
    public const string PositionHeader = "ticker,qty,avg_price";
    public const string ExecutionLogHeader = "symbol,side,shares,fill_price,fill_time,commission,notes";
    public const string CurrentPositionHeader = "symbol,shares,avg_cost,last_updated";

    static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFF");
    static readonly LocalTimePattern TimeOnly = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss;FFFFFFF");
    static readonly OffsetDateTimePattern WithOffset = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFFo<m>");

    public static byte[] Recommendations(IEnumerable<Recommendation> made) => Table(
        RecommendationHeader,
        "\r\n",
        made.Select(r => Row(r.EffectiveOn.ToString(), Word(r.Symbol.Name), r.Side.Word, r.Limit is { } limit ? Plain.Money(limit.PerUnit) : "", r.Target.ToString(), Word(r.Note))));

    /// <param name="zone">The market's: times are local and carry no zone.</param>
    public static byte[] Fills(IEnumerable<FillRecorded> fills, DateTimeZone zone) => Table(
        FillHeader,
        "\r\n",
        fills.Select(e => Row(
            e.Day.ToString(), Word(e.Fill.Symbol.Name), e.Fill.Side.Word, e.Fill.Quantity.ToString(), Plain.Money(e.Fill.Price.PerUnit), Stamp(e.At, zone),
            Word(e.Detail.Broker), Word(e.Detail.OrderId), Word(e.Detail.Note))));

    public static byte[] Positions(IEnumerable<Position> open) => Table(
        PositionHeader,
        "\r\n",
        open.OrderBy(p => p.Symbol).Select(p => Row(Word(p.Symbol.Name), p.Units.ToString(), Digits.Fixed(Average(p), 4))));

    /// <summary>Times of day only: the day is the folder's name.</summary>
    public static byte[] ExecutionLog(IEnumerable<FillRecorded> fills, DateTimeZone zone) => Table(
        ExecutionLogHeader,
        "\n",
        fills.Select(e => Row(
            Word(e.Fill.Symbol.Name), e.Fill.Side.Word, e.Fill.Quantity.ToString(), Plain.Money(e.Fill.Price.PerUnit),
            e.At is { } at ? TimeOnly.Format(at.InZone(zone).TimeOfDay) : "", Plain.Money(e.Fill.Fee), Word(e.Detail.Note))));

    public static byte[] CurrentPositions(IEnumerable<Position> open, TradeDate day) => Table(
        CurrentPositionHeader,
        "\n",
        open.OrderBy(p => p.Symbol).Select(p => Row(Word(p.Symbol.Name), p.Units.ToString(), Digits.Fixed(Average(p), 4), day.ToString())));

    static decimal Average(Position p) => p.GrossCost / p.Units.Value / p.Instrument.PointValue;

    static byte[] Table(string header, string end, IEnumerable<string> rows)
    {
        StringBuilder text = new(header + end);
        foreach (var row in rows) text.Append(row).Append(end);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static string Row(params ReadOnlySpan<string> cells) => string.Join(',', cells);

    // Cells are quoted where they have to be and nowhere else.
    static string Word(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var guarded = FormulaGuard.Guard(text);
        return guarded.AsSpan().ContainsAny(",\"\r\n") ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded;
    }

    // Local without a zone, as the tracker wrote it; in the hour that comes twice only the offset says which.
    static string Stamp(Instant? at, DateTimeZone zone)
    {
        if (at is not { } instant) return "";
        var local = instant.InZone(zone);
        return zone.MapLocal(local.LocalDateTime).Count == 1 ? Seconds.Format(local.LocalDateTime) : WithOffset.Format(local.ToOffsetDateTime());
    }
}
