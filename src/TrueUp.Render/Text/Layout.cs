using NodaTime;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;

namespace TrueUp.Render.Text;

/// <summary>How one format spells values and puts them together: <see cref="JsonLayout"/>, <see cref="CsvLayout"/>, <see cref="TextLayout"/>.</summary>
abstract class Layout
{
    // Values: a cell of the row, or the field, that is being written.
    public abstract void Text(string? value);

    public abstract void Number(decimal? value);

    public abstract void Amount(decimal? value, int places);

    public abstract void Percent(decimal? value, int places);

    public abstract void Integer(long? value);

    public abstract void Date(TradeDate? value);

    public abstract void Moment(Instant? value);

    public abstract void Flag(bool? value);

    public abstract void Integers(ValueList<long> values);

    public abstract void Words(ValueList<string> values);

    public abstract void Rows<T>(string name, Columns<T> columns, IEnumerable<T> rows);

    // The document.
    public virtual void Head(Provenance from)
    {
        Field("book");
        Text(from.Book);
        EndField();
        Field("asOf");
        Date(from.AsOf);
        EndField();
        if (from.KnownBy is { } knownBy)
        {
            Field("knownBy");
            Moment(knownBy);
            EndField();
        }

        Open("journalHead");
        Field("sequence");
        Integer(from.Sequence);
        EndField();
        Field("hash");
        Text(from.Head.ToString());
        EndField();
        Close();
    }

    public abstract void Title(string text);

    public abstract void Note(string text);

    /// <summary>The next value belongs to this name; <see cref="EndField"/> follows it.</summary>
    public abstract void Field(string name);

    public abstract void EndField();

    public abstract void Open(string name);

    public abstract void Close();

    public abstract void List<T>(string name, Columns<T> columns, IEnumerable<T> rows, string empty);

    public abstract void End();
}
