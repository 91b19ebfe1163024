using System.Text;
using CsvHelper;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>
/// The records of a separated text, each with its physical line, and every field with its column. Quotes that do not belong are
/// refused and gathered, blank lines and lines that begin with <c>#</c> are passed over. The bytes of a field are valid until the next read.
/// </summary>
sealed class CsvRecords : IDisposable
{
    /// <summary>A line of a statement is some hundred bytes; what is longer than this is not one.</summary>
    const int LongestLine = 1 << 20;
    public const int MostColumns = 500;

    readonly TextFile file;
    readonly string? encoding;
    readonly char separator;
    readonly CheckedText text;
    readonly CsvReader reader;
    CsvMalformedRecord? malformed;

    public CsvRecords(TextFile file, char separator, string? encoding)
    {
        this.file = file;
        this.separator = separator;
        this.encoding = encoding;
        text = file.Open(encoding);
        reader = CsvReader.Create(text, new()
        {
            HasHeader = false,
            Separator = separator,
            CommentPrefix = '#',
            TrackLineNumbers = true,
            MaxRecordSize = LongestLine,
            BufferSize = text.BlockSize,
            Encoding = new UTF8Encoding(false),
            OnMalformedRecord = found => malformed = found,
        });
    }

    public int Count { get; private set; }

    /// <summary>Where the record starts, 1-based.</summary>
    public int Line { get; private set; }

    public ReadOnlySpan<byte> this[int column] => reader.GetSpan(column);

    public Place Place => new(file.Name, Line);

    /// <summary>The record as it stands in the file.</summary>
    public string Raw => Encoding.UTF8.GetString(reader.RawRecord);

    public ReadOnlySpan<byte> RawBytes => reader.RawRecord;

    public string Sha256 => text.Sha256;

    public long BytesRead => text.RawBytes;

    public bool EndsInNewLine => text.EndsInNewLine;

    /// <summary>Moves to the next record that is whole; those that are not are added to <paramref name="refused"/>.</summary>
    public bool Read(Rejections refused)
    {
        while (true)
        {
            malformed = null;
            try
            {
                if (!reader.Read()) return false;
            }
            catch (CsvFormatException e)
            {
                // The one thing that still throws: a record longer than any line. Nothing after it can be read.
                refused.Add(TooLong((int)e.LineNumber));
                return false;
            }

            Count = reader.FieldCount;
            Line = (int)reader.LineNumber;
            if (malformed is { } found)
            {
                refused.Add(Malformed(found));
                continue;
            }

            if (Count > MostColumns)
            {
                refused.Add(Codes.TooManyColumns, Place, $"the line has {Count} columns");
                continue;
            }

            if (Count != 1 || !reader.GetSpan(0).Trim(" \t"u8).IsEmpty) return true;
        }
    }

    /// <summary>Line and column of a field: inside a record that spans lines, those of the field and not of the record.</summary>
    public Place PlaceOf(int column)
    {
        if (column < 0 || column >= Count) return Place;
        return reader.RawRecord.Overlaps(reader.GetRawSpan(column), out var offset) ? At(offset) : At(OffsetOf(column));
    }

    /// <summary>An empty field overlaps nothing; it stands behind the separator after the field before it.</summary>
    int OffsetOf(int column)
    {
        var offset = 0;
        for (var i = 0; i < column; i++) offset += reader.GetRawSpan(i).Length + 1;
        return Math.Min(offset, reader.RawRecord.Length);
    }

    Place At(int offset)
    {
        var (line, column) = Walk(reader.RawRecord[..offset]);
        return new(file.Name, Line + line, column);
    }

    /// <summary>Line breaks in some text, and the 1-based column behind its end.</summary>
    static (int Lines, int Column) Walk(ReadOnlySpan<byte> before)
    {
        int lines = 0, column = 1;
        for (var i = 0; i < before.Length; i++)
        {
            var b = before[i];
            if (b == '\r' && i + 1 < before.Length && before[i + 1] == '\n') continue;
            if (b is (byte)'\n' or (byte)'\r')
            {
                lines++;
                column = 1;
            }
            else if ((b & 0xC0) != 0x80)
            {
                column++;
            }
        }

        return (lines, column);
    }

    Rejection Malformed(CsvMalformedRecord found)
    {
        var opened = Opened();
        var isUnclosed = found.Reason == CsvMalformedReason.UnterminatedQuote;
        // A quote that closes lines below is one that was never closed, met by the next field that has quotes.
        isUnclosed |= found.Reason == CsvMalformedReason.TextAfterClosingQuote && opened >= 0 && reader.GetRawSpan(opened).ContainsAny((byte)'\n', (byte)'\r');
        if (isUnclosed)
            return new(Codes.UnclosedQuote, opened >= 0 ? PlaceOf(opened) : Place, "a quote is opened here and never closed");
        var offset = (int)Math.Clamp(found.ByteOffset - reader.ByteOffset, 0, reader.RawRecord.Length);
        return new(Codes.StrayQuote, At(offset), found.Reason == CsvMalformedReason.TextAfterClosingQuote ? "text follows a closing quote" : "a quote stands inside a field that is not quoted");
    }

    /// <summary>The first quoted field that does not end in its own quote, or −1.</summary>
    int Opened()
    {
        for (var i = 0; i < Count; i++)
        {
            var raw = reader.GetRawSpan(i);
            if (raw.IsEmpty || raw[0] != '"') continue;
            var quotes = raw.Count((byte)'"');
            if (quotes % 2 != 0 || raw[^1] != '"') return i;
        }

        return -1;
    }

    /// <summary>A record longer than a line can be is most often the rest of a file behind a quote that is never closed.</summary>
    Rejection TooLong(int line)
    {
        try
        {
            using StreamReader again = new(file.Open(encoding), Encoding.UTF8);
            for (var i = 1; i < line; i++)
                if (again.ReadLine() is null) return new(Codes.LineTooLong, new(file.Name, line), "the line is longer than 1 MB");
            var start = new char[1 << 16];
            var got = again.ReadBlock(start);
            var end = start.AsSpan(0, got).IndexOfAny('\n', '\r');
            if (end >= 0 && UnclosedIn(start.AsSpan(0, end)) is var column and > 0)
                return new(Codes.UnclosedQuote, new(file.Name, line, column), "a quote is opened here and never closed");
        }
        catch (Exception e) when (e is RefusedException or IOException)
        {
            // What is wrong further on does not matter to where this record began.
        }

        return new(Codes.LineTooLong, new(file.Name, line), "the line is longer than 1 MB");
    }

    /// <summary>The 1-based column of the last quote that opens a field and stays open to the end of the line; 0 where none does.</summary>
    int UnclosedIn(ReadOnlySpan<char> line)
    {
        var opened = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '"') continue;
            if (opened > 0) opened = 0;
            else if (i == 0 || line[i - 1] == separator || line[i - 1] == '"') opened = i + 1;
        }

        return opened;
    }

    public void Dispose() => reader.Dispose();
}
