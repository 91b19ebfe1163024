using System.Diagnostics;
using System.Globalization;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Ledgers;

/// <summary>
/// A book as an hledger journal that passes <c>hledger check --strict</c>: every account and commodity declared, every transaction balanced at what was paid, and at
/// the end an assertion of each position and each cash balance, so that hledger adds the book up again on its own. hledger keeps no lots: gains are not in it
/// (see <see cref="BeancountLedger"/>).
/// </summary>
public sealed class HledgerJournal
{
    readonly TextWriter to;
    readonly Extent extent;
    readonly Naming accounts = new(Account);

    public HledgerJournal(TextWriter to, string title, Extent extent)
    {
        (this.to, this.extent) = (to, extent);
        to.Write($"; {title}\n; Made by trueup export from the book's journal; the codes in parentheses are its entries.\n\n");
        foreach (var currency in extent.Cash.Select(c => c.Currency).Distinct().Order()) to.Write($"commodity 1000.00 {Commodity(currency.Code)}\n");
        foreach (var symbol in extent.Holdings.Keys.Select(h => h.Symbol).Distinct().Order())
            to.Write($"commodity 1000.{new string('0', extent.PlacesOf(symbol.Name))} {Commodity(Unlike(symbol, extent))}\n");
        to.Write("\n");
        foreach (var (account, symbol) in extent.Holdings.Keys) to.Write($"account {Position(account, symbol)}\n");
        foreach (var account in extent.Cash.Select(c => c.Account).Distinct().Order()) to.Write($"account {Cash(account)}\naccount {Conversion(account)}\n");
        foreach (var (account, kind) in extent.Flows.Where(f => f.Kind != FlowKind.Gain).Select(f => (f.Account, f.Kind)).Distinct()) to.Write($"account {Of(account, kind)}\n");
        to.Write("\n");
        currencies = [.. extent.Cash.Select(c => c.Currency.Code)];
    }

    readonly HashSet<string> currencies;

    public void Write(Movement movement)
    {
        to.Write($"{movement.Day} ({movement.Sequence.ToString(CultureInfo.InvariantCulture)}) {Plain.Words(movement)}\n");
        if (movement.Entry is CashMoved { Counter: { } counter } exchange) Exchange(exchange, counter);
        else
        {
            foreach (var lots in movement.Lots) Write(movement, lots);
            foreach (var (account, money) in movement.Cash) Post(Cash(account), money);
            foreach (var (account, kind, amount) in movement.Flows)
                if (kind != FlowKind.Gain) Post(Of(account, kind), -amount);
            if (movement.Fill is null) Rest(movement);
        }

        to.Write("\n");
    }

    /// <summary>Asserts what the book holds: call once, last.</summary>
    public void End(Book book, TradeDate day)
    {
        if (extent.First is null) return;
        to.Write($"{day} balances by TrueUp\n");
        foreach (var p in extent.PositionsOf(book)) to.Write($"    {Position(p.Account, p.Symbol)}  0 {Unit(p.Symbol)} = {p.Units} {Unit(p.Symbol)}\n");
        foreach (var c in extent.CashOf(book)) to.Write($"    {Cash(c.Account)}  0 {Commodity(c.Amount.Currency.Code)} = {Plain.Money(c.Amount.Amount)} {Commodity(c.Amount.Currency.Code)}\n");
    }

    void Write(Movement movement, LotsMoved lots)
    {
        if (lots.Units == 0) return;
        var line = $"    {Position(lots.Account, lots.Instrument.Symbol)}  {Digits.Text(lots.Units)} {Unit(lots.Instrument.Symbol)}";
        if (movement.Fill is { Price.PerUnit: not 0 } fill)
        {
            var paid = fill.Quantity.Value * fill.Price.PerUnit * lots.Instrument.PointValue;
            to.Write($"{line} @@ {Plain.Money(paid)} {Commodity(lots.Instrument.Currency.Code)}\n");
            return;
        }

        // Units that came or went without a price: by a split, a spin-off, a delivery.
        to.Write(line + "\n");
        to.Write($"    {Conversion(lots.Account)}  {Digits.Text(-lots.Units)} {Unit(lots.Instrument.Symbol)}\n");
    }

    // Money of an event that is neither income nor tax paid for the units that came or went.
    void Rest(Movement movement)
    {
        var rest = movement.Cash.Select(c => (c.Account, c.Amount))
            .Concat(movement.Flows.Where(f => f.Kind != FlowKind.Gain).Select(f => (f.Account, -f.Amount)))
            .GroupBy(c => (c.Item1, c.Item2.Currency), c => c.Item2.Amount);
        foreach (var money in rest) Post(Conversion(money.Key.Item1), new(-money.Sum(), money.Key.Currency));
    }

    void Exchange(CashMoved moved, Money counter)
    {
        var given = $"{Plain.Money(moved.Amount.Amount)} {Commodity(moved.Amount.Currency.Code)}";
        to.Write($"    {Cash(moved.Account)}  {given} @@ {Plain.Money(Math.Abs(counter.Amount))} {Commodity(counter.Currency.Code)}\n");
        Post(Cash(moved.Account), counter);
    }

    void Post(string account, Money money)
    {
        if (!money.IsZero) to.Write($"    {account}  {Plain.Money(money.Amount)} {Commodity(money.Currency.Code)}\n");
    }

    string Position(AccountName account, Symbol symbol) => $"assets:{accounts.Of(account.Name)}:{symbol.Name}";

    string Cash(AccountName account) => $"assets:{accounts.Of(account.Name)}:cash";

    string Conversion(AccountName account) => $"equity:{accounts.Of(account.Name)}:conversion";

    string Of(AccountName account, FlowKind kind) => kind switch
    {
        FlowKind.Outside => $"equity:{accounts.Of(account.Name)}:deposits",
        FlowKind.Dividend => $"revenues:{accounts.Of(account.Name)}:dividends",
        FlowKind.Interest => $"revenues:{accounts.Of(account.Name)}:interest",
        FlowKind.Fee => $"expenses:{accounts.Of(account.Name)}:fees",
        FlowKind.Tax => $"expenses:{accounts.Of(account.Name)}:taxes",
        _ => throw new UnreachableException($"no account for {kind}"),
    };

    string Unit(Symbol symbol) => Commodity(currencies.Contains(symbol.Name) ? symbol.Name + "-share" : symbol.Name);

    static string Unlike(Symbol symbol, Extent extent) => extent.Cash.Any(c => c.Currency.Code == symbol.Name) ? symbol.Name + "-share" : symbol.Name;

    static string Commodity(string name) => name.All(char.IsAsciiLetter) ? name : $"\"{name}\"";

    // Two spaces end an account's name, a colon divides it and a semicolon starts a comment.
    static string Account(string name)
    {
        var text = string.Join(' ', new string([.. name.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' ? c : '-')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 0 ? text : "account";
    }
}
