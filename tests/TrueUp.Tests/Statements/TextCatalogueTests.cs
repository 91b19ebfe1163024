using System.IO.Compression;
using System.Text;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using Xunit;

namespace TrueUp.Tests.Statements;

/// <summary>The catalogue of text files (T1 to T37). Each case is the smallest file that has it; <c>{row}</c> stands for a good row of fills.</summary>
public sealed class TextCatalogueTests
{
    const string Header = "date,symbol,side,qty,price,note\n";
    const string Row = "2026-01-05,DOUG,buy,13,2.59,ok\n";

    public static TheoryData<string, string, string> Cases => new()
    {
        { "T1 zero bytes", "", "TU1101 0" },
        { "T1 only blank lines and remarks", "\n\n# nothing\n", "TU1101 0" },
        { "T2 header only", Header, "0 rows; the file has a header and no rows" },
        { "T3 byte order mark", "\uFEFF" + Header + Row, "1 rows" },
        { "T7 NUL in a field", Header + "2026-01-05,DOUG,buy,13,2.5\09,ok\n", "TU1104 2:27" },
        { "T8 carriage returns only", (Header + Row + Row).Replace('\n', '\r'), "2 rows" },
        { "T9 mixed line ends", "date,symbol,side,qty,price,note\r\n" + Row + "2026-01-05,DOUG,buy,13,2.59,ok\r" + Row, "3 rows" },
        { "T10 no last line end", Header + Row.TrimEnd('\n'), "1 rows" },
        { "T11 last line cut off", Header + Row + "2026-01-05,DOUG,bu", "TU1105 3" },
        { "T11 the same with a line end is a short row", Header + Row + "2026-01-05,DOUG,bu\n", "TU1114 3" },
        { "T12 unclosed quote", Header + "2026-01-05,DOUG,buy,13,2.59,\"oh no\n" + Row, "TU1106 2:29" },
        { "T12 unclosed quote closed by a later one", Header + "2026-01-05,DOUG,buy,13,2.59,\"oh no\n2026-01-05,DOUG,buy,13,2.59,\"fine\"\n" + Row, "TU1106 2:29" },
        { "T13 quote inside a bare field", Header + "2026-01-05,DOUG,buy,13,2.59,5\" pipe\n" + Row, "TU1107 2:30" },
        { "T13 text behind a closing quote", Header + "2026-01-05,DOUG,buy,13,2.59,\"a\"b\n" + Row, "TU1107 2:32" },
        { "T14 line end in quotes", Header + "2026-01-05,DOUG,buy,13,2.59,\"two\nlines\"\n2026-01-05,DOUG,buy,x,2.59,ok\n", "TU1207 4:21" },
        { "T14 a fault behind a line end in quotes", "note,date,symbol,side,qty,price\n\"two\r\nlines\",2026-01-05,DOUG,buy,x,2.59\n", "TU1207 3:28" },
        { "T15 a line of 2 MB", Header + "2026-01-05,DOUG,buy,13,2.59," + new string('x', 2 << 20) + "\n" + Row, "TU1108 2" },
        { "T12 an unclosed quote before 2 MB", Header + "2026-01-05,DOUG,buy,13,2.59,\"oh no\n" + string.Concat(Enumerable.Repeat(Row, 80_000)), "TU1106 2:29" },
        { "T16 a thousand columns", string.Join(',', Enumerable.Range(0, 1000).Select(i => "c" + i)) + "\n" + Row, "TU1109 1" },
        { "T18 semicolons", "date;symbol;side;qty;price\n2026-01-05;DOUG;buy;13;2.59\n", "1 rows; the separator is a semicolon" },
        { "T18 semicolons and decimal commas", "date;symbol;side;qty;price\n2026-01-05;DOUG;buy;13;2,59\n", "TU1207 2:24" },
        { "T18 semicolons and a group that could be decimals", "date;symbol;side;qty;price\n2026-01-05;DOUG;buy;13;2,590\n", "TU1207 2:24" },
        { "T18 tabs", "date\tsymbol\tside\tqty\tprice\n2026-01-05\tDOUG\tbuy\t13\t2.59\n", "1 rows; the separator is a tab" },
        { "T18 the separator said by Excel", "sep=;\ndate;symbol;side;qty;price\n2026-01-05;DOUG;buy;13;2.59\n", "1 rows; the separator is a semicolon" },
        { "T18 a separator under which nothing is known", "a;b;c\n1;2;3\n", "TU1111 1" },
        { "T19 duplicate column", "date,symbol,side,qty,price,Price\n2026-01-05,DOUG,buy,13,2.59,2.60\n", "TU1112 1:28" },
        { "T19 two columns of one meaning", "date,symbol,ticker,side,qty,price\n2026-01-05,DOUG,PRLD,buy,13,2.59\n", "TU1125 1:13" },
        { "T20 unknown column", "date,symbol,side,qty,price,mood\n2026-01-05,DOUG,buy,13,2.59,fine\n", "1 rows; not read: mood" },
        { "T21 columns missing", "date,symbol,side\n2026-01-05,DOUG,buy\n", "TU1113 1\nTU1113 1" },
        { "T22 header in other case and spaces", " Date , SYMBOL,Side ,Qty,Avg Price\n2026-01-05,DOUG,buy,13,2.59\n", "1 rows" },
        { "T23 columns in another order", "price,qty,side,symbol,date\n2.59,13,buy,DOUG,2026-01-05\n", "1 rows" },
        { "T24 a short and a long row", Header + "2026-01-05,DOUG,buy,13\n" + Row + "2026-01-05,DOUG,buy,13,2.59,a,b\n", "TU1114 2\nTU1114 4" },
        { "T25 merge markers", Header + "<<<<<<< mine\n" + Row + "=======\n" + Row + ">>>>>>> theirs\n", "TU1115 2\nTU1115 4\nTU1115 6" },
        { "T26 a login page", "<!DOCTYPE html>\n<html><body>Please log in</body></html>\n", "TU1116 1" },
        { "T26 a login page behind blank lines", "\n\n  <HTML>\n", "TU1116 1" },
        { "T33 zero-width space in a symbol", Header + "2026-01-05,DO\u200BUG,buy,13,2.59,ok\n", "TU1133 2:12" },
        { "T33 Cyrillic letter in a symbol", Header + "2026-01-05,\u0410APL,buy,13,2.59,ok\n", "TU1133 2:12" },
        { "T34 blank lines and remarks", "# kept by hand\n\n" + Header + "\n# first day\n" + Row + "  \n" + Row, "2 rows" },
        { "T34 a remark inside quotes is text", Header + "2026-01-05,DOUG,buy,13,2.59,\"a\n#b\"\n", "1 rows" },
        { "T35 byte order mark in the middle", Header + Row + "\uFEFF" + Header + Row, "TU1123 3:1" },
        { "T36 header again", Header + Row + Header + Row, "2 rows; 1 row repeating the header, passed over" },
        { "T37 a footer of totals", Header + Row + "TOTAL,,,13,33.67,\n", "TU1124 3" },
        { "T37 totals where the symbol stands", Header + Row + "2026-01-05,TOTAL,buy,13,2.59,\n", "TU1124 3" },
        { "T37 totals with fewer fields", Header + Row + "Transactions Total,33.67\n", "TU1124 3" },
        { "rows of separators", Header + ",,,,,\n" + Row + " , ,,,,\n", "1 rows; 2 rows of separators only, passed over" },
        { "a control character in a note", Header + "2026-01-05,DOUG,buy,13,2.59,be\u0007ep\n", "TU1132 2:29" },
        { "a note of 5,000 characters", Header + "2026-01-05,DOUG,buy,13,2.59," + new string('x', 5000) + "\n", "TU1131 2:29" },
        { "columns count characters, not bytes", Header + "2026-01-05,DOUG,buy,13,2.59,naïve “quoted” text\n2026-01-05,DOUG,buy,13,x,ok\n", "TU1207 3:24" },
        { "every fault of a row", Header + "2026-02-30,D!,hold,x,-1,ok\n", "TU1133 2:12\nTU1401 2:15\nTU1207 2:20\nTU1216 2:22\nTU1301 2:1" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_text_file_is_read_or_refused_by_name_and_place(string name, string text, string expected) =>
        Assert.Equal((name, expected), (name, Said(Given.Fills(text))));

    static string Said(StatementFile<FillReport> file)
    {
        if (file.Checked.IsRefused) return file.Refusals();
        Assert.Equal(file.Checked.Rows, file.Rows().Count);
        return string.Join("; ", [$"{file.Checked.Rows} rows", .. file.Checked.Notes]);
    }

    static StatementFile<FillReport> Bytes(byte[] bytes, string? encoding = null) => FillFile.Check(TextFile.Of(bytes, "fills.csv"), Given.How with { Encoding = encoding });

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void T4_UTF16_with_its_byte_order_mark_is_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var file = Bytes([.. encoding.GetPreamble(), .. encoding.GetBytes(Header + "2026-01-05,DOUG,buy,13,2.59,naïve 😀\n")]);

        Assert.Equal("naïve 😀", Assert.Single(file.Rows()).Detail.Note);
    }

    [Fact]
    public void T4_UTF16_cut_in_a_character_is_refused()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Header + Row), 0x0A];
        Assert.Equal("TU1102 0", Bytes(bytes).Refusals());
    }

    [Fact]
    public void T5_invalid_UTF8_is_refused_at_its_byte()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "2026-01-05,DOUG,buy,13,2.59,a"), 0xC3, 0x28, (byte)'\n'];
        var rejection = Assert.Single(Bytes(bytes).Checked.Refused);

        Assert.Equal("TU1103 fills.csv:2:30: byte 0xC3 at offset 61 is not UTF-8", rejection.Message);
    }

    [Fact]
    public void T5_a_character_cut_off_at_the_end_is_refused_at_its_byte()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + "2026-01-05,DOUG,buy,13,2.59,a"), 0xF0, 0x9F, 0x98];
        Assert.Equal("TU1102 2:30", Bytes(bytes).Refusals());
    }

    [Fact]
    public void T6_curly_quotes_of_an_old_code_page_are_refused_with_the_encoding_to_try()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(Header + "2026-01-05,DOUG,buy,13,2.59,"), 0x93, .. "note"u8, 0x94, (byte)'\n'];
        var rejection = Assert.Single(Bytes(bytes).Checked.Refused);

        Assert.Equal(("TU1103", "read it with --encoding windows-1252"), (rejection.Code.Id, rejection.Code.Hint));
        Assert.Equal("“note”", Assert.Single(Bytes(bytes, "windows-1252").Rows()).Detail.Note);
        Assert.Equal("TU1127 0", Bytes(bytes, "ebcdic").Refusals());
    }

    [Fact]
    public void T5_a_character_across_two_blocks_is_one_character()
    {
        // The reader's blocks are some hundred kilobytes; every alignment of a two-, three- and four-byte character against them must be right.
        foreach (var letter in (string[])["é", "€", "😀"])
            for (var shift = 0; shift < 8; shift++)
            {
                var row = $"2026-01-05,DOUG,buy,13,2.59,{string.Concat(Enumerable.Repeat(letter, 50))}\n";
                var file = Given.Fills(Header + "# " + new string('x', shift) + "\n" + string.Concat(Enumerable.Repeat(row, 3000)));
                Assert.Equal(3000, file.Checked.Rows);
                Assert.All(file.Rows(), r => Assert.Equal(100 * letter.Length / 2, r.Detail.Note!.Length));
            }
    }

    [Fact]
    public void T17_a_file_beyond_256_MB_is_refused_unless_it_is_meant()
    {
        using Folder folder = new();
        var path = folder.Path("big.csv");
        using (var big = File.Create(path))
        {
            big.Write(Encoding.ASCII.GetBytes(Header + Row));
            big.SetLength(TextFile.BytesMost + 1);
        }

        Assert.Equal("TU1110 0", FillFile.Check(TextFile.At(path), Given.How).Refusals());
        // Meant or not, the hole behind the row is no text.
        Assert.Equal("TU1104 3:1", FillFile.Check(TextFile.At(path, large: true), Given.How).Refusals());
    }

    [Theory]
    [InlineData("PK\x03\x04..........[Content_Types].xml", "TU1117")]
    [InlineData("PK\x03\x04............/../etc/passwd", "TU1119")]
    [InlineData("\x1F\u008B\x08", "TU1117")]
    [InlineData("%PDF-1.7", "TU1117")]
    [InlineData("\u00D0\u00CF\u0011\u00E0", "TU1117")]
    [InlineData("SQLite format 3", "TU1117")]
    [InlineData("<?xml version=\"1.0\"?>", "TU1117")]
    public void T27_T29_another_kind_of_file_called_csv_is_refused_by_its_real_kind(string start, string code)
    {
        using Folder folder = new();
        Assert.Equal(code + " 0", FillFile.Check(TextFile.At(folder.File("fills.csv", Encoding.Latin1.GetBytes(start))), Given.How).Refusals());
    }

    static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }

    [Fact]
    public void A_compressed_file_is_read_by_what_it_is_and_named()
    {
        using Folder folder = new();
        var packed = Gzip(Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(1, 500).Select(i => Row.Replace("13", $"{i}", StringComparison.Ordinal)))));

        var file = FillFile.Check(TextFile.At(folder.File("fills.csv.gz", packed)), Given.How);
        Assert.Equal(500, file.Rows().Count);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(packed)), file.Checked.Sha256);
        Assert.Equal("TU1117 0", FillFile.Check(TextFile.At(folder.File("plain.csv.gz", Encoding.UTF8.GetBytes(Header))), Given.How).Refusals());
        foreach (var cut in (int[])[1, 4, 9, packed.Length / 2])
            Assert.StartsWith("TU1105", FillFile.Check(TextFile.At(folder.File("cut.csv.gz", packed[..^cut])), Given.How).Refusals(), StringComparison.Ordinal);
        packed[packed.Length / 2] ^= 0x55;
        Assert.True(FillFile.Check(TextFile.At(folder.File("broken.csv.gz", packed)), Given.How).Checked.IsRefused);
    }

    [Fact]
    public void T28_a_file_that_expands_a_hundredfold_is_refused_before_it_is_expanded()
    {
        using Folder folder = new();
        var bomb = Gzip(Encoding.UTF8.GetBytes(Header + new string('\n', 64 << 20)));
        Assert.Equal("TU1118 0", FillFile.Check(TextFile.At(folder.File("bomb.csv.gz", bomb)), Given.How).Refusals());
    }

    [Fact]
    public void T30_a_folder_a_pipe_and_a_device_are_not_files()
    {
        using Folder folder = new();
        Assert.Equal("TU1120", Refused(() => TextFile.At(folder.Root)));
        Assert.Equal("TU1120", Refused(() => TextFile.At("/dev/null")));
        var pipe = folder.Path("pipe.csv");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe)) made.WaitForExit();
        Assert.Equal("TU1120", Refused(() => TextFile.At(pipe)));
    }

    [Fact]
    public void T31_a_file_that_is_not_there_or_may_not_be_read_is_refused()
    {
        using Folder folder = new();
        Assert.Equal("TU1121", Refused(() => TextFile.At(folder.Path("nothing.csv"))));
        Assert.Equal("TU1121", Refused(() => TextFile.At("a\0b.csv")));
        if (OperatingSystem.IsWindows() || Environment.UserName == "root") return;
        var path = folder.File("mine.csv", Encoding.UTF8.GetBytes(Header));
        File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.Equal("TU1121 0", FillFile.Check(TextFile.At(path), Given.How).Refusals());
    }

    static string Refused(Func<TextFile> open) => Assert.Throws<RefusedException>(open).Rejections[0].Code.Id;

    [Theory]
    [InlineData("2026-01-05,DOUG,buy,14,2.59,ok\n")]
    [InlineData("2026-01-05,DOUG,buy,x,2.59,ok\n")]
    [InlineData("2026-01-05,DOUG,buy,13\n")]
    [InlineData("2026-01-05,DOUG,buy,13,2.59,\0\n")]
    [InlineData("")]
    public void T32_a_file_that_changes_between_checking_and_recording_is_refused(string instead)
    {
        using Folder folder = new();
        var path = folder.File("fills.csv", Encoding.UTF8.GetBytes(Header + Row + Row));
        var file = FillFile.Check(TextFile.At(path), Given.How);
        file.Checked.ThrowIfRefused();
        File.WriteAllText(path, Header + Row + instead);

        using var rows = file.Open();
        var refused = Assert.Throws<RefusedException>(() =>
        {
            while (rows.Read(out _))
            {
            }
        });
        Assert.Equal("TU1122", refused.Rejections[0].Code.Id);
    }

    [Fact]
    public void T32_a_file_that_is_gone_before_it_is_recorded_is_refused()
    {
        using Folder folder = new();
        var path = folder.File("fills.csv", Encoding.UTF8.GetBytes(Header + Row));
        var file = FillFile.Check(TextFile.At(path), Given.How);
        File.Delete(path);

        Assert.Throws<RefusedException>(() => file.Open());
    }

    [Fact]
    public void All_faults_of_a_file_are_counted_and_the_first_fifty_are_kept_in_order()
    {
        var file = Given.Fills(Header + string.Concat(Enumerable.Repeat("2026-01-05,DOUG,hold,13,2.59,ok\n", 1234)));

        Assert.Equal((1234, 50), (file.Checked.RefusedCount, file.Checked.Refused.Count));
        Assert.Equal(Enumerable.Range(2, 50), file.Checked.Refused.Select(r => r.Place.Line));
        Assert.Equal(1234, Assert.Throws<RefusedException>(file.Checked.ThrowIfRefused).Total);
    }

    [Fact]
    public void A_row_can_be_quoted_as_it_stands_in_the_file()
    {
        using var rows = Given.Fills(Header + "2026-01-05,DOUG,buy,13,2.59,\"a, \"\"b\"\"\"\n").Open();
        Assert.True(rows.Read(out _));
        Assert.Equal((2, "2026-01-05,DOUG,buy,13,2.59,\"a, \"\"b\"\"\""), (rows.CurrentLine, rows.CurrentRow));
    }

    [Fact]
    public void A_million_rows_need_no_more_memory_than_a_thousand()
    {
        using Folder folder = new();
        var path = folder.Path("many.csv");
        using (StreamWriter many = new(path))
        {
            many.Write("fill_id,ts,account,symbol,side,qty,price,commission,order_id\n");
            for (var i = 0; i < 300_000; i++) many.Write($"{i},2026-01-05T14:30:{i % 60:00}Z,A,S{i % 500},buy,{i % 900 + 1},{i % 1000}.25,0.35,O{i}\n");
        }

        FillFile.Check(TextFile.At(path), Given.How);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = FillFile.Check(TextFile.At(path), Given.How);
        Assert.Equal(300_000, file.Checked.Rows);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 24 << 20);
    }
}

/// <summary>A folder of its own for one test.</summary>
sealed class Folder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("trueup-statements-").FullName;

    public string Path(string name) => System.IO.Path.Combine(Root, name);

    public string File(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(Path(name), bytes);
        return Path(name);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
