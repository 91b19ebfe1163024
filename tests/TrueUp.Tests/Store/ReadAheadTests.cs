using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Tests.Laws;
using Xunit;

namespace TrueUp.Tests.Store;

/// <summary>Fills read on one thread and worked on by another are the same fills in the same order, and no failure of either is lost.</summary>
public sealed class ReadAheadTests
{
    static readonly TradeDate Day = TradeDate.Of(2026, 1, 5);
    static readonly FillQuery Everything = new(long.MaxValue);

    // Below one batch, at its edge, and more batches than are read ahead.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(40_000)]
    public void Every_fill_is_worked_on_once_and_in_order(int count)
    {
        using var written = Journal(count);
        List<(long, decimal)> seen = [], expected = [];
        written.Journal.ScanFills(Everything, (long sequence, in Fill fill, long _) => expected.Add((sequence, fill.Quantity.Value)));

        ReadAhead.Fills(written.Journal, Everything, (long sequence, in Fill fill, long _) => seen.Add((sequence, fill.Quantity.Value)));

        Assert.Equal(count, seen.Count);
        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(39_999)]
    public void A_failure_of_the_work_reaches_the_caller(int at)
    {
        using var written = Journal(40_000);
        var failure = Assert.Throws<InvalidDataException>(() => ReadAhead.Fills(written.Journal, Everything, (long sequence, in Fill _, long _) =>
        {
            if (sequence == at) throw new InvalidDataException($"entry {sequence}");
        }));
        Assert.Equal($"entry {at}", failure.Message);
    }

    [Fact]
    public void A_failure_of_the_reading_reaches_the_caller_and_nothing_after_it_is_worked_on()
    {
        using var written = Journal(5_000);
        RawSql.Run(written.File, "update fill set price = 'much' where seq = 4000");
        var seen = 0;
        Assert.Throws<WorldFailedException>(() => ReadAhead.Fills(written.Journal, Everything, (long _, in Fill _, long _) => seen++));
        Assert.InRange(seen, 0, 3_999);
    }

    static Written Journal(int count)
    {
        var written = Written.Empty("sqlite");
        if (count > 0) written.Add([.. Enumerable.Range(1, count).Select(Bought)]);
        return written;
    }

    static FillRecorded Bought(int number) => new(
        new Fill(new("main"), Symbol.Stored("DOUG"), Side.Buy, new(number), new(2.5m), 0, null, Day, null), new FillDetail($"X{number}"))
    { Day = Day };
}
