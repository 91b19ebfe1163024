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

    /// <summary>The next holding of the same symbol, in another account.</summary>
    public Holding? SameSymbol;

    /// <summary>The place in time of the last fact applied, so that a later fact with an earlier place is noticed.</summary>
    public FactOrder Last;

    /// <summary>Where a walk through days notes what becomes of this position; null outside of one.</summary>
    public Performance.HeldLine? Line;

    public AccountName Account => account;

    public Instrument Instrument => instrument;

    public decimal PointValue { get; } = instrument.PointValue;

    /// <summary>L1: closes against open lots of the other sign, then opens with what is left.</summary>
    /// <param name="units">Signed change.</param>
    /// <param name="gross">Money of the change without fees; same sign as <paramref name="units"/> unless the price was negative.</param>
    /// <param name="pooled">The same money by the average-cost pool, where that differs: shares that carry an option's premium.</param>
    public void Trade(decimal units, decimal gross, decimal fee, TradeDate day, long source, Closing how, decimal? pooled = null)
    {
        TradePool(units, pooled ?? gross);
        Receive(new Lot(new Units(units), gross, fee, day, source), day, source, how);
    }

    /// <summary>L1 without the pool: a lot comes in, closes lots of the other sign, and what is left of it stays open under the day it was opened.</summary>
    public void Receive(Lot lot, TradeDate day, long source, Closing how)
    {
        var units = lot.Units.Value;
        if (units == 0)
        {
            // Nothing comes in, but what it cost must not vanish.
            Realize(0, lot.Units.IsShort, 0, lot.GrossCost, lot.Fees, lot, day, source, how);
            return;
        }

        if (Units != 0 && Units > 0 != units > 0)
        {
            var quantity = Math.Abs(units);
            var closing = Math.Min(quantity, Math.Abs(Units));
            var (gross, fee) = closing == quantity ? (lot.GrossCost, lot.Fees) : (Share(lot.GrossCost, closing, quantity), Share(lot.Fees, closing, quantity));
            CloseLots(closing, Math.Sign(units) * gross, fee, day, source, how);
            if (closing == quantity) return;
            lot = lot with { Units = new Units(units - Math.Sign(units) * closing), GrossCost = lot.GrossCost - gross, Fees = lot.Fees - fee };
        }

        Lots.AddInOrder(lot);
        Units += lot.Units.Value;
    }

    /// <summary>L2: closes <paramref name="quantity"/> units for <paramref name="money"/>: received for a long, paid for a short.</summary>
    public void Close(decimal quantity, decimal money, decimal fee, TradeDate day, long source, Closing how)
    {
        var sign = Math.Sign(Units);
        TradePool(-sign * quantity, -sign * money);
        CloseLots(quantity, money, fee, day, source, how);
    }

    void CloseLots(decimal quantity, decimal money, decimal fee, TradeDate day, long source, Closing how)
    {
        var isShort = Units < 0;
        var sign = isShort ? -1 : 1;
        Picking picking = new(this, source, how);
        for (var left = quantity; left > 0;)
        {
            var part = picking.Next(left);
            var take = Math.Abs(part.Units.Value);
            var (proceeds, closeFee) = take == left ? (money, fee) : (Share(money, take, left), Share(fee, take, left));
            Realize(take, isShort, isShort ? -part.GrossCost : proceeds, isShort ? proceeds : part.GrossCost, part.Fees + closeFee, part, day, source, how);
            (left, money, fee) = (left - take, money - proceeds, fee - closeFee);
        }

        Units -= sign * quantity;
    }

    /// <summary>L10: takes units out without a gain; what they cost goes elsewhere.</summary>
    public (decimal Gross, decimal Fees, decimal Pooled) TakeOut(decimal quantity, long source, Closing how)
    {
        var (gross, fees, sign, held) = (0m, 0m, Math.Sign(Units), Math.Abs(Units));
        var pooled = quantity == held ? PooledCost : Share(PooledCost, quantity, held);
        Picking picking = new(this, source, how);
        for (var left = quantity; left > 0;)
        {
            var part = picking.Next(left);
            (gross, fees, left) = (gross + part.GrossCost, fees + part.Fees, left - Math.Abs(part.Units.Value));
        }

        Units -= sign * quantity;
        PooledCost -= pooled;
        return (gross, fees, pooled);
    }

    /// <summary>L6: every lot × <paramref name="numerator"/>/<paramref name="denominator"/>, cost unchanged; the lots still add up to the position.</summary>
    public void Rescale(decimal numerator, decimal denominator, TradeDate day, long source, Closing how)
    {
        List<Lot> lots = [.. Lots.ToList()];
        if (!Scale(lots, numerator, denominator))
        {
            Close(Math.Abs(Units), 0, 0, day, source, how);
            return;
        }

        Replace(lots);
    }

    /// <summary>L7: <paramref name="perUnit"/> × the units and the whole cost become another instrument, lot by lot, keeping the day they were opened.</summary>
    public void Become(Holding to, decimal perUnit, TradeDate day, long source, Closing how)
    {
        if (ReferenceEquals(this, to)) return;
        if (how.Method is LotMethod.AverageCost) MergeLots();
        List<Lot> parts = [.. Lots.ToList()];
        if (!Scale(parts, perUnit, 1))
        {
            Close(Math.Abs(Units), 0, 0, day, source, how);
            return;
        }

        var pooled = PooledCost;
        (Units, PooledCost) = (0, 0);
        Lots.Clear();
        to.Receive(parts, pooled, day, source, how);
    }

    /// <summary>L7: as <see cref="Become"/>, but this stays, with the part of its cost that does not go along.</summary>
    public void SpinOff(Holding to, decimal perUnit, decimal costShare, TradeDate day, long source, Closing how)
    {
        if (ReferenceEquals(this, to)) return;
        if (how.Method is LotMethod.AverageCost) MergeLots();
        List<Lot> parts = [.. Lots.ToList().Select(lot => lot with { GrossCost = Share(lot.GrossCost, costShare, 1), Fees = Share(lot.Fees, costShare, 1) })];
        var kept = Lots.ToList().Zip(parts, (lot, part) => lot with { GrossCost = lot.GrossCost - part.GrossCost, Fees = lot.Fees - part.Fees });
        if (!Scale(parts, perUnit, 1)) return;
        Replace([.. kept]);
        var pooled = Share(PooledCost, costShare, 1);
        PooledCost -= pooled;
        to.Receive(parts, pooled, day, source, how);
    }

    void Receive(List<Lot> lots, decimal pooled, TradeDate day, long source, Closing how)
    {
        TradePool(lots.Sum(l => l.Units.Value), pooled);
        foreach (var lot in lots) Receive(lot, day, source, how);
        Last = FactOrder.StartOf(day);
    }

    void Replace(List<Lot> lots)
    {
        Lots.Clear();
        foreach (var lot in lots) Lots.Add(lot);
        Units = lots.Sum(l => l.Units.Value);
    }

    /// <summary>L8: money given with the shares of a merger pays back the cost of each lot and is a gain beyond it.</summary>
    public void ReturnCost(decimal perUnit, TradeDate day, long source, Closing how)
    {
        if (how.Method is LotMethod.AverageCost) MergeLots();
        for (var i = 0; i < Lots.Count; i++)
        {
            ref var lot = ref Lots[i];
            var money = lot.Units.Value * perUnit;
            var returned = Smaller(money, lot.GrossCost);
            lot = lot with { GrossCost = lot.GrossCost - returned };
            var gain = money - returned;
            if (gain != 0) Realize(0, lot.Units.IsShort, Math.Max(gain, 0), Math.Max(-gain, 0), 0, lot, day, source, how);
        }

        var (whole, pooled) = (Units * perUnit, Smaller(Units * perUnit, PooledCost));
        PooledGain += whole - pooled;
        PooledCost -= pooled;
    }

    /// <summary>L3: a part of an amount to twelve places; the caller keeps the remainder, so nothing is lost.</summary>
    public static decimal Share(decimal amount, decimal part, decimal of) => amount == 0 ? 0 : Math.Round(amount * part / of, MoneyPlaces);

    static decimal Smaller(decimal money, decimal cost) => Math.Abs(money) <= Math.Abs(cost) ? money : cost;

    // L5: the pool knows nothing of lots, so that its figures are the same whatever the lot method is.
    void TradePool(decimal units, decimal gross)
    {
        if (Units == 0 || Units > 0 == units > 0)
        {
            PooledCost += gross;
            return;
        }

        var (quantity, held) = (Math.Abs(units), Math.Abs(Units));
        var closing = Math.Min(quantity, held);
        var money = closing == quantity ? gross : Share(gross, closing, quantity);
        var cost = closing == held ? PooledCost : Share(PooledCost, closing, held);
        PooledGain -= money + cost;
        PooledCost += gross - money - cost;
    }

    void Realize(decimal quantity, bool isShort, decimal proceeds, decimal cost, decimal fees, in Lot lot, TradeDate day, long source, Closing how)
    {
        PriceGain += proceeds - cost;
        ClosedFees += fees;
        how.Closed?.Invoke(new Disposal(
            account, instrument.Symbol, new Quantity(quantity), isShort, lot.OpenedOn, day, proceeds, cost, fees, instrument.Currency, lot.Source, source));
    }

    // False where nothing is left of the whole. A lot that alone rounds to nothing gives its cost to the next one, the last to the one before it.
    static bool Scale(List<Lot> lots, decimal numerator, decimal denominator)
    {
        var (before, after) = (0m, 0m);
        for (var i = 0; i < lots.Count; i++)
        {
            before += lots[i].Units.Value;
            var total = Digits.Normal(Math.Round(before * numerator / denominator, UnitPlaces));
            lots[i] = lots[i] with { Units = new Units(total - after) };
            after = total;
        }

        if (after == 0) return false;
        for (var i = lots.Count - 1; i >= 0; i--)
        {
            if (!lots[i].Units.IsZero) continue;
            var empty = lots[i];
            lots.RemoveAt(i);
            var heir = Math.Min(i, lots.Count - 1);
            lots[heir] = lots[heir] with { GrossCost = lots[heir].GrossCost + empty.GrossCost, Fees = lots[heir].Fees + empty.Fees };
        }

        return true;
    }

    // The merged lot keeps the day and source of its oldest part.
    void MergeLots()
    {
        if (Lots.Count < 2) return;
        var merged = Lots[0];
        for (var i = 1; i < Lots.Count; i++)
            merged = merged with { Units = merged.Units + Lots[i].Units, GrossCost = merged.GrossCost + Lots[i].GrossCost, Fees = merged.Fees + Lots[i].Fees };
        Lots.Clear();
        Lots.Add(merged);
    }

    /// <summary>One closing's way through the lots, by the owner's choice as far as it goes, then by the method.</summary>
    ref struct Picking
    {
        readonly Holding holding;
        readonly LotMethod method;
        readonly ValueList<LotChoice> choices;
        int next;

        public Picking(Holding holding, long source, Closing how)
        {
            (this.holding, method) = (holding, how.Method);
            choices = method is LotMethod.Specific && how.Choices.TryGetValue(source, out var chosen) ? chosen : [];
            if (method is LotMethod.AverageCost) holding.MergeLots();
        }

        /// <summary>Takes at most <paramref name="left"/> units out of one lot.</summary>
        public Lot Next(decimal left)
        {
            var (index, limit) = (-1, left);
            while (index < 0 && next < choices.Count)
            {
                var choice = choices[next++];
                if (choice.Quantity.IsZero) continue;
                (index, limit) = (holding.Lots.Find(choice.Opening), Math.Min(left, choice.Quantity.Value));
            }

            if (index < 0) (index, limit) = (holding.Lots.Next(method), left);
            ref var lot = ref holding.Lots[index];
            var open = Math.Abs(lot.Units.Value);
            if (limit >= open)
            {
                var whole = lot;
                holding.Lots.RemoveAt(index);
                return whole;
            }

            Lot part = new(new Units(Math.Sign(lot.Units.Value) * limit), Share(lot.GrossCost, limit, open), Share(lot.Fees, limit, open), lot.OpenedOn, lot.Source);
            lot = new(lot.Units - part.Units, lot.GrossCost - part.GrossCost, lot.Fees - part.Fees, lot.OpenedOn, lot.Source);
            return part;
        }
    }
}
