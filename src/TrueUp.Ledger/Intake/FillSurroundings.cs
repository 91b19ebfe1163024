using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <summary>What the rules for fills may look at. Every member is an answer, not an effect, about the book as it was before the input.</summary>
/// <param name="Find">The journal's knowledge of an identity.</param>
/// <param name="Read">An entry the journal has.</param>
/// <param name="Units">What an account held of a symbol at the end of a day.</param>
/// <param name="LastClose">The last raw close at or before a day, in units of that day; null where none is known or the series is adjusted.</param>
public sealed record FillSurroundings(
    Func<Identity, Known?> Find,
    Func<long, Entry> Read,
    Func<AccountName, Symbol, TradeDate, Units> Units,
    Func<Symbol, TradeDate, Price?> LastClose,
    ExchangeCalendar Calendar)
{
    /// <summary>Accounts that never sell short.</summary>
    public IReadOnlySet<AccountName> LongOnly { get; init; } = new HashSet<AccountName>();

    /// <summary>An entry counts no more, as of before this input.</summary>
    public Func<long, bool> IsReversed { get; init; } = _ => false;

    /// <summary>The journal has fills typed by hand that a broker's record may be about.</summary>
    public bool AnyByHand { get; init; }

    /// <summary>Other spellings of symbols.</summary>
    public Aliases Aliases { get; init; } = Aliases.None;

    /// <summary>Instruments the book has declared, for options' multipliers.</summary>
    public IReadOnlyDictionary<Symbol, Instrument> Instruments { get; init; } = new Dictionary<Symbol, Instrument>();

    /// <summary>What the accounts' money is in.</summary>
    public IReadOnlyDictionary<AccountName, Currency> Accounts { get; init; } = new Dictionary<AccountName, Currency>();

    /// <summary>What each account was funded with, where it was.</summary>
    public IReadOnlyDictionary<AccountName, Funding> Funded { get; init; } = new Dictionary<AccountName, Funding>();

    /// <summary>What an account is worth as of a day in its own currency; null where a rate is missing.</summary>
    public Func<AccountName, TradeDate, decimal?> Worth { get; init; } = (_, _) => null;

    /// <summary>A rate from one currency to another is known on or before a day.</summary>
    public Func<Currency, Currency, TradeDate, bool> HasRate { get; init; } = (_, _, _) => true;

    /// <summary>New units for each old one by the splits after one day and through another; 1 where there are none.</summary>
    public Func<Symbol, TradeDate, TradeDate, decimal> SplitBetween { get; init; } = (_, _, _) => 1;

    /// <summary>What was paid last before a day, in units of the day it was paid. Asked for only on the day of a split.</summary>
    public Func<Symbol, TradeDate, Price?> LastPaid { get; init; } = (_, _) => null;

    /// <summary>The day a symbol was delisted or merged away; null where it was not.</summary>
    public Func<Symbol, TradeDate?> EndedOn { get; init; } = _ => null;

    /// <summary>No fill, recommendation, price or declaration has named the symbol, in a book that has fills.</summary>
    public Func<Symbol, bool> IsNew { get; init; } = _ => false;

    /// <summary>The market's today; null where lateness is nobody's concern.</summary>
    public TradeDate? Today { get; init; }
}

/// <param name="OpenedOn">The day of its opening cash, where that is stated; fills before it are odd.</param>
/// <param name="PaidIn">Deposits less withdrawals in the account's own currency.</param>
/// <param name="IsPaidIn">Whether there were any.</param>
public sealed record Funding(TradeDate? OpenedOn, Money PaidIn, bool IsPaidIn);
