using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>The fields a recommendation can be stated in; also the names a mapping profile gives columns.</summary>
public enum RecommendationField
{
    Id,
    Date,
    AdvisedOn,
    Account,
    Symbol,
    Action,
    Limit,
    Reference,
    Target,
    OrderType,
    TimeInForce,
    ValidThrough,
    Stop,
    Note,
    Source,
}

/// <summary>How the recommendations of one input are written, and what the input leaves unsaid.</summary>
public sealed record RecommendationStyle
{
    /// <summary>The account of rows that name none; null refuses them.</summary>
    public AccountName? Account { get; init; }

    /// <summary>The currency whose sign may stand beside a price.</summary>
    public required Currency Currency { get; init; }

    public DayFormat Days { get; init; } = DayFormat.Iso;

    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    /// <summary>The day of rows that carry none.</summary>
    public TradeDate? Day { get; init; }

    /// <summary>Words for actions beyond the usual ones, lower case.</summary>
    public IReadOnlyDictionary<string, Side> Sides { get; init; } = new Dictionary<string, Side>();

    /// <summary>Whether the price of a row with no order type is approximate: a reference to measure from, not a limit.</summary>
    public bool BlankOrderTypeIsReference { get; init; }

    /// <summary>Whether a fraction of a share is refused.</summary>
    public bool WholeShares { get; init; }
}

/// <summary>One recommendation as text, field by field. An absent field is empty.</summary>
public readonly ref struct RecommendationText
{
    public ReadOnlySpan<byte> Id { get; init; }

    public ReadOnlySpan<byte> Date { get; init; }

    public ReadOnlySpan<byte> AdvisedOn { get; init; }

    public ReadOnlySpan<byte> Account { get; init; }

    public ReadOnlySpan<byte> Symbol { get; init; }

    public ReadOnlySpan<byte> Action { get; init; }

    public ReadOnlySpan<byte> Limit { get; init; }

    public ReadOnlySpan<byte> Reference { get; init; }

    public ReadOnlySpan<byte> Target { get; init; }

    public ReadOnlySpan<byte> OrderType { get; init; }

    public ReadOnlySpan<byte> TimeInForce { get; init; }

    public ReadOnlySpan<byte> ValidThrough { get; init; }

    public ReadOnlySpan<byte> Stop { get; init; }

    public ReadOnlySpan<byte> Note { get; init; }

    public ReadOnlySpan<byte> Source { get; init; }
}

/// <summary>Reads the recommendations of one input, as <see cref="Fills"/> reads fills. One reader serves one input on one thread.</summary>
public sealed class Recommendations
{
    /// <summary>The last day of a recommendation that is good until it is withdrawn.</summary>
    public static readonly TradeDate UntilWithdrawn = TradeDate.Of(9999, 12, 31);

    const decimal QuantityMost = 1_000_000_000;
    const int QuantityPlaces = 8;

    readonly RecommendationStyle style;
    readonly Remarks remarks;
    readonly NumberFormat numbers;
    readonly Words words = new();
    readonly Names names;
    DayMemory lastDay;

    public Recommendations(RecommendationStyle style, Remarks remarks)
    {
        this.style = style;
        this.remarks = remarks;
        numbers = style.Numbers with { Currency = style.Currency };
        names = new(style.Account, words);
    }

    /// <returns>The recommendation stated, or null where the fields do not make one; every fault is added to <paramref name="refused"/>.</returns>
    public RecommendationReport? Read(in RecommendationText text, Place place, Func<RecommendationField, Place> where, Rejections refused)
    {
        var before = refused.Count;
        var symbol = names.Symbol(text.Symbol, RecommendationField.Symbol, where, refused);
        var account = names.Account(text.Account, RecommendationField.Account, where, refused);
        var side = ReadAction(text.Action, where, refused);
        var target = ReadTarget(text.Target, where, refused);
        var priced = ReadPrice(text.Limit, RecommendationField.Limit, "limit", where, refused);
        var reference = ReadPrice(text.Reference, RecommendationField.Reference, "reference price", where, refused);
        var stop = ReadPrice(text.Stop, RecommendationField.Stop, "stop", where, refused);
        var limit = Limit(text, priced, ref reference, where, refused);

        var day = ReadDay(text.Date, RecommendationField.Date, "date", where, refused) ?? style.Day;
        if (day is null && Texts.IsBlank(text.Date)) refused.Add(Codes.DateEmpty, where(RecommendationField.Date), "the row has no date");
        var advised = ReadDay(text.AdvisedOn, RecommendationField.AdvisedOn, "as-of date", where, refused);
        var through = Validity(text, day, where, refused);

        Texts.Check(text.Id, "id", RecommendationField.Id, where, refused);
        Texts.Check(text.Source, "source", RecommendationField.Source, where, refused);
        Texts.Check(text.Note, "note", RecommendationField.Note, where, refused, lines: true);
        if (refused.Count != before) return null;

        Doubt? doubt = null;
        if (limit?.PerUnit == 0) doubt ??= new(Codes.LimitZero, $"{symbol} has a limit of zero");
        if (target > QuantityMost) doubt ??= new(Codes.TargetHuge, $"a target of {Digits.Text(target)} {symbol} is more than {Digits.Text(QuantityMost)}");
        if (limit is null && reference is null) remarks.Count(Remark.MarketRecommendation);
        if (limit is null && reference is not null) remarks.Count(Remark.ReferenceOnly);

        return new(place, new(
            Texts.Word(text.Id) ?? "", account, symbol, side, new Quantity(target), limit, reference, day!.Value, through, stop,
            Texts.Word(text.Note), words.Of(text.Source)))
        {
            AdvisedOn = advised,
            Doubt = doubt,
        };
    }

    Side ReadAction(ReadOnlySpan<byte> text, Func<RecommendationField, Place> where, Rejections refused)
    {
        if (text.SequenceEqual("buy"u8)) return Side.Buy;
        if (text.SequenceEqual("sell"u8)) return Side.Sell;
        var word = Encoding.UTF8.GetString(text).Trim();
        if (style.Sides.TryGetValue(word.ToLowerInvariant(), out var mapped)) return mapped;
        if (Sides.From(word) is { } side) return side;
        refused.Add(Codes.UnknownAction, where(RecommendationField.Action), word.Length == 0 ? "action is empty" : $"action {Quoted.Text(word)} is not an action");
        return default;
    }

    decimal ReadTarget(ReadOnlySpan<byte> text, Func<RecommendationField, Place> where, Rejections refused)
    {
        var fault = Numbers.Read(text, numbers, out var target);
        if (fault != NumberFault.None) refused.Add(Numbers.Reject(fault, "shares", Encoding.UTF8.GetString(text), numbers, where(RecommendationField.Target)));
        else if (target <= 0) refused.Add(Codes.TargetNotPositive, where(RecommendationField.Target), $"shares {Digits.Text(target)} is not above zero");
        else if (target.Scale > QuantityPlaces)
            refused.Add(Codes.QuantityTooFine, where(RecommendationField.Target), $"shares {Digits.Text(target)} is finer than {QuantityPlaces} decimals");
        else if (style.WholeShares && target.Scale > 0) refused.Add(Codes.TargetFractional, where(RecommendationField.Target), $"shares {Digits.Text(target)} has a fraction");
        else return target;
        return 0;
    }

    Price? ReadPrice(ReadOnlySpan<byte> text, RecommendationField field, string name, Func<RecommendationField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text)) return null;
        var fault = Numbers.Read(text, numbers, out var price);
        if (fault != NumberFault.None) refused.Add(Numbers.Reject(fault, name, Encoding.UTF8.GetString(text), numbers, where(field)));
        else if (price < 0) refused.Add(Codes.PriceNegative, where(field), $"{name} {Digits.Text(price)} is below zero");
        return new(price);
    }

    /// <summary>A price is a limit only where the row means it as one; a price that is only approximate becomes the reference.</summary>
    Price? Limit(in RecommendationText text, Price? priced, ref Price? reference, Func<RecommendationField, Place> where, Rejections refused)
    {
        var word = Texts.Word(text.OrderType);
        switch (word?.ToUpperInvariant())
        {
            case null:
                if (!style.BlankOrderTypeIsReference) return priced;
                reference ??= priced;
                return null;
            case "LIMIT" or "LMT" or "L":
                if (priced is null && Texts.IsBlank(text.Limit)) refused.Add(Codes.LimitMissing, where(RecommendationField.Limit), "a limit order without a limit");
                return priced;
            case "MARKET" or "MKT" or "M" or "MOO" or "MOC":
                reference ??= priced;
                return null;
            default:
                refused.Add(Codes.UnknownOrderType, where(RecommendationField.OrderType), $"order type {Quoted.Text(word)} is not known");
                return null;
        }
    }

    TradeDate? Validity(in RecommendationText text, TradeDate? from, Func<RecommendationField, Place> where, Rejections refused)
    {
        var through = ReadDay(text.ValidThrough, RecommendationField.ValidThrough, "valid-through date", where, refused);
        if (through < from) refused.Add(Codes.ValidityBeforeStart, where(RecommendationField.ValidThrough), $"valid through {through}, before it takes effect on {from}");
        var word = Texts.Word(text.TimeInForce);
        switch (word?.ToUpperInvariant())
        {
            case null or "GTD":
                return through;
            case "DAY" or "OPG" or "CLS" or "IOC" or "FOK":
                return through ?? from;
            case "GTC":
                return through ?? UntilWithdrawn;
            default:
                refused.Add(Codes.UnknownTimeInForce, where(RecommendationField.TimeInForce), $"time in force {Quoted.Text(word)} is not known");
                return null;
        }
    }

    TradeDate? ReadDay(ReadOnlySpan<byte> text, RecommendationField field, string name, Func<RecommendationField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text)) return null;
        if (lastDay.Is(text, out var day)) return day;
        var fault = Days.Read(text, style.Days, out day);
        if (fault == DayFault.None)
        {
            lastDay.Keep(text, day);
            return day;
        }

        refused.Add(Days.Reject(fault, name, Encoding.UTF8.GetString(text), where(field)));
        return null;
    }
}
