using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>The fields a corporate action or an option event can be stated in; also the names a mapping profile gives columns.</summary>
public enum ActionField
{
    Date,
    Account,
    Symbol,
    Kind,
    Numerator,
    Denominator,
    Ratio,
    CashInLieu,
    PerUnit,
    WithholdingRate,

    /// <summary>The other instrument: a new name, a spun-off child, what a merger turns into, an option's underlying.</summary>
    To,
    BasisShare,
    CashPerUnit,
    Contracts,
}

/// <summary>How the events of one input are written, and what the input leaves unsaid.</summary>
public sealed record ActionStyle
{
    /// <summary>The account of option events that name none. Corporate actions that name none are of all accounts.</summary>
    public AccountName? Account { get; init; }

    public DayFormat Days { get; init; } = DayFormat.Iso;

    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    public TradeDate? Day { get; init; }
}

/// <summary>One event as text, field by field. An absent field is empty.</summary>
public readonly ref struct ActionText
{
    public ReadOnlySpan<byte> Date { get; init; }

    public ReadOnlySpan<byte> Account { get; init; }

    public ReadOnlySpan<byte> Symbol { get; init; }

    public ReadOnlySpan<byte> Kind { get; init; }

    public ReadOnlySpan<byte> Numerator { get; init; }

    public ReadOnlySpan<byte> Denominator { get; init; }

    public ReadOnlySpan<byte> Ratio { get; init; }

    public ReadOnlySpan<byte> CashInLieu { get; init; }

    public ReadOnlySpan<byte> PerUnit { get; init; }

    public ReadOnlySpan<byte> WithholdingRate { get; init; }

    public ReadOnlySpan<byte> To { get; init; }

    public ReadOnlySpan<byte> BasisShare { get; init; }

    public ReadOnlySpan<byte> CashPerUnit { get; init; }

    public ReadOnlySpan<byte> Contracts { get; init; }
}

/// <summary>
/// Reads corporate actions and option events, typed or from a file. Every figure an event needs must be stated: a missing ratio, share of
/// cost or settlement price is refused, never assumed. One reader serves one input on one thread.
/// </summary>
public sealed class Actions(ActionStyle style)
{
    readonly Names names = new(style.Account, new Words());
    readonly NumberFormat rates = style.Numbers with { Percent = true };

    /// <returns>The event stated, or null where the fields do not make one; every fault is added to <paramref name="refused"/>.</returns>
    public ActionReport? Read(in ActionText text, Place place, Func<ActionField, Place> where, Rejections refused)
    {
        var before = refused.Count;
        var symbol = names.Symbol(text.Symbol, ActionField.Symbol, where, refused);
        var day = ReadDay(text.Date, where, refused);
        Fields fields = new(text, style.Numbers, rates, names, where, refused);
        var word = Encoding.UTF8.GetString(text.Kind).Trim().ToUpperInvariant().Replace(' ', '_').Replace('-', '_');
        CorporateAction? action = null;
        OptionEvent? option = null;
        switch (word)
        {
            case "SPLIT" or "REVERSE_SPLIT" or "FORWARD_SPLIT":
            case "" when !Texts.IsBlank(text.Numerator) || !Texts.IsBlank(text.Denominator) || !Texts.IsBlank(text.Ratio):
                var (numerator, denominator) = fields.Ratio();
                action = new CorporateAction.Split(numerator, denominator, fields.Optional(text.CashInLieu, ActionField.CashInLieu, "cash in lieu")) { Symbol = symbol };
                break;
            case "RENAME" or "SYMBOL_CHANGE" or "TICKER_CHANGE":
                action = new CorporateAction.SymbolChange(fields.Other("the new symbol")) { Symbol = symbol };
                if (action is CorporateAction.SymbolChange { To: var to } && to == symbol && to != default)
                    refused.Add(Codes.ActionFigure, where(ActionField.To), $"{symbol} is renamed to itself");
                break;
            case "DIVIDEND" or "CASH_DIVIDEND":
                action = new CorporateAction.CashDividend(
                    fields.Above(text.PerUnit, ActionField.PerUnit, "the dividend per unit"),
                    fields.Share(text.WithholdingRate, ActionField.WithholdingRate, "the withholding rate", 0))
                { Symbol = symbol };
                break;
            case "STOCK_DIVIDEND":
                action = new CorporateAction.StockDividend(fields.Above(text.PerUnit, ActionField.PerUnit, "the new units per unit")) { Symbol = symbol };
                break;
            case "SPINOFF" or "SPIN_OFF":
                action = new CorporateAction.SpinOff(
                    fields.Other("the symbol spun off"),
                    fields.Above(text.PerUnit, ActionField.PerUnit, "the units of the child per unit"),
                    fields.Share(text.BasisShare, ActionField.BasisShare, "the share of cost that moves", null),
                    fields.Optional(text.CashInLieu, ActionField.CashInLieu, "cash in lieu"))
                { Symbol = symbol };
                break;
            case "MERGER":
                action = Merger(text, symbol, fields, where, refused);
                break;
            case "DELIST" or "DELISTING" or "DELISTED":
                action = new CorporateAction.Delisting { Symbol = symbol };
                break;
            case "EXPIRE" or "EXPIRED" or "EXPIRATION":
                option = new OptionEvent.ExpiredWorthless { Symbol = symbol, Contracts = fields.Contracts() };
                break;
            case "SETTLE" or "CASH_SETTLED" or "CASH_SETTLEMENT":
                var settled = fields.Above(text.PerUnit, ActionField.PerUnit, "the settlement value per unit");
                option = new OptionEvent.CashSettled(settled) { Symbol = symbol, Contracts = fields.Contracts() };
                break;
            case "ASSIGN" or "ASSIGNED" or "ASSIGNMENT":
                option = new OptionEvent.Assigned(fields.Underlying(symbol)) { Symbol = symbol, Contracts = fields.Contracts() };
                break;
            case "EXERCISE" or "EXERCISED":
                option = new OptionEvent.Exercised(fields.Underlying(symbol)) { Symbol = symbol, Contracts = fields.Contracts() };
                break;
            default:
                refused.Add(Codes.UnknownActionKind, where(ActionField.Kind), word.Length == 0 ? "kind is empty" : $"kind {Quoted.Text(text.Kind)} is not an event");
                break;
        }

        if (option is not null)
        {
            if (symbol != default && OccSymbol.From(symbol.Name) is null)
                refused.Add(Codes.OptionSymbol, where(ActionField.Symbol), $"{symbol} is not an option, and the event is one of options");
            var account = names.Account(text.Account, ActionField.Account, where, refused);
            return refused.Count != before ? null : new(place, new OptionEventRecorded(account, option) { Day = day });
        }

        AccountName? only = Texts.IsBlank(text.Account) ? null : names.Account(text.Account, ActionField.Account, where, refused);
        return refused.Count != before ? null : new(place, new CorporateActionRecorded(action!) { Day = day, Account = only });
    }

    static CorporateAction.Merger Merger(in ActionText text, Symbol symbol, Fields fields, Func<ActionField, Place> where, Rejections refused)
    {
        Symbol? into = Texts.IsBlank(text.To) ? null : fields.Other("the symbol merged into");
        var units = into is null ? 0 : fields.Above(text.PerUnit, ActionField.PerUnit, "the units received per unit");
        var cash = fields.Optional(text.CashPerUnit, ActionField.CashPerUnit, "the cash per unit") ?? 0;
        if (into is null && cash == 0) refused.Add(Codes.ActionIncomplete, where(ActionField.CashPerUnit), "a merger needs cash per unit, a symbol with units per unit, or both");
        if (into is null && !Texts.IsBlank(text.PerUnit)) refused.Add(Codes.ActionIncomplete, where(ActionField.To), "a merger with units per unit needs the symbol they are of");
        return new(into, units, cash, fields.Optional(text.CashInLieu, ActionField.CashInLieu, "cash in lieu")) { Symbol = symbol };
    }

    TradeDate ReadDay(ReadOnlySpan<byte> text, Func<ActionField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text))
        {
            if (style.Day is { } given) return given;
            refused.Add(Codes.DateEmpty, where(ActionField.Date), "the row has no date");
            return default;
        }

        var fault = Days.Read(text, style.Days, out var day);
        if (fault != DayFault.None) refused.Add(Days.Reject(fault, "date", Encoding.UTF8.GetString(text), where(ActionField.Date)));
        return day;
    }

    /// <summary>The figures of one event, each refused by name where it is missing or out of range.</summary>
    readonly ref struct Fields(in ActionText text, NumberFormat numbers, NumberFormat rates, Names names, Func<ActionField, Place> where, Rejections refused)
    {
        readonly ActionText text = text;

        public decimal Above(ReadOnlySpan<byte> field, ActionField which, string what)
        {
            if (Number(field, which, what, numbers) is not { } number) return 0;
            if (number <= 0) refused.Add(Codes.ActionFigure, where(which), $"{what}, {Digits.Text(number)}, is not above zero");
            return number;
        }

        public decimal? Optional(ReadOnlySpan<byte> field, ActionField which, string what)
        {
            if (Texts.IsBlank(field) || Number(field, which, what, numbers) is not { } number) return null;
            if (number < 0) refused.Add(Codes.ActionFigure, where(which), $"{what}, {Digits.Text(number)}, is below zero");
            return number;
        }

        public decimal Share(ReadOnlySpan<byte> field, ActionField which, string what, decimal? absent)
        {
            if (Texts.IsBlank(field) && absent is { } value) return value;
            if (Number(field, which, what, rates) is not { } share) return 0;
            if (share is < 0 or > 1) refused.Add(Codes.ActionFigure, where(which), $"{what}, {Digits.Text(share)}, is not between 0 and 1");
            return share;
        }

        public (decimal Numerator, decimal Denominator) Ratio()
        {
            if (Texts.IsBlank(text.Ratio)) return (Above(text.Numerator, ActionField.Numerator, "numerator"), Above(text.Denominator, ActionField.Denominator, "denominator"));
            var ratio = Encoding.UTF8.GetString(text.Ratio).Trim();
            foreach (var separator in (ReadOnlySpan<string>)[":", "-for-", " for ", "/"])
            {
                var at = ratio.IndexOf(separator, StringComparison.OrdinalIgnoreCase);
                if (at <= 0) continue;
                if (Numbers.Read(ratio.AsSpan(0, at), numbers, out var numerator) == NumberFault.None
                    && Numbers.Read(ratio.AsSpan(at + separator.Length), numbers, out var denominator) == NumberFault.None
                    && numerator > 0 && denominator > 0) return (numerator, denominator);
            }

            refused.Add(
                Codes.ActionFigure, where(ActionField.Ratio), $"ratio {Quoted.Text(ratio)} is not new units to old units",
                "write 2:1 for two new shares for each old one, 1:10 for a reverse split");
            return default;
        }

        public Symbol Other(string what)
        {
            if (!Texts.IsBlank(text.To)) return names.Symbol(text.To, ActionField.To, where, refused);
            refused.Add(Codes.ActionIncomplete, where(ActionField.To), $"{what} is missing");
            return Names.Refused;
        }

        /// <summary>The share an option is on: the root of its symbol, unless the root carries the digit of an adjusted contract.</summary>
        public Symbol Underlying(Symbol option)
        {
            if (Texts.IsBlank(text.To) && option != default && OccSymbol.From(option.Name) is { } terms && !terms.Root.Any(char.IsAsciiDigit)
                && Symbol.From(terms.Root) is { } root) return root;
            return Other("the underlying");
        }

        public Quantity? Contracts()
        {
            if (Optional(text.Contracts, ActionField.Contracts, "contracts") is not { } number) return null;
            if (number == 0) refused.Add(Codes.ActionFigure, where(ActionField.Contracts), "contracts is zero");
            return new Quantity(Math.Max(0, number));
        }

        decimal? Number(ReadOnlySpan<byte> field, ActionField which, string what, NumberFormat format)
        {
            var fault = Numbers.Read(field, format, out var number);
            switch (fault)
            {
                case NumberFault.None:
                    return number;
                case NumberFault.Empty:
                    refused.Add(Codes.ActionIncomplete, where(which), $"{what} is missing");
                    return null;
                default:
                    refused.Add(Numbers.Reject(fault, what, Encoding.UTF8.GetString(field), format, where(which)));
                    return null;
            }
        }
    }
}
