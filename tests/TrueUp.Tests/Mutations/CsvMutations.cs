using System.Text;
using System.Text.Unicode;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using Xunit;

namespace TrueUp.Tests.Mutations;

/// <summary>What reading a file came to.</summary>
/// <param name="Refused">The first of them.</param>
/// <param name="RefusedCount">All of them; 0 is a file that was read.</param>
/// <param name="Rows">How many rows were read, where none was refused.</param>
sealed record Reading(IReadOnlyList<Rejection> Refused, long RefusedCount, long Rows)
{
    public static Reading Of(long rows) => new([], 0, rows);

    public static Reading Of(RefusedException e) => new(e.Rejections, e.Total, 0);

    /// <summary>Of a file that is read twice: where it is read at all, both times alike.</summary>
    public static Reading Of<TReport>(StatementFile<TReport> file)
    {
        var found = file.Checked;
        Judgment.OfNotes(found.Notes);
        if (found.IsRefused) return new(found.Refused, found.RefusedCount, 0);
        using var once = file.Open();
        using var again = file.Open();
        for (var row = 0L; ; row++)
        {
            var more = once.Read(out var report);
            if (again.Read(out var same) != more || (more && !EqualityComparer<TReport>.Default.Equals(report, same))) Assert.Fail($"row {row} is read in two ways: {report} and {same}");
            if (more) continue;
            Assert.Equal(found.Rows, row);
            return new([], 0, row);
        }
    }
}

/// <summary>
/// P22 for readers of CSV. A mutated row is an input: some dozens go into one file, as a file costs thirty times what a row does to read, and those that
/// were refused are then taken out, so that what is left must be read. One input in twenty is a whole document, in which nothing is left alone.
/// </summary>
static class CsvMutations
{
    /// <summary>Fewer than the refusals that are kept, so that every refused row is named.</summary>
    const int RowsInAFile = 40;
    const int DocumentsInAHundred = 5;
    const int LongDocument = 1000;

    /// <param name="files">Good files, the header first.</param>
    /// <param name="read">Must end in a reading, or in a <see cref="RefusedException"/>; the number makes one choice of many.</param>
    public static void Hold(string[] files, string name, Func<TextFile, int, Reading> read)
    {
        foreach (var file in files) Assert.Equal(0, Read(Encoding.UTF8.GetBytes(file), name, read, 6, "original").RefusedCount);

        var documents = Math.Max(1, Mutant.Inputs / 100 * DocumentsInAHundred);
        for (var i = 0; i < documents; i++) Document(files, name, read, Mutant.FirstSeed + i);

        var (accepted, refused) = (0L, 0L);
        for (var i = 0; i < (Mutant.Inputs - documents) / RowsInAFile; i++)
        {
            var (some, others) = Rows(files, name, read, Mutant.FirstSeed + i);
            (accepted, refused) = (accepted + some, refused + others);
        }

        // Mutations that nothing survives, or that change nothing, would prove little.
        Assert.True(accepted * 20 > refused && refused * 20 > accepted, $"{accepted} mutated rows were read and {refused} refused");
    }

    static void Document(string[] files, string name, Func<TextFile, int, Reading> read, int seed)
    {
        Chance chance = new((ulong)seed);
        Mutant mutant = new();
        var file = files[chance.Next(files.Length)];
        // The first lines of a long file are as good as all of it.
        var end = file.Length;
        if (end > LongDocument) end = file.IndexOf('\n', LongDocument) + 1;
        mutant.Become(Encoding.UTF8.GetBytes(file[..end]));
        for (var left = chance.Next(5) + 1; left > 0; left--) mutant.Change(ref chance);
        Read(mutant.Bytes.ToArray(), name, read, seed, "document");
    }

    static (long Accepted, long Refused) Rows(string[] files, string name, Func<TextFile, int, Reading> read, int seed)
    {
        Chance chance = new((ulong)seed);
        var lines = files[chance.Next(files.Length)].TrimEnd('\n').Split('\n');
        List<byte[]> rows = [];
        Mutant mutant = new();
        while (rows.Count < RowsInAFile)
        {
            mutant.Become(Encoding.UTF8.GetBytes(lines[1 + chance.Next(lines.Length - 1)]));
            for (var left = chance.Next(3); left >= 0; left--) mutant.ChangeRow(ref chance);
            // Whatever makes the file no text, or one row out of several, is done to whole documents.
            if (Utf8.IsValid(mutant.Bytes) && !mutant.Bytes.ContainsAny((byte)0, (byte)'\n', (byte)'\r') && mutant.Bytes.Count((byte)'"') % 2 == 0) rows.Add(mutant.Bytes.ToArray());
        }

        while (true)
        {
            var reading = Read(File(lines[0], rows), name, read, seed, "rows");
            if (reading.RefusedCount == 0) return (reading.Rows, RowsInAFile - rows.Count);
            HashSet<int> wrong = [.. reading.Refused.Select(r => r.Place.Line - 2)];
            List<byte[]> left = [.. rows.Where((_, i) => !wrong.Contains(i))];
            // A refusal of the file as a whole names no row; rows that were joined by a quote name one that is not there.
            if (left.Count is var count && (count == rows.Count || count == 0)) return (0, RowsInAFile);
            rows = left;
        }
    }

    static byte[] File(string header, List<byte[]> rows)
    {
        var file = new byte[Encoding.UTF8.GetByteCount(header) + 1 + rows.Sum(r => r.Length + 1)];
        var at = Encoding.UTF8.GetBytes(header, file);
        file[at++] = (byte)'\n';
        foreach (var row in rows)
        {
            row.CopyTo(file, at);
            at += row.Length;
            file[at++] = (byte)'\n';
        }

        return file;
    }

    static Reading Read(byte[] bytes, string name, Func<TextFile, int, Reading> read, int seed, string what)
    {
        try
        {
            var reading = Whole(TextFile.Of(bytes, name), read, seed);
            if (reading.RefusedCount == 0) return reading;
            Judgment.Of(reading.Refused, name);
            Assert.True(reading.Refused.Count == Math.Min(reading.RefusedCount, Rejections.Kept), $"{reading.RefusedCount} refusals and {reading.Refused.Count} of them kept");
            return reading;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what} {seed} (TRUEUP_FUZZ_SEED={seed} TRUEUP_FUZZ=100): {e.GetType().Name} {e.Message}\n{e.StackTrace}\n{Encoding.UTF8.GetString(bytes)}");
            throw;
        }
    }

    static Reading Whole(TextFile file, Func<TextFile, int, Reading> read, int seed)
    {
        try
        {
            return read(file, seed);
        }
        catch (RefusedException e)
        {
            return Reading.Of(e);
        }
    }
}
