using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>How the rows below a header are walked.</summary>
/// <param name="Skips">With the column each looks at.</param>
sealed record CsvShape(TextFile File, Header Header, string? Encoding, IReadOnlyList<(int Column, SkipRule Rule)> Skips);

/// <summary>
/// The data rows of a file, one after the other: every row has the header's number of fields and is neither empty nor the header again.
/// What is not so is refused or remarked, never passed over in silence.
/// </summary>
sealed class CsvWalk : IDisposable
{
    readonly CsvShape shape;
    readonly CsvRecords records;
    readonly Remarks remarks;
    readonly Rejections refused;
    Rejection? shortRow;

    public CsvWalk(CsvShape shape, Remarks remarks, Rejections refused)
    {
        this.shape = shape;
        this.remarks = remarks;
        this.refused = refused;
        records = new(shape.File, shape.Header.Separator, shape.Encoding);
    }

    public Place Place => records.Place;

    public int Line => records.Line;

    public string Raw => records.Raw;

    public ReadOnlySpan<byte> RawBytes => records.RawBytes;

    public string Sha256 => records.Sha256;

    public long BytesRead => records.BytesRead;

    /// <summary>The field in a column; empty where the file has no such column.</summary>
    public ReadOnlySpan<byte> this[int column] => column < 0 ? default : records[column];

    public Place PlaceOf(int column) => column < 0 ? records.Place : records.PlaceOf(column);

    /// <summary>Moves to the next data row.</summary>
    public bool Next()
    {
        while (records.Read(refused))
        {
            if (records.Line <= shape.Header.Line) continue;
            Settle(last: false);
            if (records.Count != shape.Header.Names.Count)
            {
                Wrong();
                continue;
            }

            if (IsHeaderAgain())
            {
                remarks.Count(Remark.RepeatedHeader);
                continue;
            }

            if (IsEmpty())
            {
                remarks.Count(Remark.EmptyRow);
                continue;
            }

            if (!IsSkipped()) return true;
        }

        Settle(last: true);
        return false;
    }

    /// <summary>A row of another length is judged once it is known whether more follows: at the end of a file without a last line break it was cut off.</summary>
    void Wrong()
    {
        if (IsSkipped()) return;
        var first = records[0];
        if (first.StartsWith("<<<<<<<"u8) || first.StartsWith("======="u8) || first.StartsWith(">>>>>>>"u8))
        {
            refused.Add(Codes.MergeMarker, records.Place, "a line of an unfinished merge");
            return;
        }

        var (found, expected) = (records.Count, shape.Header.Names.Count);
        var rejection = Totals.IsWord(first)
            ? new Rejection(Codes.TotalsRow, records.Place, $"a row of totals with {found} of {expected} fields")
            : new Rejection(Codes.RowLength, records.Place, $"the row has {found} fields and the header has {expected}",
                found > expected ? "a comma inside a text needs quotes around the whole field" : "every row needs all fields; an empty one is two commas");
        if (found < expected) shortRow = rejection;
        else refused.Add(rejection);
    }

    void Settle(bool last)
    {
        if (shortRow is not { } row) return;
        shortRow = null;
        refused.Add(last && !records.EndsInNewLine ? new(Codes.CutOff, row.Place, $"the last line is cut off: {row.Found}") : row);
    }

    bool IsHeaderAgain() => records.RawBytes.SequenceEqual(shape.Header.Raw);

    bool IsEmpty()
    {
        for (var i = 0; i < records.Count; i++)
        {
            var field = records[i];
            if (!field.IsEmpty && (field[0] > ' ' || !field.Trim(" \t"u8).IsEmpty)) return false;
        }

        return true;
    }

    bool IsSkipped()
    {
        foreach (var (column, rule) in shape.Skips)
        {
            if (column >= records.Count || !rule.Skips(records[column])) continue;
            if (!rule.IsPartOfLayout) remarks.Count(Remark.SkippedByProfile);
            return true;
        }

        return false;
    }

    public void Dispose() => records.Dispose();
}

/// <summary>Rows that sum up others.</summary>
static class Totals
{
    public static bool IsWord(ReadOnlySpan<byte> field)
    {
        var text = Encoding.UTF8.GetString(field[..Math.Min(field.Length, 60)]).Trim().TrimEnd(':').ToUpperInvariant();
        return text is "TOTAL" or "TOTALS" or "SUBTOTAL" or "SUB TOTAL" or "SUM" || text.StartsWith("TOTAL ", StringComparison.Ordinal)
            || text.EndsWith(" TOTAL", StringComparison.Ordinal) || text.EndsWith(" TOTALS", StringComparison.Ordinal);
    }
}
