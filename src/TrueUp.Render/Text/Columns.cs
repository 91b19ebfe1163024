using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Text;

/// <summary>
/// What the rows of a list show: one definition for JSON, CSV and text, so that the three never differ in names or order. Immutable.
/// Names are camelCase as in JSON; text spells them as words.
/// </summary>
public sealed class Columns<T>
{
    readonly Column<T>[] all;

    public Columns() => all = [];

    Columns(Column<T>[] all, int keys) => (this.all, Keys) = (all, keys);

    internal ReadOnlySpan<Column<T>> All => all;

    /// <summary>How many leading columns say which row this is; text repeats them when a table is folded to fit a narrow terminal.</summary>
    internal int Keys { get; } = 1;

    /// <summary>The columns so far say which row this is.</summary>
    public Columns<T> Key() => new(all, all.Length);

    public Columns<T> Text(string name, Func<T, string?> of) => With(new TextColumn<T>(name, of));

    /// <summary>An exact number, every digit in every format: units, prices, ratios.</summary>
    public Columns<T> Number(string name, Func<T, decimal?> of) => With(new NumberColumn<T>(name, of));

    /// <summary>Exact in JSON and CSV; rounded half away from zero to <paramref name="places"/> in text.</summary>
    public Columns<T> Amount(string name, Func<T, decimal?> of, int places = 2) => With(new AmountColumn<T>(name, of, places));

    /// <summary>A fraction (0.0123) in JSON and CSV; <c>1.23%</c> in text.</summary>
    public Columns<T> Percent(string name, Func<T, decimal?> of, int places = 2) => With(new PercentColumn<T>(name, of, places));

    public Columns<T> Integer(string name, Func<T, long?> of) => With(new IntegerColumn<T>(name, of));

    public Columns<T> Date(string name, Func<T, TradeDate?> of) => With(new DateColumn<T>(name, of));

    public Columns<T> Moment(string name, Func<T, Instant?> of) => With(new MomentColumn<T>(name, of));

    public Columns<T> Flag(string name, Func<T, bool?> of) => With(new FlagColumn<T>(name, of));

    /// <summary>A list of whole numbers, such as journal sequences: a JSON array, one cell with spaces between elsewhere.</summary>
    public Columns<T> Integers(string name, Func<T, ValueList<long>> of) => With(new IntegersColumn<T>(name, of));

    /// <summary>A list of words, such as symbols: a JSON array, one cell with spaces between elsewhere.</summary>
    public Columns<T> Words(string name, Func<T, ValueList<string>> of) => With(new WordsColumn<T>(name, of));

    /// <summary>Rows inside a row: a JSON array of objects (CSV keeps that array in its cell), indented lines under the row in text.</summary>
    public Columns<T> Rows<TInner>(string name, Columns<TInner> columns, Func<T, IEnumerable<TInner>> of) =>
        With(new RowsColumn<T, TInner>(name, columns, of));

    Columns<T> With(Column<T> column) => new([.. all, column], Keys);
}
