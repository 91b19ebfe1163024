using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Crash;

/// <summary>P1 and P2 against kill -9: at any instant, in every way of writing, nothing acknowledged is lost and nothing is half done.</summary>
public sealed partial class KillTests
{
    /// <summary>Kills in one run, over both books.</summary>
    static int Kills => int.TryParse(Environment.GetEnvironmentVariable("TRUEUP_KILLS"), out var kills) ? kills : 300;

    [Fact]
    public void P1_P2_a_writer_killed_at_any_instant_has_kept_what_it_acknowledged_and_nothing_by_half()
    {
        Trueup.Require();
        // Two books at once, because a core would be idle.
        ConcurrentBag<string> told = [];
        Parallel.For(0, 2, book => Cycle(seed: book, Kills / 2, told));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', told));
    }

    static void Cycle(int seed, int kills, ConcurrentBag<string> told)
    {
        using TempBook book = new();
        Random r = new(seed);
        HashSet<decimal> acknowledged = [];
        Dictionary<long, decimal> places = [];
        var (next, inside) = (1m, 0);
        for (var i = 0; i < kills; i++)
        {
            var first = next;
            switch (i % 5)
            {
                case 0:
                    next += 1;
                    inside += Kill(book, r, null, out var logged, "log-fill", "--date", "2026-01-06", $"DOUG,buy,{first},2.60");
                    if (logged.Contains("1 new fill recorded", StringComparison.Ordinal)) acknowledged.Add(first);
                    break;
                case 1:
                    const int Rows = 150;
                    next += Rows;
                    var rows = Enumerable.Range(0, Rows).Select(n => $"2026-01-07,PRLD,buy,{first + n},1.25,f{first + n}");
                    var file = book.Write("fills.csv", $"date,symbol,side,quantity,price,fill_id\n{string.Join('\n', rows)}\n");
                    inside += Kill(book, r, null, out var imported, "fill", "import", file);
                    if (imported.Contains($"{Rows} new fills recorded", StringComparison.Ordinal)) acknowledged.UnionWith(Enumerable.Range(0, Rows).Select(n => first + n));
                    break;
                default:
                    // Fills without end, each saved and acknowledged before the next is asked for.
                    next += 400;
                    var answers = string.Concat(Enumerable.Range(0, 400).Select(n => $"OSUR\nbuy\n{first + n}\n3.21\n\n\n\n"));
                    inside += Kill(book, r, answers, out var saved, "fill", "log", "--stdin", "--date", "2026-01-08");
                    foreach (Match match in Saved().Matches(saved))
                    {
                        var quantity = decimal.Parse(match.Groups["quantity"].ValueSpan, CultureInfo.InvariantCulture);
                        acknowledged.Add(quantity);
                        Assert.True(places.TryAdd(long.Parse(match.Groups["place"].ValueSpan, CultureInfo.InvariantCulture), quantity), $"place {match.Groups["place"]} was given twice");
                    }

                    break;
            }
        }

        var recorded = Recorded.In(book);
        var fills = recorded.Quantities.ToList();
        Assert.Equal([], acknowledged.Except(fills));
        Assert.Equal(fills.Distinct().Count(), fills.Count);
        Assert.All(places, p => Assert.Equal(p.Value, Recorded.QuantityOf(recorded.Rows[(int)p.Key - 1])));
        Assert.All(recorded.Rows.Where(row => row.Verb == "fill import").GroupBy(row => row.Command), import => Assert.Equal(150, import.Count()));
        Recorded.MustBeWhole(book);
        // A loop that always kills before or after the write would prove nothing.
        Assert.True(inside > kills / 4, $"only {inside} of {kills} kills met a write");
        told.Add($"{kills} kills, {inside} while a transaction was open; {fills.Count} fills, {acknowledged.Count} acknowledged, none lost");
    }

    /// <summary>Starts, waits for the first write to begin, lets a random time pass, kills. 1 if a transaction was open then.</summary>
    static int Kill(TempBook book, Random r, string? input, out string said, params string[] arguments)
    {
        using var running = (book.Trueup with { Input = input }).Start(arguments);
        var journal = book.Database + "-journal";
        var limit = Stopwatch.StartNew();
        // One in eight is killed before it got that far.
        var early = r.Next(8) == 0 ? TimeSpan.FromMilliseconds(r.Next(120)) : TimeSpan.MaxValue;
        while (!running.HasExited && limit.Elapsed < early && limit.Elapsed < TimeSpan.FromSeconds(20) && Length(journal) == 0) Thread.Yield();
        var wait = Stopwatch.StartNew();
        var micros = r.Next(4) == 0 ? r.Next(30_000) : r.Next(3_000);
        while (wait.Elapsed.TotalMicroseconds < micros) Thread.SpinWait(20);
        running.Kill();
        var finished = running.Wait();
        Assert.True(finished.ExitCode is 137 or 0, finished.ToString());
        said = finished.Error;
        return finished.ExitCode == 137 && Length(journal) > 0 ? 1 : 0;
    }

    static long Length(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? file.Length : 0;
    }

    [GeneratedRegex(@"^saved (?<place>\d+): buy (?<quantity>\d+) ", RegexOptions.Multiline)]
    private static partial Regex Saved();
}
