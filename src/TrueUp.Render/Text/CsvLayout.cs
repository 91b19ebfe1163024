using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Text;

/// <summary>
/// One CSV table (RFC 4180, CRLF): the first list of the answer, which is its principal one. An answer without a list is a table of
/// <c>field,value</c>. Text cells pass <see cref="FormulaGuard"/>; numbers and dates never need to.
/// </summary>
sealed class CsvLayout : Layout
{
    readonly Utf8Out to;
    readonly Utf8Out fields = new(null);
    readonly Stack<string> groups = [];
    Utf8Out cell;
    bool listed;

    public CsvLayout(Utf8Out to) => this.to = cell = to;

    public override void Text(string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        var guarded = FormulaGuard.Needed(value);
        if (!guarded && !MustBeQuoted(value))
        {
            cell.Text(value);
            return;
        }

        cell.Byte((byte)'"');
        if (guarded) cell.Byte((byte)'\'');
        ReadOnlySpan<char> rest = value;
        for (int quote; (quote = rest.IndexOf('"')) >= 0; rest = rest[(quote + 1)..])
        {
            cell.Text(rest[..quote]);
            cell.Bytes("\"\""u8);
        }

        cell.Text(rest);
        cell.Byte((byte)'"');
    }

    // By hand: cells are short, and a search prepared for long texts is compiled at every start.
    static bool MustBeQuoted(string value)
    {
        foreach (var c in value)
            if (c is ',' or '"' or '\r' or '\n' or '\0') return true;
        return value[0] == ' ' || value[^1] == ' ';
    }

    public override void Number(decimal? value)
    {
        if (value is { } number) cell.Exact(number);
    }

    public override void Amount(decimal? value, int places)
    {
        if (value is { } number) cell.Exact(number);
    }

    public override void Percent(decimal? value, int places)
    {
        if (value is { } number) cell.Exact(number);
    }

    public override void Integer(long? value)
    {
        if (value is { } number) cell.Integer(number);
    }

    public override void Date(TradeDate? value)
    {
        if (value is { } date) cell.Date(date);
    }

    public override void Moment(Instant? value)
    {
        if (value is { } instant) cell.Moment(instant);
    }

    public override void Flag(bool? value)
    {
        if (value is { } flag) cell.Bytes(flag ? "true"u8 : "false"u8);
    }

    public override void Integers(ValueList<long> values)
    {
        var span = values.Span;
        for (var i = 0; i < span.Length; i++)
        {
            if (i > 0) cell.Byte((byte)' ');
            cell.Integer(span[i]);
        }
    }

    public override void Words(ValueList<string> values) => Text(string.Join(' ', values));

    public override void Rows<T>(string name, Columns<T> columns, IEnumerable<T> rows)
    {
        Utf8Out inner = new(null);
        new JsonLayout(inner).Rows(name, columns, rows);
        Text(System.Text.Encoding.UTF8.GetString(inner.Written));
    }

    public override void Title(string text)
    {
    }

    public override void Note(string text)
    {
    }

    public override void Field(string name)
    {
        cell = fields;
        Text(string.Join('.', groups.Reverse().Append(name)));
        fields.Byte((byte)',');
    }

    public override void EndField() => EndLine(fields);

    public override void Open(string name) => groups.Push(name);

    public override void Close() => groups.Pop();

    public override void List<T>(string name, Columns<T> columns, IEnumerable<T> rows, string empty)
    {
        if (listed) return;
        listed = true;
        cell = to;
        var all = columns.All;
        for (var i = 0; i < all.Length; i++)
        {
            if (i > 0) to.Byte((byte)',');
            to.Text(all[i].Name);
        }

        EndLine(to);
        foreach (var row in rows)
        {
            for (var i = 0; i < all.Length; i++)
            {
                if (i > 0) to.Byte((byte)',');
                all[i].Write(row, this);
            }

            EndLine(to);
        }
    }

    public override void End()
    {
        if (!listed)
        {
            to.Bytes("field,value\r\n"u8);
            to.Bytes(fields.Written);
        }

        to.Flush();
    }

    static void EndLine(Utf8Out to) => to.Bytes("\r\n"u8);
}
