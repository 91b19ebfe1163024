using System.Text;
using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Store.Sqlite;

/// <summary>
/// A prepared statement over spans: no boxing and no strings on the way to a million rows. Values are bound by position from 1 and read by column from 0.
/// Any failure of the engine becomes a <see cref="WorldFailedException"/> with a code a person can look up.
/// </summary>
public sealed unsafe class Statement : IDisposable
{
    // What is not UTF-8 must not become something that is.
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    readonly Database database;
    nint statement;

    internal Statement(Database database, nint statement) => (this.database, this.statement) = (database, statement);

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
        if (result == Native.Row) return true;
        if (result != Native.Done) Check(result);
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

    public bool IsNull(int column) => Native.ColumnType(statement, column) == Native.TypeNull;

    public bool IsInteger(int column) => Native.ColumnType(statement, column) == Native.TypeInteger;

    public bool IsBlob(int column) => Native.ColumnType(statement, column) == Native.TypeBlob;

    public long Int64(int column) => Native.ColumnInt64(statement, column);

    /// <summary>Bytes of a text or blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => new(Native.ColumnBlob(statement, column), Native.ColumnBytes(statement, column));

    public string Text(int column)
    {
        if (Native.ColumnType(statement, column) != Native.TypeText) throw Damaged("is of another type than was written");
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

    public void Dispose()
    {
        _ = Native.Finish(statement); // repeats the step's error, which was already thrown
        statement = 0;
    }

    WorldFailedException Damaged(string how) => new(Codes.BookDamaged, database.File, $"a stored text {how}");

    void Check(int result)
    {
        if (result != Native.Ok) throw database.Failed(result);
    }
}
