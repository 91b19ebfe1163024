using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Journal;

/// <summary>
/// One fact in the journal. Entries are appended and never edited: a mistake is corrected by a later entry that names the
/// earlier one. No entry depends on a market price feed: prices live in the price store and may be fetched again.
/// </summary>
public abstract record Entry
{
    private protected Entry() { }                                // closed: every kind of entry is in this file

    /// <summary>The day it happened in the world, in the exchange's zone. When we learned of it is <see cref="CommandStamp.RecordedAt"/>.</summary>
    public required TradeDate Day { get; init; }

    /// <summary>The instant it happened, where the source gave one. Null is "some time that day", never midnight.</summary>
    public Instant? At { get; init; }
}

/// <summary>The first entry of every book: what the book is measured in.</summary>
public sealed record BookOpened(Currency Currency, string Zone, string Calendar) : Entry;

public sealed record AccountOpened(AccountName Account, Currency Currency, string? Broker = null) : Entry;

/// <summary>What an instrument is. A later declaration of the same symbol replaces an earlier one from the start of the book.</summary>
public sealed record InstrumentDeclared(Instrument Instrument) : Entry;

public sealed record RecommendationMade(Recommendation Recommendation) : Entry;

/// <param name="Id">The recommendation withdrawn; fills made before the withdrawal still count for it.</param>
/// <param name="Reason">In the person's words.</param>
public sealed record RecommendationWithdrawn(string Id, string Reason) : Entry;

/// <summary>A fill as executed. <see cref="Entry.Day"/> and <see cref="Entry.At"/> are the fill's own.</summary>
public sealed record FillRecorded(Fill Fill, FillDetail Detail) : Entry;

/// <summary>Money in or out of an account for any reason but a fill. Positive is into the account.</summary>
public sealed record CashMoved(AccountName Account, CashKind Kind, Money Amount) : Entry
{
    /// <summary>The instrument that paid or charged it: a dividend's payer.</summary>
    public Symbol? Symbol { get; init; }

    /// <summary>For <see cref="CashKind.Fx"/>: the money on the other side of the exchange, opposite in sign.</summary>
    public Money? Counter { get; init; }

    public string? Note { get; init; }
}

/// <summary>Something an issuer or exchange did to every holder, effective before the first fill of <see cref="Entry.Day"/>.</summary>
public sealed record CorporateActionRecorded(CorporateAction Action) : Entry
{
    /// <summary>Null: all accounts of the book. Cash in lieu and elections differ by account, so one account may be named.</summary>
    public AccountName? Account { get; init; }
}

/// <summary>What became of an option, effective after the last fill of <see cref="Entry.Day"/>.</summary>
public sealed record OptionEventRecorded(AccountName Account, OptionEvent Event) : Entry;

/// <summary>The entry named counts as never made from here on; it stays readable. Reversing a reversal is allowed.</summary>
public sealed record EntryReversed(long Sequence, string Reason) : Entry;

/// <summary>A row that waits for a person: kept whole, not in the books.</summary>
/// <param name="Proposed">What accepting it would record.</param>
/// <param name="Code">Why it is held: a TU code.</param>
/// <param name="Why">The sentence a person reads.</param>
/// <param name="Row">The row as the source wrote it.</param>
public sealed record RowHeld(Entry Proposed, string Code, string Why, string Row) : Entry;

/// <summary>A price that waits for a person, because it contradicts what the price store has.</summary>
public sealed record PriceHeld(Symbol Symbol, string Code, string Why, string Row) : Entry;

/// <summary>A person's decision on a held row. Accepting also appends what was proposed, in the same command.</summary>
public sealed record HeldDecided(long Sequence, bool Accepted, string Reason) : Entry;

/// <summary>Which lots a closing fill took, where the owner chose them: used by <c>LotMethod.Specific</c> and by no other.</summary>
/// <param name="Sequence">The closing fill.</param>
public sealed record LotsChosen(long Sequence, ValueList<LotChoice> Choices) : Entry;

/// <param name="Opening">The sequence of the fill that opened the lot.</param>
public readonly record struct LotChoice(long Opening, Quantity Quantity);

/// <summary>The ways money moves without a fill.</summary>
public enum CashKind
{
    Deposit,
    Withdrawal,
    Dividend,
    Interest,
    Fee,
    Tax,
    Fx,
}

/// <summary>Economics of one execution, small enough to hold a million of. Words about it are in <see cref="FillDetail"/>.</summary>
/// <param name="Fee">In <paramref name="FeeCurrency"/>; positive is paid, negative is a rebate.</param>
/// <param name="FeeCurrency">Null where there is no fee.</param>
public readonly record struct Fill(
    AccountName Account,
    Symbol Symbol,
    Side Side,
    Quantity Quantity,
    Price Price,
    decimal Fee,
    Currency? FeeCurrency,
    TradeDate TradeDate,
    Instant? ExecutedAt)
{
    /// <summary>Signed by side.</summary>
    public Units Units => new(Side.Sign * Quantity.Value);
}

/// <summary>What a source said about a fill beyond its economics. Every field may be absent.</summary>
/// <param name="ExecutionId">The broker's id for this execution, without its correction number.</param>
/// <param name="Correction">The broker's revision of the execution: 0 for the first report.</param>
public sealed record FillDetail(
    string? ExecutionId = null,
    int Correction = 0,
    string? OrderId = null,
    string? Broker = null,
    string? Note = null,
    TradeDate? SettlesOn = null)
{
    public static readonly FillDetail None = new();

    /// <summary>Typed by a person: a broker's later record of the same fill takes its place.</summary>
    public bool ByHand { get; init; }
}

/// <summary>What was wanted: the intent a fill is later compared with. Not an order; nothing is sent to a broker by making one.</summary>
public sealed record Recommendation(
    string Id,
    AccountName Account,
    Symbol Symbol,
    Side Side,
    Quantity Target,
    Price? Limit,
    Price? Reference,
    TradeDate EffectiveOn,
    TradeDate? ValidThrough,
    Price? Stop,
    string? Note,
    string? From)
{
    /// <summary>The price slippage is measured from: the decision price where one was given, else the limit.</summary>
    public Price? Benchmark => Reference ?? Limit;
}

/// <summary>
/// Closed union of what an issuer or exchange does to holders. Amounts per unit are in the instrument's own quotation, as issuers announce them
/// (pence for a line quoted in pence), and become money by its point value. See docs/specs/lots.md.
/// </summary>
public abstract record CorporateAction
{
    private CorporateAction() { }

    public required Symbol Symbol { get; init; }

    /// <summary><paramref name="Numerator"/> new units for every <paramref name="Denominator"/> old; fractions may be paid out in cash.</summary>
    /// <param name="CashInLieuPerUnit">Paid per new unit for the fraction below one whole unit; null keeps fractions.</param>
    public sealed record Split(decimal Numerator, decimal Denominator, decimal? CashInLieuPerUnit = null) : CorporateAction;

    /// <summary>Cash per unit held at the start of the day, long receives and short pays. <paramref name="WithholdingRate"/> is a fraction of it.</summary>
    public sealed record CashDividend(decimal PerUnit, decimal WithholdingRate = 0) : CorporateAction;

    /// <summary>New units per unit held; total cost is unchanged and spreads over all of them.</summary>
    public sealed record StockDividend(decimal PerUnit) : CorporateAction;

    public sealed record SymbolChange(Symbol To) : CorporateAction;

    /// <summary>
    /// <paramref name="PerUnit"/> child units per parent unit; <paramref name="ChildBasisShare"/> (0 to 1) of the parent's cost moves to the child,
    /// so that the sum of cost is unchanged.
    /// </summary>
    public sealed record SpinOff(Symbol Child, decimal PerUnit, decimal ChildBasisShare, decimal? CashInLieuPerUnit = null) : CorporateAction;

    /// <summary>
    /// The symbol ceases: each unit becomes <paramref name="CashPerUnit"/> in money, <paramref name="UnitsPerUnit"/> units of <paramref name="Into"/>, or both.
    /// With both, cash is a return of cost first and a gain beyond it.
    /// </summary>
    public sealed record Merger(Symbol? Into, decimal UnitsPerUnit, decimal CashPerUnit, decimal? CashInLieuPerUnit = null) : CorporateAction;

    /// <summary>Worth nothing and gone: the whole cost is realized as a loss (a gain for a short).</summary>
    public sealed record Delisting : CorporateAction;
}

/// <summary>Closed union of what becomes of an option position.</summary>
public abstract record OptionEvent
{
    private OptionEvent() { }

    public required Symbol Symbol { get; init; }

    /// <summary>How many contracts; null is the whole position.</summary>
    public Quantity? Contracts { get; init; }

    public sealed record ExpiredWorthless : OptionEvent;

    /// <summary>Settled in money at <paramref name="PerUnit"/> of intrinsic value per unit of underlying.</summary>
    public sealed record CashSettled(decimal PerUnit) : OptionEvent;

    /// <summary>A short option's holder exercised: the option closes at zero and shares trade at the strike, premium carried into their cost.</summary>
    public sealed record Assigned(Symbol Underlying) : OptionEvent;

    /// <summary>A long option was exercised: as <see cref="Assigned"/>, from the other side.</summary>
    public sealed record Exercised(Symbol Underlying) : OptionEvent;
}
