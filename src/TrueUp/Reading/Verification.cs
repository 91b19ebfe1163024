using System.Globalization;
using TrueUp.Edges.Prices;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;

namespace TrueUp.Reading;

/// <summary>What verifying a book found.</summary>
/// <param name="ReplayOk">Every stored figure is what the entries give again.</param>
sealed record Verified(JournalHead Head, long Entries, bool ChainOk, bool ReplayOk, JournalProblems Problems)
{
    /// <summary>The first problem in a few words.</summary>
    public string First => Problems.All is [var first, ..] ? $"entry {first.Sequence}, {first.Field}: {first.Problem}" : "";

    public bool IsClean => ChainOk && ReplayOk && Problems.Count == 0;
}

/// <summary>
/// Reads everything a book has stored and compares it with what its entries say. Trusts nothing, so a damaged file ends in a report and not in an error.
/// The entries are gone over on one core; what is computed from them, and the engine's own pages, on another.
/// </summary>
sealed class Verification
{
    readonly SqliteJournal journal;
    readonly Action<long> progress;
    readonly JournalProblems problems = new();
    readonly JournalCheck chain;
    BookInvariants? invariants;
    Book? book;
    bool replayOk = true;
    bool readToTheEnd;

    Verification(SqliteJournal journal, Action<long> progress) => (this.journal, this.progress, chain) = (journal, progress, new(problems));

    /// <param name="checkpoints">Heads noted earlier and kept outside the book.</param>
    public static Verified Of(SqliteJournal journal, IEnumerable<JournalHead> checkpoints, Action<long>? progress = null)
    {
        Verification entries = new(journal, progress ?? (_ => { }));
        Verification figures = new(SqliteJournal.Open(journal.File, readOnly: true), _ => { });
        using (figures.journal)
        {
            foreach (var checkpoint in checkpoints) entries.chain.Against(checkpoint);
            Thread beside = new(() =>
            {
                figures.Guarded("saved_fold", figures.Folds);
                figures.Guarded("price", figures.Prices);
                figures.Guarded("file", figures.Engine);
            })
            {
                IsBackground = true,
            };
            beside.Start();
            entries.Guarded("schema", entries.Schema);
            entries.Guarded("entry", entries.Entries);
            beside.Join();
        }

        if (entries.chain.ChainOk && entries.invariants is { } invariants && figures.book is { } book)
            foreach (var (invariant, problem) in invariants.Broken(book)) entries.Wrong(0, invariant, problem);
        foreach (var (sequence, field, problem) in figures.problems.All) entries.problems.Add(sequence, field, problem);
        return new(entries.chain.Head, entries.chain.Entries, entries.chain.ChainOk && entries.readToTheEnd, entries.replayOk && figures.replayOk, entries.problems);
    }

    void Schema()
    {
        foreach (var problem in journal.SchemaProblems()) Wrong(0, "schema", problem);
    }

    void Engine()
    {
        foreach (var problem in journal.EngineProblems()) Wrong(0, "file", problem);
    }

    void Prices()
    {
        foreach (var (series, problem) in new PriceStore(journal.Database).Verify()) Wrong(0, "price", series is null ? problem : $"{series}: {problem}");
    }

    void Entries()
    {
        using var entries = journal.InspectEntries();
        using Typed typed = new(journal, Wrong);
        using var identities = journal.InspectIdentities();
        IdentityTrail trail = new(identities.Find);
        var background = Background();
        if (background is not null) invariants = new(background);
        var (commands, command) = (0L, -1L);
        while (entries.Next())
        {
            if (entries.Command != command) (commands, command) = (commands + 1, entries.Command);
            var entry = chain.Next(entries.Sequence, entries.Command, entries.Stamp, entries.Line, entries.Kind, entries.Payload, entries.Hash);
            var sequence = chain.Head.Sequence;
            if (entries.IsOdd)
                foreach (var (field, problem) in entries.Oddities) chain.Problem(sequence, field, problem);
            typed.Compare(sequence, entry);
            if (entry is not null && identities.Failure is null && background?.IsReversed(sequence) != true
                && trail.Wrong(sequence, entry) is { } wrong && identities.Failure is null)
                Wrong(sequence, "identity", wrong);
            if (entry is FillRecorded { Fill: var fill } && background?.IsReversed(sequence) == false) invariants!.Saw(fill);
            if ((sequence & 0xFFF) == 0) progress(sequence);
        }

        chain.End();
        typed.End();
        readToTheEnd = entries.Failure is null;
        if (entries.Failure is { } failure) Wrong(chain.Head.Sequence + 1, "entry", failure);
        if (identities.Failure is { } unreadable) Wrong(0, "identity", unreadable);
        if (journal.CountCommands() is var all && all != commands)
            Wrong(0, "command", string.Create(CultureInfo.InvariantCulture, $"{all} commands are stored and entries name {commands}"));
        if (identities.Failure is null && journal.CountLostIdentities(chain.Head.Sequence) is > 0 and var lost)
            Wrong(0, "identity", string.Create(CultureInfo.InvariantCulture, $"{lost} identities lead to entries that do not exist"));
    }

    // Of reversed entries the way back is not asked: it may lead to what took their place.
    Background? Background()
    {
        try
        {
            return new(journal.ReadKinds(Ledger.Positions.Background.Kinds, long.MaxValue), LotMethod.Fifo, null);
        }
        catch (WorldFailedException)
        {
            return null;
        }
    }

    void Folds()
    {
        // One replay serves all that end where it ends, and the newest saved fold nearly always does.
        BookFold? latest = null;
        Background now = new(journal.ReadKinds(Ledger.Positions.Background.Kinds, journal.Head.Sequence), LotMethod.Fifo, null);
        BookFold Latest() => latest ??= Books.Through(journal, now, journal.Head.Sequence);
        foreach (var (name, saved, whole) in journal.InspectSaved())
        {
            if (!whole) Wrong(0, "saved_fold", $"the saved fold {name} is not the one that was saved");
            else if (Books.MethodOf(name) is not { } method) Wrong(0, "saved_fold", $"there is a saved fold of a kind that does not exist: {name}");
            else
            {
                var background = saved.Through == journal.Head.Sequence && method == LotMethod.Fifo
                    ? now : new(journal.ReadKinds(Ledger.Positions.Background.Kinds, saved.Through), method, null);
                var fresh = background == now ? Latest() : Books.Through(journal, background, saved.Through);
                if (Checkpoint.Read(saved.State, background.Terms) is { } fold && BookDifference.First(fold.ToBook(), fresh.ToBook()) is { } difference)
                    Wrong(saved.Through, "saved_fold", $"the saved fold {name} is not what the entries give: {difference}");
            }
        }

        book = Latest().ToBook();
    }

    void Guarded(string field, Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // seam-ok: what damaged bytes make a reader do cannot be foreseen, and every failure is reported as a problem.
            Wrong(0, field, e is WorldFailedException ? e.Message : $"it cannot be read: {e.Message}");
        }
    }

    void Wrong(long sequence, string field, string problem)
    {
        replayOk = false;
        problems.Add(sequence, field, problem);
    }

    /// <summary>The typed tables, walked beside the entries.</summary>
    sealed class Typed(SqliteJournal journal, Action<long, string, string> wrong) : IDisposable
    {
        readonly StoredRows<FillRow> fills = journal.InspectFills();
        readonly StoredRows<Recommendation> recommendations = journal.InspectRecommendations();
        readonly StoredRows<CashRow> cash = journal.InspectCash();
        readonly StoredRows<string> rare = journal.InspectRare();

        public void Compare(long sequence, Entry? entry)
        {
            // An entry that cannot be read has a row somewhere; which one cannot be said.
            switch (entry)
            {
                case FillRecorded e: Compare(fills, "fill", sequence, row => StoredRowCheck.Difference(e, row)); break;
                case RecommendationMade e: Compare(recommendations, "recommendation", sequence, row => StoredRowCheck.Difference(e.Recommendation, row)); break;
                case CashMoved e: Compare(cash, "cash", sequence, row => StoredRowCheck.Difference(e, row)); break;
                case not null: Compare(rare, "rare", sequence, row => row == Canonical.KindOf(entry) ? null : ("kind", row, Canonical.KindOf(entry))); break;
                default: break;
            }

            Strangers(sequence, entry is null);
        }

        public void End()
        {
            Strangers(long.MaxValue - 1, false);
            foreach (var (table, failure) in ((string, string?)[])[("fill", fills.Failure), ("recommendation", recommendations.Failure), ("cash", cash.Failure), ("rare", rare.Failure)])
                if (failure is not null) wrong(0, table, failure);
        }

        void Compare<T>(StoredRows<T> rows, string table, long sequence, Func<T, (string Field, string Stored, string Recorded)?> difference)
        {
            Strangers(rows, table, sequence - 1, false);
            if (rows.Sequence != sequence)
            {
                wrong(sequence, table, $"it has no row in the table {table}");
                return;
            }

            var (row, unreadable) = rows.Read();
            if (unreadable is not null) wrong(sequence, table, $"its row in the table {table} cannot be read: {unreadable}");
            else if (difference(row!) is var (field, stored, recorded)) wrong(sequence, field, $"the table {table} has {stored}, the entry says {recorded}");
            rows.Next();
        }

        void Strangers(long through, bool forgiven)
        {
            Strangers(fills, "fill", through, forgiven);
            Strangers(recommendations, "recommendation", through, forgiven);
            Strangers(cash, "cash", through, forgiven);
            Strangers(rare, "rare", through, forgiven);
        }

        // Rows up to a sequence that no entry has asked for.
        void Strangers<T>(StoredRows<T> rows, string table, long through, bool forgiven)
        {
            for (; rows.Sequence <= through; rows.Next())
                if (!forgiven) wrong(rows.Sequence, table, $"the table {table} has a row for it, which the entries do not give");
        }

        public void Dispose()
        {
            fills.Dispose();
            recommendations.Dispose();
            cash.Dispose();
            rare.Dispose();
        }
    }
}
