using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Crash;

/// <summary>What a book's file holds, read behind the program's back.</summary>
sealed class Recorded
{
    /// <summary>One entry: its place, its command's number, actor and verb, its kind and the fact.</summary>
    public sealed record Row(long Sequence, long Command, string Actor, string Verb, string Kind, JsonElement Fact);

    public required IReadOnlyList<Row> Rows { get; init; }

    public static Recorded In(TempBook book)
    {
        using SqliteConnection connection = new($"Data Source={book.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select e.seq, e.command, c.actor, c.verb, k.name, e.payload from entry e join command c on c.id = e.command join entry_kind k on k.id = e.kind order by e.seq";
        using var rows = command.ExecuteReader();
        List<Row> all = [];
        while (rows.Read())
            all.Add(new(rows.GetInt64(0), rows.GetInt64(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), JsonDocument.Parse((byte[])rows[5]).RootElement));
        return new() { Rows = all };
    }

    /// <summary>Quantities of the fills, which the tests make unique so that each fill can be told from every other.</summary>
    public IEnumerable<decimal> Quantities => Rows.Where(r => r.Kind == "fill").Select(QuantityOf);

    public static decimal QuantityOf(Row row) => decimal.Parse(row.Fact.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture);

    /// <summary>Nothing is missing in between, the program finds nothing wrong, and neither does the verifier that knows the format only.</summary>
    public static void MustBeWhole(TempBook book)
    {
        Assert.Equal(Enumerable.Range(1, In(book).Rows.Count).Select(i => (long)i), In(book).Rows.Select(r => r.Sequence));
        var verified = book.Json("verify");
        Assert.True(verified.GetProperty("chainOk").GetBoolean() && verified.GetProperty("replayOk").GetBoolean(), verified.ToString());
        if (!File.Exists("/usr/bin/python3")) return;
        using var second = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Repository.At("tests", "verifier", "verify.py"), book.Database]) { RedirectStandardOutput = true })!;
        var verdict = JsonDocument.Parse(second.StandardOutput.ReadToEnd()).RootElement;
        second.WaitForExit();
        Assert.True(verdict.GetProperty("ok").GetBoolean(), verdict.ToString());
        Assert.Equal(verified.GetProperty("entries").GetInt64(), verdict.GetProperty("entries").GetInt64());
        Assert.Equal(verified.GetProperty("headHash").GetString(), verdict.GetProperty("headHash").GetString());
    }
}
