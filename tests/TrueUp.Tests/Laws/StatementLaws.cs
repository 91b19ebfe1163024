using System.Globalization;
using System.Text.RegularExpressions;
using TrueUp.Ledger.Journal;
using Xunit;

namespace TrueUp.Tests.Laws;

/// <summary>
/// P4, P5, P6 and P10 where facts come in: random executions, told in random statements through the program's own import, give the book that the reference model
/// makes of the executions themselves.
/// </summary>
public sealed partial class StatementLaws
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void P4_P6_statements_that_overlap_in_any_order_and_form_count_every_execution_once(bool identified, bool timed) => Journals.Hold(25, Journals.Any, seeds =>
    {
        if (seeds.Length == 0) return;
        // Without ids, seconds repeat often enough that some executions are alike in everything: twins, which both count.
        var executions = seeds.Select((seed, i) => Execution.Of(seed, i + 1, timed)).ToList();
        Random r = new(seeds[0]);
        using Shop shop = new();
        var recorded = 0;
        List<string> files = [];
        for (var i = 0; i < 4; i++)
        {
            // Some days whole, or some of the rows; the last one tells everything.
            var days = r.Next(1, 128);
            var told = i == 3 ? executions : r.Next(2) == 0 ? [.. executions.Where(e => (days >> e.Day & 1) == 1)] : executions.Where(_ => r.Next(2) == 0).ToList();
            if (told.Count == 0) continue;
            files.Add(shop.File(string.Create(CultureInfo.InvariantCulture, $"statement{i}.csv"), Statement.Of(told, r, identified)));
            var count = Count.Of(shop.Run("fill", "import", files[^1]).Expect(0));
            Assert.Equal((told.Count, 0), (count.Rows, count.Held));
            recorded += count.Recorded;
        }

        Assert.Equal(executions.Count, recorded);
        Assert.Equal(Execution.Figures(executions, identified), shop.Figures());

        var head = shop.Head;
        foreach (var file in files) Assert.Equal(0, Count.Of(shop.Run("fill", "import", file).Expect(0)).Recorded);
        Assert.Equal(head, shop.Head);
    });

    [Fact]
    public void P5_cancels_busts_corrections_and_rebookings_give_the_book_of_what_was_true_in_the_end() => Journals.Hold(60, Journals.Any, seeds =>
    {
        List<string> told = [];
        List<Execution> truth = [];
        var contents = 0;
        foreach (var (i, seed) in seeds.Index())
        {
            Random r = new(seed);
            var now = Execution.Of(seed, i + 1, timed: true);
            told.Add(Row(now.Id, "new", "", "", now));
            contents++;
            for (var revision = 1; revision <= 2 && r.Next(3) == 0; revision++)
            {
                now = Execution.Of(r.Next(), i + 1, timed: true);
                contents++;
                told.Add(Row(string.Create(CultureInfo.InvariantCulture, $"{now.Id}-{revision}"), "correct", now.Id, revision.ToString(CultureInfo.InvariantCulture), now));
            }

            var end = r.Next(6);
            if (end <= 1) told.Add(Row($"{now.Id}-x", end == 0 ? "cancel" : "bust", now.Id, "", now));
            if (end >= 1) truth.Add(end == 1 ? now with { Id = $"{now.Id}00" } : now);
            if (end == 1) told.Add(Row($"{now.Id}00", "new", "", "", now));
            if (end == 1) contents++;
        }

        if (told.Count == 0) return;
        using Shop shop = new();
        Random cuts = new(seeds[0]);
        List<string> files = [];
        for (var from = 0; from < told.Count;)
        {
            // Statements overlap: each begins again some rows before the last one ended.
            var to = Math.Min(told.Count, from + cuts.Next(1, 12));
            files.Add(shop.File($"day{files.Count}.csv", Heading + string.Concat(told[Math.Max(0, from - cuts.Next(6))..to])));
            Assert.Equal(0, Count.Of(shop.Run("fill", "import", files[^1]).Expect(0)).Held);
            from = to;
        }

        Assert.Equal(Execution.Figures(truth, identified: true), shop.Figures());
        Assert.Equal(contents, shop.Entries().OfType<FillRecorded>().Count());

        var head = shop.Head;
        foreach (var file in files) shop.Run("fill", "import", file).Expect(0);
        Assert.Equal(head, shop.Head);
    });

    [Fact]
    public void P10_every_row_of_fills_is_recorded_already_recorded_held_or_refused_and_the_counts_add_up() => Journals.Hold(60, Journals.Any, seeds =>
        Accounted("fill", "date,symbol,side,qty,price,commission", seeds, (r, _) => r.Next(14) switch
        {
            0 => ("2025-01-06,AAA,buy,1,0,", Fate.Held),
            1 => ("2025-01-05,AAA,buy,1,10,", Fate.Held),
            2 => ("2025-01-06,AAA,buy,2000000000,10,", Fate.Held),
            3 => ("2025-01-06,AAPL250117C00150000,buy,1,10,", Fate.Held),
            4 when r.Next(4) == 0 => ("2025-01-06,AAA,hold,1,10,", Fate.Refused),
            5 when r.Next(4) == 0 => ("2025-01-06,AAA,buy,1", Fate.Refused),
            6 when r.Next(4) == 0 => ("2025-02-30,AAA,buy,1,1;5,", Fate.Refused),
            _ => ($"2025-01-0{r.Next(6, 9)},AAA,buy,{r.Next(1, 3)},10,", Fate.Recorded),
        }));

    [Fact]
    public void P10_every_row_of_cash_is_recorded_already_recorded_held_or_refused_and_the_counts_add_up() => Journals.Hold(40, Journals.Any, seeds =>
        Accounted("cash", "date,kind,amount,time", seeds, (r, _) => r.Next(12) switch
        {
            // The hour came twice that night.
            0 => ("2025-11-02,deposit,5,2025-11-02T01:30:00", Fate.Held),
            1 when r.Next(4) == 0 => ("2025-01-06,gift,5,", Fate.Refused),
            2 when r.Next(4) == 0 => ("2025-01-06,deposit,0,", Fate.Refused),
            _ => ($"2025-01-0{r.Next(6, 9)},{(r.Next(2) == 0 ? "deposit" : "fee")},{r.Next(1, 4)},", Fate.Recorded),
        }));

    [Fact]
    public void P10_every_row_of_recommendations_is_recorded_already_recorded_held_or_refused_and_the_counts_add_up() => Journals.Hold(40, Journals.Any, seeds =>
        Accounted("rec", "date,ticker,action,limit_price,target_shares,note", seeds, (r, i) => r.Next(12) switch
        {
            0 => ($"2025-01-06,R{i},buy,0,5,", Fate.Held),
            1 => ($"2025-01-06,R{i},buy,2,2000000000,", Fate.Held),
            2 when r.Next(4) == 0 => ($"2025-01-06,R{i},hold,2,5,", Fate.Refused),
            _ => ($"2025-01-0{r.Next(6, 9)},R{i},buy,2.50,{r.Next(1, 4)},", Fate.Recorded),
        }));

    enum Fate
    {
        Recorded,
        Held,
        Refused,
    }

    static void Accounted(string verb, string heading, int[] seeds, Func<Random, int, (string Row, Fate Fate)> draw)
    {
        var rows = seeds.Select((seed, i) => draw(new Random(seed), i)).ToList();
        if (rows.Count == 0) return;
        using Shop shop = new();
        var file = shop.File("rows.csv", heading + "\n" + string.Concat(rows.Select(row => row.Row + "\n")));
        var (head, before) = (shop.Head, shop.Entries().Count);
        var refused = rows.Index().Where(row => row.Item.Fate == Fate.Refused).Select(row => row.Index + 2).ToList();

        var tried = shop.Run(verb, "import", file, "--dry-run");
        Assert.Equal(head, shop.Head);
        var answer = shop.Run(verb, "import", file).Expect(tried.Code);
        if (refused.Count > 0)
        {
            Assert.Equal((2, head), (answer.Code, shop.Head));
            Assert.Equal(refused.Take(50), Place().Matches(answer.Notes).Select(m => int.Parse(m.Groups["line"].Value, CultureInfo.InvariantCulture)).Distinct().Order());
            return;
        }

        // A word for each row, and the words are what the journal has.
        var count = Count.Of(answer);
        Assert.Equal((rows.Count, rows.Count(row => row.Fate == Fate.Held)), (count.Recorded + count.Already + count.Held, count.Held));
        Assert.Equal(count, Count.Of(tried) with { });
        Assert.Equal(count.Held > 0 ? 3 : 0, answer.Code);
        var made = shop.Entries().Skip(before).ToList();
        Assert.Equal((count.Recorded, count.Held), (made.Count(e => e is not RowHeld), made.Count(e => e is RowHeld)));

        head = shop.Head;
        Assert.Equal(new(0, rows.Count, 0, rows.Count), Count.Of(shop.Run(verb, "import", file).Expect(0)));
        Assert.Equal(head, shop.Head);
    }

    const string Heading = "fill_id,status,original_id,revision,ts,symbol,side,qty,price,commission\n";

    static string Row(string id, string status, string original, string revision, Execution e) => string.Create(
        CultureInfo.InvariantCulture, $"{id},{status},{original},{revision},{NodaTime.Text.InstantPattern.ExtendedIso.Format(e.At!.Value)},{e.Symbol},{(e.IsBuy ? "buy" : "sell")},{e.Quantity},{e.Price},{e.Fee}\n");

    /// <summary>What an import says of its rows.</summary>
    readonly record struct Count(int Recorded, int Already, int Held, int Rows)
    {
        public static Count Of(Shop.Answer answer)
        {
            var said = Summary().Match(answer.Notes);
            Assert.True(said.Success, answer.Notes);
            int Number(string name) => said.Groups[name] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
            return new(Number("recorded") + Number("replaced"), Number("already"), Number("held"), Number("rows"));
        }
    }

    [GeneratedRegex(@"(?<recorded>\d+) new [a-z ]+ (would be )?recorded, (?<already>\d+) already recorded, ((?<replaced>\d+) confirmed or corrected by the broker, )?(?<held>\d+) held for review; (?<rows>\d+) rows? in all", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Summary();

    [GeneratedRegex(@"rows\.csv:(?<line>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}
