using System.Text.Json;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Commands;

/// <summary>Every command that reads, in every format and with every cut of time it takes: it answers, what it answers can be read, and it changes nothing.</summary>
public sealed class ReadingTests(ReadingTests.Book book) : IClassFixture<ReadingTests.Book>
{
    /// <summary>The command, the list its rows are in, and the options of time it takes.</summary>
    static readonly (string Command, string Rows, string Cuts)[] Commands =
    [
        ("positions", "positions", "as-of known-by"),
        ("positions --lots", "positions", "as-of known-by"),
        ("realized", "disposals", "as-of known-by"),
        ("cash", "balances", "as-of known-by"),
        ("cash list", "movements", "as-of known-by"),
        ("rec list", "recommendations", "as-of known-by"),
        ("fill list", "fills", "as-of known-by"),
        ("action list", "actions", "as-of known-by"),
        ("account list", "accounts", "as-of known-by"),
        ("instrument list", "instruments", "as-of known-by"),
        ("held list", "held", "as-of known-by"),
        ("reconcile", "rows", "as-of known-by"),
        ("equity", "points", "as-of known-by"),
        ("chart", "files", "as-of known-by"),
        ("check theirs.csv", "breaks", "as-of known-by"),
        ("daily", "concerns", "known-by"),
        ("update-positions", "positions", "known-by"),
        ("price list", "series", ""),
        ("price show DOUG", "bars", ""),
        ("verify", "problems", ""),
        ("doctor", "checks", ""),
    ];

    public static TheoryData<string, string> Answers => [.. Commands.SelectMany(c => ((string[])["text", "json", "csv"]).Select(format => (c.Command, format)))];

    public static TheoryData<string, string> Cuts =>
        [.. Commands.SelectMany(c => c.Cuts.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(cut => ((string[])["json", "csv"]).Select(format => (c.Command, $"--{cut} 2026-01-06 --format {format}"))))];

    [Theory, MemberData(nameof(Answers))]
    public void A_reading_command_answers_in_every_format(string command, string format)
    {
        var (rows, head) = (Commands.First(c => c.Command == command).Rows, book.Head());
        var answer = book.Run(command, $"--format {format}");

        Assert.True(answer.ExitCode is 0 or 1, answer.ToString());
        switch (format)
        {
            case "json": Document(answer, rows, head); break;
            case "csv": Rectangle(answer); break;
            default: Assert.NotEmpty(answer.Out); break;
        }

        Assert.DoesNotContain("\u001b", answer.Out + answer.Error, StringComparison.Ordinal);
        Assert.Equal(head, book.Head());
    }

    [Theory, MemberData(nameof(Cuts))]
    public void A_reading_command_answers_as_of_a_day_and_as_known_at_a_moment(string command, string options)
    {
        var rows = Commands.First(c => c.Command == command).Rows;
        var answer = book.Run(command, options);

        Assert.True(answer.ExitCode is 0 or 1, answer.ToString());
        if (options.EndsWith("json", StringComparison.Ordinal)) Document(answer, rows, null);
        else Rectangle(answer);
    }

    [Fact]
    public void The_commands_above_are_all_that_take_a_cut_of_time()
    {
        var reference = File.ReadAllText(Repository.At("docs", "reference", "cli.md"));
        var taking = reference.Split("\n## trueup ").Where(page => page.Contains("--known-by", StringComparison.Ordinal)).Select(page => page[..page.IndexOf('\n', StringComparison.Ordinal)]);

        Assert.Equal(
            Commands.Where(c => c.Cuts.Contains("known-by", StringComparison.Ordinal)).Select(c => c.Command.Split(" --")[0].Split(" theirs")[0]).Append("export").Distinct().Order(),
            taking.Order());
    }

    static void Document(Finished answer, string rows, (long, string)? head)
    {
        var json = answer.Json;
        Assert.Equal("book", Path.GetFileName(json.GetProperty("book").GetString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\d$", json.GetProperty("asOf").GetString()!);
        var (sequence, hash) = (json.GetProperty("journalHead").GetProperty("sequence").GetInt64(), json.GetProperty("journalHead").GetProperty("hash").GetString()!);
        Assert.Matches("^[0-9a-f]{64}$", hash);
        if (head is { } known) Assert.Equal(known, (sequence, hash));
        Assert.Equal(JsonValueKind.Array, json.GetProperty(rows).ValueKind);
    }

    /// <summary>RFC 4180: every record has as many fields as the first, and the first has a name for each.</summary>
    static void Rectangle(Finished answer)
    {
        var records = Records(answer.Out);
        Assert.NotEmpty(records);
        Assert.All(records[0], name => Assert.Matches("^[A-Za-z][A-Za-z0-9.]*$", name));
        Assert.Equal(records[0].Count, records[0].Distinct().Count());
        Assert.All(records, record => Assert.Equal(records[0].Count, record.Count));
    }

    static List<List<string>> Records(string csv)
    {
        List<List<string>> records = [];
        List<string> record = [];
        var (field, quoted) = (new System.Text.StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            switch (csv[i])
            {
                case '"' when quoted && i + 1 < csv.Length && csv[i + 1] == '"': field.Append(csv[++i]); break;
                case '"': quoted = !quoted; break;
                case ',' when !quoted: End(); break;
                case '\r' when !quoted: break;
                case '\n' when !quoted:
                    End();
                    records.Add(record);
                    record = [];
                    break;
                default: field.Append(csv[i]); break;
            }
        }

        Assert.False(quoted);
        Assert.Empty(record);
        return records;

        void End()
        {
            record.Add(field.ToString());
            field.Clear();
        }
    }

    /// <summary>A book with something in it for every command to show.</summary>
    public sealed class Book : IDisposable
    {
        readonly TempBook book = TempBook.At("2026-01-09T22:00:00Z", "--opening-cash", "1000", "--on", "2026-01-02");

        public Book()
        {
            book.Write("closes.csv", "date,symbol,close\n2026-01-05,DOUG,2.60\n2026-01-06,DOUG,2.70\n2026-01-05,SPY,600\n2026-01-06,SPY,606\n");
            book.Write("theirs.csv", "date,symbol,quantity,price,value,cash\n2026-01-06,DOUG,90,2.70,243.00,740.00\n");
            foreach (var command in (string[])
                [
                    "price import closes.csv --convention raw",
                    "instrument add DOUG --alias DOUG.N --kind fund",
                    "log-rec --date 2026-01-05 DOUG,buy,2.60,100,=note PRLD,buy,1.22,27",
                    "log-fill --date 2026-01-05 DOUG,buy,100,2.60,O1,\"a,b\"",
                    "log-fill --date 2026-01-06 DOUG,sell,10,2.70",
                    "action dividend DOUG --per-unit 0.05 --date 2026-01-06",
                    "cash add --date 2026-01-06 fee 1.50",
                ])
                Run(command, "").Clean();
            Run("log-fill --date 2026-01-07 DOUG,buy,10,9", "").Expect(3);
        }

        public Finished Run(string command, string options) => book.Trueup.Shell($"trueup {command} {options}");

        public (long Sequence, string Hash) Head()
        {
            var verified = book.Json("verify");
            return (verified.GetProperty("entries").GetInt64(), verified.GetProperty("headHash").GetString()!);
        }

        public void Dispose() => book.Dispose();
    }
}
