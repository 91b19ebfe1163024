using System.Text;
using NodaTime;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Laws;
using Xunit;

namespace TrueUp.Tests.Journal;

public class FormatExampleTests
{
    [Fact]
    public void The_example_of_the_format_is_what_the_journal_writes()
    {
        MemoryJournal journal = new();
        CommandStamp stamp = new("c0", Instant.FromUtc(2026, 1, 2, 9, 0), "tester", "init");
        var at = Instant.FromUtc(2026, 1, 5, 14, 31) + Duration.FromMilliseconds(250);
        Fill fill = new(new("main"), Symbol.From("DOUG")!, Side.Buy, new(13.0m), new(2.590m), 0.35m, Currency.Usd, TradeDate.Of(2026, 1, 5), at);
        journal.Write(stamp, writer =>
        {
            writer.Append(new BookOpened(Currency.Usd, "America/New_York", "XNYS") { Day = TradeDate.Of(2026, 1, 2) });
            return writer.Append(new FillRecorded(fill, new(Note: "cafe\u0301")) { Day = fill.TradeDate, At = fill.ExecutedAt }, line: 2);
        });

        var lines = $"    digest of c0  {Chain.Digest(stamp)}";
        journal.ScanStored((in StoredEntry e) => lines += $"""

                {e.Sequence} {e.Kind}, line {e.Line}: {Encoding.UTF8.GetString(e.Payload)}
                hash({e.Sequence})       {new EntryHash(e.Hash)}
            """);
        Assert.Contains(lines, File.ReadAllText(Path.Combine(SecondVerifier.Root, "docs", "specs", "journal-format.md")), StringComparison.Ordinal);
    }
}
