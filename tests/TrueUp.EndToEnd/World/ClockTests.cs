using System.Text.Json;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.World;

/// <summary>P24: clocks that step, local times that never were or came twice, leap days. No figure changes, no entry moves, nothing crashes.</summary>
public sealed class ClockTests
{
    static readonly string[][] Week =
    [
        ["log-fill", "--date", "2026-01-05", "DOUG,buy,100,2.60"],
        ["log-fill", "--date", "2026-01-06", "PRLD,buy,50,1.22", "DOUG,sell,30,2.75"],
        ["cash", "add", "--date", "2026-01-06", "dividend", "1.20"],
        ["log-fill", "--date", "2026-01-05", "DOUG,buy,10,2.50"],
        ["reverse", "5", "--reason", "typed twice"],
    ];

    [Fact]
    public void P24_a_clock_that_steps_back_moves_no_entry_and_changes_no_figure()
    {
        string[] steady = ["2026-01-09T22:00:00Z", "2026-01-09T22:00:01Z", "2026-01-09T22:00:02Z", "2026-01-09T22:00:03Z", "2026-01-09T22:00:04Z"];
        // Forward by a leap second's worth, back an hour (a zone changed by hand), back two days (a flat battery), forward by a month, back again.
        string[] stepping = ["2026-01-09T22:00:00Z", "2026-01-09T21:00:00Z", "2026-01-07T05:00:00Z", "2026-02-09T22:00:00Z", "2026-01-08T12:00:00.0005Z"];

        using var plain = Written(steady);
        using var stepped = Written(stepping);

        foreach (string[] question in (string[][])[["positions", "--lots"], ["realized"], ["cash"], ["equity", "--to", "2026-01-08"], ["fill", "list"]])
            Assert.Equal(Answer(plain, question), Answer(stepped, question));
        var recorded = Journal(stepped).Select(e => e.GetProperty("recordedAt").GetString()).ToList();
        Assert.Equal(recorded.Order(StringComparer.Ordinal), recorded);
        Assert.Equal(Journal(plain).Select(e => e.GetProperty("entry").ToString()).Skip(2), Journal(stepped).Select(e => e.GetProperty("entry").ToString()).Skip(2));
        stepped.Run("verify").Clean();

        // What was known when: an entry is of the latest moment the clock had shown by then, never of an earlier one than what it follows.
        Assert.Equal(3, recorded.LastIndexOf("2026-01-02T22:00:00Z") + 1);
        Assert.Equal(["2026-01-09T22:00:00Z", "2026-02-09T22:00:00Z"], recorded.Skip(3).Distinct());
        var known = stepped.Json("positions", "--known-by", "2026-01-09T22:00:00Z").GetProperty("positions");
        Assert.Equal(["DOUG 70", "PRLD 50"], known.EnumerateArray().Select(p => $"{p.GetProperty("symbol")} {p.GetProperty("units")}"));
    }

    [Theory]
    // The clocks skip an hour, and in Lord Howe half of one; a second before and at the end of the gap is fine.
    [InlineData("America/New_York", "2026-03-08T02:00:00 2026-03-08T02:59:59", "2026-03-08T01:59:59 2026-03-08T03:00:00")]
    [InlineData("Europe/London", "2026-03-29T01:00:00 2026-03-29T01:59:59", "2026-03-29T00:59:59 2026-03-29T02:00:00")]
    [InlineData("Australia/Lord_Howe", "2025-10-05T02:00:00 2025-10-05T02:29:59", "2025-10-05T01:59:59 2025-10-05T02:30:00")]
    public void P24_a_local_time_that_never_was_is_refused_and_nothing_is_written(string zone, string skipped, string real)
    {
        using var book = TempBook.At("2025-01-01T00:00:00Z", "--zone", zone, "--calendar", "ALWAYS");
        foreach (var time in skipped.Split(' '))
            Assert.Contains("TU1904", At(book, "2026-04-15T00:00:00Z").Run("log-fill", "--date", time[..10], "--timestamp", time, "DOUG,buy,1,1").Expect(2).Error, StringComparison.Ordinal);
        Assert.Equal(2, book.Json("verify").GetProperty("entries").GetInt64());
        foreach (var time in real.Split(' ')) At(book, "2026-04-15T00:00:00Z").Run("log-fill", "--date", time[..10], "--timestamp", time, "DOUG,buy,1,1").Clean();

        // The second before the gap and the first after it are one second apart.
        var at = book.Json("fill", "list").GetProperty("fills").EnumerateArray().Select(f => f.GetProperty("at").GetDateTimeOffset()).ToList();
        Assert.Equal(TimeSpan.FromSeconds(1), at[1] - at[0]);
    }

    [Theory]
    [InlineData("America/New_York", "2025-11-02", "01:30:00", "-04:00", "-05:00")]
    [InlineData("Europe/London", "2025-10-26", "01:30:00", "+01:00", "+00:00")]
    [InlineData("Australia/Lord_Howe", "2025-04-06", "01:45:00", "+11:00", "+10:30")]
    public void P24_a_local_time_that_came_twice_waits_for_a_person_and_an_offset_tells_which(string zone, string day, string time, string first, string second)
    {
        using var book = TempBook.At("2025-01-01T00:00:00Z", "--zone", zone, "--calendar", "ALWAYS");
        var trueup = At(book, "2026-04-15T00:00:00Z");
        Assert.Contains("TU1905", trueup.Run("log-fill", "--date", day, "--timestamp", $"{day}T{time}", "ABUS,buy,1,1").Expect(3).Error, StringComparison.Ordinal);

        // Told in the wrong order: the sale of the second 01:30 before the purchases of the first and of a minute into the second.
        trueup.Run("log-fill", "--date", day, "--timestamp", $"{day}T{time}{second}", "DOUG,sell,5,3").Clean();
        trueup.Run("log-fill", "--date", day, "--timestamp", $"{day}T{time[..5]}:59{second}", "DOUG,buy,10,2").Clean();
        trueup.Run("log-fill", "--date", day, "--timestamp", $"{day}T{time}{first}", "DOUG,buy,10,1").Clean();

        // First in first out, in the order of the world: what was sold is of the first purchase.
        var closed = Assert.Single(book.Json("realized").GetProperty("disposals").EnumerateArray());
        Assert.Equal((5m, 10m), (closed.GetProperty("grossCost").GetDecimal(), closed.GetProperty("gain").GetDecimal()));
        book.Run("verify").Clean();
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-08T04:59:59Z", "2026-03-07")]
    [InlineData("America/New_York", "2026-03-08T05:00:00Z", "2026-03-08")]
    [InlineData("America/New_York", "2026-03-09T03:59:59Z", "2026-03-08")]
    [InlineData("America/New_York", "2026-03-09T04:00:00Z", "2026-03-09")]
    [InlineData("America/New_York", "2025-11-03T04:59:59Z", "2025-11-02")]
    [InlineData("Europe/London", "2026-03-29T22:59:59Z", "2026-03-29")]
    [InlineData("Europe/London", "2026-03-29T23:00:00Z", "2026-03-30")]
    [InlineData("Pacific/Kiritimati", "2026-01-09T09:59:59Z", "2026-01-09")]
    [InlineData("Pacific/Kiritimati", "2026-01-09T10:00:00Z", "2026-01-10")]
    [InlineData("America/New_York", "2024-02-29T05:00:00Z", "2024-02-29")]
    [InlineData("America/New_York", "2024-03-01T04:59:59Z", "2024-02-29")]
    public void P24_today_is_the_day_at_the_market_whatever_the_zone_of_the_machine(string zone, string now, string today)
    {
        using var book = TempBook.At(now, "--zone", zone, "--calendar", "ALWAYS");
        foreach (var machine in (string[])["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
        {
            var said = At(book, now).With("TZ", machine).Run("log-fill", "--dry-run", "--date", "today", "DOUG,buy,1,1").Clean().Error;
            Assert.Contains($"today is {today} in {zone}", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    // 16:00 in New York is 21:00 UTC in winter and 20:00 in summer; the day after Thanksgiving ends at 13:00.
    [InlineData("2026-03-06T20:59:59Z", "2026-03-05")]
    [InlineData("2026-03-06T21:00:00Z", "2026-03-06")]
    [InlineData("2026-03-09T19:59:59Z", "2026-03-06")]
    [InlineData("2026-03-09T20:00:00Z", "2026-03-09")]
    [InlineData("2025-11-28T17:59:59Z", "2025-11-26")]
    [InlineData("2025-11-28T18:00:00Z", "2025-11-28")]
    public void P24_a_session_counts_from_its_close_on_either_side_of_a_change_of_clocks(string now, string session)
    {
        using var book = TempBook.At("2025-11-24T22:00:00Z", "--opening-cash", "1000", "--on", "2025-11-24");
        // A price of every day, so that the curve ends where the sessions do.
        book.Write("prices.csv", "date,symbol,close\n" + string.Concat(Enumerable.Range(0, 110).Select(n => $"{new DateOnly(2025, 11, 24).AddDays(n):yyyy-MM-dd},DOUG,2.50\n")));
        At(book, "2026-04-15T00:00:00Z").Run("price", "import", "prices.csv", "--convention", "raw").Clean();
        At(book, "2026-04-15T00:00:00Z").Run("log-fill", "--date", "2025-11-24", "DOUG,buy,10,2.50").Clean();

        using var points = JsonDocument.Parse(At(book, now).Run("equity", "--benchmarks", "none", "--json").Clean().OutBytes);
        Assert.Equal(session, points.RootElement.GetProperty("points").EnumerateArray().Last().GetProperty("date").GetString());
    }

    [Fact]
    public void P24_a_leap_day_is_a_day_like_any_other_and_no_other_year_has_it()
    {
        using var book = TempBook.At("2024-02-28T22:00:00Z", "--opening-cash", "1000", "--on", "2024-02-28");
        var trueup = At(book, "2024-03-01T22:00:00Z");
        trueup.Run("log-fill", "--date", "2024-02-29", "DOUG,buy,100,2").Clean();
        book.Write("prices.csv", "date,symbol,close\n2024-02-28,DOUG,2\n2024-02-29,DOUG,2.10\n2024-03-01,DOUG,2.31\n");
        trueup.Run("price", "import", "prices.csv", "--convention", "raw").Clean();
        book.Write("fills.csv", "date,symbol,side,qty,price\n2023-02-29,DOUG,buy,1,2\n");

        Assert.Contains("TU1301 fills.csv:2:1: date \"2023-02-29\" does not exist", trueup.Run("fill", "import", "fills.csv").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("TU1002", trueup.Run("log-fill", "--date", "2023-02-29", "DOUG,buy,1,2").Expect(2).Error, StringComparison.Ordinal);
        Assert.Equal(
            ["date,cash,equity", "2024-02-28,1000,1000", "2024-02-29,800,1010", "2024-03-01,800,1031"],
            trueup.Run("equity", "--benchmarks", "none", "--format", "csv").Clean().OutLines.Select(line => line.Split(',')).Select(f => $"{f[0]},{f[1]},{f[3]}"));
        Assert.Contains("yesterday is 2024-02-29", trueup.Run("reconcile", "--date", "yesterday").Error, StringComparison.Ordinal);
        Assert.Contains("today is 2024-02-29", At(book, "2024-02-29T22:00:00Z").Run("daily", "--date", "today").Error, StringComparison.Ordinal);
    }

    /// <summary>A book in which each command of a week was given at its own moment.</summary>
    static TempBook Written(string[] clock)
    {
        var book = TempBook.At("2026-01-02T22:00:00Z", "--opening-cash", "1000", "--on", "2026-01-02");
        foreach (var (command, now) in Week.Zip(clock)) At(book, now).Run(command).Clean();
        return book;
    }

    static Trueup At(TempBook book, string now) => book.Trueup.With("TRUEUP_NOW", now);

    /// <summary>In CSV, which has the figures without the head of the journal.</summary>
    static string Answer(TempBook book, string[] question) => At(book, "2026-03-01T22:00:00Z").Run([.. question, "--format", "csv"]).Clean().Out;

    static List<JsonElement> Journal(TempBook book)
    {
        var folder = Path.Combine(book.Folder, "journal");
        At(book, "2026-03-01T22:00:00Z").Run("export", "--layout", "jsonl", "--out", folder, "--overwrite").Clean();
        return [.. File.ReadLines(Path.Combine(folder, "journal.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
