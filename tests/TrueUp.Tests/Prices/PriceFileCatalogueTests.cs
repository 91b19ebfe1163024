using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using Xunit;

namespace TrueUp.Tests.Prices;

/// <summary>
/// The catalogue of bad input (reliability, section 6) for price files: text T, numbers N, dates D and the prices' own P. R refuses and
/// writes nothing, A accepts, AN accepts and says so, H holds. Cases about fills, zones, zips and standard input are not of price files.
/// </summary>
public sealed class PriceFileCatalogueTests : IDisposable
{
    readonly Shelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Theory]
    [InlineData("T1", "", "TU1101 DOUG.csv:")]
    [InlineData("T7", "date,close\n2026-01-05,1\00", "TU1104 DOUG.csv:2:13:")]
    [InlineData("T11", "date,close,volume\n2026-01-05,10,100\n2026-01-06,10", "TU1105 DOUG.csv:3:")]
    [InlineData("T12", "date,close\n2026-01-05,\"10\n2026-01-06,10", "TU1106 DOUG.csv:2:12:")]
    [InlineData("T13", "date,close\n2026-01-05,1\"0\n", "TU1107 DOUG.csv:2:")]
    [InlineData("T19", "date,close,Close\n2026-01-05,10,11\n", "TU1112 DOUG.csv:1:")]
    [InlineData("T21", "date,open,high\n2026-01-05,10,11\n", "TU1601 DOUG.csv:1: there is no close, and column \"open\" is not a symbol; the columns are date, open, high")]
    [InlineData("T21", "day_of_week,close\nMon,10\n", "TU1601 DOUG.csv:1: there is no date column; the columns are day_of_week, close")]
    [InlineData("T24", "date,close\n2026-01-05,10,11\n2026-01-06\n", "TU1114 DOUG.csv:2:|TU1114 DOUG.csv:3:")]
    [InlineData("T25", "date,close\n<<<<<<< HEAD\n2026-01-05,10\n", "TU1115 DOUG.csv:2:")]
    [InlineData("T26", "<!DOCTYPE html><html><body>Sign in</body></html>", "TU1116 DOUG.csv:1:")]
    [InlineData("T27", "PK\u0003\u0004 [Content_Types].xml", "TU1117 DOUG.csv: the file is an Excel workbook")]
    [InlineData("T33", "date,symbol,close\n2026-01-05,DO\u200BUG,10\n", "TU1133 DOUG.csv:2:12:")]
    [InlineData("T33", "date,symbol,close\n2026-01-05,D\u041EUG,10\n", "U+041E")]
    [InlineData("T37", "date,close\n2026-01-05,10\nTotal,10\n", "TU1124 DOUG.csv:3:")]
    [InlineData("N1", "date,close\n2026-01-05,\"1,25\"\n", "TU1207 DOUG.csv:2:12: close \"1,25\" is not a number with a decimal point")]
    [InlineData("N3", "date,close\n2026-01-05,\"1,2,3\"\n", "TU1206 DOUG.csv:2:12:")]
    [InlineData("N4", "date,close\n2026-01-05,\"1.234,56\"\n", "TU1207 DOUG.csv:2:12:")]
    [InlineData("N5", "date,close\n2026-01-05,(100)\n", "TU1208 DOUG.csv:2:12:")]
    [InlineData("N6", "date,close\n2026-01-05,1e5\n", "TU1203 DOUG.csv:2:12:")]
    [InlineData("N9", "date,close\n2026-01-05,NaN\n2026-01-06,Infinity\n", "TU1204 DOUG.csv:2:12:|TU1204 DOUG.csv:3:12:")]
    [InlineData("N11", "date,close\n2026-01-05,-\n2026-01-06,N/A\n2026-01-07,null\n", "TU1202 DOUG.csv:2:12:|TU1202 DOUG.csv:3:12:|TU1202 DOUG.csv:4:12:")]
    [InlineData("N12", "date,close\n2026-01-05,€150.28\n", "TU1209 DOUG.csv:2:12:")]
    [InlineData("N13", "date,close\n2026-01-05,150.28 USD\n", "TU1210 DOUG.csv:2:12:")]
    [InlineData("N14", "date,close\n2026-01-05,12345678901234567890123456789\n", "TU1205 DOUG.csv:2:12:")]
    [InlineData("N16", "date,close\n2026-01-05,'150\n", "TU1212 DOUG.csv:2:12:")]
    [InlineData("N17", "date,close\n2026-01-05,\uFF11\uFF10\n", "TU1213 DOUG.csv:2:12:")]
    [InlineData("N18", "date,close\n2026-01-05,1\u00A0234.5\n", "TU1214 DOUG.csv:2:12:")]
    [InlineData("N19", "date,close\n2026-01-05,1.50E+02\n", "TU1203 DOUG.csv:2:12:")]
    [InlineData("N20", "date,close\n2026-01-05,5%\n", "TU1211 DOUG.csv:2:12:")]
    [InlineData("N21", "date,close\n2026-01-05,-10\n", "TU1606 DOUG.csv:2:12: DOUG 2026-01-05: close -10 is not above zero")]
    [InlineData("N28", "date,close\n2026-01-05,10/01/2026\n", "TU1215 DOUG.csv:2:12:")]
    [InlineData("D1", "date,close\n2025-02-30,10\n", "TU1301 DOUG.csv:2:1:")]
    [InlineData("D2", "date,close\n01/02/2025,10\n", "TU1302 DOUG.csv:2:1:")]
    [InlineData("D3", "date,close\n25-01-02,10\n01/02/25,10\n", "TU1303 DOUG.csv:3:1:")]
    [InlineData("D4", "date,close\n45905,10\n", "TU1304 DOUG.csv:2:1:")]
    [InlineData("D5", "date,close\n1767600000,10\n", "TU1305 DOUG.csv:2:1:")]
    [InlineData("D7", "date,close\n10:30,10\n", "TU1306 DOUG.csv:2:1:")]
    [InlineData("D11", "date,close\n2026-02-02,10\n2026-02-03,10\n", "TU1607 DOUG.csv:3:1: DOUG 2026-02-03 is after today, 2026-02-02")]
    [InlineData("D16", "date,close\n0001-01-01,10\n9999-12-31,10\n", "TU1312 DOUG.csv:2:1:|TU1312 DOUG.csv:3:1:")]
    [InlineData("D18", "date,close\n2026-02-29,10\n", "TU1301 DOUG.csv:2:1:")]
    [InlineData("D19", "date,close\ntoday,10\n", "TU1314 DOUG.csv:2:1:")]
    [InlineData("P1", "date,open,high,low,close\n2026-01-05,10,9,11,10\n", "TU1604 DOUG.csv:2:15: DOUG 2026-01-05: high 9 is below low 11")]
    [InlineData("P2", "date,open,high,low,close\n2026-01-05,10,11,9,11.2\n", "TU1605 DOUG.csv:2:20: DOUG 2026-01-05: close 11.2 is outside 9 to 11")]
    [InlineData("P3", "date,close\n2026-01-05,0\n", "TU1606 DOUG.csv:2:12:")]
    [InlineData("P3", "date,open,high,low,close\n2026-01-05,10,11,9,0\n", "TU1606 DOUG.csv:2:20: DOUG 2026-01-05: close 0 is not above zero")]
    [InlineData("P3", "date,open,close\n2026-01-05,0,10\n", "TU1606 DOUG.csv:2:12: DOUG 2026-01-05: open 0 is not above zero")]
    [InlineData("P7", "date,close\n2027-01-04,10\n", "TU1607 DOUG.csv:2:1:")]
    [InlineData("P14", "date,close,volume\n2026-01-05,10,-1\n", "TU1608 DOUG.csv:2:15:")]
    [InlineData("P15", "date,close,volume\n2026-01-05,10,9223372036854775808\n", "TU1608 DOUG.csv:2:15:")]
    [InlineData("one day twice", "date,close\n2026-01-05,10\n2026-01-06,11\n2026-01-05,10.5\n", "TU1609 DOUG.csv:4:1: DOUG 2026-01-05 has other prices here than in line 2")]
    [InlineData("fills", "date,symbol,side,qty,price\n2026-01-05,DOUG,buy,10,2.6\n", "TU1126 DOUG.csv:1: the columns are those of fills")]
    [InlineData("no price", "date,close\n2026-01-05,1000000000001\n2026-01-06,0.0000000001\n", "TU1624 DOUG.csv:2:12:|TU1624 DOUG.csv:3:12:")]
    [InlineData("no split", "date,close,split\n2026-01-05,10,1000001\n", "TU1624 DOUG.csv:2:15:")]
    [InlineData("split below zero", "date,close,split\n2026-01-05,10,-2\n", "TU1606 DOUG.csv:2:15:")]
    public void A_file_that_cannot_be_is_refused_at_its_place_and_nothing_is_written(string @case, string content, string expected)
    {
        shelf.Import("DOUG.csv", "date,close\n2026-01-02,9.9\n");

        var refusal = shelf.Refusal("DOUG.csv", Encoding.UTF8.GetBytes(content));

        foreach (var part in expected.Split('|')) Assert.True(refusal.Contains(part, StringComparison.Ordinal), $"{@case}: {refusal}");
        Assert.Equal(1, shelf.Read("DOUG")!.Count);
    }

    [Fact]
    public void T5_and_T6_bytes_that_are_not_utf8_are_refused_at_their_offset()
    {
        Assert.Contains("byte 0xC3 at offset 12", shelf.Refusal("A.csv", [.. "date,close\n2"u8, 0xC3, 0x28, .. "\n"u8]));
        Assert.StartsWith("TU1103", shelf.Refusal("A.csv", [.. "# caf"u8, 0xE9, .. "\ndate,close\n2026-01-05,10\n"u8]));
    }

    [Fact]
    public void T15_and_T16_lines_and_headers_beyond_reason_are_refused()
    {
        Assert.Contains("TU1108", shelf.Refusal("A.csv", Encoding.UTF8.GetBytes("date,close\n2026-01-05," + new string('1', 2 << 20) + "\n")));
        Assert.Contains("TU1109", shelf.Refusal("A.csv", Encoding.UTF8.GetBytes("date" + string.Concat(Enumerable.Repeat(",A", 1_000)) + "\n")));
    }

    [Fact]
    public void T27_and_T28_a_file_is_what_its_bytes_are()
    {
        var prices = "date,close\n2026-01-05,10\n"u8.ToArray();

        Assert.Contains("TU1117 A.csv: the file is gzip", shelf.Refusal("A.csv", Shelf.Gzip(prices)));
        Assert.Contains("TU1117 A.csv.gz: the file is called .gz", shelf.Refusal("A.csv.gz", prices));
        Assert.Contains("TU1117 A.csv: the file is a PDF", shelf.Refusal("A.csv", "%PDF-1.7"u8.ToArray()));
        Assert.Contains("TU1118", shelf.Refusal("A.csv.gz", Shelf.Gzip(Encoding.UTF8.GetBytes("date,close\n" + string.Concat(Enumerable.Repeat("2026-01-05,10\n", 500_000))))));
        Assert.Equal("", shelf.Refusal("A.csv.gz", Shelf.Gzip(prices)));
    }

    [Fact]
    public void T30_and_T31_what_is_no_file_is_refused()
    {
        Assert.Contains("TU1121", Assert.Throws<RefusedException>(() => shelf.Import([Path.Combine(shelf.Folder, "missing.csv")])).Message);
        Assert.Contains("TU1120", Assert.Throws<RefusedException>(() => shelf.Import(["/dev/null"])).Message);
    }

    [Theory]
    [InlineData("T3", "\uFEFFdate,close\n2026-01-05,10\n")]
    [InlineData("T8", "date,close\r2026-01-05,10\r")]
    [InlineData("T9", "date,close\r\n2026-01-05,10\n")]
    [InlineData("T10", "date,close\n2026-01-05,10")]
    [InlineData("T14", "date,note,close\n2026-01-05,\"two\nlines\",10\n")]
    [InlineData("T22", " Date , CLOSE \n2026-01-05,10\n")]
    [InlineData("T23", "close,date\n10,2026-01-05\n")]
    [InlineData("T34", "# downloaded today\ndate,close\n\n2026-01-05,10\n# end\n")]
    [InlineData("N2", "date,close\n2026-01-05,\"0,010.00\"\n")]
    [InlineData("N7", "date,close\n2026-01-05,+10\n")]
    [InlineData("N12", "date,close\n2026-01-05,10.00\n")]
    [InlineData("D6", "Date,Close\n2026-01-05 00:00:00-05:00,10\n")]
    [InlineData("P13", "date,close\n2026-01-05,10\n2026-01-06,\n")]
    [InlineData("P16", "date,close,volume\n2026-01-05,10.0,9223372036854775807\n")]
    [InlineData("N8", "date,close,dividend\n2026-01-05,10,-0\n")]
    [InlineData("yahoo", "Date,Open,High,Low,Close,Adj Close,Volume,Dividends,Stock Splits\n2026-01-05,10,10,10,10,9.5,100,0.0,0.0\n")]
    public void A_file_that_is_only_unusual_is_accepted(string @case, string content)
    {
        var file = shelf.Import("DOUG.csv", content);

        Assert.True((file.Recorded, shelf.Read("DOUG")![0].Close) == (1, 10m), @case);
    }

    [Fact]
    public void T4_utf16_with_its_mark_is_accepted()
    {
        byte[] content = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("date,close\n2026-01-05,10\n")];

        Assert.Equal("", shelf.Refusal("DOUG.csv", content));
        Assert.Equal(10m, shelf.Read("DOUG")![0].Close);
    }

    [Theory]
    [InlineData("T2", "date,close\n", PriceNoteKind.NoRows, 0)]
    [InlineData("T18", "date;close\n2026-01-05;10\n", PriceNoteKind.OtherSeparator, 1)]
    [InlineData("T18", "date\tclose\n2026-01-05\t10\n", PriceNoteKind.OtherSeparator, 1)]
    [InlineData("T20", "date,close,mood\n2026-01-05,10,good\n", PriceNoteKind.ColumnIgnored, 1)]
    [InlineData("T36", "date,close\n2026-01-05,10\ndate,close\n2026-01-06,11\n", PriceNoteKind.HeaderRepeated, 2)]
    [InlineData("P13", "date,close\n2026-01-05,10\n2026-01-06,\n2026-01-07,11\n", PriceNoteKind.EmptyClose, 2)]
    [InlineData("P16", "date,close\n2026-01-06,11\n2026-01-05,10\n", PriceNoteKind.Unordered, 2)]
    [InlineData("P4", "date,close\n2026-01-05,10\n2026-01-05,10.00\n", PriceNoteKind.RowRepeated, 1)]
    [InlineData("P8", "date,close\n2026-01-05,10\n2026-01-06,10\n2026-01-07,10\n2026-01-08,10\n2026-01-09,10\n", PriceNoteKind.CloseUnchanged, 5)]
    public void A_file_that_is_worth_a_word_is_accepted_with_it(string @case, string content, PriceNoteKind said, int recorded)
    {
        var file = shelf.Import("DOUG.csv", content);

        Assert.True(file.Notes.Any(n => n.Kind == said), $"{@case}: {string.Join('\n', file.Notes.Select(n => n.Text))}");
        Assert.Equal(recorded, file.Recorded);
    }

    [Fact]
    public void Prices_6_and_P17_missing_sessions_and_bars_of_closed_days_are_said()
    {
        IntakeRules rules = new() { WasOpen = (_, day) => !day.IsWeekend };

        var file = shelf.Import("DOUG.csv", "date,close\n2026-01-02,10\n2026-01-04,10.1\n2026-01-07,10.2\n", rules: rules);

        Assert.Contains(file.Notes, n => n.Kind == PriceNoteKind.SessionMissing && n.Count == 2 && n.Text.Contains("2026-01-05"));
        Assert.Contains(file.Notes, n => n.Kind == PriceNoteKind.MarketClosed && n.Count == 1 && n.Text.Contains("2026-01-04"));
        Assert.Equal(3, file.Recorded);
    }

    [Theory]
    [InlineData("P5", "date,close\n2026-01-05,10.1\n", "TU1610", 1)]
    [InlineData("P9", "date,close\n2026-01-09,10\n2026-01-12,15\n", "TU1612", 1)]
    [InlineData("P11", "date,close\n2026-01-05,11\n2026-01-06,11.1\n2026-01-07,11.3\n2026-01-08,11.3\n2026-01-09,11.2\n", "TU1611", 5)]
    [InlineData("P12", "date,close\n2026-01-09,10\n2026-01-12,1003\n2026-01-13,1004\n", "TU1614", 2)]
    public void What_contradicts_the_store_waits_and_the_store_stays_as_it_is(string @case, string content, string code, int bars)
    {
        shelf.Import("DOUG.csv", "date,close\n2026-01-05,10\n2026-01-06,10\n2026-01-07,10\n2026-01-08,10.1\n2026-01-09,10\n");
        var before = Given.Text(shelf.Read("DOUG"));

        var file = shelf.Import("DOUG.csv", content);

        var held = Assert.Single(file.Held);
        Assert.True((held.Held.Code.Id, file.HeldBars) == (code, bars), @case);
        Assert.Equal(before, Given.Text(shelf.Read("DOUG")));
        Assert.Empty(shelf.Import("DOUG.csv", content).Held);                                // it waits once
    }

    [Fact]
    public void Prices_10_raw_rows_onto_a_split_adjusted_series_wait()
    {
        shelf.Import("AAPL.csv", "date,close,split\n2014-06-04,92.12,1\n2014-06-05,92.48,1\n2014-06-06,92.22,1\n2014-06-09,93.7,7\n2014-06-10,94.25,1\n", Convention.SplitAdjusted);

        var file = shelf.Import("AAPL.csv", "date,close\n2014-05-29,635\n2014-05-30,633\n2014-06-02,628.65\n", Convention.SplitAdjusted);

        Assert.Equal(Codes.ConventionsMixed, Assert.Single(file.Held).Held.Code);
        Assert.Equal(3, file.HeldBars);
    }

    [Fact]
    public void Prices_10_one_symbol_may_have_a_series_of_each_convention()
    {
        shelf.Import("AAPL.csv", "date,close\n2026-01-05,645\n", Convention.Raw);
        shelf.Import("AAPL.csv", "date,close\n2026-01-05,92\n", Convention.SplitAdjusted);
        shelf.Import("AAPL.csv", "date,close\n2026-01-05,80\n", Convention.TotalReturn);

        Assert.Equal([645m, 92m, 80m], [shelf.Read("AAPL")![0].Close, shelf.Read("AAPL", Convention.SplitAdjusted)![0].Close, shelf.Read("AAPL", Convention.TotalReturn)![0].Close]);
    }

    [Fact]
    public void Prices_12_a_series_recorded_in_dollars_and_offered_in_pence_waits()
    {
        shelf.Import("BRBY.L.csv", "date,close\n2026-01-05,16\n");

        Assert.Equal(Codes.UnitFlipped, Assert.Single(shelf.Import("BRBY.L.csv", "date,close\n2026-01-06,1600\n", currency: "GBX").Held).Held.Code);
    }

    [Fact]
    public void Prices_18_the_series_of_another_symbol_waits_unless_it_is_the_same_company()
    {
        var rows = "date,close\n" + string.Join('\n', Enumerable.Range(1, 25).Select(d => $"2025-12-{d:00},{10 + d * 0.1m}"));
        shelf.Import("ABC.csv", rows);

        var held = Assert.Single(shelf.Import("COR.csv", rows).Held);
        Assert.Equal((Codes.TwinSeries, 25), (held.Held.Code, held.Held.Bars.Count));
        Assert.Null(shelf.Read("COR"));

        shelf.Import("CORX.csv", rows, rules: new() { AreOneCompany = (_, _) => true });
        Assert.Equal(25, shelf.Read("CORX")!.Count);
    }

    [Theory]
    [InlineData(Convention.Raw, "10.0005", PriceNoteKind.RangeRounded)]
    [InlineData(Convention.TotalReturn, "10.3", PriceNoteKind.RangeAdjusted)]
    [InlineData(Convention.SplitAdjusted, "10.3", PriceNoteKind.RangeAdjusted)]
    public void Prices_2_a_close_just_outside_its_range_is_accepted_with_a_word(Convention convention, string close, PriceNoteKind said)
    {
        var file = shelf.Import("CSPX.L.csv", $"date,open,high,low,close\n2026-01-05,9.5,10,9,{close}\n", convention);

        Assert.Contains(file.Notes, n => n.Kind == said);
        Assert.Equal(1, file.Recorded);
    }

    [Fact]
    public void Prices_2_a_close_far_outside_its_range_is_refused_in_any_convention() =>
        Assert.Contains("TU1605", shelf.Refusal("A.csv", "date,open,high,low,close\n2026-01-05,9.5,10,9,10.6\n"u8.ToArray(), Convention.TotalReturn));

    [Fact]
    public void All_of_a_files_errors_are_found_and_the_first_fifty_kept()
    {
        var rows = string.Concat(Enumerable.Range(0, 80).Select(_ => "2026-01-05,x\n"));

        var refusal = shelf.Refusal("A.csv", Encoding.UTF8.GetBytes("date,close\n" + rows));

        Assert.Equal(50, refusal.Split('\n').Length);
        Assert.Contains("A.csv:51:12", refusal);
    }

    [Fact]
    public void A_bad_file_among_good_ones_keeps_them_all_out()
    {
        string[] paths = [shelf.Put("A.csv", "date,close\n2026-01-05,10\n"), shelf.Put("B.csv", "date,close\n2026-01-05,x\n")];

        Assert.Throws<RefusedException>(() => shelf.Import(paths));
        Assert.Empty(shelf.Store.Headers());
    }
}
