using System.Globalization;
using Microsoft.Data.Sqlite;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Crash;

/// <summary>P23: many processes at one book. Nothing is lost, nobody is refused, everybody gets a turn.</summary>
public sealed class CrowdTests
{
    const int Writers = 8, Readers = 4;

    static int Each => int.TryParse(Environment.GetEnvironmentVariable("TRUEUP_CROWD"), out var fills) ? fills : 40;

    [Fact]
    public void P23_writers_that_stand_in_line_write_in_the_order_they_came()
    {
        using TempBook book = new();
        List<Running> line = [];
        using (SqliteConnection other = new($"Data Source={book.Database};Pooling=False"))
        {
            // Somebody else is writing, so that everybody has to wait.
            other.Open();
            using var begin = other.CreateCommand();
            begin.CommandText = "begin immediate";
            begin.ExecuteNonQuery();
            for (var w = 0; w < Writers; w++)
            {
                var tickets = Tickets(book);
                line.Add(book.Trueup.With("TRUEUP_ACTOR", $"writer{w}").Start("log-fill", "--date", "2026-01-07", $"W{w},buy,1,2.5"));
                for (var patience = 0; Tickets(book) == tickets; patience++)
                {
                    Assert.True(patience < 3000 && !line[^1].HasExited, "it never stood in line");
                    Thread.Sleep(10);
                }
            }
        }

        foreach (var writer in line) writer.Wait().Clean();
        foreach (var writer in line) writer.Dispose();
        Assert.Equal(Enumerable.Range(0, Writers).Select(w => $"writer{w}"), Recorded.In(book).Rows.Where(r => r.Kind == "fill").Select(r => r.Actor));
    }

    /// <summary>How many have stood in line so far: the first eight bytes of the file they queue in.</summary>
    static long Tickets(TempBook book)
    {
        if (!File.Exists(book.Database + ".lock")) return 0;
        var bytes = new byte[8];
        using FileStream queue = new(book.Database + ".lock", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return queue.ReadAtLeast(bytes, 8, throwOnEndOfStream: false) == 8 ? BitConverter.ToInt64(bytes) : 0;
    }

    [Fact]
    public void P23_eight_writers_and_four_readers_lose_nothing_and_take_turns()
    {
        using TempBook book = new();
        var writers = Enumerable.Range(0, Writers).Select(w =>
        {
            // Quantities say whose a fill is and which.
            var answers = string.Concat(Enumerable.Range(1, Each).Select(n => $"W{w}\nbuy\n{w * 1000 + n}\n2.5\n\n\n\n"));
            var trueup = book.Trueup.With("TRUEUP_ACTOR", $"writer{w}") with { Input = answers, Limit = TimeSpan.FromMinutes(3) };
            return trueup.Start("fill", "log", "--stdin", "--date", "2026-01-07");
        }).ToList();
        var stop = false;
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() =>
        {
            List<Finished> read = [];
            while (!Volatile.Read(ref stop)) read.Add(book.Run("positions", "--json"));
            return read;
        })).ToList();

        var written = writers.Select(w => w.Wait()).ToList();
        stop = true;
        Assert.All(written, w => Assert.Contains($"{Each} fills saved", w.Clean().Error, StringComparison.Ordinal));
        var seen = readers.SelectMany(t => t.Result).ToList();
        Assert.NotEmpty(seen);
        Assert.All(seen, s => s.Clean());
        // What a reader saw was the book at one moment: as many fills as the head it names says, two entries being the opening's.
        Assert.All(seen, s => Assert.True(s.Json.GetProperty("positions").GetArrayLength() <= Writers && s.Json.GetProperty("journalHead").GetProperty("sequence").GetInt64() >= 2));
        foreach (var writer in writers) writer.Dispose();

        var rows = Recorded.In(book).Rows.Where(r => r.Kind == "fill").ToList();
        Assert.Equal(
            Enumerable.Range(0, Writers).SelectMany(w => Enumerable.Range(1, Each).Select(n => (decimal)(w * 1000 + n))),
            rows.Select(Recorded.QuantityOf).Order());
        for (var w = 0; w < Writers; w++)
        {
            var mine = rows.Where(r => r.Actor == $"writer{w}").Select(Recorded.QuantityOf).ToList();
            Assert.Equal(mine.Order(), mine);
        }

        // From when the last writer began until the first was done, nobody waits while the others go round more than a few times.
        var begun = Enumerable.Range(0, Writers).Max(w => rows.First(r => r.Actor == $"writer{w}").Sequence);
        var done = Enumerable.Range(0, Writers).Min(w => rows.Last(r => r.Actor == $"writer{w}").Sequence);
        var crowded = rows.Where(r => r.Sequence >= begun && r.Sequence <= done).ToList();
        var longest = crowded.GroupBy(r => r.Actor).SelectMany(g => g.Zip(g.Skip(1), (a, b) => b.Sequence - a.Sequence)).DefaultIfEmpty(0).Max();
        Assert.True(longest <= Writers * 5, $"a writer waited while others wrote {longest} entries");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} fills, {crowded.Count} of them with all writers at it, longest wait {longest} entries, {seen.Count} readings"));
        Recorded.MustBeWhole(book);
    }
}
