using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;

namespace TrueUp.Reading;

/// <summary>
/// Reads fills on one core and works on them on another, in the same order: reading a row and folding it cost about the same. A short history is worked on as
/// it is read, without a second thread.
/// </summary>
static class ReadAhead
{
    const int BatchSize = 512, BatchesAhead = 32;

    sealed class Batch
    {
        public readonly (long Sequence, Fill Fill, long Tie)[] Fills = new (long, Fill, long)[BatchSize];
        public int Count;
    }

    /// <param name="visit">Called for every fill in order of record, by one thread at a time and never after this returned.</param>
    public static void Fills(IJournal journal, in FillQuery query, FillVisitor visit)
    {
        Batch current = new();
        using BlockingCollection<Batch> full = new(BatchesAhead), empty = new();
        using CancellationTokenSource failed = new();
        Thread? worker = null;
        ExceptionDispatchInfo? failure = null;
        try
        {
            journal.ScanFills(query, (long sequence, in Fill fill, long tie) =>
            {
                if (current.Count == BatchSize)
                {
                    worker ??= Started();
                    full.Add(current, failed.Token);
                    if (!empty.TryTake(out current!)) current = new();
                    current.Count = 0;
                }

                current.Fills[current.Count++] = (sequence, fill, tie);
            });
            if (worker is null) Visit(current);
            else full.Add(current, failed.Token);
        }
        catch (OperationCanceledException) when (failed.IsCancellationRequested)
        {
            // The worker's failure is the one to tell of.
        }
        finally
        {
            full.CompleteAdding();
            worker?.Join();
        }

        failure?.Throw();

        Thread Started()
        {
            Thread thread = new(() =>
            {
                try
                {
                    foreach (var batch in full.GetConsumingEnumerable())
                    {
                        Visit(batch);
                        empty.Add(batch);
                    }
                }
                catch (Exception e)
                {
                    // seam-ok: it is thrown again by the thread that waits for this one.
                    failure = ExceptionDispatchInfo.Capture(e);
                    failed.Cancel();
                }
            });
            thread.Start();
            return thread;
        }

        void Visit(Batch batch)
        {
            foreach (ref var row in batch.Fills.AsSpan(0, batch.Count)) visit(row.Sequence, row.Fill, row.Tie);
        }
    }
}
