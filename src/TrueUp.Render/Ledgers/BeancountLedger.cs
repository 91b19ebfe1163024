using System.Diagnostics;
using System.Globalization;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Ledgers;

/// <summary>
/// A book as a beancount file that passes <c>bean-check</c>. Lots are opened at cost and closed without saying which, so that beancount's own first-in-first-out
/// booking finds them, and each gain is posted as the book has it: a gain that beancount would not come to does not balance. At the end the positions,
/// the cash and the sums of gains are asserted. Only for books folded first in, first out.
/// </summary>
public sealed class BeancountLedger
{
    // Shares of cost are cut at twelve decimals.
    const decimal Untold = 0.00000001m;

    readonly TextWriter to;
    readonly Extent extent;
    readonly Naming accounts = new(Part);
    readonly Naming symbols = new(Part);
    readonly Naming commodities = new(Currency);
    readonly SortedDictionary<(AccountName, FlowKind, Currency), decimal> sums = [];

    public BeancountLedger(TextWriter to, string title, Extent extent, Currency currency)
    {
        (this.to, this.extent) = (to, extent);
        to.Write($"; Made by trueup export from the book's journal; the metadata \"entry\" names its entries.\noption \"title\" \"{Quoted(title)}\"\n");
        to.Write($"option \"operating_currency\" \"{currency}\"\noption \"booking_method\" \"FIFO\"\n");
        // Where a transaction has no money of its own to be measured by, as a split has not, only the last digits of a division may be missing.
        to.Write("option \"inferred_tolerance_default\" \"*:0.000001\"\n\n");
        if (extent.First is not { } first) return;
        // Currencies first: they keep their names, and an instrument called like one gets another.
        foreach (var cash in extent.Cash.Select(c => c.Currency).Distinct().Order()) to.Write($"{first} commodity {commodities.Of(cash.Code + "\n")}\n");
        foreach (var symbol in extent.Holdings.Keys.Select(h => h.Symbol).Distinct().Order()) to.Write($"{first} commodity {commodities.Of(symbol.Name)}\n  name: \"{Quoted(symbol.Name)}\"\n");
        to.Write("\n");
        foreach (var (account, symbol) in extent.Holdings.Keys) to.Write($"{first} open {Position(account, symbol)}\n");
        foreach (var account in extent.Cash.Select(c => c.Account).Distinct().Order()) to.Write($"{first} open {Cash(account)}\n{first} open Equity:{accounts.Of(account.Name)}:Conversion\n");
        foreach (var (account, kind) in extent.Flows.Select(f => (f.Account, f.Kind)).Distinct()) to.Write($"{first} open {Of(account, kind)}\n");
        to.Write("\n");
    }

    /// <summary>Entries that leave a lot of negative cost, as a premium above the strike does: beancount knows none, and its check fails there.</summary>
    public IReadOnlyList<long> Unsayable => unsayable;

    readonly List<long> unsayable = [];

    public void Write(Movement movement)
    {
        to.Write($"{movement.Day} * \"{Quoted(Plain.Words(movement))}\"\n  entry: {movement.Sequence.ToString(CultureInfo.InvariantCulture)}\n");
        if (movement.Entry is CashMoved { Counter: { } counter } moved)
        {
            to.Write($"  {Cash(moved.Account)}  {Plain.Money(moved.Amount.Amount)} {Money(moved.Amount.Currency)} @@ {Plain.Money(Math.Abs(counter.Amount))} {Money(counter.Currency)}\n");
            Post(Cash(moved.Account), counter);
        }
        else
        {
            foreach (var lots in movement.Lots) Write(movement, lots);
            foreach (var (account, money) in movement.Cash) Post(Cash(account), money);
            foreach (var (account, kind, amount) in movement.Flows)
            {
                Post(Of(account, kind), -amount);
                sums[(account, kind, amount.Currency)] = sums.GetValueOrDefault((account, kind, amount.Currency)) - amount.Amount;
            }

            if (movement.Fill is null) Carry(movement);
        }

        to.Write("\n");
    }

    /// <summary>Asserts what the book holds and what it realized: call once, last.</summary>
    public void End(Book book, TradeDate day)
    {
        // Balances are asserted at the start of a day.
        var next = day.Plus(1);
        foreach (var p in extent.PositionsOf(book)) to.Write($"{next} balance {Position(p.Account, p.Symbol)}  {p.Units} {commodities.Of(p.Symbol.Name)}\n");
        foreach (var c in extent.CashOf(book)) to.Write($"{next} balance {Cash(c.Account)}  {Plain.Money(c.Amount.Amount)} {Money(c.Amount.Currency)}\n");
        foreach (var ((account, kind, currency), sum) in sums) to.Write($"{next} balance {Of(account, kind)}  {Plain.Money(sum)} {Money(currency)}\n");
    }

    void Write(Movement movement, LotsMoved lots)
    {
        var (position, commodity, currency) = (Position(lots.Account, lots.Instrument.Symbol), commodities.Of(lots.Instrument.Symbol.Name), Money(lots.Instrument.Currency));
        if (lots.Closed != 0) to.Write($"  {position}  {Digits.Text(-lots.Closed)} {commodity} {{}}\n");
        foreach (var lot in lots.Opened)
        {
            if (lot.GrossCost != 0 && lot.GrossCost > 0 == lot.Units.IsShort) unsayable.Add(movement.Sequence);
            // A label of its own keeps lots of one day and price apart, as the book has them.
            var cost = movement.Fill is { } fill
                ? $"{{{Plain.Money(fill.Price.PerUnit * lots.Instrument.PointValue)} {currency}"
                : $"{{{{{Plain.Money(Math.Abs(lot.GrossCost))} {currency}";
            to.Write($"  {position}  {lot.Units} {commodity} {cost}, {lot.OpenedOn}, \"{lot.Source.ToString(CultureInfo.InvariantCulture)}\"{(movement.Fill is null ? "}}" : "}")}\n");
        }
    }

    // An event that carries cost into an instrument of another currency carries it at its number; what one currency gives, another receives.
    void Carry(Movement movement)
    {
        var rest = movement.Lots.Select(l => (l.Account, l.Instrument.Currency, Amount: l.Opened.Sum(o => o.GrossCost) - l.ClosedCost))
            .Concat(movement.Cash.Select(c => (c.Account, c.Amount.Currency, c.Amount.Amount)))
            .Concat(movement.Flows.Select(f => (f.Account, f.Amount.Currency, Amount: -f.Amount.Amount)))
            .GroupBy(p => (p.Account, p.Currency), p => p.Amount);
        foreach (var money in rest)
            if (money.Sum() is var sum && Math.Abs(sum) > Untold) Post($"Equity:{accounts.Of(money.Key.Account.Name)}:Conversion", new(-sum, money.Key.Currency));
    }

    void Post(string account, Money money)
    {
        if (!money.IsZero) to.Write($"  {account}  {Plain.Money(money.Amount)} {Money(money.Currency)}\n");
    }

    string Position(AccountName account, Symbol symbol) => $"Assets:{accounts.Of(account.Name)}:S-{symbols.Of(symbol.Name)}";

    string Cash(AccountName account) => $"Assets:{accounts.Of(account.Name)}:Cash";

    string Of(AccountName account, FlowKind kind) => kind switch
    {
        FlowKind.Outside => $"Equity:{accounts.Of(account.Name)}:Deposits",
        FlowKind.Gain => $"Income:{accounts.Of(account.Name)}:Gains",
        FlowKind.Dividend => $"Income:{accounts.Of(account.Name)}:Dividends",
        FlowKind.Interest => $"Income:{accounts.Of(account.Name)}:Interest",
        FlowKind.Fee => $"Expenses:{accounts.Of(account.Name)}:Fees",
        FlowKind.Tax => $"Expenses:{accounts.Of(account.Name)}:Taxes",
        _ => throw new UnreachableException($"no account for {kind}"),
    };

    // The key of a currency differs from any symbol's, so that USD the money and USD the ticker are two.
    string Money(Currency currency) => commodities.Of(currency.Code + "\n");

    static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    // A part of an account: a capital or a digit first, then letters, digits and dashes.
    static string Part(string name)
    {
        var text = new string([.. name.Trim().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        return text.Length == 0 ? "X" : char.ToUpperInvariant(text[0]) + text[1..];
    }

    // 2 to 24 of A-Z, 0-9 and ' . _ - that start with a letter and end with a letter or digit, and are no word of the language.
    static string Currency(string name)
    {
        var text = new string([.. name.Trim().Select(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-' ? c : '-')]).Trim('.', '_', '-');
        if (text.Length == 0 || !char.IsAsciiLetterUpper(text[0])) text = "X-" + text;
        if (text.Length < 2 || text is "TRUE" or "FALSE" or "NULL") text += "-X";
        return text.Length <= 24 ? text.TrimEnd('-') : text[..12] + "-" + text[^11..];
    }
}
