using NodaTime;
using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Store.Sqlite;

/// <summary>What is stored, row by row, for verifying: nothing is trusted, and a row that cannot be read is said to be so instead of ending the reading.</summary>
public sealed partial class SqliteJournal
{
    /// <summary>What the engine itself finds wrong with the file: pages, indexes against tables, numbers of rows.</summary>
    public IEnumerable<string> EngineProblems()
    {
        using var check = Query("pragma integrity_check(20)");
        while (check.Step())
            if (check.Text(0) is not "ok" and var problem) yield return problem;
    }

    /// <summary>Where the tables are not those this program makes: a changed definition changes what every row means.</summary>
    public IEnumerable<string> SchemaProblems()
    {
        using var made = Database.OpenInMemory();
        made.Execute(Schema() + Prices.PriceStore.Schema);
        var expected = Definitions(made);
        var found = Definitions(database);
        foreach (var (name, sql) in expected)
        {
            if (!found.TryGetValue(name, out var stored)) yield return $"{name} is missing";
            else if (stored != sql) yield return $"{name} is not defined as it was made";
        }

        for (var id = 0; id < Kinds.Length; id++)
        {
            using var kind = database.Prepare("select name from entry_kind where id = ?");
            if (!kind.Bind(1, (long)id).Step() || kind.Text(0) != Kinds[id]) yield return $"the kind of entry {Kinds[id]} is not named as it was";
        }
    }

    static Dictionary<string, string> Definitions(Database database)
    {
        Dictionary<string, string> definitions = new(StringComparer.Ordinal);
        using var rows = database.Prepare("select type || ' ' || name, coalesce(sql, '') from sqlite_master where name not like 'sqlite_%'");
        while (rows.Step()) definitions[rows.Text(0)] = rows.Text(1);
        return definitions;
    }

    public StoredEntries InspectEntries() => new(Query("select seq, command, line, kind, payload, hash from entry order by seq"), StampOrNull);

    public StoredRows<FillRow> InspectFills() => new(
        () => Query("select seq, account, symbol, day, at, side, quantity, price, fee, fee_in, tie from fill order by seq"),
        row => new(ReadFill(row), row.Int64(10)));

    public StoredRows<Recommendation> InspectRecommendations() => new(
        () => Query("select seq, id, account, symbol, day, through, side, target, limit_px, reference, stop, note, origin from recommendation order by seq"),
        ReadRecommendation);

    public StoredRows<CashRow> InspectCash() => new(
        () => Query("select seq, account, day, kind, amount, currency, symbol, note from cash order by seq"),
        row => new(
            AccountOf(row.Int64(1)),
            TradeDate.FromNumber((int)row.Int64(2)),
            row.Text(3),
            StoredDecimal.Read(row.Bytes(4)),
            row.Text(5),
            row.IsNull(6) ? null : NameOf(row.Int64(6)),
            row.TextOrNull(7)));

    /// <summary>Kinds of the entries that are neither fill, recommendation nor cash.</summary>
    public StoredRows<string> InspectRare() => new(() => Query("select seq, kind from rare order by seq"), row => KindName(row.Int64(1), file));

    /// <summary>Every saved fold with the hash of its bytes as stored and as they are.</summary>
    public IEnumerable<(string Name, SavedFold Fold, bool IsWhole)> InspectSaved()
    {
        using var rows = Query("select name, through, hash, sha256, state from saved_fold");
        while (rows.Step())
        {
            var state = rows.Bytes(4).ToArray();
            var whole = rows.Bytes(2).Length == 32 && System.Security.Cryptography.SHA256.HashData(state).AsSpan().SequenceEqual(rows.Bytes(3));
            yield return (rows.Text(0), new(rows.Int64(1), whole ? new EntryHash(rows.Bytes(2)) : default, state), whole);
        }
    }

    public IdentityLookup InspectIdentities() => new(() => Query("select seq, digest from identity where key = ?"));

    /// <summary>Identities that lead to no entry.</summary>
    public long CountLostIdentities(long last)
    {
        using var row = Query("select count(*) from identity where seq < 1 or seq > ?").Bind(1, last);
        return row.Step() ? row.Int64(0) : 0;
    }

    public long CountCommands() => Count("select count(*) from command");

    CommandStamp? StampOrNull(long command)
    {
        try
        {
            using var row = Query("select uid, recorded_at, actor, verb, source, sha256 from command where id = ?");
            return row.Bind(1, command).Step()
                ? new(row.Text(0), Instant.FromUnixTimeMilliseconds(row.Int64(1)), row.Text(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5))
                : null;
        }
        catch (Exception e) when (e is WorldFailedException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}

/// <summary>The journal's entries as stored, in the order the table has them. Current values are valid until the next move.</summary>
public sealed class StoredEntries : IDisposable
{
    readonly Statement rows;
    readonly Func<long, CommandStamp?> stampOf;

    internal StoredEntries(Statement rows, Func<long, CommandStamp?> stampOf) => (this.rows, this.stampOf) = (rows, stampOf);

    public long Sequence => rows.Int64(0);

    public long Command => rows.Int64(1);

    /// <summary>The low 32 bits of it: see <see cref="Oddities"/>.</summary>
    public int Line => unchecked((int)rows.Int64(2));

    public bool IsOdd => rows.Int64(2) is < int.MinValue or > int.MaxValue || !rows.IsBlob(4) || !rows.IsBlob(5);

    /// <summary>What of the current row is not of the form it was stored in, whatever its value reads as.</summary>
    public IEnumerable<(string Field, string Problem)> Oddities
    {
        get
        {
            if (rows.Int64(2) != Line) yield return ("line", "its line in the source is stored as a number no file has");
            if (!rows.IsBlob(4)) yield return ("payload", "it is stored as something else than bytes");
            if (!rows.IsBlob(5)) yield return ("hash", "it is stored as something else than bytes");
        }
    }

    public string? Kind => rows.Int64(3) is >= 0 and var id && id < SqliteJournal.Kinds.Length ? SqliteJournal.Kinds[id] : null;

    public ReadOnlySpan<byte> Payload => rows.Bytes(4);

    public ReadOnlySpan<byte> Hash => rows.Bytes(5);

    /// <summary>Looked up anew only where the command changes.</summary>
    public CommandStamp? Stamp { get; private set; }

    /// <summary>Why the reading ended early; null where it did not.</summary>
    public string? Failure { get; private set; }

    long last = -1;

    public bool Next()
    {
        try
        {
            if (Failure is not null || !rows.Step()) return false;
        }
        catch (WorldFailedException e)
        {
            Failure = e.Message;
            return false;
        }

        if (Command != last) Stamp = stampOf(last = Command);
        return true;
    }

    public void Dispose() => rows.Dispose();
}

/// <summary>A typed table's rows by sequence.</summary>
public sealed class StoredRows<T> : IDisposable
{
    readonly Statement? rows;
    readonly Func<Statement, T> read;

    internal StoredRows(Func<Statement> open, Func<Statement, T> read)
    {
        this.read = read;
        try
        {
            rows = open();
        }
        catch (WorldFailedException e)
        {
            Failure = e.Message;
        }

        Next();
    }

    /// <summary>Of the current row; <see cref="long.MaxValue"/> after the last.</summary>
    public long Sequence { get; private set; }

    public string? Failure { get; private set; }

    /// <summary>The current row, or why it cannot be read.</summary>
    public (T? Row, string? Unreadable) Read()
    {
        try
        {
            return (read(rows!), null);
        }
        catch (Exception e) when (e is WorldFailedException or FormatException or ArgumentException or OverflowException)
        {
            return (default, e.Message);
        }
    }

    public void Next()
    {
        try
        {
            Sequence = Failure is null && rows!.Step() ? rows.Int64(0) : long.MaxValue;
        }
        catch (WorldFailedException e)
        {
            (Failure, Sequence) = (e.Message, long.MaxValue);
        }
    }

    public void Dispose() => rows?.Dispose();
}

/// <summary>Looks identities up, one prepared statement for all, until the table cannot be read.</summary>
public sealed class IdentityLookup : IDisposable
{
    readonly Func<Statement> open;
    Statement? find;

    internal IdentityLookup(Func<Statement> open) => this.open = open;

    /// <summary>Why looking up ended; null where it did not.</summary>
    public string? Failure { get; private set; }

    public Known? Find(Identity identity)
    {
        if (Failure is not null) return null;
        try
        {
            find ??= open();
            Known? known = find.BindBlob(1, identity.Key.Span).Step() ? new(find.Int64(0), find.Int64(1)) : null;
            find.Reset();
            return known;
        }
        catch (WorldFailedException e)
        {
            Failure = e.Message;
            return null;
        }
    }

    public void Dispose() => find?.Dispose();
}
