using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>The fields a claim can be stated in.</summary>
public enum ClaimField
{
    Date,
    Account,
    Symbol,
    Quantity,
    Price,
    Value,
    Stop,
    Action,
    Currency,
    Cash,
    Equity,
    Gain,
}

/// <summary>One row of somebody's record as text, field by field. An absent field is empty.</summary>
public readonly ref struct ClaimText
{
    public ReadOnlySpan<byte> Date { get; init; }

    public ReadOnlySpan<byte> Account { get; init; }

    public ReadOnlySpan<byte> Symbol { get; init; }

    public ReadOnlySpan<byte> Quantity { get; init; }

    public ReadOnlySpan<byte> Price { get; init; }

    public ReadOnlySpan<byte> Value { get; init; }

    public ReadOnlySpan<byte> Stop { get; init; }

    public ReadOnlySpan<byte> Action { get; init; }

    public ReadOnlySpan<byte> Currency { get; init; }

    public ReadOnlySpan<byte> Cash { get; init; }

    public ReadOnlySpan<byte> Equity { get; init; }

    public ReadOnlySpan<byte> Gain { get; init; }
}

/// <summary>How one record is written, and what it leaves unsaid.</summary>
public sealed record ClaimStyle
{
    public DayFormat Days { get; init; } = DayFormat.Iso;

    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    /// <summary>The day of rows without one.</summary>
    public TradeDate? Day { get; init; }

    /// <summary>Only rows of this account, where rows name accounts; null is all.</summary>
    public AccountName? Account { get; init; }

    /// <summary>Rows whose action is a sale are positions closed that day, shown once more.</summary>
    public bool ShowsExits { get; init; }

    /// <summary>The rows are sales, and what they are said to have brought: nothing is held by them.</summary>
    public bool AreSales { get; init; }
}

/// <summary>
/// Gathers a record's rows into <see cref="Claims"/>. A symbol CASH (or <c>$CASH</c>, <c>CASH EUR</c>, <c>CASH.EUR</c>) is money, a row of totals carries
/// cash and equity. Balances of several accounts add up; two figures for one thing are refused.
/// </summary>
public sealed class ClaimReading(string source, ClaimStyle style, Rejections refused)
{
    readonly List<PositionClaim> positions = [];
    readonly Dictionary<(TradeDate, Currency?, string), CashClaim> cash = [];
    readonly Dictionary<(TradeDate, string), EquityClaim> equity = [];
    readonly List<GainClaim> gains = [];
    readonly Interned<Symbol> symbols = new();

    public int Rows { get; private set; }

    public Claims Claims => new(
        source,
        positions,
        [.. cash.Values.GroupBy(c => (c.Day, c.Currency)).Select(g => g.First() with { Amount = g.Sum(c => c.Amount) })],
        [
            .. equity.Values.GroupBy(e => e.Day).Select(g => g.First() with
            {
                Amount = g.Sum(e => e.Amount),
                PositionsValue = g.Any(e => e.PositionsValue is null) ? null : g.Sum(e => e.PositionsValue),
            }),
        ],
        gains);

    /// <param name="isTotal">The row sums up others of its day.</param>
    public void Add(in ClaimText text, bool isTotal, Place place, Func<ClaimField, Place> where)
    {
        var account = Texts.Word(text.Account) ?? "";
        if (style.Account is { } only && account.Length > 0 && account != only.Name) return;
        Rows++;
        var before = refused.Count;
        var day = Day(text.Date, where);
        if (style.AreSales)
        {
            AddSale(text, day, place, where, before);
            return;
        }

        var currency = Currency(text.Currency, where);
        var money = isTotal ? null : MoneyWord(text.Symbol);
        var (balance, total, value) = (Maybe(text.Cash, ClaimField.Cash, "cash", where), Maybe(text.Equity, ClaimField.Equity, "equity", where), Maybe(text.Value, ClaimField.Value, "value", where));
        if (money is { } word)
        {
            var amount = value ?? Maybe(text.Quantity, ClaimField.Quantity, "quantity", where);
            if (refused.Count != before) return;
            if (amount is { } some) AddCash(day, word.Currency ?? currency, some, account, place);
            else refused.Add(Codes.ClaimWithoutFigure, place, "the row is of cash and has no amount");
            return;
        }

        if (isTotal || Texts.IsBlank(text.Symbol))
        {
            if (refused.Count != before) return;
            if (balance is null && total is null) refused.Add(Codes.ClaimWithoutFigure, place, "the row has no symbol, no cash and no equity");
            if (balance is { } some) AddCash(day, currency, some, account, place);
            if (total is { } all) AddEquity(day, all, isTotal ? value : null, account, place);
            return;
        }

        AddPosition(text, day, value, place, where, before);
        // Balances repeated on every row of a day are one claim.
        if (refused.Count != before) return;
        if (balance is { } repeated) AddCash(day, currency, repeated, account, place);
        if (total is { } again) AddEquity(day, again, null, account, place);
    }

    void AddPosition(in ClaimText text, TradeDate day, decimal? value, Place place, Func<ClaimField, Place> where, long before)
    {
        var symbol = SymbolOf(text.Symbol, where);
        var units = Number(text.Quantity, ClaimField.Quantity, "quantity", where);
        var price = Maybe(text.Price, ClaimField.Price, "price", where);
        var stop = Maybe(text.Stop, ClaimField.Stop, "stop", where);
        if (refused.Count != before) return;
        var isExit = style.ShowsExits && (Texts.Word(text.Action) ?? "").StartsWith("SELL", StringComparison.OrdinalIgnoreCase);
        positions.Add(new(day, symbol, units, price, value, stop, isExit, place.Line));
    }

    void AddSale(in ClaimText text, TradeDate day, Place place, Func<ClaimField, Place> where, long before)
    {
        // A row without a quantity sold is a purchase.
        if (Texts.IsBlank(text.Quantity)) return;
        var symbol = SymbolOf(text.Symbol, where);
        var units = Number(text.Quantity, ClaimField.Quantity, "quantity sold", where);
        var price = Number(text.Price, ClaimField.Price, "price sold at", where);
        var gain = Number(text.Gain, ClaimField.Gain, "gain", where);
        if (refused.Count == before) gains.Add(new(day, symbol, units, price, gain, place.Line));
    }

    void AddCash(TradeDate day, Currency? currency, decimal amount, string account, Place place)
    {
        if (!cash.TryGetValue((day, currency, account), out var known)) cash[(day, currency, account)] = new(day, currency, amount, place.Line);
        else if (known.Amount != amount) refused.Add(Codes.ClaimContradicts, place, $"cash on {day} is {Digits.Text(amount)} here and {Digits.Text(known.Amount)} in line {known.Line}");
    }

    void AddEquity(TradeDate day, decimal amount, decimal? value, string account, Place place)
    {
        if (!equity.TryGetValue((day, account), out var known)) equity[(day, account)] = new(day, amount, value, place.Line);
        else if (known.Amount != amount) refused.Add(Codes.ClaimContradicts, place, $"equity on {day} is {Digits.Text(amount)} here and {Digits.Text(known.Amount)} in line {known.Line}");
        else if (value is not null) equity[(day, account)] = known with { PositionsValue = value };
    }

    TradeDate Day(ReadOnlySpan<byte> text, Func<ClaimField, Place> where)
    {
        if (Texts.IsBlank(text) && style.Day is { } given) return given;
        var fault = Days.Read(text, style.Days, out var day);
        if (fault != DayFault.None) refused.Add(Days.Reject(fault, "date", Encoding.UTF8.GetString(text), where(ClaimField.Date)));
        return day;
    }

    Symbol SymbolOf(ReadOnlySpan<byte> text, Func<ClaimField, Place> where)
    {
        if (symbols.Has(text, out var symbol)) return symbol;
        var fault = Symbols.Read(text, out var read);
        if (read is not null) symbols.Keep(text, read);
        else refused.Add(Symbols.Reject(fault, Encoding.UTF8.GetString(text), where(ClaimField.Symbol)));
        return read ?? Names.Refused;
    }

    Currency? Currency(ReadOnlySpan<byte> text, Func<ClaimField, Place> where)
    {
        if (Texts.Word(text) is not { } word) return null;
        if (Values.Currency.From(word) is { } currency) return currency;
        refused.Add(Codes.UnknownCurrency, where(ClaimField.Currency), $"currency {Quoted.Text(word)} is not a currency");
        return null;
    }

    decimal? Maybe(ReadOnlySpan<byte> text, ClaimField field, string name, Func<ClaimField, Place> where) =>
        Texts.IsBlank(text) ? null : Number(text, field, name, where);

    decimal Number(ReadOnlySpan<byte> text, ClaimField field, string name, Func<ClaimField, Place> where)
    {
        var fault = Numbers.Read(text.Trim(" \t"u8), style.Numbers, out var number);
        if (fault != NumberFault.None) refused.Add(Numbers.Reject(fault, name, Encoding.UTF8.GetString(text), style.Numbers, where(field)));
        return number;
    }

    /// <summary>The currency a money word names, if it names one; null where the symbol is a symbol.</summary>
    static (Currency? Currency, bool IsMoney)? MoneyWord(ReadOnlySpan<byte> text)
    {
        if (text.Length > 20 || Texts.Word(text) is not { } word) return null;
        var name = word.ToUpperInvariant().TrimStart('$');
        if (!name.StartsWith("CASH", StringComparison.Ordinal)) return null;
        var rest = name[4..].Trim(' ', '.', '-', '_', ':', '(', ')');
        return rest.Length == 0 ? (null, true) : Values.Currency.From(rest) is { } currency && name[4] is not (>= 'A' and <= 'Z') ? (currency, true) : null;
    }
}
