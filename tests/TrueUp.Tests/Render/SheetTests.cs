using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;
using TrueUp.Render.Text;
using Xunit;

namespace TrueUp.Tests.Render;

public class SheetTests
{
    sealed record Holding(string Symbol, decimal Units, decimal? AverageCost, decimal? Weight, string? Note, ValueList<Layer> Lots, ValueList<long> Fills);

    sealed record Layer(TradeDate OpenedOn, decimal Units, decimal Price);

    static readonly Columns<Holding> Plain = new Columns<Holding>()
        .Text("symbol", h => h.Symbol)
        .Number("units", h => h.Units)
        .Amount("averageCost", h => h.AverageCost)
        .Percent("weight", h => h.Weight)
        .Integers("fills", h => h.Fills)
        .Text("note", h => h.Note);

    static readonly Columns<Holding> WithLots = new Columns<Holding>()
        .Text("symbol", h => h.Symbol)
        .Number("units", h => h.Units)
        .Rows("lots", new Columns<Layer>().Date("openedOn", l => l.OpenedOn).Number("units", l => l.Units).Amount("price", l => l.Price), h => h.Lots);

    static readonly Holding Doug = new("DOUG", 13m, 2.605m, 0.25m, "daily pick", [new(TradeDate.Of(2026, 1, 5), 10, 2.50m), new(TradeDate.Of(2026, 1, 6), 3, 2.955m)], [4, 9]);
    static readonly Holding Prld = new("PRLD", -0.5m, null, null, null, [new(TradeDate.Of(2026, 1, 7), -0.5m, 1m)], []);

    static readonly Provenance Source = new("/books/micro", TradeDate.Of(2026, 1, 7), 41, new EntryHash([.. Enumerable.Repeat((byte)0xab, 32)]));

    static string Written(Format format, Action<Sheet> write, int? width = null)
    {
        MemoryStream to = new();
        Sheet sheet = new(to, format, width);
        write(sheet);
        sheet.End();
        return Encoding.UTF8.GetString(to.ToArray());
    }

    static void Positions(Sheet sheet)
    {
        sheet.Head(Source);
        sheet.Title("Positions");
        sheet.List("positions", Plain, [Doug, Prld], "nothing is held");
        sheet.Open("totals");
        sheet.Amount("marketValue", 33.865m);
        sheet.Integer("count", 2);
        sheet.Close();
    }

    [Fact]
    public void Json_is_one_document_with_exact_digits_and_nulls() => Assert.Equal(
        """
        {"book":"/books/micro","asOf":"2026-01-07","journalHead":{"sequence":41,"hash":"abababababababababababababababababababababababababababababababab"},"positions":[
        {"symbol":"DOUG","units":13,"averageCost":2.605,"weight":0.25,"fills":[4,9],"note":"daily pick"},
        {"symbol":"PRLD","units":-0.5,"averageCost":null,"weight":null,"fills":[],"note":null}
        ],"totals":{"marketValue":33.865,"count":2}}

        """, Written(Format.Json, Positions));

    [Fact]
    public void Csv_is_the_principal_list_alone() => Assert.Equal(
        "symbol,units,averageCost,weight,fills,note\r\nDOUG,13,2.605,0.25,4 9,daily pick\r\nPRLD,-0.5,,,,\r\n", Written(Format.Csv, Positions));

    [Fact]
    public void Text_aligns_numbers_and_ends_with_what_it_was_computed_from() => Assert.Equal(
        """
        Positions

                       average
        symbol  units     cost  weight  fills  note
        ------  -----  -------  ------  -----  ----------
        DOUG     13       2.61  25.00%  4 9    daily pick
        PRLD     -0.5        -       -

        totals
          market value  33.87
          count          2

        as of 2026-01-07, journal entry 41 abababababab, /books/micro

        """, Written(Format.Text, Positions));

    [Fact]
    public void Rows_inside_rows_are_arrays_in_json_and_indented_lines_in_text()
    {
        static void Write(Sheet sheet) => sheet.List("positions", WithLots, [Doug, Prld]);

        Assert.Equal(
            """
            {"positions":[
            {"symbol":"DOUG","units":13,"lots":[{"openedOn":"2026-01-05","units":10,"price":2.5},{"openedOn":"2026-01-06","units":3,"price":2.955}]},
            {"symbol":"PRLD","units":-0.5,"lots":[{"openedOn":"2026-01-07","units":-0.5,"price":1}]}
            ]}

            """, Written(Format.Json, Write));
        Assert.Equal(
            """
            positions
            symbol  units  lots
            ------  -----  ----
            DOUG     13       2
                opened on   units  price
                ----------  -----  -----
                2026-01-05   10     2.50
                2026-01-06    3     2.96
            PRLD     -0.5     1
                2026-01-07   -0.5   1.00

            """, Written(Format.Text, Write));
        using var inner = JsonDocument.Parse(Cells(Written(Format.Csv, Write)).Last());
        Assert.Equal(-0.5m, inner.RootElement[0].GetProperty("units").GetDecimal());
    }

    static IEnumerable<string> Cells(string csv) => csv.TrimEnd().Split("\r\n")[^1].Split(',', 3).Select(c => c.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));

    [Fact]
    public void An_empty_list_says_so_in_text_and_keeps_its_header_in_csv()
    {
        static void Write(Sheet sheet) => sheet.List("positions", Plain, [], "nothing is held");

        Assert.Equal("positions\nnothing is held\n", Written(Format.Text, Write));
        Assert.Equal("symbol,units,averageCost,weight,fills,note\r\n", Written(Format.Csv, Write));
        Assert.Equal("{\"positions\":[]}\n", Written(Format.Json, Write));
    }

    [Fact]
    public void An_answer_without_a_list_is_a_csv_of_fields() => Assert.Equal(
        "field,value\r\nentries,12\r\ntotals.fillRate,0.5\r\nok,true\r\n",
        Written(Format.Csv, sheet =>
        {
            sheet.Integer("entries", 12);
            sheet.Open("totals");
            sheet.Percent("fillRate", 0.5m);
            sheet.Close();
            sheet.Flag("ok", true);
        }));

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("\0x", "\"'\0x\"")]
    [InlineData("'=x", "\"''=x\"")]
    [InlineData("it's", "it's")]
    [InlineData("a,\"b\"\nc", "\"a,\"\"b\"\"\nc\"")]
    public void Text_from_others_cannot_become_a_formula_or_break_the_table(string note, string cell)
    {
        var csv = Written(Format.Csv, sheet => sheet.List("rows", new Columns<string>().Text("note", n => n).Number("amount", _ => -1.5m), [note]));

        Assert.Equal($"note,amount\r\n{cell},-1.5\r\n", csv);
        Assert.Equal(note, FormulaGuard.Original(FormulaGuard.Guard(note)));
    }

    [Fact]
    public void Guarding_a_cell_is_undone_by_reading_it() =>
        Prop.ForAll<string>(text => text is null || FormulaGuard.Original(FormulaGuard.Guard(text)) == text).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_text_reads_back_as_it_was() =>
        Prop.ForAll<string>(text =>
        {
            if (text is null) return true;
            using var document = JsonDocument.Parse(Written(Format.Json, sheet => sheet.Text("note", text)));
            // Half a surrogate pair has no UTF-8; it is shown as the replacement character.
            return document.RootElement.GetProperty("note").GetString() == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Numbers_have_the_digits_of_the_one_text_form() =>
        Prop.ForAll<decimal>(value => Written(Format.Json, sheet => sheet.Number("n", value)) == $"{{\"n\":{Digits.Text(value)}}}\n")
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.00", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950335")]
    [InlineData("7.9228162514264337593543950335", "7.9228162514264337593543950335")]
    [InlineData("18446744073709551616", "18446744073709551616")]
    [InlineData("0.18446744073709551615", "0.18446744073709551615")]
    [InlineData("1.8446744073709551615", "1.8446744073709551615")]
    [InlineData("10000000000000000000", "10000000000000000000")]
    [InlineData("9999999999999999999", "9999999999999999999")]
    [InlineData("1000000000.000000000", "1000000000")]
    [InlineData("100", "100")]
    [InlineData("-0.050", "-0.05")]
    public void Edges_of_the_number_range(string given, string shown) => Assert.Equal(
        $"{{\"n\":{shown}}}\n", Written(Format.Json, sheet => sheet.Number("n", decimal.Parse(given, NumberStyles.Number, CultureInfo.InvariantCulture))));

    [Fact]
    public void Instants_are_utc_with_a_fraction_only_where_there_is_one()
    {
        var at = Instant.FromUtc(2026, 1, 5, 14, 30);
        var json = Written(Format.Json, sheet =>
        {
            sheet.Moment("a", at);
            sheet.Moment("b", at.PlusNanoseconds(1_500_000));
            sheet.Moment("c", at.PlusNanoseconds(1));
            sheet.Moment("d", null);
        });

        Assert.Equal("""{"a":"2026-01-05T14:30:00Z","b":"2026-01-05T14:30:00.0015Z","c":"2026-01-05T14:30:00.000000001Z","d":null}""" + "\n", json);
    }

    [Fact]
    public void A_note_cannot_move_the_cursor_or_reorder_the_line()
    {
        var text = Written(Format.Text, sheet => sheet.Text("note", "red\u001b[31m\u202eflip\nnext\u200b"));

        Assert.Equal("note  red\ufffd[31m\ufffdflip next\ufffd\n", text);
    }

    [Fact]
    public void Numbers_among_words_are_aligned_with_each_other()
    {
        var text = Written(Format.Text, sheet =>
        {
            sheet.Open("totals");
            sheet.Integer("filled", 1200);
            sheet.Percent("fillRate", 0.325m);
            sheet.Text("currency", "USD");
            sheet.Amount("slippageMoney", -0.17m);
            sheet.Number("shortfall", null);
            sheet.Close();
        });

        Assert.Equal("totals\n  filled          1200\n  fill rate         32.50%\n  currency        USD\n  slippage money    -0.17\n  shortfall          -\n", text);
    }

    [Fact]
    public void Wide_and_combining_characters_keep_columns_aligned()
    {
        var text = Written(Format.Text, sheet => sheet.List("rows", new Columns<string>().Text("n", n => n).Integer("v", _ => 1), ["株", "e\u0301", "ab"]));

        Assert.Equal("rows\nn   v\n--  -\n株  1\ne\u0301   1\nab  1\n", text);
    }

    [Fact]
    public void A_table_wider_than_the_terminal_is_folded_and_repeats_its_key()
    {
        var text = Written(Format.Text, sheet => sheet.List("positions", Plain, [Doug, Prld]), width: 24);

        Assert.Equal(
            """
            positions
                           average
            symbol  units     cost
            ------  -----  -------
            DOUG     13       2.61
            PRLD     -0.5        -

            symbol  weight  fills
            ------  ------  -----
            DOUG    25.00%  4 9
            PRLD         -

            symbol  note
            ------  ----------
            DOUG    daily pick
            PRLD

            """, text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 24));
    }

    [Fact]
    public void An_answer_that_was_not_ended_does_not_look_whole()
    {
        MemoryStream to = new();
        Sheet sheet = new(to, Format.Json);
        sheet.List("rows", new Columns<int>().Integer("n", n => n), Enumerable.Range(0, 100_000));

        Assert.ThrowsAny<JsonException>(() => Encoding.UTF8.GetString(to.ToArray()) is var text && JsonDocument.Parse(text) is null);
    }

    [Fact]
    public void Many_rows_pass_through_in_order_in_every_format()
    {
        const int Count = 50_000;
        var columns = new Columns<int>().Integer("n", n => n).Number("half", n => n / 2m);
        var json = Written(Format.Json, sheet => sheet.List("rows", columns, Enumerable.Range(0, Count)));
        var csv = Written(Format.Csv, sheet => sheet.List("rows", columns, Enumerable.Range(0, Count)));
        var text = Written(Format.Text, sheet => sheet.List("rows", columns, Enumerable.Range(0, Count)));

        using var document = JsonDocument.Parse(json);
        Assert.Equal(Enumerable.Range(0, Count), document.RootElement.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("n").GetInt32()));
        Assert.Equal(Enumerable.Range(0, Count), csv.Split("\r\n")[1..^1].Select(l => int.Parse(l.Split(',')[0])));
        Assert.Equal(Enumerable.Range(0, Count), text.Split('\n')[3..^1].Select(l => int.Parse(l.Trim().Split(' ')[0])));
    }
}
