using NodaTime;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;

namespace TrueUp.Render.Text;

/// <summary>
/// A command's answer, written once and spelled in the format that was asked for. Goes straight to the stream, so that an answer of any
/// length needs little memory. Not for notes and errors, which belong to stderr.
/// </summary>
/// <remarks>
/// JSON has everything, CSV the first list (or, without one, the fields), text everything with figures rounded for reading.
/// A document is complete only after <see cref="End"/>: it is not disposable, so that an answer cut short by an error never looks whole.
/// </remarks>
public sealed class Sheet
{
    readonly Layout layout;

    /// <param name="to">Not closed here. Its write errors (a closed pipe, a full disk) pass through.</param>
    /// <param name="format">Decides the spelling.</param>
    /// <param name="width">Columns of the terminal: wider tables are folded. Null (a file or a pipe) never folds.</param>
    public Sheet(Stream to, Format format, int? width = null)
    {
        Utf8Out bytes = new(to);
        layout = format switch
        {
            Format.Text => new TextLayout(bytes, width),
            Format.Json => JsonLayout.Document(bytes),
            Format.Csv => new CsvLayout(bytes),
            _ => throw new System.Diagnostics.UnreachableException($"format {format} has no layout"),
        };
    }

    /// <summary>First in every document: <c>book</c>, <c>asOf</c>, <c>journalHead</c>. In text it is the last line.</summary>
    public void Head(Provenance from) => layout.Head(from);

    /// <summary>Text only: a line that says what this is.</summary>
    public void Title(string text) => layout.Title(text);

    /// <summary>Text only: a sentence about the figures, for what other formats say in fields.</summary>
    public void Note(string text) => layout.Note(text);

    public void Text(string name, string? value)
    {
        layout.Field(name);
        layout.Text(value);
        layout.EndField();
    }

    /// <summary>Every digit in every format.</summary>
    public void Number(string name, decimal? value)
    {
        layout.Field(name);
        layout.Number(value);
        layout.EndField();
    }

    /// <summary>Rounded in text only.</summary>
    public void Amount(string name, decimal? value, int places = 2)
    {
        layout.Field(name);
        layout.Amount(value, places);
        layout.EndField();
    }

    /// <summary>A fraction; a percentage in text.</summary>
    public void Percent(string name, decimal? value, int places = 2)
    {
        layout.Field(name);
        layout.Percent(value, places);
        layout.EndField();
    }

    public void Integer(string name, long? value)
    {
        layout.Field(name);
        layout.Integer(value);
        layout.EndField();
    }

    public void Date(string name, TradeDate? value)
    {
        layout.Field(name);
        layout.Date(value);
        layout.EndField();
    }

    public void Moment(string name, Instant? value)
    {
        layout.Field(name);
        layout.Moment(value);
        layout.EndField();
    }

    public void Flag(string name, bool? value)
    {
        layout.Field(name);
        layout.Flag(value);
        layout.EndField();
    }

    public void Integers(string name, ValueList<long> values)
    {
        layout.Field(name);
        layout.Integers(values);
        layout.EndField();
    }

    public void Words(string name, ValueList<string> values)
    {
        layout.Field(name);
        layout.Words(values);
        layout.EndField();
    }

    /// <summary>Fields until <see cref="Close"/> belong together under this name.</summary>
    public void Open(string name) => layout.Open(name);

    public void Close() => layout.Close();

    /// <summary>A named list of rows. The first one is the principal list, the one CSV shows.</summary>
    /// <param name="name">As in JSON.</param>
    /// <param name="columns">What a row shows.</param>
    /// <param name="rows">Read once, while writing.</param>
    /// <param name="empty">What text says when there are none.</param>
    public void List<T>(string name, Columns<T> columns, IEnumerable<T> rows, string empty = "none") => layout.List(name, columns, rows, empty);

    /// <summary>Completes the document and hands the last bytes to the stream.</summary>
    public void End() => layout.End();
}
