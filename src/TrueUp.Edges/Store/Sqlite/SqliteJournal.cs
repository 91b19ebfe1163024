using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Store.Sqlite;

/// <summary>
/// A book in one SQLite file. Readers see one state from their first read to their end; writers queue (<see cref="WriterQueue"/>) and commit with a
/// synced rollback journal or, where the engine is fixed, a synced write-ahead log (<see cref="Engine"/>).
/// </summary>
public sealed partial class SqliteJournal : IJournal
{
    const int ApplicationId = 0x54525550; // "TRUP"
    const int SchemaVersion = 1;
    static readonly Duration UsualPatience = Duration.FromSeconds(60);

    /// <summary>Position is the stored id, so this list only ever grows at its end.</summary>
    internal static readonly string[] Kinds =
        ["book", "account", "instrument", "recommendation", "withdrawal", "fill", "cash", "action", "option", "reversal", "held", "heldprice", "decision", "lots"];

    readonly Database database;
    readonly string file;
    readonly Names names = new();
    readonly Dictionary<long, CommandStamp> stamps = [];
    Symbol?[] symbols = [];
    AccountName?[] accounts = [];
    Currency?[] currencies = [];
    JournalHead? head;
    bool reading;
    bool writing;

    SqliteJournal(Database database, Duration? patience = null) => (this.database, file, Patience) = (database, database.File, patience ?? UsualPatience);

    /// <summary>The file the journal is in, for what else is kept there.</summary>
    public Database Database => database;

    public string File => file;

    /// <summary>How long a writer waits for its turn.</summary>
    public Duration Patience
    {
        get;
        init
        {
            field = value;
            database.WaitAtMost(value.ToTimeSpan());
        }
    }

    /// <summary>Makes an empty store where there is none. The caller has made sure that nobody else is making it.</summary>
    public static SqliteJournal Create(string file)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(file, options).Dispose();
        var journal = Connect(file, readOnly: false);
        journal.Execute("begin immediate");
        journal.Execute(string.Create(CultureInfo.InvariantCulture, $"pragma application_id = {ApplicationId}; pragma user_version = {SchemaVersion}"));
        journal.Execute(Schema());
        journal.Execute(Prices.PriceStore.Schema);
        using (var kind = journal.database.Prepare("insert into entry_kind (id, name) values (?, ?)"))
            for (var i = 0; i < Kinds.Length; i++) kind.Bind(1, (long)i).Bind(2, Kinds[i]).Run();
        journal.Execute("commit");
        return journal;
    }

    /// <exception cref="WorldFailedException">TU1803–TU1809 when the file is not a book, is damaged, or cannot be used.</exception>
    /// <param name="patience">How long to wait for another writer; null is a minute.</param>
    public static SqliteJournal Open(string file, bool readOnly = false, Duration? patience = null)
    {
        FileInfo info = new(file);
        if (info.Length == 0) throw new WorldFailedException(Codes.EmptyBook, file, "the book file is empty");
        var journal = Connect(file, readOnly, patience);
        try
        {
            var (application, version) = (journal.Pragma("application_id"), journal.Pragma("user_version"));
            if (application != ApplicationId) throw new WorldFailedException(Codes.NotABook, file, "this SQLite file was not made by TrueUp");
            if (version > SchemaVersion) throw new WorldFailedException(Codes.NewerBook, file, $"its schema is version {version}; this TrueUp knows {SchemaVersion}");
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    static SqliteJournal Connect(string file, bool readOnly, Duration? patience = null)
    {
        SqliteJournal journal = new(Database.Open(file, readOnly), patience);
        // The cache bounds memory on a big import; what does not fit is written early under the same rollback journal.
        journal.Execute("pragma cache_size = -131072; pragma temp_store = memory");
        if (!readOnly) journal.Execute($"pragma journal_mode = {Engine.JournalMode}; pragma synchronous = full");
        return journal;
    }

    public JournalHead Head => head ??= ReadHead();

    public void Dispose()
    {
        if (reading) EndRead();
        database.Dispose();
    }

    void Execute(string sql) => database.Execute(sql);

    long Pragma(string name)
    {
        using var pragma = database.Prepare($"pragma {name}");
        return pragma.Step() ? pragma.Int64(0) : 0;
    }

    static string Schema()
    {
        using StreamReader reader = new(typeof(SqliteJournal).Assembly.GetManifestResourceStream("TrueUp.Edges.Store.schema.001.sql")!);
        return reader.ReadToEnd();
    }

    /// <summary>From the first read to the end of the command, everybody else's commits are invisible.</summary>
    Statement Query(string sql)
    {
        if (!reading && !writing)
        {
            Execute("begin");
            reading = true;
        }

        return database.Prepare(sql);
    }

    /// <summary>Lets go of the state being read, so that nobody who writes waits while a person thinks. What is read next is the newest state.</summary>
    public void EndReading()
    {
        if (reading) EndRead();
        head = null;
    }

    void EndRead()
    {
        reading = false;
        _ = database.TryExecute("commit"); // a read transaction has nothing to lose
    }

    JournalHead ReadHead()
    {
        using var last = Query("select seq, hash from entry order by seq desc limit 1");
        return last.Step() ? new(last.Int64(0), new EntryHash(last.Bytes(1))) : JournalHead.Empty;
    }

    string NameOf(long id)
    {
        if (names.TextOf(id) is { } known) return known;
        using var rows = Query("select id, text from name");
        ReadNames(rows);
        return names.TextOf(id) ?? throw new WorldFailedException(Codes.BookDamaged, file, $"a row names {id}, which is not in the table of names");
    }

    // One object for each name, so that comparing two of a million rows compares references.
    Symbol SymbolOf(long id)
    {
        if (id >= 0 && id < symbols.Length && symbols[id] is { } known) return known;
        return Kept(ref symbols, id, Symbol.Stored(NameOf(id)));
    }

    AccountName AccountOf(long id)
    {
        if (id >= 0 && id < accounts.Length && accounts[id] is { } known) return known;
        return Kept(ref accounts, id, new(NameOf(id)));
    }

    Currency CurrencyOf(long id)
    {
        if (id >= 0 && id < currencies.Length && currencies[id] is { } known) return known;
        return Kept(ref currencies, id, new(NameOf(id)));
    }

    static T Kept<T>(ref T?[] all, long id, T one) where T : class
    {
        if (id >= all.Length) Array.Resize(ref all, (int)Math.Max(id + 1, 2L * all.Length));
        all[id] = one;
        return one;
    }

    void ReadNames(Statement rows)
    {
        while (rows.Step())
        {
            var id = rows.Int64(0);
            // Ids are given out one by one; a list as long as a damaged one would not fit into memory.
            if (id is < 0 or > 100_000_000) throw new WorldFailedException(Codes.BookDamaged, file, $"a name is numbered {id}");
            names.Add(id, string.Intern(rows.Text(1)));
        }
    }

    CommandStamp StampOf(long command)
    {
        if (stamps.TryGetValue(command, out var known)) return known;
        using var row = Query("select uid, recorded_at, actor, verb, source, sha256 from command where id = ?");
        if (!row.Bind(1, command).Step()) throw new WorldFailedException(Codes.BookDamaged, file, $"an entry names command {command}, which is not there");
        var recordedAt = row.Int64(1);
        if (!row.IsInteger(1) || recordedAt < Instant.MinValue.ToUnixTimeMilliseconds() || recordedAt > Instant.MaxValue.ToUnixTimeMilliseconds())
            throw new WorldFailedException(Codes.BookDamaged, file, $"command {command} was recorded at no time at all");
        CommandStamp stamp = new(row.Text(0), Instant.FromUnixTimeMilliseconds(recordedAt), row.Text(2), row.Text(3), row.TextOrNull(4), row.TextOrNull(5));
        if (!Chain.IsKept(stamp)) throw new WorldFailedException(Codes.BookDamaged, file, $"command {command} is not spelled as it was written");
        return stamps[command] = stamp;
    }

    static string KindName(long id, string file) =>
        id >= 0 && id < Kinds.Length ? Kinds[id] : throw new WorldFailedException(Codes.BookDamaged, file, $"an entry is of kind {id}, which does not exist");

    /// <summary>Stored text by id, dense from 1.</summary>
    sealed class Names
    {
        readonly List<string?> byId = [];
        readonly Dictionary<string, long> ids = new(StringComparer.Ordinal);

        public int Count => ids.Count;

        public string? TextOf(long id) => id >= 0 && id < byId.Count ? byId[(int)id] : null;

        public long? IdOf(string text) => ids.TryGetValue(text, out var id) ? id : null;

        public void Add(long id, string text)
        {
            while (byId.Count <= id) byId.Add(null);
            byId[(int)id] = text;
            ids[text] = id;
        }

        public void Clear()
        {
            byId.Clear();
            ids.Clear();
        }
    }
}
