using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>Reads the row a walk stands on. False where the row is refused, which is then said in <paramref name="refused"/>.</summary>
delegate bool ReadRow<TReport>(CsvWalk walk, Rejections refused, out TReport report);

/// <summary>
/// A file of reports, read twice: the first time to check every row and to hash the bytes, the second time to record them. The second
/// reading fails if the bytes are not those of the first, so that what was checked is what is recorded.
/// </summary>
public sealed class StatementFile<TReport>
{
    readonly CsvShape? shape;
    readonly Func<ReadRow<TReport>>? reader;

    internal StatementFile(Checked found, CsvShape? shape, Func<ReadRow<TReport>>? reader) => (Checked, this.shape, this.reader) = (found, shape, reader);

    public Checked Checked { get; }

    /// <summary>The rows again, one by one, with everything kept.</summary>
    /// <exception cref="RefusedException">The file was refused when it was checked.</exception>
    public Rows<TReport> Open()
    {
        Checked.ThrowIfRefused();
        return new(shape!, reader!(), Checked);
    }
}

/// <summary>The rows of a checked file. Not for use by two threads.</summary>
public sealed class Rows<TReport> : IDisposable
{
    readonly CsvWalk walk;
    readonly ReadRow<TReport> read;
    readonly CsvShape shape;
    readonly Checked check;
    readonly Rejections refused = new();

    internal Rows(CsvShape shape, ReadRow<TReport> read, Checked check)
    {
        (this.shape, this.read, this.check) = (shape, read, check);
        walk = new(shape, new Remarks(), refused);
    }

    /// <summary>The row last read, as it stands in the file.</summary>
    public string CurrentRow => walk.Raw;

    public int CurrentLine => walk.Line;

    /// <summary>Bytes of the file read so far, for progress.</summary>
    public long BytesRead => walk.BytesRead;

    /// <exception cref="RefusedException">The file is not what was checked: it changed meanwhile.</exception>
    public bool Read(out TReport report)
    {
        try
        {
            if (walk.Next())
            {
                if (read(walk, refused, out report) && refused.Count == 0) return true;
                throw Changed();
            }
        }
        catch (RefusedException e) when (e.Rejections[0].Code != Codes.ChangedWhileRead)
        {
            throw Changed();
        }

        if (refused.Count > 0 || walk.Sha256 != check.Sha256) throw Changed();
        report = default!;
        return false;
    }

    RefusedException Changed() => new(Codes.ChangedWhileRead, new(shape.File.Name), "the file is not the one that was checked a moment ago");

    public void Dispose() => walk.Dispose();
}

/// <summary>What is done with each row of a first reading.</summary>
delegate void SeeRow<TReport>(CsvWalk walk, in TReport report);

/// <summary>The first reading of a file.</summary>
static class FirstReading
{
    /// <summary>Reads every row, and gathers what is wrong and what is worth saying.</summary>
    /// <returns>How many rows make reports, and the hash of the file where it was read to its end.</returns>
    public static (long Rows, string Sha256) Of<TReport>(CsvShape shape, ReadRow<TReport> read, Remarks remarks, Rejections refused, SeeRow<TReport> see)
    {
        var rows = 0L;
        try
        {
            using CsvWalk walk = new(shape, remarks, refused);
            while (walk.Next())
            {
                if (!read(walk, refused, out var report)) continue;
                rows++;
                see(walk, report);
            }

            return (rows, walk.Sha256);
        }
        catch (RefusedException e)
        {
            foreach (var rejection in e.Rejections) refused.Add(rejection);
            return (rows, "");
        }
    }

    public static Checked Checked(string layout, long rows, long held, string sha256, Remarks remarks, Rejections refused)
    {
        if (rows == 0 && refused.Count == 0) remarks.Say("the file has a header and no rows");
        // Faults of rows that were judged late come late; a person mends a file from the top.
        Rejection[] ordered = [.. refused.First.OrderBy(r => r.Place.Line)];
        return new(layout, rows, held, ordered, refused.Count, remarks.Sentences, sha256);
    }

    /// <summary>A file that could not even be begun.</summary>
    public static StatementFile<TReport> Refused<TReport>(RefusedException e) =>
        new(new("", 0, 0, e.Rejections, e.Rejections.Count, [], ""), null, null);

    /// <summary>Moves a row's faults to the file's, as one where the row is not of the kind of the others at all.</summary>
    public static bool Refuse(CsvWalk walk, int symbolColumn, Rejections row, Rejections refused)
    {
        if (Totals.IsWord(walk[0]) || Totals.IsWord(walk[symbolColumn]))
        {
            refused.Add(Codes.TotalsRow, walk.Place, "a row of totals");
            return false;
        }

        foreach (var rejection in row.First) refused.Add(rejection);
        return false;
    }
}
