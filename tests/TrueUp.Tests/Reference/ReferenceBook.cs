using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Reference;

/// <summary>
/// The rules of docs/specs/lots.md a second time, as plainly as they can be written: lists, decimals and no speed. It shares no code with the fold it is
/// compared with, only the entries it reads. Every step scans everything again rather than remember anything clever.
/// </summary>
sealed class ReferenceBook
{
    public sealed class OpenLot
    {
        public decimal Units, Gross, Fees;
        public DateOnly Day;
        public long Source;

        public OpenLot With(decimal units, decimal gross, decimal fees) => new() { Units = units, Gross = gross, Fees = fees, Day = Day, Source = Source };
    }

    public sealed class Holding
    {
        public required string Account, Symbol;
        public List<OpenLot> Lots = [];
        public decimal PoolCost, PoolGain, PriceGain, ClosedFees, Income, Tax;

        public decimal Units => Lots.Sum(l => l.Units);
    }

    public sealed record Sale(
        string Account, string Symbol, decimal Quantity, bool Short, DateOnly Opened, DateOnly Closed, decimal Proceeds, decimal Cost, decimal Fees, long OpenedBy, long ClosedBy);

    public List<Holding> Holdings { get; } = [];

    public List<(string Account, string Currency, decimal Amount, bool External)> Movements { get; } = [];

    public List<Sale> Sales { get; } = [];

    readonly LotMethod method;
    readonly string bookCurrency;
    readonly Dictionary<string, Instrument> instruments = [];
    readonly Dictionary<string, string> accounts = [];
    readonly Dictionary<long, List<LotChoice>> choices = [];

    /// <param name="journal">Everything recorded, in order, with the canonical bytes as they are stored.</param>
    public ReferenceBook(IReadOnlyList<(Posted Posted, byte[] Payload)> journal, LotMethod method, Cut? cut = null)
    {
        this.method = method;
        var known = journal.Where(e => cut?.KnownBy is not { } by || e.Posted.Stamp.RecordedAt <= by).ToList();
        var counting = known.Where(e => !IsReversed(known, e.Posted.Sequence)).ToList();

        bookCurrency = counting.Select(e => e.Posted.Entry).OfType<BookOpened>().LastOrDefault()?.Currency.Code ?? "USD";
        foreach (var (posted, _) in counting)
        {
            if (posted.Entry is AccountOpened a) accounts[a.Account.Name] = a.Currency.Code;
            if (posted.Entry is InstrumentDeclared i) instruments[i.Instrument.Symbol.Name] = i.Instrument;
            if (posted.Entry is LotsChosen c) choices[c.Sequence] = [.. c.Choices];
        }

        foreach (var (posted, _) in InOrder(counting.Where(e => cut?.AsOf is not { } day || e.Posted.Entry.Day <= day)))
        {
            switch (posted.Entry)
            {
                case FillRecorded e: Trade(posted.Sequence, e.Fill); break;
                case CashMoved e: Move(e); break;
                case CorporateActionRecorded e: Act(posted.Sequence, e); break;
                case OptionEventRecorded e: Settle(posted.Sequence, e); break;
            }
        }
    }

    // A reversal counts unless a later reversal that counts names it.
    static bool IsReversed(List<(Posted Posted, byte[] Payload)> known, long sequence) =>
        known.Any(e => e.Posted.Entry is EntryReversed r && r.Sequence == sequence && e.Posted.Sequence > sequence && !IsReversed(known, e.Posted.Sequence));

    // L0
    static IEnumerable<(Posted Posted, byte[] Payload)> InOrder(IEnumerable<(Posted Posted, byte[] Payload)> facts)
    {
        static int Stage(Entry e) => e is FillRecorded ? 1 : e is OptionEventRecorded ? 2 : 0;
        static int SideOrder(Entry e) => e is FillRecorded f ? Array.IndexOf([Side.Buy, Side.Short, Side.Sell, Side.Cover], f.Fill.Side) : 0;
        static bool Untimed(Entry e) => e is FillRecorded { Fill.ExecutedAt: null };
        static long Number(Entry e)
        {
            var id = (e as FillRecorded)?.Detail.ExecutionId ?? "";
            var digits = new string([.. id.Reverse().TakeWhile(char.IsAsciiDigit).Take(18).Reverse()]);
            return digits == "" ? 0 : long.Parse(digits);
        }

        return facts
            .OrderBy(f => f.Posted.Entry.Day.Day)
            .ThenBy(f => Stage(f.Posted.Entry))
            .ThenBy(f => Untimed(f.Posted.Entry) ? 0 : 1)
            .ThenBy(f => (f.Posted.Entry as FillRecorded)?.Fill.ExecutedAt ?? Instant.MinValue)
            .ThenBy(f => Untimed(f.Posted.Entry) ? SideOrder(f.Posted.Entry) : 0)
            .ThenBy(f => Number(f.Posted.Entry))
            .ThenBy(f => SideOrder(f.Posted.Entry))
            .ThenBy(f => (f.Posted.Entry as FillRecorded)?.Fill.Price.PerUnit ?? 0)
            .ThenBy(f => (f.Posted.Entry as FillRecorded)?.Fill.Quantity.Value ?? 0)
            .ThenBy(f => (f.Posted.Entry as FillRecorded)?.Fill.Fee ?? 0)
            .ThenBy(f => f.Posted.Entry is FillRecorded { Fill: { Fee: not 0 } fill } ? fill.FeeCurrency?.Code : "", StringComparer.Ordinal)
            .ThenBy(f => f.Posted.Entry switch { CorporateActionRecorded => "action", CashMoved => "cash", OptionEventRecorded => "option", _ => "" }, StringComparer.Ordinal)
            .ThenBy(f => f.Posted.Entry is FillRecorded ? "" : Convert.ToHexString(f.Payload), StringComparer.Ordinal)
            .ThenBy(f => f.Posted.Sequence);
    }

    string CurrencyOf(string account, string symbol) =>
        instruments.TryGetValue(symbol, out var i) ? i.Currency.Code : accounts.GetValueOrDefault(account, bookCurrency);

    decimal PointValue(string symbol) => instruments.TryGetValue(symbol, out var i) ? (i is Option o ? o.ContractMultiplier : 1) * i.QuoteFactor : 1;

    Holding Of(string account, string symbol)
    {
        var found = Holdings.Find(h => h.Account == account && h.Symbol == symbol);
        if (found is null) Holdings.Add(found = new() { Account = account, Symbol = symbol });
        return found;
    }

    void Pay(string account, string currency, decimal amount, bool external = false) => Movements.Add((account, currency, amount, external));

    static decimal Share(decimal amount, decimal part, decimal whole) => part == whole ? amount : Math.Round(amount * part / whole, 12, MidpointRounding.ToEven);

    // L1
    void Trade(long sequence, Fill fill)
    {
        var (account, symbol) = (fill.Account.Name, fill.Symbol.Name);
        var units = fill.Side is Side.Buy or Side.Cover ? fill.Quantity.Value : -fill.Quantity.Value;
        var gross = units * fill.Price.PerUnit * PointValue(symbol);
        var currency = CurrencyOf(account, symbol);
        var foreign = fill.Fee != 0 && fill.FeeCurrency?.Code is { } c && c != currency;
        Pay(account, currency, -gross);
        Pay(account, foreign ? fill.FeeCurrency!.Code : currency, -fill.Fee);
        Trade(Of(account, symbol), units, gross, gross, foreign ? 0 : fill.Fee, fill.TradeDate.Day, sequence);
    }

    void Trade(Holding h, decimal units, decimal gross, decimal pooled, decimal fee, DateOnly day, long sequence)
    {
        TradePool(h, units, pooled);
        Receive(h, new OpenLot { Units = units, Gross = gross, Fees = fee, Day = day, Source = sequence }, day, sequence);
    }

    void Receive(Holding h, OpenLot lot, DateOnly day, long sequence)
    {
        var against = Math.Sign(h.Units) * Math.Sign(lot.Units) < 0 ? Math.Min(Math.Abs(h.Units), Math.Abs(lot.Units)) : 0;
        if (against > 0)
        {
            var (gross, fees) = (Share(lot.Gross, against, Math.Abs(lot.Units)), Share(lot.Fees, against, Math.Abs(lot.Units)));
            Close(h, against, Math.Sign(lot.Units) * gross, fees, day, sequence);
            lot.Units -= Math.Sign(lot.Units) * against;
            lot.Gross -= gross;
            lot.Fees -= fees;
        }

        if (lot.Units == 0) return;
        // After every lot opened on or before the same day.
        var place = h.Lots.FindLastIndex(l => l.Day <= lot.Day) + 1;
        h.Lots.Insert(place, lot);
    }

    // L2 without the pool
    void Close(Holding h, decimal quantity, decimal money, decimal fee, DateOnly day, long sequence)
    {
        var parts = Take(h, quantity, sequence, out var wasShort);
        var left = quantity;
        foreach (var part in parts)
        {
            var taken = Math.Abs(part.Units);
            var (itsMoney, itsFee) = (Share(money, taken, left), Share(fee, taken, left));
            left -= taken;
            money -= itsMoney;
            fee -= itsFee;
            var (proceeds, cost) = wasShort ? (-part.Gross, itsMoney) : (itsMoney, part.Gross);
            Realize(h, new(h.Account, h.Symbol, taken, wasShort, part.Day, day, proceeds, cost, part.Fees + itsFee, part.Source, sequence));
        }
    }

    void Realize(Holding h, Sale sale)
    {
        h.PriceGain += sale.Proceeds - sale.Cost;
        h.ClosedFees += sale.Fees;
        Sales.Add(sale);
    }

    void CloseWithPool(Holding h, decimal quantity, decimal money, DateOnly day, long sequence)
    {
        var sign = Math.Sign(h.Units);
        TradePool(h, -sign * quantity, -sign * money);
        Close(h, quantity, money, 0, day, sequence);
    }

    // The parts of lots a closing takes, already taken off them.
    List<OpenLot> Take(Holding h, decimal quantity, long sequence, out bool wasShort)
    {
        var isShort = wasShort = h.Units < 0;
        if (method is LotMethod.AverageCost) Merge(h);
        List<LotChoice> wanted = method is LotMethod.Specific && choices.TryGetValue(sequence, out var chosen) ? [.. chosen] : [];
        List<OpenLot> parts = [];
        while (quantity > 0)
        {
            OpenLot? lot = null;
            var most = quantity;
            while (lot is null && wanted.Count > 0)
            {
                lot = wanted[0].Quantity.Value == 0 ? null : h.Lots.Find(l => l.Source == wanted[0].Opening);
                most = Math.Min(quantity, wanted[0].Quantity.Value);
                wanted.RemoveAt(0);
            }

            if (lot is null)
            {
                most = quantity;
                lot = method switch
                {
                    LotMethod.Lifo => h.Lots[^1],
                    LotMethod.HighestCost when isShort => h.Lots.MinBy(l => l.Gross / l.Units)!,
                    LotMethod.HighestCost => h.Lots.MaxBy(l => l.Gross / l.Units)!,
                    _ => h.Lots[0],
                };
            }

            var (open, taken) = (Math.Abs(lot.Units), Math.Min(most, Math.Abs(lot.Units)));
            var part = lot.With(Math.Sign(lot.Units) * taken, Share(lot.Gross, taken, open), Share(lot.Fees, taken, open));
            parts.Add(part);
            lot.Units -= part.Units;
            lot.Gross -= part.Gross;
            lot.Fees -= part.Fees;
            if (lot.Units == 0) h.Lots.Remove(lot);
            quantity -= taken;
        }

        return parts;
    }

    static void Merge(Holding h)
    {
        if (h.Lots.Count < 2) return;
        h.Lots = [h.Lots[0].With(h.Units, h.Lots.Sum(l => l.Gross), h.Lots.Sum(l => l.Fees))];
    }

    // L5: h.Units is what was held before.
    static void TradePool(Holding h, decimal units, decimal gross)
    {
        var held = h.Units;
        if (held * units >= 0)
        {
            h.PoolCost += gross;
            return;
        }

        var closing = Math.Min(Math.Abs(held), Math.Abs(units));
        var (money, cost) = (Share(gross, closing, Math.Abs(units)), Share(h.PoolCost, closing, Math.Abs(held)));
        h.PoolGain += -money - cost;
        h.PoolCost = h.PoolCost - cost + (gross - money);
    }

    void Move(CashMoved e)
    {
        Pay(e.Account.Name, e.Amount.Currency.Code, e.Amount.Amount, e.Kind is CashKind.Deposit or CashKind.Withdrawal);
        if (e.Counter is { } other) Pay(e.Account.Name, other.Currency.Code, other.Amount);
        if (e.Symbol is not { } symbol || e.Amount.Currency.Code != CurrencyOf(e.Account.Name, symbol.Name)) return;
        if (e.Kind is CashKind.Dividend or CashKind.Interest) Of(e.Account.Name, symbol.Name).Income += e.Amount.Amount;
        if (e.Kind is CashKind.Tax) Of(e.Account.Name, symbol.Name).Tax -= e.Amount.Amount;
    }

    void Act(long sequence, CorporateActionRecorded e)
    {
        foreach (var h in Holdings.Where(h => h.Symbol == e.Action.Symbol.Name && (e.Account is null || e.Account.Name == h.Account) && h.Units != 0).ToList())
        {
            var (day, currency, point) = (e.Day.Day, CurrencyOf(h.Account, h.Symbol), PointValue(h.Symbol));
            switch (e.Action)
            {
                case CorporateAction.Split a:
                    Rescale(h, a.Numerator, a.Denominator, day, sequence);
                    PayFraction(h, a.CashInLieuPerUnit, day, sequence);
                    break;
                case CorporateAction.StockDividend a:
                    Rescale(h, 1 + a.PerUnit, 1, day, sequence);
                    break;
                case CorporateAction.CashDividend a:
                    var income = h.Units * a.PerUnit * point;
                    h.Income += income;
                    h.Tax += income * a.WithholdingRate;
                    Pay(h.Account, currency, income - income * a.WithholdingRate);
                    break;
                case CorporateAction.SymbolChange a:
                    Become(h, Of(h.Account, a.To.Name), 1, day, sequence);
                    break;
                case CorporateAction.SpinOff a:
                    var child = Of(h.Account, a.Child.Name);
                    SpinOff(h, child, a.PerUnit, a.ChildBasisShare, day, sequence);
                    PayFraction(child, a.CashInLieuPerUnit, day, sequence);
                    break;
                case CorporateAction.Merger a:
                    Pay(h.Account, currency, h.Units * a.CashPerUnit * point);
                    if (a.Into is not { } into || a.UnitsPerUnit == 0)
                    {
                        CloseWithPool(h, Math.Abs(h.Units), Math.Abs(h.Units) * a.CashPerUnit * point, day, sequence);
                        break;
                    }

                    if (a.CashPerUnit != 0) ReturnCost(h, a.CashPerUnit * point, day, sequence);
                    Become(h, Of(h.Account, into.Name), a.UnitsPerUnit, day, sequence);
                    PayFraction(Of(h.Account, into.Name), a.CashInLieuPerUnit, day, sequence);
                    break;
                case CorporateAction.Delisting:
                    CloseWithPool(h, Math.Abs(h.Units), 0, day, sequence);
                    break;
                default: throw new NotSupportedException(e.Action.ToString());
            }
        }
    }

    // L6: the lots scaled, or null where nothing is left of them.
    static List<OpenLot>? Scaled(IEnumerable<OpenLot> lots, decimal numerator, decimal denominator)
    {
        List<OpenLot> scaled = [];
        var (running, given) = (0m, 0m);
        foreach (var lot in lots)
        {
            running += lot.Units;
            var units = Math.Round(running * numerator / denominator, 10, MidpointRounding.ToEven) - given;
            given += units;
            scaled.Add(lot.With(units, lot.Gross, lot.Fees));
        }

        if (given == 0) return null;
        while (scaled.FindLastIndex(l => l.Units == 0) is >= 0 and var empty)
        {
            var heir = empty + 1 < scaled.Count ? scaled[empty + 1] : scaled[empty - 1];
            heir.Gross += scaled[empty].Gross;
            heir.Fees += scaled[empty].Fees;
            scaled.RemoveAt(empty);
        }

        return scaled;
    }

    void Rescale(Holding h, decimal numerator, decimal denominator, DateOnly day, long sequence)
    {
        if (Scaled(h.Lots, numerator, denominator) is { } lots) h.Lots = lots;
        else CloseWithPool(h, Math.Abs(h.Units), 0, day, sequence);
    }

    // L7
    void Become(Holding h, Holding to, decimal perUnit, DateOnly day, long sequence)
    {
        if (h == to) return;
        if (method is LotMethod.AverageCost) Merge(h);
        if (Scaled(h.Lots, perUnit, 1) is not { } lots)
        {
            CloseWithPool(h, Math.Abs(h.Units), 0, day, sequence);
            return;
        }

        TradePool(to, lots.Sum(l => l.Units), h.PoolCost);
        h.PoolCost = 0;
        h.Lots = [];
        foreach (var lot in lots) Receive(to, lot, day, sequence);
    }

    void SpinOff(Holding h, Holding to, decimal perUnit, decimal basis, DateOnly day, long sequence)
    {
        if (h == to) return;
        if (method is LotMethod.AverageCost) Merge(h);
        decimal Part(decimal amount) => Math.Round(amount * basis, 12, MidpointRounding.ToEven);
        var moving = h.Lots.Select(l => l.With(l.Units, Part(l.Gross), Part(l.Fees))).ToList();
        if (Scaled(moving, perUnit, 1) is not { } lots) return;
        foreach (var (lot, part) in h.Lots.Zip(moving)) (lot.Gross, lot.Fees) = (lot.Gross - part.Gross, lot.Fees - part.Fees);
        var pooled = Part(h.PoolCost);
        h.PoolCost -= pooled;
        TradePool(to, lots.Sum(l => l.Units), pooled);
        foreach (var lot in lots) Receive(to, lot, day, sequence);
    }

    // L8
    void ReturnCost(Holding h, decimal perUnit, DateOnly day, long sequence)
    {
        static decimal PaysBack(decimal money, decimal cost) => Math.Abs(money) > Math.Abs(cost) ? cost : money;
        if (method is LotMethod.AverageCost) Merge(h);
        var pooled = h.Units * perUnit;
        foreach (var lot in h.Lots)
        {
            var money = lot.Units * perUnit;
            var gain = money - PaysBack(money, lot.Gross);
            lot.Gross -= PaysBack(money, lot.Gross);
            if (gain != 0) Realize(h, new(h.Account, h.Symbol, 0, lot.Units < 0, lot.Day, day, Math.Max(0, gain), Math.Max(0, -gain), 0, lot.Source, sequence));
        }

        h.PoolGain += pooled - PaysBack(pooled, h.PoolCost);
        h.PoolCost -= PaysBack(pooled, h.PoolCost);
    }

    // L9
    void PayFraction(Holding h, decimal? perUnit, DateOnly day, long sequence)
    {
        var fraction = Math.Abs(h.Units) - Math.Floor(Math.Abs(h.Units));
        if (perUnit is null || fraction == 0) return;
        var money = fraction * perUnit.Value * PointValue(h.Symbol);
        Pay(h.Account, CurrencyOf(h.Account, h.Symbol), Math.Sign(h.Units) * money);
        CloseWithPool(h, fraction, money, day, sequence);
    }

    // L10
    void Settle(long sequence, OptionEventRecorded e)
    {
        var h = Of(e.Account.Name, e.Event.Symbol.Name);
        var count = Math.Min(Math.Abs(h.Units), e.Event.Contracts?.Value ?? Math.Abs(h.Units));
        if (count == 0) return;
        var day = e.Day.Day;
        var currency = CurrencyOf(h.Account, h.Symbol);
        if (e.Event is OptionEvent.ExpiredWorthless)
        {
            CloseWithPool(h, count, 0, day, sequence);
            return;
        }

        if (e.Event is OptionEvent.CashSettled settled)
        {
            var money = count * settled.PerUnit * PointValue(h.Symbol);
            Pay(h.Account, currency, Math.Sign(h.Units) * money);
            CloseWithPool(h, count, money, day, sequence);
            return;
        }

        var underlying = e.Event is OptionEvent.Assigned assigned ? assigned.Underlying.Name : ((OptionEvent.Exercised)e.Event).Underlying.Name;
        var option = (Option)instruments[h.Symbol];
        var receives = h.Units > 0 && option.Terms.Right == Right.Call || h.Units < 0 && option.Terms.Right == Right.Put;
        var shares = count * option.ContractMultiplier * (receives ? 1 : -1);
        var strike = shares * option.Terms.Strike * option.QuoteFactor;
        var pooled = Share(h.PoolCost, count, Math.Abs(h.Units));
        h.PoolCost -= pooled;
        var parts = Take(h, count, sequence, out _);
        Pay(h.Account, currency, -strike);
        Trade(Of(h.Account, underlying), shares, strike + parts.Sum(p => p.Gross), strike + pooled, parts.Sum(p => p.Fees), day, sequence);
    }
}
