using System.Globalization;
using System.Text;
using TrueUp.Ledger.Positions;
using TrueUp.Tests.Reference;

namespace TrueUp.Tests.Laws;

/// <summary>Every figure of a book as text, one form for the product's book and the reference's, so that a difference is read and not guessed.</summary>
static class Describe
{
    /// <param name="sources">With the sequences of the entries that opened each lot: they differ when the same facts arrive in another order.</param>
    public static string Book(BookFold fold, bool sources = true)
    {
        var book = fold.ToBook();
        return Text(
            book.Positions.Select(p => new Held(p.Account.Name, p.Symbol.Name,
                p.Lots.Select(l => new OpenLot(l.Units.Value, l.GrossCost, l.Fees, l.OpenedOn.Day, l.Source)),
                p.PooledCost, p.Realized.PooledGain, p.Realized.PriceGain, p.Realized.Fees, p.Realized.Income, p.Realized.Tax)),
            book.Cash.Select(c => (c.Account.Name, c.Amount.Currency.Code, c.Amount.Amount, c.External)),
            sources);
    }

    public static string Book(ReferenceBook book, bool sources = true) => Text(
        book.Holdings.Select(h => new Held(h.Account, h.Symbol,
            h.Lots.Select(l => new OpenLot(l.Units, l.Gross, l.Fees, l.Day, l.Source)),
            h.PoolCost, h.PoolGain, h.PriceGain, h.ClosedFees, h.Income, h.Tax)),
        book.Movements.GroupBy(m => (m.Account, m.Currency)).Select(g => (g.Key.Account, g.Key.Currency, g.Sum(m => m.Amount), g.Where(m => m.External).Sum(m => m.Amount))),
        sources);

    public static string Disposals(IEnumerable<Disposal> disposals) => Disposals(disposals.Select(d => new ReferenceBook.Sale(
        d.Account.Name, d.Symbol.Name, d.Quantity.Value, d.Short, d.OpenedOn.Day, d.ClosedOn.Day, d.GrossProceeds, d.GrossCost, d.Fees, d.OpenedBy, d.ClosedBy)));

    public static string Disposals(IEnumerable<ReferenceBook.Sale> sales) => string.Join('\n', sales
        .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d with { Quantity = 0, Proceeds = 0, Cost = 0, Fees = 0 }} {N(d.Quantity)} {N(d.Proceeds)} {N(d.Cost)} {N(d.Fees)}"))
        .Order(StringComparer.Ordinal));

    readonly record struct OpenLot(decimal Units, decimal Gross, decimal Fees, DateOnly Day, long Source);

    readonly record struct Held(
        string Account, string Symbol, IEnumerable<OpenLot> Lots, decimal PoolCost, decimal PoolGain, decimal PriceGain, decimal Fees, decimal Income, decimal Tax);

    static string Text(IEnumerable<Held> positions, IEnumerable<(string Account, string Currency, decimal Amount, decimal External)> cash, bool sources)
    {
        StringBuilder text = new();
        foreach (var p in positions.OrderBy(p => (p.Account, p.Symbol)))
        {
            var lots = p.Lots.ToList();
            if (lots.Count == 0 && (p.PoolCost, p.PoolGain, p.PriceGain, p.Fees, p.Income, p.Tax) == default) continue;
            text.Append(CultureInfo.InvariantCulture, $"{p.Account} {p.Symbol} {N(lots.Sum(l => l.Units))} pool {N(p.PoolCost)} {N(p.PoolGain)} ");
            text.Append(CultureInfo.InvariantCulture, $"gain {N(p.PriceGain)} fees {N(p.Fees)} income {N(p.Income)} tax {N(p.Tax)}\n");
            foreach (var lot in lots)
                text.Append(CultureInfo.InvariantCulture, $"    {N(lot.Units)} cost {N(lot.Gross)} fees {N(lot.Fees)} {lot.Day:yyyy-MM-dd}{(sources ? $" #{lot.Source}" : "")}\n");
        }

        foreach (var c in cash.OrderBy(c => (c.Account, c.Currency)))
            if ((c.Amount, c.External) != default) text.Append(CultureInfo.InvariantCulture, $"{c.Account} {c.Currency} {N(c.Amount)} of which external {N(c.External)}\n");
        return text.ToString();
    }

    static string N(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
