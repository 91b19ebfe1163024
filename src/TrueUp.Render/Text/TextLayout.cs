using NodaTime;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;

namespace TrueUp.Render.Text;

/// <summary>For a person: aligned, readable without color, the same in every culture. What it was computed from is the last line.</summary>
sealed class TextLayout(Utf8Out to, int? width) : Layout
{
    const int BlockRows = 1 << 14;
    const string Nothing = "-";

    sealed record Line(string Label, string Value, bool IsNumber);

    readonly List<Line> fields = [];
    readonly Utf8Out fieldValue = new(null);
    TextTable? table;
    string fieldLabel = "";
    bool fieldIsNumber;
    int depth;
    bool something;
    bool titled;
    Provenance? provenance;

    Utf8Out Cell => table?.Cell ?? fieldValue;

    public override void Head(Provenance from) => provenance = from;

    public override void Text(string? value)
    {
        if (value is not null) Cell.Text(Visible(value));
    }

    public override void Number(decimal? value)
    {
        fieldIsNumber = true;
        if (value is { } number) Cell.Exact(number);
        else Cell.Text(Nothing);
    }

    public override void Amount(decimal? value, int places)
    {
        fieldIsNumber = true;
        if (value is { } number) Cell.Fixed(number, places);
        else Cell.Text(Nothing);
    }

    public override void Percent(decimal? value, int places)
    {
        fieldIsNumber = true;
        if (value is { } number)
        {
            Cell.Fixed(number * 100, places);
            Cell.Byte((byte)'%');
        }
        else
        {
            Cell.Text(Nothing);
        }
    }

    public override void Integer(long? value)
    {
        fieldIsNumber = true;
        if (value is { } number) Cell.Integer(number);
        else Cell.Text(Nothing);
    }

    public override void Date(TradeDate? value)
    {
        if (value is { } date) Cell.Date(date);
        else Cell.Text(Nothing);
    }

    public override void Moment(Instant? value)
    {
        if (value is { } instant) Cell.Moment(instant);
        else Cell.Text(Nothing);
    }

    public override void Flag(bool? value) => Cell.Text(value switch { true => "yes", false => "no", null => Nothing });

    public override void Integers(ValueList<long> values)
    {
        var span = values.Span;
        for (var i = 0; i < span.Length; i++)
        {
            if (i > 0) Cell.Byte((byte)' ');
            Cell.Integer(span[i]);
        }
    }

    public override void Words(ValueList<string> values) => Text(string.Join(' ', values));

    public override void Rows<T>(string name, Columns<T> columns, IEnumerable<T> rows)
    {
        var outer = table!;
        table = outer.Inner(name, () => Table(columns));
        var from = table.Rows;
        foreach (var row in rows) Add(table, columns, row);
        outer.Belongs(table, from);
        var count = table.Rows - from;
        table = outer;
        outer.Cell.Integer(count);
    }

    public override void Title(string text)
    {
        Block();
        to.Text(Visible(text));
        to.Byte((byte)'\n');
        titled = true;
    }

    static string Visible(string text) => Render.Text.Words.Visible(text);

    public override void Note(string text)
    {
        Block();
        to.Text(Visible(text));
        to.Byte((byte)'\n');
    }

    public override void Field(string name)
    {
        fieldLabel = Render.Text.Words.Of(name);
        fieldIsNumber = false;
        fieldValue.Clear();
    }

    public override void EndField() =>
        fields.Add(new(fieldLabel, System.Text.Encoding.UTF8.GetString(fieldValue.Written), fieldIsNumber));

    public override void Open(string name)
    {
        Block();
        to.Spaces(depth * 2);
        to.Text(Render.Text.Words.Of(name));
        to.Byte((byte)'\n');
        depth++;
    }

    public override void Close()
    {
        WriteFields();
        depth--;
    }

    public override void List<T>(string name, Columns<T> columns, IEnumerable<T> rows, string empty)
    {
        var heading = !titled || fields.Count > 0;
        Block();
        if (heading)
        {
            to.Text(Render.Text.Words.Of(name));
            to.Byte((byte)'\n');
        }

        table = Table(columns);
        var any = false;
        foreach (var row in rows)
        {
            any = true;
            Add(table, columns, row);
            if (table.Rows == BlockRows) table.Write(to, width);
        }

        if (table.Rows > 0) table.Write(to, width);
        table = null;
        if (any) return;
        to.Text(empty);
        to.Byte((byte)'\n');
    }

    public override void End()
    {
        WriteFields();
        if (provenance is { } from)
        {
            Block();
            to.Text("as of ");
            to.Date(from.AsOf);
            if (from.KnownBy is { } knownBy)
            {
                to.Text(", known by ");
                to.Moment(knownBy);
            }

            to.Text(", journal entry ");
            to.Integer(from.Sequence);
            to.Byte((byte)' ');
            to.Text(from.Head.ToString().AsSpan(0, 12));
            to.Text(", ");
            to.Text(Visible(from.Book));
            to.Byte((byte)'\n');
        }

        to.Flush();
    }

    static TextTable Table<T>(Columns<T> columns)
    {
        var all = columns.All;
        var (names, alignments) = (new string[all.Length], new Alignment[all.Length]);
        for (var i = 0; i < all.Length; i++) (names[i], alignments[i]) = (all[i].Name, all[i].Alignment);
        return new(names, alignments, columns.Keys);
    }

    void Add<T>(TextTable table, Columns<T> columns, T row)
    {
        foreach (var column in columns.All)
        {
            column.Write(row, this);
            table.EndCell();
        }
    }

    /// <summary>What follows stands apart from what came before.</summary>
    void Block()
    {
        WriteFields();
        if (something) to.Byte((byte)'\n');
        something = true;
        titled = false;
    }

    void WriteFields()
    {
        if (fields.Count == 0) return;
        if (something && depth == 0) to.Byte((byte)'\n');
        something = true;
        var (label, whole) = (0, 0);
        foreach (var field in fields)
        {
            label = Math.Max(label, field.Label.Length);
            if (field.IsNumber) whole = Math.Max(whole, Whole(field.Value));
        }

        foreach (var field in fields)
        {
            to.Spaces(depth * 2);
            to.Text(field.Label);
            if (field.Value.Length > 0)
            {
                to.Spaces(label - field.Label.Length + 2 + (field.IsNumber ? whole - Whole(field.Value) : 0));
                to.Text(field.Value);
            }

            to.Byte((byte)'\n');
        }

        fields.Clear();

        static int Whole(string value) => value.IndexOf('.') is >= 0 and var point ? point : value.EndsWith('%') ? value.Length - 1 : value.Length;
    }
}
