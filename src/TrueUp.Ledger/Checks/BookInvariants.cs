using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>
/// The invariants of <see cref="BookFold"/>, checked on a folded book against sums made without lots: B1 Σ lots = position; B2 and B3 by their joint
/// consequence, that every cent of each account and currency is in cash, in open cost or in what was realized; B4 no lot is empty and all lots
/// of a position have one sign.
/// </summary>
public sealed class BookInvariants(Background background)
{
    // Shares of cost are cut at twelve places and the remainder kept, so sums are exact up to the 28 digits of a decimal.
    const decimal Tolerance = 0.000001m;

    readonly Dictionary<(AccountName, Currency), decimal> outside = [];

    /// <summary>Any fill that counts, in any order: what of it is cash alone and no part of an instrument's cost.</summary>
    public void Saw(in Fill fill)
    {
        if (fill.Fee == 0 || fill.FeeCurrency is null) return;
        if (fill.FeeCurrency == background.Terms.InstrumentOf(fill.Account, fill.Symbol).Currency) return;
        Outside(fill.Account, fill.FeeCurrency, -fill.Fee);
    }

    /// <summary>What does not hold of a book, as (invariant, sentence). Call once, after every fill was seen.</summary>
    public IEnumerable<(string Invariant, string Problem)> Broken(Book book)
    {
        foreach (var (_, _, entry) in background.Others)
            if (entry is CashMoved moved) Saw(moved);
        Dictionary<(AccountName, Currency), decimal> explained = new(outside);
        foreach (var p in book.Positions)
        {
            var lots = p.Lots.Sum(l => l.Units.Value);
            if (lots != p.Units.Value) yield return ("B1", $"the lots of {p.Symbol} in {p.Account} add up to {Digits.Text(lots)}, the position is {p.Units}");
            if (p.Lots.Any(l => l.Units.IsZero)) yield return ("B4", $"{p.Symbol} in {p.Account} has an empty lot");
            if (p.Lots.Any(l => l.Units.IsShort) && p.Lots.Any(l => !l.Units.IsShort)) yield return ("B4", $"{p.Symbol} in {p.Account} has long and short lots at once");
            var key = (p.Account, p.Instrument.Currency);
            explained[key] = explained.GetValueOrDefault(key) + p.Realized.Gain + p.Realized.Income - p.Realized.Tax - p.GrossCost - p.Fees;
        }

        foreach (var cash in book.Cash)
        {
            var key = (cash.Account, cash.Amount.Currency);
            explained[key] = explained.GetValueOrDefault(key) + cash.External - cash.Amount.Amount;
        }

        // An event that carries cost into an instrument of another currency carries it at its number: then only the sum over currencies is conserved.
        if (background.Others.Any(o => CrossesCurrencies(o.Entry)))
        {
            foreach (var account in explained.GroupBy(e => e.Key.Item1, e => e.Value))
                if (Math.Abs(account.Sum()) > Tolerance) yield return ("B3", $"{Digits.Text(-account.Sum())} in {account.Key} is in no cash, cost or gain");
            yield break;
        }

        foreach (var ((account, currency), rest) in explained.Where(e => Math.Abs(e.Value) > Tolerance))
            yield return ("B3", $"cash of {account} differs by {Digits.Text(-rest)} {currency} from what deposits, gains and open cost explain");
    }

    bool CrossesCurrencies(Entry entry)
    {
        var (one, other) = entry switch
        {
            CorporateActionRecorded { Action: CorporateAction.SymbolChange a } => (a.Symbol, a.To),
            CorporateActionRecorded { Action: CorporateAction.SpinOff a } => (a.Symbol, a.Child),
            CorporateActionRecorded { Action: CorporateAction.Merger { Into: { } into } a } => (a.Symbol, into),
            OptionEventRecorded { Event: OptionEvent.Assigned e } => (e.Symbol, e.Underlying),
            OptionEventRecorded { Event: OptionEvent.Exercised e } => (e.Symbol, e.Underlying),
            _ => (null, null),
        };
        return one is not null && other is not null && one != other
            && (DeclaredIn(one, background.Terms.Currency) != DeclaredIn(other, background.Terms.Currency)
                || background.Terms.AccountCurrencies.Values.Any(currency => DeclaredIn(one, currency) != DeclaredIn(other, currency)));

        Currency DeclaredIn(Symbol symbol, Currency otherwise) => background.Terms.Instruments.TryGetValue(symbol, out var declared) ? declared.Currency : otherwise;
    }

    void Saw(CashMoved moved)
    {
        if (moved.Counter is { } counter) Outside(moved.Account, counter.Currency, counter.Amount);
        if (moved.Kind is CashKind.Deposit or CashKind.Withdrawal) return;
        // What an instrument paid or was taxed in its own currency is in the position's figures.
        if (moved.Symbol is { } symbol && moved.Kind is (CashKind.Dividend or CashKind.Interest or CashKind.Tax)
            && background.Terms.InstrumentOf(moved.Account, symbol).Currency == moved.Amount.Currency)
            return;
        Outside(moved.Account, moved.Amount.Currency, moved.Amount.Amount);
    }

    void Outside(AccountName account, Currency currency, decimal amount) => outside[(account, currency)] = outside.GetValueOrDefault((account, currency)) + amount;
}

/// <summary>Two folds of the same facts, compared: a saved one against a fresh one.</summary>
public static class BookDifference
{
    /// <summary>The first thing in which they differ, in words; null where they agree.</summary>
    public static string? First(Book saved, Book fresh)
    {
        var theirs = saved.Positions.ToDictionary(p => (p.Account, p.Symbol));
        foreach (var p in fresh.Positions)
        {
            if (!theirs.Remove((p.Account, p.Symbol), out var s)) return $"it has no {p.Symbol} in {p.Account}";
            var name = $"{p.Symbol} in {p.Account}";
            if (s.Units != p.Units) return $"units of {name} are {s.Units}, a replay gives {p.Units}";
            if (s.Lots != p.Lots) return $"lots of {name} differ from those of a replay";
            if ((s.GrossCost, s.Fees, s.PooledCost) != (p.GrossCost, p.Fees, p.PooledCost)) return $"the cost of {name} is {Digits.Text(s.GrossCost)}, a replay gives {Digits.Text(p.GrossCost)}";
            if (s.Realized != p.Realized) return $"what {name} realized is {Digits.Text(s.Realized.Gain)}, a replay gives {Digits.Text(p.Realized.Gain)}";
        }

        if (theirs.Count > 0) return $"it has {theirs.Values.First().Symbol}, a replay has not";
        var cash = saved.Cash.ToDictionary(c => (c.Account, c.Amount.Currency));
        foreach (var c in fresh.Cash)
        {
            if (!cash.Remove((c.Account, c.Amount.Currency), out var s)) return $"it has no {c.Amount.Currency} cash in {c.Account}";
            if (s != c) return $"cash of {c.Account} is {s.Amount}, a replay gives {c.Amount}";
        }

        return cash.Count > 0 ? $"it has {cash.Values.First().Amount.Currency} cash, a replay has none" : null;
    }
}
