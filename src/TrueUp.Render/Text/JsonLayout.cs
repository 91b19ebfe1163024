using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Text;

/// <summary>One JSON document, a row of a list on a line of its own so that line tools can read it too.</summary>
sealed class JsonLayout(Utf8Out to) : Layout
{
    bool first = true;

    public static JsonLayout Document(Utf8Out to)
    {
        to.Byte((byte)'{');
        return new(to);
    }

    public override void Text(string? value)
    {
        if (value is null) Null();
        else to.JsonText(value);
    }

    public override void Number(decimal? value)
    {
        if (value is { } number) to.Exact(number);
        else Null();
    }

    public override void Amount(decimal? value, int places)
    {
        if (value is { } number) to.Exact(number);
        else Null();
    }

    public override void Percent(decimal? value, int places)
    {
        if (value is { } number) to.Exact(number);
        else Null();
    }

    public override void Integer(long? value)
    {
        if (value is { } number) to.Integer(number);
        else Null();
    }

    public override void Date(TradeDate? value)
    {
        if (value is { } date) to.JsonDate(date);
        else Null();
    }

    public override void Moment(Instant? value)
    {
        if (value is { } instant)
        {
            to.Byte((byte)'"');
            to.Moment(instant);
            to.Byte((byte)'"');
        }
        else
        {
            Null();
        }
    }

    public override void Flag(bool? value) => to.Bytes(value switch { true => "true"u8, false => "false"u8, null => "null"u8 });

    public override void Integers(ValueList<long> values)
    {
        var span = values.Span;
        to.Byte((byte)'[');
        for (var i = 0; i < span.Length; i++)
        {
            if (i > 0) to.Byte((byte)',');
            to.Integer(span[i]);
        }

        to.Byte((byte)']');
    }

    public override void Words(ValueList<string> values)
    {
        var span = values.Span;
        to.Byte((byte)'[');
        for (var i = 0; i < span.Length; i++)
        {
            if (i > 0) to.Byte((byte)',');
            to.JsonText(span[i]);
        }

        to.Byte((byte)']');
    }

    public override void Rows<T>(string name, Columns<T> columns, IEnumerable<T> rows) => Array(columns, rows, lines: false);

    public override void Title(string text)
    {
    }

    public override void Note(string text)
    {
    }

    public override void Field(string name)
    {
        if (!first) to.Byte((byte)',');
        first = false;
        to.JsonText(name);
        to.Byte((byte)':');
    }

    public override void EndField()
    {
    }

    public override void Open(string name)
    {
        Field(name);
        to.Byte((byte)'{');
        first = true;
    }

    public override void Close()
    {
        to.Byte((byte)'}');
        first = false;
    }

    public override void List<T>(string name, Columns<T> columns, IEnumerable<T> rows, string empty)
    {
        Field(name);
        Array(columns, rows, lines: true);
    }

    public override void End()
    {
        to.Bytes("}\n"u8);
        to.Flush();
    }

    void Array<T>(Columns<T> columns, IEnumerable<T> rows, bool lines)
    {
        var all = columns.All;
        to.Byte((byte)'[');
        var more = false;
        foreach (var row in rows)
        {
            if (more) to.Byte((byte)',');
            if (lines) to.Byte((byte)'\n');
            more = true;
            to.Bytes("{"u8);
            to.Bytes(all[0].JsonName.AsSpan(1));
            all[0].Write(row, this);
            foreach (var column in all[1..])
            {
                to.Bytes(column.JsonName);
                column.Write(row, this);
            }

            to.Byte((byte)'}');
        }

        if (lines && more) to.Byte((byte)'\n');
        to.Byte((byte)']');
    }

    void Null() => to.Bytes("null"u8);
}
