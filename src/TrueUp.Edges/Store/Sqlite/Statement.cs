using System.Text;
using SQLitePCL;
using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Store.Sqlite;

/// <summary>
/// A prepared statement over spans: no boxing and no strings on the way to a million rows. Values are bound by position from 1 and read by column from 0.
/// Any failure of the engine becomes a <see cref="WorldFailedException"/> with a code a person can look up.
/// </summary>
sealed unsafe class Statement : IDisposable
{
    // What is not UTF-8 must not become something that is.
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    readonly sqlite3 database;
    readonly string file;
    readonly sqlite3_stmt owner;
    readonly nint statement;

    public Statement(sqlite3 database, string file, string sql)
    {
        (this.database, this.file) = (database, file);
        owner = Prepare(database, file, sql);
        statement = owner.DangerousGetHandle(); // alive as long as its owner, which Dispose ends
    }

    public Statement Bind(int index, long value)
    {
        Check(Native.BindInt64(statement, index, value));
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        Check(value is { } number ? Native.BindInt64(statement, index, number) : Native.BindNull(statement, index));
        return this;
    }

    public Statement Bind(int index, string? value)
    {
        if (value is null)
        {
            Check(Native.BindNull(statement, index));
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var bytes = most <= 256 ? stackalloc byte[256] : new byte[most];
        return BindText(index, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    public Statement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        // A null pointer would bind null; an empty text is not that.
        byte none = 0;
        fixed (byte* text = utf8) Check(Native.BindText(statement, index, text is null ? &none : text, utf8.Length, -1));
        return this;
    }

    public Statement BindBlob(int index, ReadOnlySpan<byte> bytes)
    {
        byte none = 0;
        fixed (byte* blob = bytes) Check(Native.BindBlob(statement, index, blob is null ? &none : blob, bytes.Length, -1));
        return this;
    }

    /// <summary>True where a row is ready.</summary>
    public bool Step()
    {
        var result = Native.Step(statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result != raw.SQLITE_DONE) Check(result);
        return false;
    }

    /// <summary>Runs a statement that gives no rows and makes it ready to run again.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    public Statement Reset()
    {
        _ = Native.Reset(statement); // repeats the step's error, which was already thrown
        return this;
    }

    public bool IsNull(int column) => Native.ColumnType(statement, column) == raw.SQLITE_NULL;

    public bool IsInteger(int column) => Native.ColumnType(statement, column) == raw.SQLITE_INTEGER;

    public bool IsBlob(int column) => Native.ColumnType(statement, column) == raw.SQLITE_BLOB;

    public long Int64(int column) => Native.ColumnInt64(statement, column);

    /// <summary>Bytes of a text or blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => new(Native.ColumnBlob(statement, column), Native.ColumnBytes(statement, column));

    public string Text(int column)
    {
        if (Native.ColumnType(statement, column) != raw.SQLITE_TEXT) throw Damaged("is of another type than was written");
        try
        {
            return Utf8.GetString(Bytes(column));
        }
        catch (DecoderFallbackException)
        {
            throw Damaged("is not UTF-8");
        }
    }

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => owner.Dispose();

    WorldFailedException Damaged(string how) => new(Codes.BookDamaged, file, $"a stored text {how}");

    void Check(int result)
    {
        if (result != raw.SQLITE_OK) throw Failures.Of(database, file, result);
    }

    static sqlite3_stmt Prepare(sqlite3 database, string file, string sql)
    {
        var result = raw.sqlite3_prepare_v2(database, sql, out var prepared);
        return result == raw.SQLITE_OK ? prepared : throw Failures.Of(database, file, result);
    }
}

/// <summary>What the engine's result codes mean to a person.</summary>
static class Failures
{
    public static WorldFailedException Of(sqlite3 database, string file, int result, string? hint = null)
    {
        var extended = raw.sqlite3_extended_errcode(database);
        var message = raw.sqlite3_errmsg(database).utf8_to_string();
        return Of(file, result, extended, message, null, hint);
    }

    public static WorldFailedException Of(string file, int result, int extended, string message, Exception? inner, string? hint = null)
    {
        var code = (result & 0xff) switch
        {
            raw.SQLITE_FULL => Codes.DiskFull,
            raw.SQLITE_IOERR => Codes.DiskFailed,
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => Codes.BookReadOnly,
            raw.SQLITE_NOTADB => Codes.NotABook,
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Codes.BookLocked,
            _ => Codes.BookDamaged,
        };
        if (code == Codes.BookLocked) message = "another program keeps it locked";
        return new(code, file, $"{message} (engine code {extended})", inner, hint);
    }
}
