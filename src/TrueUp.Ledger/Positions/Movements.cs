using System.Diagnostics;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>Where money in an account came from or went, beside instruments and other money of the account.</summary>
public enum FlowKind
{
    /// <summary>Across the portfolio's boundary: deposits and withdrawals.</summary>
    Outside,
    Gain,
    Dividend,
    Interest,
    Fee,
    Tax,
}

/// <summary>Positive brought money in or realized a gain; negative took it out.</summary>
public sealed record Flow(AccountName Account, FlowKind Kind, Money Amount);

/// <summary>What happened to the lots of one position: first <paramref name="Closed"/> of its units went, by the book's lot method, then lots were opened.</summary>
/// <param name="Closed">Signed as held: positive units of a long, negative of a short. Of a corporate action or option event that touched the lots, all of them.</param>
/// <param name="ClosedCost">What the closed lots of an event had cost; of a fill it is for the reader to find, lot by lot.</param>
/// <param name="Opened">Of a fill at most one. Money in the instrument's currency, without fees.</param>
public sealed record LotsMoved(AccountName Account, Instrument Instrument, decimal Closed, decimal ClosedCost, ValueList<Lot> Opened)
{
    public decimal Units => Opened.Sum(l => l.Units.Value) - Closed;
}

/// <summary>
/// What one fact did to the book, in full: every unit, cent and gain. Conservation: Σ cash + Σ cost opened − Σ cost closed = Σ flows, in each currency.
/// A book can be added up again from its movements by somebody who does not trust the fold.
/// </summary>
/// <param name="Fill">The fill it was; null for any other fact.</param>
/// <param name="Entry">The fact where it was no fill.</param>
/// <param name="Cash">Changes of cash balances.</param>
public sealed record Movement(
    long Sequence, TradeDate Day, Fill? Fill, Entry? Entry, ValueList<LotsMoved> Lots, ValueList<(AccountName Account, Money Amount)> Cash, ValueList<Flow> Flows);

/// <summary>Walks a book's facts in the order of the world and tells what each did.</summary>
public sealed class Movements
{
    readonly Background background;
    readonly BookFold fold;
    readonly Action<Movement> visit;

    Movements(Background background, Action<Movement> visit) => (this.background, this.visit, fold) = (background, visit, new(background.Terms));

    /// <returns>The book the movements lead to.</returns>
    public static Book Walk(Background background, FactList facts, Action<Movement> visit)
    {
        Movements walk = new(background, visit);
        var next = 0;
        foreach (ref readonly var fact in facts.InOrder())
        {
            walk.Others(ref next, fact.Order);
            walk.Next(fact.Sequence, fact.Fill, fact.Order.Tie);
        }

        walk.Others(ref next, FactOrder.EndOf(new(DateOnly.MaxValue)));
        return walk.fold.ToBook();
    }

    void Others(ref int next, in FactOrder before)
    {
        for (; next < background.Others.Count && background.Others[next].Order.CompareTo(before) <= 0; next++)
            Next(background.Others[next].Sequence, background.Others[next].Entry);
    }

    void Next(long sequence, in Fill fill, long tie)
    {
        var (account, instrument) = (fill.Account, background.Terms.InstrumentOf(fill.Account, fill.Symbol));
        var holding = fold.Find(account, fill.Symbol);
        var (held, gain) = (holding?.Units ?? 0, holding?.PriceGain ?? 0);
        if (!fold.TryApply(sequence, fill, tie)) throw new UnreachableException($"entry {sequence} was folded out of order");

        var units = fill.Units.Value;
        var closed = held == 0 || held > 0 == units > 0 ? 0 : Math.Sign(held) * Math.Min(Math.Abs(held), Math.Abs(units));
        var opens = units + closed;
        var gross = units * fill.Price.PerUnit * instrument.PointValue;
        ValueList<Lot> opened = opens == 0 ? [] : [new(new Units(opens), opens * fill.Price.PerUnit * instrument.PointValue, 0, fill.TradeDate, sequence)];
        var feeIn = fill.FeeCurrency ?? instrument.Currency;
        List<(AccountName, Money)> cash = [(account, new(-gross - (feeIn == instrument.Currency ? fill.Fee : 0), instrument.Currency))];
        List<Flow> flows = [];
        if (fill.Fee != 0)
        {
            if (feeIn != instrument.Currency) cash.Add((account, new(-fill.Fee, feeIn)));
            flows.Add(new(account, FlowKind.Fee, new(-fill.Fee, feeIn)));
        }

        gain = fold.Find(account, fill.Symbol)!.PriceGain - gain;
        if (gain != 0) flows.Add(new(account, FlowKind.Gain, new(gain, instrument.Currency)));
        visit(new(sequence, fill.TradeDate, fill, null, [new(account, instrument, closed, 0, opened)], [.. cash], [.. flows]));
    }

    void Next(long sequence, Entry entry)
    {
        var symbols = Touched(entry);
        var before = fold.Holdings.Where(h => symbols.Contains(h.Instrument.Symbol)).ToDictionary(h => h, h => (Lots: h.Lots.ToList(), h.Units, h.PriceGain, h.Income, h.Tax));
        var balances = fold.Balances.ToDictionary(b => b, b => (b.Amount, b.External));
        fold.Apply(sequence, entry);

        List<(AccountName, Money)> cash = [];
        List<Flow> flows = [];
        foreach (var b in fold.Balances.OrderBy(b => b.Account).ThenBy(b => b.Currency))
        {
            var (had, hadExternal) = balances.GetValueOrDefault(b);
            if (b.Amount != had) cash.Add((b.Account, new(b.Amount - had, b.Currency)));
            if (b.External != hadExternal) flows.Add(new(b.Account, FlowKind.Outside, new(b.External - hadExternal, b.Currency)));
        }

        if (entry is CashMoved moved)
        {
            if (KindOf(moved.Kind) is { } kind) flows.Add(new(moved.Account, kind, moved.Amount));
            visit(new(sequence, entry.Day, null, entry, [], [.. cash], [.. flows]));
            return;
        }

        List<LotsMoved> lots = [];
        foreach (var h in fold.Holdings.Where(h => symbols.Contains(h.Instrument.Symbol)).OrderBy(h => h.Account).ThenBy(h => h.Instrument.Symbol))
        {
            before.TryGetValue(h, out var was);
            if (h.Lots.ToList() is var now && now != was.Lots) lots.Add(new(h.Account, h.Instrument, was.Units, was.Lots.Sum(l => l.GrossCost), now));
            void Add(FlowKind kind, decimal amount)
            {
                if (amount != 0) flows.Add(new(h.Account, kind, new(amount, h.Instrument.Currency)));
            }

            Add(FlowKind.Gain, h.PriceGain - was.PriceGain);
            Add(FlowKind.Dividend, h.Income - was.Income);
            Add(FlowKind.Tax, was.Tax - h.Tax);
        }

        if (lots.Count + cash.Count + flows.Count > 0) visit(new(sequence, entry.Day, null, entry, [.. lots], [.. cash], [.. flows]));
    }

    static FlowKind? KindOf(CashKind kind) => kind switch
    {
        CashKind.Dividend => FlowKind.Dividend,
        CashKind.Interest => FlowKind.Interest,
        CashKind.Fee => FlowKind.Fee,
        CashKind.Tax => FlowKind.Tax,
        // What crosses the boundary is told by the balances, and an exchange has both its sides in cash.
        CashKind.Deposit or CashKind.Withdrawal or CashKind.Fx => null,
        _ => throw new UnreachableException($"no flow for {kind}"),
    };

    static HashSet<Symbol> Touched(Entry entry) => entry switch
    {
        CorporateActionRecorded { Action: var a } => a switch
        {
            CorporateAction.SymbolChange c => [a.Symbol, c.To],
            CorporateAction.SpinOff c => [a.Symbol, c.Child],
            CorporateAction.Merger { Into: { } into } => [a.Symbol, into],
            _ => [a.Symbol],
        },
        OptionEventRecorded { Event: var e } => e switch
        {
            OptionEvent.Assigned o => [e.Symbol, o.Underlying],
            OptionEvent.Exercised o => [e.Symbol, o.Underlying],
            _ => [e.Symbol],
        },
        _ => [],
    };
}
