using System.Text;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>The fields a cash movement can be stated in; also the names a mapping profile gives columns.</summary>
public enum CashField
{
    Date,
    Time,
    Account,
    Kind,
    Amount,
    Currency,
    Symbol,
    CounterAmount,
    CounterCurrency,
    Id,
    Note,
}

/// <summary>How the cash movements of one input are written, and what the input leaves unsaid.</summary>
public sealed record CashStyle
{
    public AccountName? Account { get; init; }

    /// <summary>The currency of amounts that name none.</summary>
    public required Currency Currency { get; init; }

    public required MomentFormat Moments { get; init; }

    public DayFormat Days { get; init; } = DayFormat.Iso;

    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    public TradeDate? Day { get; init; }

    /// <summary>The market's today: later days are refused. Null leaves that to the caller.</summary>
    public TradeDate? Today { get; init; }

    /// <summary>Words for kinds beyond the usual ones, lower case.</summary>
    public IReadOnlyDictionary<string, CashKind> Kinds { get; init; } = new Dictionary<string, CashKind>();
}

/// <summary>One cash movement as text, field by field. An absent field is empty.</summary>
public readonly ref struct CashText
{
    public ReadOnlySpan<byte> Date { get; init; }

    public ReadOnlySpan<byte> Time { get; init; }

    public ReadOnlySpan<byte> Account { get; init; }

    public ReadOnlySpan<byte> Kind { get; init; }

    public ReadOnlySpan<byte> Amount { get; init; }

    public ReadOnlySpan<byte> Currency { get; init; }

    public ReadOnlySpan<byte> Symbol { get; init; }

    public ReadOnlySpan<byte> CounterAmount { get; init; }

    public ReadOnlySpan<byte> CounterCurrency { get; init; }

    public ReadOnlySpan<byte> Id { get; init; }

    public ReadOnlySpan<byte> Note { get; init; }
}

/// <summary>Reads the cash movements of one input, typed or from a file. One reader serves one input on one thread.</summary>
public sealed class CashMovements
{
    readonly CashStyle style;
    readonly Moments moments;
    readonly Names names;

    public CashMovements(CashStyle style)
    {
        this.style = style;
        moments = new(style.Moments);
        names = new(style.Account, new Words());
    }

    /// <summary>The kind a word names, or null.</summary>
    public static CashKind? Kind(string word) => word.Trim().ToUpperInvariant() switch
    {
        "DEPOSIT" or "DEP" or "CONTRIBUTION" => CashKind.Deposit,
        "WITHDRAWAL" or "WITHDRAW" => CashKind.Withdrawal,
        "DIVIDEND" or "DIV" => CashKind.Dividend,
        "INTEREST" or "INT" => CashKind.Interest,
        "FEE" or "FEES" => CashKind.Fee,
        "TAX" or "TAXES" or "WITHHOLDING" => CashKind.Tax,
        "FX" or "FOREX" or "EXCHANGE" => CashKind.Fx,
        _ => null,
    };

    /// <summary>
    /// What an amount does to the account: withdrawals, fees and taxes take money out however they are written, a deposit cannot,
    /// and dividends, interest and exchanges go the way of their sign.
    /// </summary>
    /// <returns>Null where the sign contradicts the kind.</returns>
    public static decimal? Signed(CashKind kind, decimal amount) => kind switch
    {
        CashKind.Deposit => amount > 0 ? amount : null,
        CashKind.Withdrawal or CashKind.Fee or CashKind.Tax => -Math.Abs(amount),
        CashKind.Dividend or CashKind.Interest or CashKind.Fx => amount,
        _ => throw new System.Diagnostics.UnreachableException($"cash kind {kind} has no sign rule"),
    };

    /// <returns>The movement stated, or null where the fields do not make one; every fault is added to <paramref name="refused"/>.</returns>
    public CashReport? Read(in CashText text, Place place, Func<CashField, Place> where, Rejections refused)
    {
        var before = refused.Count;
        Doubt? doubt = null;
        var account = names.Account(text.Account, CashField.Account, where, refused);
        var kind = ReadKind(text.Kind, where, refused);
        var currency = ReadCurrency(text.Currency, CashField.Currency, where, refused) ?? style.Currency;
        var amount = ReadAmount(text.Amount, CashField.Amount, "amount", currency, where, refused);
        Symbol? symbol = Texts.IsBlank(text.Symbol) ? null : names.Symbol(text.Symbol, CashField.Symbol, where, refused);
        ReadWhen(text, where, refused, ref doubt, out var day, out var at);
        Texts.Check(text.Id, "id", CashField.Id, where, refused);
        Texts.Check(text.Note, "note", CashField.Note, where, refused, lines: true);

        if (kind is { } known && amount is { } number)
        {
            if (number == 0) refused.Add(Codes.CashZero, where(CashField.Amount), "amount is zero");
            else if (Signed(known, number) is { } signed) amount = signed;
            else refused.Add(Codes.CashSign, where(CashField.Amount), $"a deposit of {Digits.Text(number)} takes money out");
        }

        Money? counter = kind == CashKind.Fx ? ReadCounter(text, amount, currency, where, refused) : null;
        if (refused.Count != before) return null;

        return new(place, new(account, kind!.Value, new(amount!.Value, currency)) { Day = day, At = at, Symbol = symbol, Counter = counter, Note = Texts.Word(text.Note) })
        {
            Id = Texts.Word(text.Id),
            Doubt = doubt,
        };
    }

    CashKind? ReadKind(ReadOnlySpan<byte> text, Func<CashField, Place> where, Rejections refused)
    {
        var word = Encoding.UTF8.GetString(text).Trim();
        if (style.Kinds.TryGetValue(word.ToLowerInvariant(), out var mapped)) return mapped;
        if (Kind(word) is { } kind) return kind;
        refused.Add(Codes.UnknownCashKind, where(CashField.Kind), word.Length == 0 ? "kind is empty" : $"kind {Quoted.Text(word)} is not a kind of cash movement");
        return null;
    }

    static Currency? ReadCurrency(ReadOnlySpan<byte> text, CashField field, Func<CashField, Place> where, Rejections refused)
    {
        if (Texts.Word(text) is not { } word) return null;
        if (Currency.From(word) is { } currency) return currency;
        refused.Add(Codes.UnknownCurrency, where(field), $"currency {Quoted.Text(word)} is not a currency");
        return null;
    }

    decimal? ReadAmount(ReadOnlySpan<byte> text, CashField field, string name, Currency currency, Func<CashField, Place> where, Rejections refused)
    {
        var numbers = style.Numbers with { Currency = currency };
        var fault = Numbers.Read(text, numbers, out var amount);
        if (fault == NumberFault.None) return amount;
        refused.Add(Numbers.Reject(fault, name, Encoding.UTF8.GetString(text), numbers, where(field)));
        return null;
    }

    Money? ReadCounter(in CashText text, decimal? amount, Currency currency, Func<CashField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text.CounterAmount) || Texts.IsBlank(text.CounterCurrency))
        {
            refused.Add(Codes.FxCounter, where(CashField.CounterAmount), "an exchange of currencies names one side only");
            return null;
        }

        if (ReadCurrency(text.CounterCurrency, CashField.CounterCurrency, where, refused) is not { } other) return null;
        if (ReadAmount(text.CounterAmount, CashField.CounterAmount, "counter amount", other, where, refused) is not { } counter) return null;
        if (other == currency) refused.Add(Codes.FxCounter, where(CashField.CounterCurrency), $"both sides of the exchange are in {other}");
        else if (counter == 0) refused.Add(Codes.CashZero, where(CashField.CounterAmount), "counter amount is zero");
        // Money goes one way and comes the other, however the two amounts are written.
        return amount is { } ours ? new Money(ours > 0 ? -Math.Abs(counter) : Math.Abs(counter), other) : null;
    }

    void ReadWhen(in CashText text, Func<CashField, Place> where, Rejections refused, ref Doubt? doubt, out TradeDate day, out Instant? at)
    {
        at = null;
        day = default;
        TradeDate? stated = style.Day;
        if (!Texts.IsBlank(text.Date))
        {
            var fault = Days.Read(text.Date, style.Days, out day);
            if (fault != DayFault.None)
            {
                refused.Add(Days.Reject(fault, "date", Encoding.UTF8.GetString(text.Date), where(CashField.Date)));
                return;
            }

            stated = day;
        }

        if (!Texts.IsBlank(text.Time))
        {
            var fault = moments.Read(text.Time, stated, out var moment);
            if (fault is not (MomentFault.None or MomentFault.Twice))
            {
                refused.Add(moments.Reject(fault, "time", Encoding.UTF8.GetString(text.Time), where(CashField.Time)));
                return;
            }

            if (fault == MomentFault.Twice) doubt ??= new(Codes.LocalTimeTwice, moments.Reject(fault, "time", Encoding.UTF8.GetString(text.Time), where(CashField.Time)).Found + ", and is taken for the first");
            at = moment.At;
            stated ??= moment.Day;
        }

        if (stated is not { } known)
        {
            refused.Add(Codes.DateEmpty, where(CashField.Date), "the row has no date");
            return;
        }

        day = known;
        if (style.Today is { } today && day > today) refused.Add(Codes.DateFuture, where(CashField.Date), $"{day} is in the future: today is {today}");
    }
}
