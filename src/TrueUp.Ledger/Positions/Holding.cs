using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>How lots are closed while a fold runs, and who wants to hear of each disposal.</summary>
sealed record Closing(LotMethod Method, Action<Disposal>? Closed)
{
    /// <summary>The owner's choice of lots by the sequence of the closing fill.</summary>
    public IReadOnlyDictionary<long, ValueList<LotChoice>> Choices { get; init; } = new Dictionary<long, ValueList<LotChoice>>();
}

/// <summary>One account's position in one instrument while the fold runs. Rules are numbered in docs/specs/lots.md and cited here.</summary>
sealed class Holding(AccountName account, Instrument instrument)
{
    const int MoneyPlaces = 12;
    const int UnitPlaces = 10;

    public readonly OpenLots Lots = new();
    public decimal Units;
    public decimal PooledCost;
    public decimal PooledGain;
    public decimal PriceGain;
    public decimal ClosedFees;
    public decimal Income;
    public decimal Tax;

    /// <summary>The place in time of the last fact applied, so that a later fact with an earlier place is noticed.</summary>
    public FactOrder Last;

    public AccountName Account => account;

    public Instrument Instrument => instrument;

    /// <summary>L1: closes against open lots of the other sign, then opens with what is left.</summary>
    /// <param name="units">Signed change.</param>
    /// <param name="gross">Money of the change without fees, same sign as <paramref name="units"/>.</param>
    public void Trade(decimal units, decimal gross, decimal fee, TradeDate day, long source, Closing how)
    {
        if (Units != 0 && Units > 0 != units > 0)
        {
            var quantity = Math.Abs(units);
            var closing = Math.Min(quantity, Math.Abs(Units));
            var closingGross = closing == quantity ? gross : Share(gross, closing, quantity);
            var closingFee = closing == quantity ? fee : Share(fee, closing, quantity);
            Close(closing, Math.Abs(closingGross), closingFee, day, source, how);
            if (closing == quantity) return;
            units -= Math.Sign(units) * closing;
            gross -= closingGross;
            fee -= closingFee;
        }

        Open(new Lot(new Units(units), gross, fee, day, source));
    }

    public void Open(in Lot lot)
    {
        Lots.Add(lot);
        Units += lot.Units.Value;
        PooledCost += lot.GrossCost;
    }

    /// <summary>L2: takes <paramref name="quantity"/> units out of the open lots for <paramref name="money"/> (unsigned), one disposal a lot.</summary>
    public void Close(decimal quantity, decimal money, decimal fee, TradeDate day, long source, Closing how)
    {
        var isShort = Units < 0;
        var sign = isShort ? -1 : 1;
        var poolOut = quantity == Math.Abs(Units) ? PooledCost : Share(PooledCost, quantity, Math.Abs(Units));
        PooledGain += sign * money - poolOut;
        PooledCost -= poolOut;

        if (how.Method is LotMethod.AverageCost) Pool();
        var choices = how.Method is LotMethod.Specific && how.Choices.TryGetValue(source, out var chosen) ? chosen : [];
        var (left, nextChoice) = (quantity, 0);
        while (left > 0)
        {
            var limit = left;
            var index = Lots.Next(how.Method);
            for (; nextChoice < choices.Count; nextChoice++)
            {
                var wanted = Lots.Find(choices[nextChoice].Opening);
                if (wanted < 0) continue;
                (index, limit) = (wanted, Math.Min(left, choices[nextChoice++].Quantity.Value));
                break;
            }

            ref var lot = ref Lots[index];
            var open = Math.Abs(lot.Units.Value);
            var take = Math.Min(limit, open);
            var cost = take == open ? lot.GrossCost : Share(lot.GrossCost, take, open);
            var openFee = take == open ? lot.Fees : Share(lot.Fees, take, open);
            var proceeds = take == left ? money : Share(money, take, left);
            var closeFee = take == left ? fee : Share(fee, take, left);

            PriceGain += sign * proceeds - cost;
            ClosedFees += openFee + closeFee;
            how.Closed?.Invoke(new Disposal(
                account, instrument.Symbol, new Quantity(take), isShort, lot.OpenedOn, day,
                isShort ? -cost : proceeds, isShort ? proceeds : cost, openFee + closeFee, instrument.Currency, lot.Source, source));

            if (take == open) Lots.RemoveAt(index);
            else lot = lot with { Units = new Units(lot.Units.Value - sign * take), GrossCost = lot.GrossCost - cost, Fees = lot.Fees - openFee };
            left -= take;
            money -= proceeds;
            fee -= closeFee;
        }

        Units -= sign * quantity;
        if (Units == 0) PooledCost = 0;
    }

    /// <summary>L6: every lot × <paramref name="numerator"/>/<paramref name="denominator"/>, cost unchanged; the lots still add up to the position.</summary>
    public void Rescale(decimal numerator, decimal denominator)
    {
        var (before, after) = (0m, 0m);
        for (var i = 0; i < Lots.Count; i++)
        {
            ref var lot = ref Lots[i];
            before += lot.Units.Value;
            var total = Digits.Normal(Math.Round(before * numerator / denominator, UnitPlaces));
            lot = lot with { Units = new Units(total - after) };
            after = total;
        }

        Units = after;
    }

    /// <summary>L3: a part of an amount to twelve places; the caller keeps the remainder, so nothing is lost.</summary>
    public static decimal Share(decimal amount, decimal part, decimal of) => Math.Round(amount * part / of, MoneyPlaces);

    // The pool keeps the day and source of its oldest part.
    void Pool()
    {
        if (Lots.Count < 2) return;
        var pooled = Lots[0];
        for (var i = 1; i < Lots.Count; i++)
            pooled = pooled with { Units = pooled.Units + Lots[i].Units, GrossCost = pooled.GrossCost + Lots[i].GrossCost, Fees = pooled.Fees + Lots[i].Fees };
        Lots.Clear();
        Lots.Add(pooled);
    }
}
