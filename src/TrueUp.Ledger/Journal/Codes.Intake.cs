namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code UnknownCashKind = new("TU1781", "A kind of cash movement that is not known", "deposit, withdrawal, dividend, interest, fee, tax and fx are known");
    public static readonly Code CashSign = new("TU1782", "The sign of an amount contradicts its kind", "a deposit is money in and a withdrawal money out; write amounts without a sign");
    public static readonly Code CashZero = new("TU1783", "An amount of zero", "remove the row; no money moved");
    public static readonly Code FxCounter = new("TU1784", "An exchange of currencies without its other side", "fill in counter_amount and counter_currency");
    public static readonly Code UnknownActionKind = new("TU1785", "A kind of corporate or option event that is not known", "split, rename, dividend, stock_dividend, spinoff, merger, delist, expire, settle, assign and exercise are known");
    public static readonly Code ActionIncomplete = new("TU1786", "An event lacks a figure it needs", "fill in the column named");
    public static readonly Code ActionFigure = new("TU1787", "A figure of an event is out of range", "check the column named");
    public static readonly Code AliasTaken = new("TU1788", "A spelling that means another instrument already", "declare the other instrument again without it, or choose another spelling");
}
