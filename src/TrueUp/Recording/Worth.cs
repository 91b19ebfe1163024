using TrueUp.Edges.Prices;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Recording;

/// <summary>
/// What an account comes to, roughly: cash, and holdings at their last close or else at cost. Good enough to notice a fill that is far too large for it,
/// and not a figure anybody is shown as the account's equity. The book is read once, when first asked for.
/// </summary>
sealed class Worth(Desk desk, Func<BookFold> before, Func<Symbol, TradeDate, Price?> lastClose)
{
    Dictionary<(AccountName, TradeDate), decimal?>? known;
    Book? book;
    FxRates? rates;

    /// <summary>In the account's currency; null where a rate to it is missing.</summary>
    public decimal? On(AccountName account, TradeDate day)
    {
        known ??= [];
        if (known.TryGetValue((account, day), out var found)) return found;
        book ??= before().ToBook();
        var own = desk.Accounts.First(a => a.Account == account).Currency;
        decimal? total = 0;
        foreach (var cash in book.Cash.Where(c => c.Account == account)) total += In(own, cash.Amount.Currency, cash.Amount.Amount, day);
        foreach (var position in book.Open.Where(p => p.Account == account))
        {
            var value = lastClose(position.Symbol, day) is { } close ? position.Units.Value * close.PerUnit * position.Instrument.PointValue : position.GrossCost;
            total += In(own, position.Instrument.Currency, value, day);
        }

        return known[(account, day)] = total;
    }

    decimal? In(Currency own, Currency currency, decimal amount, TradeDate day)
    {
        if (currency == own) return amount;
        rates ??= new PriceStore(desk.Journal.Database).Rates();
        return amount * rates.On(currency, own, day)?.PerUnit;
    }
}
