using System.Text;
using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Text;

/// <summary>One column: its name and how to read its cell from a row. Closed: every kind of column is in this file.</summary>
abstract class Column<T>(string name)
{
    public string Name => name;

    /// <summary><c>,"name":</c>, ready to copy before each value.</summary>
    public readonly byte[] JsonName = Encoding.UTF8.GetBytes($",\"{name}\":");

    public abstract Alignment Alignment { get; }

    public abstract void Write(T row, Layout to);
}

enum Alignment
{
    Left,
    Right,

    /// <summary>On the decimal point, for numbers that keep all their digits.</summary>
    Point,
}

sealed class TextColumn<T>(string name, Func<T, string?> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Left;

    public override void Write(T row, Layout to) => to.Text(of(row));
}

sealed class NumberColumn<T>(string name, Func<T, decimal?> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Point;

    public override void Write(T row, Layout to) => to.Number(of(row));
}

sealed class AmountColumn<T>(string name, Func<T, decimal?> of, int places) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Right;

    public override void Write(T row, Layout to) => to.Amount(of(row), places);
}

sealed class PercentColumn<T>(string name, Func<T, decimal?> of, int places) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Right;

    public override void Write(T row, Layout to) => to.Percent(of(row), places);
}

sealed class IntegerColumn<T>(string name, Func<T, long?> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Right;

    public override void Write(T row, Layout to) => to.Integer(of(row));
}

sealed class DateColumn<T>(string name, Func<T, TradeDate?> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Left;

    public override void Write(T row, Layout to) => to.Date(of(row));
}

sealed class MomentColumn<T>(string name, Func<T, Instant?> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Left;

    public override void Write(T row, Layout to) => to.Moment(of(row));
}

sealed class FlagColumn<T>(string name, Func<T, bool?> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Left;

    public override void Write(T row, Layout to) => to.Flag(of(row));
}

sealed class IntegersColumn<T>(string name, Func<T, ValueList<long>> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Left;

    public override void Write(T row, Layout to) => to.Integers(of(row));
}

sealed class WordsColumn<T>(string name, Func<T, ValueList<string>> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Left;

    public override void Write(T row, Layout to) => to.Words(of(row));
}

sealed class RowsColumn<T, TInner>(string name, Columns<TInner> columns, Func<T, IEnumerable<TInner>> of) : Column<T>(name)
{
    public override Alignment Alignment => Alignment.Right;

    public override void Write(T row, Layout to) => to.Rows(Name, columns, of(row));
}
