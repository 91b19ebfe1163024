using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>Which commissions of a file are doubtful because their sign is not that of the others.</summary>
enum FeeDoubt
{
    None,

    /// <summary>After the file's usual sign was made "paid": those below zero.</summary>
    BelowZero,

    /// <summary>Both signs are equally usual.</summary>
    All,
}

/// <summary>What a first reading counts of the whole file.</summary>
sealed class FillTally(bool signIsUnknown)
{
    AccountName? account;
    long positiveUnheld, negativeUnheld;

    public long Held { get; private set; }

    public long Positive { get; private set; }

    public long Negative { get; private set; }

    public bool HasSeveralAccounts { get; private set; }

    public void See(CsvWalk walk, in FillReport report)
    {
        if (report.Doubt is not null) Held++;
        if (account is null) account = report.Fill.Account;
        else if (!HasSeveralAccounts && report.Fill.Account != account) HasSeveralAccounts = true;
        var fee = report.Fill.Fee;
        if (fee == 0) return;
        if (fee > 0) Positive++;
        else Negative++;
        if (report.Doubt is not null) return;
        if (fee > 0) positiveUnheld++;
        else negativeUnheld++;
    }

    /// <summary>The sign that most commissions have is the one paid; where both occur, the others are doubtful.</summary>
    public FeeDoubt Decide(out FeeSign sign)
    {
        sign = signIsUnknown && Negative > Positive ? FeeSign.NegativeIsPaid : FeeSign.PositiveIsPaid;
        if (!signIsUnknown || Positive == 0 || Negative == 0) return FeeDoubt.None;
        return Positive == Negative ? FeeDoubt.All : FeeDoubt.BelowZero;
    }

    public long HeldBy(FeeDoubt doubt) => doubt switch
    {
        FeeDoubt.None => 0,
        FeeDoubt.BelowZero => Positive < Negative ? positiveUnheld : negativeUnheld,
        FeeDoubt.All => positiveUnheld + negativeUnheld,
        _ => throw new System.Diagnostics.UnreachableException($"fee doubt {doubt} is not counted"),
    };
}

/// <summary>Reads one row of fills after the other.</summary>
sealed class FillRow(Columns<FillField> columns, FillStyle style, Remarks remarks, bool detailed, bool holdsRepeats, IReadOnlySet<string>? parents, FeeDoubt feeDoubt)
{
    readonly HashSet<UInt128> seen = [];
    Rejections faults = new();
    CsvWalk? current;
    Func<FillField, Place>? where;

    public Fills Fills { get; } = new(style, remarks);

    public bool Read(CsvWalk walk, Rejections refused, out FillReport report)
    {
        if (current != walk)
        {
            current = walk;
            where = field => walk.PlaceOf(columns[field]);
        }

        FillText text = new()
        {
            Date = walk[columns[FillField.Date]],
            Time = walk[columns[FillField.Time]],
            Account = walk[columns[FillField.Account]],
            Symbol = walk[columns[FillField.Symbol]],
            Side = walk[columns[FillField.Side]],
            Quantity = walk[columns[FillField.Quantity]],
            Price = walk[columns[FillField.Price]],
            Fee = walk[columns[FillField.Fee]],
            FeeCurrency = walk[columns[FillField.FeeCurrency]],
            Currency = walk[columns[FillField.Currency]],
            ExecutionId = walk[columns[FillField.ExecutionId]],
            OrderId = walk[columns[FillField.OrderId]],
            Broker = walk[columns[FillField.Broker]],
            Note = walk[columns[FillField.Note]],
            Status = walk[columns[FillField.Status]],
            RefersTo = walk[columns[FillField.RefersTo]],
            Revision = walk[columns[FillField.Revision]],
            Multiplier = walk[columns[FillField.Multiplier]],
            SettlesOn = walk[columns[FillField.SettlesOn]],
            Marks = walk[columns[FillField.Marks]],
            AssetClass = walk[columns[FillField.AssetClass]],
            BoughtQuantity = walk[columns[FillField.BoughtQuantity]],
            BoughtPrice = walk[columns[FillField.BoughtPrice]],
            SoldQuantity = walk[columns[FillField.SoldQuantity]],
            SoldPrice = walk[columns[FillField.SoldPrice]],
        };
        if (!Fills.Read(text, walk.Place, where!, faults, detailed, out report))
        {
            var row = faults;
            faults = new();
            return FirstReading.Refuse(walk, columns[FillField.Symbol], row, refused);
        }

        if (report.Fill.Symbol.Name is "TOTAL" or "TOTALS" or "SUBTOTAL")
        {
            refused.Add(Codes.TotalsRow, walk.Place, "a row of totals");
            return false;
        }

        if (report.Doubt is null && Doubtful(walk, text, report) is { } doubt) report = report with { Doubt = doubt };
        return true;
    }

    Doubt? Doubtful(CsvWalk walk, in FillText text, in FillReport report)
    {
        var fee = report.Fill.Fee;
        if ((feeDoubt == FeeDoubt.BelowZero && fee < 0) || (feeDoubt == FeeDoubt.All && fee != 0))
            return new(Codes.FeeSignMixed, $"its commission has another sign than most in the file: {Encoding.UTF8.GetString(text.Fee)}");
        if (parents is not null && parents.Contains(Encoding.UTF8.GetString(text.OrderId)))
            return new(Codes.AllocationParent, $"order {Encoding.UTF8.GetString(text.OrderId)} is in the file whole and by its allocations");
        // Only a row that no id and no time tells apart can be the same row typed twice.
        if (!holdsRepeats || !text.ExecutionId.IsEmpty || !text.OrderId.IsEmpty || !text.Time.IsEmpty) return null;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(walk.RawBytes, hash);
        return seen.Add(BitConverter.ToUInt128(hash)) ? null : new(Codes.IdenticalRow, "it repeats an earlier row of the file in every column");
    }
}

/// <summary>Orders that a file of several accounts states whole and again by the parts allocated to accounts.</summary>
static class Allocations
{
    sealed class Order
    {
        public long Rows;
        public decimal Sum, Largest;
        public required AccountName Account;
        public required Symbol Symbol;
        public int Sign;
        public bool HasSeveralAccounts, IsMixed;
    }

    // Unknown orders beyond this many are not followed: a file of millions of orders must not need memory for each.
    const int OrdersMost = 1_000_000;
    const decimal QuantityMost = 1_000_000_000;

    public static HashSet<string>? Of(CsvShape shape, Columns<FillField> columns, FillStyle style, Remarks remarks)
    {
        Dictionary<string, Order> orders = new(StringComparer.Ordinal);
        FillRow row = new(columns, style, new Remarks(), detailed: true, holdsRepeats: false, null, FeeDoubt.None);
        FirstReading.Of<FillReport>(shape, row.Read, new Remarks(), new Rejections(), See);
        if (orders.Count == OrdersMost) remarks.Say("orders given whole and again by their allocations were looked for among the first million orders only");
        HashSet<string> whole = orders
            .Where(o => o.Value is { Rows: >= 3, HasSeveralAccounts: true, IsMixed: false } && o.Value.Largest == o.Value.Sum - o.Value.Largest)
            .Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        return whole.Count == 0 ? null : whole;

        void See(CsvWalk walk, in FillReport report)
        {
            // A quantity beyond any real one is held for itself, and would only break the sums.
            if (report.Fill.Quantity.Value > QuantityMost) return;
            if (report.Detail.OrderId is not { } id || (orders.Count == OrdersMost && !orders.ContainsKey(id))) return;
            ref var order = ref CollectionsMarshal.GetValueRefOrAddDefault(orders, id, out _);
            order ??= new() { Account = report.Fill.Account, Symbol = report.Fill.Symbol, Sign = report.Fill.Side.Sign };
            order.Rows++;
            order.Sum += report.Fill.Quantity.Value;
            order.Largest = Math.Max(order.Largest, report.Fill.Quantity.Value);
            order.HasSeveralAccounts |= order.Account != report.Fill.Account;
            order.IsMixed |= order.Symbol != report.Fill.Symbol || order.Sign != report.Fill.Side.Sign;
        }
    }
}
