using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>
/// A fold's state as bytes, so that the next command starts from it instead of from the first entry. A cache and nothing more:
/// deleting it changes no figure, and <c>verify</c> compares it with a replay.
/// </summary>
public static class Checkpoint
{
    const int Version = 2;

    public static byte[] Write(BookFold fold)
    {
        using MemoryStream stream = new();
        using BinaryWriter to = new(stream, Encoding.UTF8);
        to.Write(Version);
        to.Write((int)fold.Terms.Method);
        to.Write(fold.Balances.Count);
        foreach (var balance in fold.Balances.OrderBy(b => b.Account).ThenBy(b => b.Currency))
        {
            to.Write(balance.Account.Name);
            to.Write(balance.Currency.Code);
            to.Write(balance.Amount);
            to.Write(balance.External);
        }

        to.Write(fold.Holdings.Count);
        foreach (var h in fold.Holdings.OrderBy(h => h.Account).ThenBy(h => h.Instrument.Symbol)) Write(to, h);
        to.Flush();
        return stream.ToArray();
    }

    /// <summary>The fold as it was, or null where the bytes are of another version or lot method.</summary>
    public static BookFold? Read(ReadOnlyMemory<byte> bytes, BookTerms terms, Action<Disposal>? closed = null)
    {
        using BinaryReader from = new(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        if (from.ReadInt32() != Version || from.ReadInt32() != (int)terms.Method) return null;
        BookFold fold = new(terms, closed);
        for (var left = from.ReadInt32(); left > 0; left--)
            fold.Add(new Balance(new(string.Intern(from.ReadString())), new(string.Intern(from.ReadString()))) { Amount = from.ReadDecimal(), External = from.ReadDecimal() });
        for (var left = from.ReadInt32(); left > 0; left--) fold.Add(Read(from, terms));
        return fold;
    }

    static void Write(BinaryWriter to, Holding h)
    {
        to.Write(h.Account.Name);
        to.Write(h.Instrument.Symbol.Name);
        foreach (var amount in (ReadOnlySpan<decimal>)[h.Units, h.PooledCost, h.PooledGain, h.PriceGain, h.ClosedFees, h.Income, h.Tax]) to.Write(amount);
        to.Write(h.Last.Day);
        to.Write(h.Last.Stage);
        to.Write(h.Last.Ticks);
        to.Write(h.Last.Tie);
        to.Write(h.Last.Rank);
        to.Write(h.Last.Price);
        to.Write(h.Last.Quantity);
        to.Write(h.Last.Fee);
        to.Write(h.Last.FeeCurrency?.Code ?? "");
        to.Write(h.Lots.Count);
        for (var i = 0; i < h.Lots.Count; i++)
        {
            var lot = h.Lots[i];
            to.Write(lot.Units.Value);
            to.Write(lot.GrossCost);
            to.Write(lot.Fees);
            to.Write(lot.OpenedOn.Number);
            to.Write(lot.Source);
        }
    }

    static Holding Read(BinaryReader from, BookTerms terms)
    {
        AccountName account = new(string.Intern(from.ReadString()));
        Holding h = new(account, terms.InstrumentOf(account, Symbol.Stored(string.Intern(from.ReadString()))))
        {
            Units = from.ReadDecimal(),
            PooledCost = from.ReadDecimal(),
            PooledGain = from.ReadDecimal(),
            PriceGain = from.ReadDecimal(),
            ClosedFees = from.ReadDecimal(),
            Income = from.ReadDecimal(),
            Tax = from.ReadDecimal(),
            Last = ReadOrder(from),
        };
        for (var left = from.ReadInt32(); left > 0; left--)
            h.Lots.Add(new(new(from.ReadDecimal()), from.ReadDecimal(), from.ReadDecimal(), TradeDate.FromNumber(from.ReadInt32()), from.ReadInt64()));
        return h;
    }

    static FactOrder ReadOrder(BinaryReader from) => new(
        from.ReadInt32(), from.ReadByte(), from.ReadInt64(), from.ReadInt64(), from.ReadByte(), from.ReadDecimal(), from.ReadDecimal(), from.ReadDecimal(), ReadCurrency(from));

    // A fact without a fee has no fee currency, and none is not the same as an empty one.
    static Currency? ReadCurrency(BinaryReader from) => from.ReadString() is { Length: > 0 } code ? new(string.Intern(code)) : null;
}
