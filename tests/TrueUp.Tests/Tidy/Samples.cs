using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Tidy;

/// <summary>One of every kind of entry with every field set, and one with only what it must have.</summary>
static class Samples
{
    static readonly TradeDate Day = TradeDate.From("2026-01-05")!.Value;
    static readonly TradeDate Later = TradeDate.From("2026-01-07")!.Value;
    static readonly Instant At = Instant.FromUtc(2026, 1, 5, 15, 30, 1) + Duration.FromMilliseconds(250);
    static readonly AccountName Main = new("main");
    static readonly Symbol Doug = Symbol.Stored("DOUG");
    static readonly Symbol Call = Symbol.Stored("AAPL260116C00150000");

    public static readonly IReadOnlyDictionary<string, Entry> Entries = new Dictionary<string, Entry>(StringComparer.Ordinal)
    {
        ["book"] = new BookOpened(Currency.Usd, "America/New_York", "XNYS") { Day = Day, At = At },
        ["account"] = new AccountOpened(Main, Currency.Usd, "IBKR") { Day = Day },
        ["account, bare"] = new AccountOpened(Main, Currency.Gbp) { Day = Day },
        ["equity"] = new InstrumentDeclared(new Equity { Symbol = Doug, Currency = Currency.Gbp, QuoteFactor = 0.01m, Aliases = ["DOUG.L", "DGL"] }) { Day = Day },
        ["fund"] = new InstrumentDeclared(new Fund { Symbol = Doug, Currency = Currency.Usd }) { Day = Day },
        ["option"] = new InstrumentDeclared(new Option(OccSymbol.From(Call.Name)!.Value, 100) { Symbol = Call, Currency = Currency.Usd }) { Day = Day },
        ["recommendation"] = new RecommendationMade(
            new Recommendation("R1", Main, Doug, Side.Buy, new(100), new(2.60m), new(2.55m), Day, Later, new(2.10m), "breakout", "screener"))
        {
            Day = Day,
            At = At,
        },
        ["recommendation, bare"] = new RecommendationMade(new Recommendation("R2", Main, Doug, Side.Cover, new(0.5m), null, null, Day, null, null, null, null)) { Day = Day },
        ["withdrawal"] = new RecommendationWithdrawn("R1", "news") { Day = Day },
        ["fill"] = new FillRecorded(
            new Fill(Main, Doug, Side.Short, new(100.125m), new(2.6001m), 0.35m, Currency.Usd, Day, At),
            new FillDetail("0001f4e8.1", 2, "O-7", "IBKR", "naïve \"note\"\tend", Later) { ByHand = true })
        {
            Day = Day,
            At = At,
        },
        ["fill, bare"] = new FillRecorded(new Fill(Main, Doug, Side.Sell, new(1), new(0), 0, default, Day, null), FillDetail.None) { Day = Day },
        ["deposit"] = new CashMoved(Main, CashKind.Deposit, new(100, Currency.Usd)) { Day = Day, At = At, Note = "opening" },
        ["cash withdrawal"] = new CashMoved(Main, CashKind.Withdrawal, new(-1.10m, Currency.Usd)) { Day = Day },
        ["dividend"] = new CashMoved(Main, CashKind.Dividend, new(0.24m, Currency.Usd)) { Day = Day, Symbol = Doug },
        ["interest"] = new CashMoved(Main, CashKind.Interest, new(0.01m, Currency.Usd)) { Day = Day },
        ["fee"] = new CashMoved(Main, CashKind.Fee, new(-5, Currency.Usd)) { Day = Day },
        ["tax"] = new CashMoved(Main, CashKind.Tax, new(-0.04m, Currency.Usd)) { Day = Day },
        ["fx"] = new CashMoved(Main, CashKind.Fx, new(-125, Currency.Usd)) { Day = Day, Counter = new Money(100, Currency.Gbp) },
        ["split"] = Action(new CorporateAction.Split(1, 10, 3.25m) { Symbol = Doug }, Main),
        ["split, fractions kept"] = Action(new CorporateAction.Split(7, 1) { Symbol = Doug }),
        ["cash dividend"] = Action(new CorporateAction.CashDividend(0.24m, 0.15m) { Symbol = Doug }),
        ["stock dividend"] = Action(new CorporateAction.StockDividend(0.05m) { Symbol = Doug }),
        ["symbol change"] = Action(new CorporateAction.SymbolChange(Symbol.Stored("DOUX")) { Symbol = Doug }),
        ["spin-off"] = Action(new CorporateAction.SpinOff(Symbol.Stored("KID"), 0.25m, 0.1875m, 12.5m) { Symbol = Doug }),
        ["merger"] = Action(new CorporateAction.Merger(Symbol.Stored("BIG"), 0.5m, 1.25m, 80) { Symbol = Doug }),
        ["merger for cash"] = Action(new CorporateAction.Merger(null, 0, 4.20m) { Symbol = Doug }),
        ["delisting"] = Action(new CorporateAction.Delisting { Symbol = Doug }),
        ["expired"] = Happened(new OptionEvent.ExpiredWorthless { Symbol = Call, Contracts = new Quantity(2) }),
        ["settled"] = Happened(new OptionEvent.CashSettled(7.35m) { Symbol = Call }),
        ["assigned"] = Happened(new OptionEvent.Assigned(Symbol.Stored("AAPL")) { Symbol = Call }),
        ["exercised"] = Happened(new OptionEvent.Exercised(Symbol.Stored("AAPL")) { Symbol = Call }),
        ["lots"] = new LotsChosen(12, [new(3, new(40)), new(5, new(0.5m))]) { Day = Day },
        ["reversal"] = new EntryReversed(7, "typed twice") { Day = Day },
        ["held"] = new RowHeld(
            new FillRecorded(new Fill(Main, Doug, Side.Buy, new(100), new(2.60m), 0, default, Day, null), FillDetail.None) { Day = Day },
            "TU1401",
            "identical to line 3",
            "2026-01-05,DOUG,buy,100,2.60")
        {
            Day = Day,
        },
        ["held price"] = new PriceHeld(Doug, "TU1601", "two closes for one day", "2026-01-05,2.60") { Day = Day },
        ["accepted"] = new HeldDecided(9, true, "seen on the statement") { Day = Day },
        ["dropped"] = new HeldDecided(9, false, "a copy") { Day = Day, At = At },
    };

    /// <summary>A long in every instrument that the entries speak of, bought the year before.</summary>
    public static readonly Entry[] Holdings = [Bought(Doug, 100), Bought(Call, 2)];

    public static readonly IReadOnlyDictionary<Symbol, Instrument> Instruments = new Dictionary<Symbol, Instrument>
    {
        [Call] = new Option(OccSymbol.From(Call.Name)!.Value, 100) { Symbol = Call, Currency = Currency.Usd },
    };

    static FillRecorded Bought(Symbol symbol, decimal quantity)
    {
        var day = TradeDate.From("2025-12-01")!.Value;
        return new(new Fill(Main, symbol, Side.Buy, new(quantity), new(2.50m), 0, default, day, null), FillDetail.None) { Day = day };
    }

    static CorporateActionRecorded Action(CorporateAction action, AccountName? account = null) => new(action) { Day = Day, Account = account };

    static OptionEventRecorded Happened(OptionEvent happened) => new(Main, happened) { Day = Day };
}
