using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Store.Sqlite;

public sealed partial class SqliteJournal
{
    public T Write<T>(CommandStamp stamp, Func<IJournalWriter, T> work, bool keep = true) => Write([new WritePart<T>(stamp, work)], keep)[0];

    public IReadOnlyList<T> Write<T>(IReadOnlyList<WritePart<T>> parts, bool keep = true) => Exclusively(
        () =>
        {
            List<T> results = new(parts.Count);
            foreach (var (stamp, work) in parts)
            {
                using Writer writer = new(this, stamp);
                results.Add(work(writer));
            }

            return results;
        },
        keep);

    public void Save(string name, SavedFold state)
    {
        try
        {
            Exclusively(() =>
            {
                using var insert = database.Prepare("insert into saved_fold (name, through, hash, sha256, state) values (?, ?, ?, ?, ?) on conflict do nothing");
                Span<byte> hash = stackalloc byte[32];
                state.Hash.CopyTo(hash);
                insert.Bind(1, name).Bind(2, state.Through).BindBlob(3, hash).BindBlob(4, SHA256.HashData(state.State)).BindBlob(5, state.State).Run();
                using var forget = database.Prepare("delete from saved_fold where name = ? and through < ?");
                forget.Bind(1, name).Bind(2, state.Through).Run();
                return 0;
            });
        }
        catch (Exception e) when (e is UnauthorizedAccessException
            || e is WorldFailedException { Code: var code } && (code == Codes.BookReadOnly || code == Codes.DiskFull || code == Codes.BookLocked))
        {
            // The state is a cache: the next command computes it again.
        }
    }

    public void Rebuild(CommandStamp stamp) => Exclusively(() =>
    {
        Execute("delete from fill; delete from recommendation; delete from cash; delete from rare; delete from saved_fold");
        using TypedRows typed = new(this);
        foreach (var posted in Read(0, long.MaxValue)) typed.Insert(posted.Sequence, posted.Entry);
        return 0;
    });

    /// <summary>Queue, one immediate transaction, commit; on any failure nothing of it remains.</summary>
    internal T Exclusively<T>(Func<T> work, bool keep = true)
    {
        if (reading) EndRead();
        using var turn = WriterQueue.Enter(file + ".lock", Patience);
        Execute("begin immediate");
        (writing, head) = (true, null);
        try
        {
            var result = work();
            if (!keep) Forget();
            if (keep) Commit();
            else Execute("rollback");
            (writing, head) = (false, null);
            return result;
        }
        catch
        {
            (writing, head) = (false, null);
            Forget();
            // After a failed commit or sync the engine may have rolled back already; the file's state is what the journal file says.
            _ = database.TryExecute("rollback");
            throw;
        }
    }

    void Commit()
    {
        var result = database.TryExecute("commit");
        if (result == Native.Ok) return;
        // The last sync comes after the journal was emptied: when that one fails, the write is there until the power goes, and perhaps longer.
        var isUncertain = (result & 0xff) == Native.InputOutput;
        throw database.Failed(
            result, isUncertain ? "check the disk, then run the same command again: whether it was recorded is not certain, and what is recorded is not recorded twice" : null);
    }

    // What was read of a write that is undone may be written again with another meaning.
    void Forget()
    {
        names.Clear();
        (symbols, accounts, currencies) = ([], [], []);
        stamps.Clear();
    }

    long NameId(string text)
    {
        if (names.IdOf(text) is { } known) return known;
        if (names.Count == 0)
        {
            using var all = database.Prepare("select id, text from name");
            ReadNames(all);
        }

        // Columns say what the payload says, which is in form C.
        text = Nfc.Of(text);
        if (names.IdOf(text) is { } found) return found;
        using var insert = database.Prepare("insert into name (text) values (?)");
        insert.Bind(1, text).Run();
        var id = database.LastInsertRowId;
        names.Add(id, text);
        return id;
    }

    /// <summary>Statements of one write, prepared when first needed.</summary>
    sealed class Writer : IJournalWriter, IDisposable
    {
        readonly SqliteJournal journal;
        readonly CommandStamp stamp;
        readonly EntryHash digest;
        readonly CanonicalWriter canonical = new();
        readonly TypedRows typed;
        readonly SeenKeys seen = new();
        long command;
        Statement? entry;
        Statement? identify;
        Statement? find;
        JournalHead last;

        public Writer(SqliteJournal journal, CommandStamp stamp)
        {
            this.journal = journal;
            last = journal.Head;
            this.stamp = Chain.AsKept(stamp, journal.LastRecordedAt());
            digest = Chain.Digest(this.stamp);
            typed = new(journal);
        }

        public JournalHead Head => last;

        public IJournal Journal => journal;

        public bool AnyIdentity(byte kind)
        {
            using var any = journal.database.Prepare("select 1 from identity where key >= ? and key < ? limit 1");
            return any.BindBlob(1, [kind]).BindBlob(2, [(byte)(kind + 1)]).Step();
        }

        public bool HasNamed(string text)
        {
            using var any = journal.database.Prepare("select 1 from name where text = ?");
            return any.Bind(1, Nfc.Of(text)).Step();
        }

        public long Append(Entry fact, int line, Identity identity)
        {
            if (command == 0) InsertCommand();
            var kind = Canonical.KindOf(fact);
            var payload = Canonical.Write(fact, canonical);
            var sequence = last.Sequence + 1;
            last = new(sequence, Chain.Link(last.Hash, sequence, digest, line, kind, payload));
            Span<byte> hash = stackalloc byte[32];
            last.Hash.CopyTo(hash);
            entry ??= journal.database.Prepare("insert into entry (seq, command, line, kind, payload, hash) values (?, ?, ?, ?, ?, ?)");
            entry.Bind(1, sequence).Bind(2, command).Bind(3, (long)line).Bind(4, (long)Array.IndexOf(Kinds, kind)).BindBlob(5, payload).BindBlob(6, hash).Run();
            // What stands in columns is what the bytes say: their text is normalized.
            typed.Insert(sequence, System.Text.Ascii.IsValid(payload) ? fact : Canonical.Read(kind, payload.ToArray()));
            if (!identity.IsNone) Identify(identity, sequence);
            journal.head = null;
            return sequence;
        }

        public void Identify(Identity identity, long sequence)
        {
            identify ??= journal.database.Prepare("insert into identity (key, seq, digest) values (?, ?, ?) on conflict (key) do update set seq = excluded.seq, digest = excluded.digest");
            seen.Add(identity.Key.Span);
            identify.BindBlob(1, identity.Key.Span).Bind(2, sequence).Bind(3, identity.Digest).Run();
        }

        public Known? Find(Identity identity)
        {
            if (!seen.MayHave(identity.Key.Span, AnyIdentity)) return null;
            find ??= journal.database.Prepare("select seq, digest from identity where key = ?");
            Known? known = find.BindBlob(1, identity.Key.Span).Step() ? new(find.Int64(0), find.Int64(1)) : null;
            find.Reset();
            return known;
        }

        public void Dispose()
        {
            typed.Dispose();
            entry?.Dispose();
            identify?.Dispose();
            find?.Dispose();
        }

        void InsertCommand()
        {
            using var insert = journal.database.Prepare("insert into command (uid, recorded_at, actor, verb, source, sha256) values (?, ?, ?, ?, ?, ?) on conflict (uid) do nothing");
            insert.Bind(1, stamp.Id).Bind(2, stamp.RecordedAt.ToUnixTimeMilliseconds()).Bind(3, stamp.Actor).Bind(4, stamp.Verb)
                .Bind(5, stamp.Source).Bind(6, stamp.SourceSha256).Run();
            if (journal.database.Changes == 0) throw new RefusedException(Codes.CommandRepeated, new("command"), $"{stamp.Id} was recorded before");
            command = journal.database.LastInsertRowId;
        }
    }

    Instant LastRecordedAt()
    {
        using var last = database.Prepare("select recorded_at from command order by id desc limit 1");
        return last.Step() ? Instant.FromUnixTimeMilliseconds(last.Int64(0)) : Instant.MinValue;
    }

    /// <summary>Writes the derived row of an entry.</summary>
    sealed class TypedRows(SqliteJournal journal) : IDisposable
    {
        Statement? fill, recommendation, cash, rare;

        public void Insert(long sequence, Entry entry)
        {
            switch (entry)
            {
                case FillRecorded e: Insert(sequence, e); break;
                case RecommendationMade e: Insert(sequence, e.Recommendation); break;
                case CashMoved e: Insert(sequence, e); break;
                default:
                    rare ??= journal.database.Prepare("insert into rare (seq, kind) values (?, ?)");
                    rare.Bind(1, sequence).Bind(2, (long)Array.IndexOf(Kinds, Canonical.KindOf(entry))).Run();
                    break;
            }
        }

        void Insert(long sequence, FillRecorded e)
        {
            fill ??= journal.database.Prepare("insert into fill (seq, account, symbol, day, at, side, quantity, price, fee, fee_in, tie) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            var f = e.Fill;
            fill.Bind(1, sequence).Bind(2, journal.NameId(f.Account.Name)).Bind(3, journal.NameId(f.Symbol.Name)).Bind(4, (long)f.TradeDate.Number)
                .Bind(5, f.ExecutedAt?.ToUnixTimeTicks()).Bind(6, (long)f.Side);
            Text(fill, 7, f.Quantity.Value);
            Text(fill, 8, f.Price.PerUnit);
            Text(fill, 9, f.Fee == 0 ? null : f.Fee);
            fill.Bind(10, f.Fee == 0 || f.FeeCurrency is null ? null : journal.NameId(f.FeeCurrency.Code)).Bind(11, FactOrder.TieOf(e.Detail.ExecutionId)).Run();
        }

        void Insert(long sequence, Recommendation r)
        {
            recommendation ??= journal.database.Prepare(
                "insert into recommendation (seq, id, account, symbol, day, through, side, target, limit_px, reference, stop, note, origin) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            recommendation.Bind(1, sequence).Bind(2, Nfc.Of(r.Id)).Bind(3, journal.NameId(r.Account.Name)).Bind(4, journal.NameId(r.Symbol.Name))
                .Bind(5, (long)r.EffectiveOn.Number).Bind(6, r.ValidThrough?.Number).Bind(7, (long)r.Side);
            Text(recommendation, 8, r.Target.Value);
            Text(recommendation, 9, r.Limit?.PerUnit);
            Text(recommendation, 10, r.Reference?.PerUnit);
            Text(recommendation, 11, r.Stop?.PerUnit);
            recommendation.Bind(12, Kept(r.Note)).Bind(13, Kept(r.From)).Run();
        }

        void Insert(long sequence, CashMoved e)
        {
            cash ??= journal.database.Prepare("insert into cash (seq, account, day, kind, amount, currency, symbol, note) values (?, ?, ?, ?, ?, ?, ?, ?)");
            cash.Bind(1, sequence).Bind(2, journal.NameId(e.Account.Name)).Bind(3, (long)e.Day.Number).Bind(4, Canonical.Word(e.Kind));
            Text(cash, 5, e.Amount.Amount);
            cash.Bind(6, e.Amount.Currency.Code).Bind(7, e.Symbol is { } symbol ? journal.NameId(symbol.Name) : null).Bind(8, Kept(e.Note)).Run();
        }

        static string? Kept(string? text) => text is null ? null : Nfc.Of(text);

        static void Text(Statement statement, int index, decimal? value)
        {
            if (value is not { } number)
            {
                statement.Bind(index, default(string));
                return;
            }

            Span<byte> text = stackalloc byte[32];
            statement.BindText(index, text[..Digits.Write(number, text)]);
        }

        public void Dispose()
        {
            fill?.Dispose();
            recommendation?.Dispose();
            cash?.Dispose();
            rare?.Dispose();
        }
    }
}
