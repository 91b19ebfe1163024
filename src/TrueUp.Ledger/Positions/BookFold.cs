using System.Diagnostics;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>What the fold needs to know beside the facts themselves.</summary>
/// <param name="Instruments">Declared instruments by symbol; any other symbol is an equity in its account's currency.</param>
/// <param name="AccountCurrencies">The currency of undeclared instruments, by account.</param>
public sealed record BookTerms(
    Currency Currency,
    IReadOnlyDictionary<Symbol, Instrument> Instruments,
    IReadOnlyDictionary<AccountName, Currency> AccountCurrencies,
    LotMethod Method = LotMethod.Fifo)
{
    public IReadOnlyDictionary<long, ValueList<LotChoice>> Choices { get; init; } = new Dictionary<long, ValueList<LotChoice>>();

    public Instrument InstrumentOf(AccountName account, Symbol symbol) =>
        Instruments.TryGetValue(symbol, out var declared) ? declared : Instrument.Undeclared(symbol, AccountCurrencies.GetValueOrDefault(account, Currency));
}

/// <summary>
/// Folds facts, given in <see cref="FactOrder"/>, into a <see cref="Book"/>. Mutable while it runs, because a million fills cannot copy the book each time.
/// Invariants (tested under these numbers in Laws): B1 Σ lots = position; B2 cash = Σ movements; B3 cost + realized − proceeds = 0 for each
/// instrument; B4 no lot is empty and all lots of a position have one sign.
/// </summary>
public sealed class BookFold
{
    readonly BookTerms terms;
    readonly Closing closing;
    readonly List<Holding> holdings = [];
    // The first of each symbol; the others of the same symbol hang on it.
    readonly Dictionary<Symbol, Holding> bySymbol = [];
    readonly List<Balance> cash = [];
    Holding? recent;
    Balance? recentCash;

    /// <param name="closed">Hears of every disposal as it happens; the fold itself keeps only totals.</param>
    public BookFold(BookTerms terms, Action<Disposal>? closed = null)
    {
        this.terms = terms;
        closing = new(terms.Method, closed) { Choices = terms.Choices };
    }

    public BookTerms Terms => terms;

    internal IReadOnlyCollection<Holding> Holdings => holdings;

    internal IReadOnlyList<Balance> Balances => cash;

    internal Holding? Find(AccountName account, Symbol symbol)
    {
        bySymbol.TryGetValue(symbol, out var holding);
        while (holding is not null && holding.Account != account) holding = holding.SameSymbol;
        return holding;
    }

    /// <summary>The position the last fill was of.</summary>
    internal Holding? Recent => recent;

    internal Holding Add(Holding holding)
    {
        holdings.Add(holding);
        bySymbol.TryGetValue(holding.Instrument.Symbol, out var first);
        holding.SameSymbol = first;
        return bySymbol[holding.Instrument.Symbol] = holding;
    }

    internal void Add(Balance balance) => cash.Add(balance);

    /// <summary>False, and nothing applied, where the position has already seen a fact that comes later in the world.</summary>
    public bool TryApply(long sequence, in Fill fill, long tie)
    {
        var holding = Of(fill.Account, fill.Symbol);
        var order = FactOrder.Of(fill, tie);
        if (order.Day <= holding.Last.Day && order.CompareTo(holding.Last) < 0) return false;
        Apply(sequence, fill, holding);
        holding.Last = order;
        return true;
    }

    void Apply(long sequence, in Fill fill, Holding holding)
    {
        var units = fill.Units.Value;
        var gross = units * fill.Price.PerUnit;
        if (holding.PointValue != 1) gross *= holding.PointValue;
        var currency = holding.Instrument.Currency;
        // A fee in another currency is money of its own: it leaves cash there and is not part of this instrument's cost.
        var feeElsewhere = fill.Fee != 0 && fill.FeeCurrency is { } paidIn && paidIn != currency ? paidIn : null;
        var ownFee = feeElsewhere is null ? fill.Fee : 0;
        holding.Trade(units, gross, ownFee, fill.TradeDate, sequence, closing);
        Move(fill.Account, currency, -gross - ownFee);
        if (feeElsewhere is not null) Move(fill.Account, feeElsewhere, -fill.Fee);
    }

    /// <summary>Any entry, given in order.</summary>
    public void Apply(long sequence, Entry entry)
    {
        switch (entry)
        {
            case FillRecorded e:
                if (!TryApply(sequence, e.Fill, FactOrder.TieOf(e.Detail.ExecutionId))) throw new UnreachableException($"entry {sequence} was folded out of order");
                break;
            case CashMoved e: Apply(e); break;
            case CorporateActionRecorded e: Apply(sequence, e); break;
            case OptionEventRecorded e: Apply(sequence, e); break;
            // Intent moves no money; declarations, choices and reversals were read before the fold; held rows are not in the books.
            case BookOpened or AccountOpened or InstrumentDeclared or RecommendationMade or RecommendationWithdrawn
                or EntryReversed or RowHeld or PriceHeld or HeldDecided or LotsChosen:
                break;
            default: throw new UnreachableException($"the book has no rule for {entry.GetType().Name}");
        }
    }

    /// <summary>What is held right now, without lots: for valuing the same fold day after day.</summary>
    public void VisitOpen(Action<AccountName, Instrument, decimal> visit)
    {
        foreach (var holding in holdings)
            if (holding.Units != 0) visit(holding.Account, holding.Instrument, holding.Units);
    }

    public void VisitCash(Action<AccountName, Currency, decimal, decimal> visit)
    {
        foreach (var balance in cash) visit(balance.Account, balance.Currency, balance.Amount, balance.External);
    }

    public Units UnitsOf(AccountName account, Symbol symbol) => Find(account, symbol) is { } holding ? new(holding.Units) : Units.None;

    /// <summary>True where everything folded so far stands before this place in the order of the world.</summary>
    internal bool IsAllBefore(in FactOrder order)
    {
        foreach (var holding in holdings)
            if (holding.Last.CompareTo(order) >= 0) return false;
        return true;
    }

    public Book ToBook() => new(
        [.. holdings.OrderBy(h => h.Account).ThenBy(h => h.Instrument.Symbol).Select(ToPosition)],
        [.. cash.OrderBy(c => c.Account).ThenBy(c => c.Currency)
            .Select(c => new CashBalance(c.Account, new Money(Digits.Normal(c.Amount), c.Currency), Digits.Normal(c.External)))]);

    static Position ToPosition(Holding h)
    {
        var lots = h.Lots.ToList();
        var (gross, fees) = (0m, 0m);
        foreach (var lot in lots.Span) (gross, fees) = (gross + lot.GrossCost, fees + lot.Fees);
        return new(
            h.Account, h.Instrument, new Units(Digits.Normal(h.Units)), lots, Digits.Normal(gross), Digits.Normal(fees), Digits.Normal(h.PooledCost),
            new(Digits.Normal(h.PriceGain), Digits.Normal(h.ClosedFees), Digits.Normal(h.PooledGain), Digits.Normal(h.Income), Digits.Normal(h.Tax)));
    }

    void Apply(CashMoved e)
    {
        var external = e.Kind is CashKind.Deposit or CashKind.Withdrawal ? e.Amount.Amount : 0;
        Move(e.Account, e.Amount.Currency, e.Amount.Amount, external);
        if (e.Counter is { } counter) Move(e.Account, counter.Currency, counter.Amount);
        if (e.Symbol is not { } symbol) return;
        var holding = Of(e.Account, symbol);
        // Income in another currency is in cash there; a position's figures are in one currency only.
        if (e.Amount.Currency != holding.Instrument.Currency) return;
        if (e.Kind is CashKind.Dividend or CashKind.Interest) holding.Income += e.Amount.Amount;
        if (e.Kind is CashKind.Tax) holding.Tax -= e.Amount.Amount;
    }

    void Apply(long sequence, CorporateActionRecorded e)
    {
        var affected = holdings.Where(h => h.Instrument.Symbol == e.Action.Symbol && (e.Account is null || h.Account == e.Account)).ToList();
        foreach (var holding in affected)
        {
            Act(sequence, holding, e.Action, e.Day);
            holding.Last = FactOrder.StartOf(e.Day);
        }
    }

    void Act(long sequence, Holding h, CorporateAction action, TradeDate day)
    {
        if (h.Units == 0) return;
        switch (action)
        {
            case CorporateAction.Split a:
                h.Rescale(a.Numerator, a.Denominator, day, sequence, closing);
                PayFraction(sequence, h, a.CashInLieuPerUnit, day);
                break;
            case CorporateAction.StockDividend a:
                h.Rescale(1 + a.PerUnit, 1, day, sequence, closing);
                break;
            case CorporateAction.CashDividend a:
                var income = h.Units * a.PerUnit * h.Instrument.PointValue;
                var tax = income * a.WithholdingRate;
                h.Income += income;
                h.Tax += tax;
                Move(h.Account, h.Instrument.Currency, income - tax);
                break;
            case CorporateAction.SymbolChange a:
                h.Become(Of(h.Account, a.To), 1, day, sequence, closing);
                break;
            case CorporateAction.SpinOff a:
                var child = Of(h.Account, a.Child);
                h.SpinOff(child, a.PerUnit, a.ChildBasisShare, day, sequence, closing);
                PayFraction(sequence, child, a.CashInLieuPerUnit, day);
                break;
            case CorporateAction.Merger a: Merge(sequence, h, a, day); break;
            case CorporateAction.Delisting:
                h.Close(Math.Abs(h.Units), 0, 0, day, sequence, closing);
                break;
            default: throw new UnreachableException($"the book has no rule for {action.GetType().Name}");
        }
    }

    // L8: cash pays back cost lot by lot and is a gain beyond it; what remains of the cost goes with the units received.
    void Merge(long sequence, Holding h, CorporateAction.Merger a, TradeDate day)
    {
        var perUnit = a.CashPerUnit * h.Instrument.PointValue;
        Move(h.Account, h.Instrument.Currency, h.Units * perUnit);
        if (a.Into is null || a.UnitsPerUnit == 0)
        {
            h.Close(Math.Abs(h.Units), Math.Abs(h.Units) * perUnit, 0, day, sequence, closing);
            return;
        }

        if (perUnit != 0) h.ReturnCost(perUnit, day, sequence, closing);
        var into = Of(h.Account, a.Into);
        h.Become(into, a.UnitsPerUnit, day, sequence, closing);
        PayFraction(sequence, into, a.CashInLieuPerUnit, day);
    }

    // L9: the part of the position below one whole unit is sold for cash.
    void PayFraction(long sequence, Holding h, decimal? perUnit, TradeDate day)
    {
        var fraction = Math.Abs(h.Units) % 1;
        if (perUnit is not { } price || fraction == 0) return;
        var money = fraction * price * h.Instrument.PointValue;
        Move(h.Account, h.Instrument.Currency, Math.Sign(h.Units) * money);
        h.Close(fraction, money, 0, day, sequence, closing);
    }

    void Apply(long sequence, OptionEventRecorded e)
    {
        var h = Of(e.Account, e.Event.Symbol);
        h.Last = FactOrder.EndOf(e.Day);
        var contracts = Math.Min(e.Event.Contracts?.Value ?? Math.Abs(h.Units), Math.Abs(h.Units));
        if (contracts == 0) return;
        switch (e.Event)
        {
            case OptionEvent.ExpiredWorthless:
                h.Close(contracts, 0, 0, e.Day, sequence, closing);
                break;
            case OptionEvent.CashSettled a:
                var money = contracts * a.PerUnit * h.Instrument.PointValue;
                Move(h.Account, h.Instrument.Currency, Math.Sign(h.Units) * money);
                h.Close(contracts, money, 0, e.Day, sequence, closing);
                break;
            case OptionEvent.Assigned a: Deliver(sequence, h, a.Underlying, contracts, e.Day); break;
            case OptionEvent.Exercised a: Deliver(sequence, h, a.Underlying, contracts, e.Day); break;
            default: throw new UnreachableException($"the book has no rule for {e.Event.GetType().Name}");
        }
    }

    // L10: the option's premium goes into the price of the shares, so the option itself realizes nothing.
    void Deliver(long sequence, Holding option, Symbol underlying, decimal contracts, TradeDate day)
    {
        if (option.Instrument is not Option contract) throw new WorldFailedException(
            Codes.BookDamaged, $"entry {sequence}", $"delivers from {option.Instrument.Symbol}, which no entry that counts declares as an option", hint: "trueup verify says what is wrong; a reversed declaration can be made again");
        var shares = contracts * contract.ContractMultiplier;
        // A long call or a short put receives shares; a short call or a long put gives them.
        var sign = option.Units > 0 == (contract.Terms.Right == Right.Call) ? 1 : -1;
        var strike = shares * contract.Terms.Strike * contract.QuoteFactor;
        var (premium, fees, pooled) = option.TakeOut(contracts, sequence, closing);
        var holding = Of(option.Account, underlying);
        holding.Trade(sign * shares, sign * strike + premium, fees, day, sequence, closing, sign * strike + pooled);
        holding.Last = FactOrder.EndOf(day);
        Move(option.Account, contract.Currency, -sign * strike);
    }

    Holding Of(AccountName account, Symbol symbol)
    {
        if (recent is { } last && last.Instrument.Symbol == symbol && last.Account == account) return last;
        return recent = Find(account, symbol) ?? Add(new Holding(account, terms.InstrumentOf(account, symbol)));
    }

    void Move(AccountName account, Currency currency, decimal amount, decimal external = 0)
    {
        var balance = BalanceOf(account, currency);
        balance.Amount += amount;
        if (external != 0) balance.External += external;
    }

    Balance BalanceOf(AccountName account, Currency currency)
    {
        if (recentCash is { } last && last.Account == account && last.Currency == currency) return last;
        foreach (var balance in cash)
            if (balance.Account == account && balance.Currency == currency) return recentCash = balance;
        cash.Add(recentCash = new(account, currency));
        return recentCash;
    }
}
