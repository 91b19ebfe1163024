using System.Text;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>The fields a fill can be stated in; also the names a mapping profile gives columns.</summary>
public enum FillField
{
    Date,
    Time,
    Account,
    Symbol,
    Side,
    Quantity,
    Price,
    Fee,
    FeeCurrency,
    Currency,
    ExecutionId,
    OrderId,
    Broker,
    Note,
    Status,
    RefersTo,
    Revision,
    Multiplier,
    SettlesOn,
    Marks,
    AssetClass,
    BoughtQuantity,
    BoughtPrice,
    SoldQuantity,
    SoldPrice,
}

/// <summary>What a sign before a quantity means in one input.</summary>
public enum QuantitySign
{
    /// <summary>Quantities carry no minus.</summary>
    None,

    /// <summary>A sell may be written as a negative quantity; a side stands beside it and must agree.</summary>
    Agrees,

    /// <summary>There is no side: plus is a buy and minus is a sell.</summary>
    IsSide,
}

/// <summary>Which sign of a commission is money paid.</summary>
public enum FeeSign
{
    /// <summary>Not stated: the sign that most rows have.</summary>
    Unknown,
    PositiveIsPaid,
    NegativeIsPaid,
}

/// <summary>How the fills of one input are written, and what the input leaves unsaid.</summary>
public sealed record FillStyle
{
    /// <summary>The account of rows that name none; null refuses them.</summary>
    public AccountName? Account { get; init; }

    /// <summary>The currency of fees that name none.</summary>
    public required Currency Currency { get; init; }

    public required MomentFormat Moments { get; init; }

    public DayFormat Days { get; init; } = DayFormat.Iso;

    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    /// <summary>The day of rows that carry none.</summary>
    public TradeDate? Day { get; init; }

    /// <summary>The market's today: later days are refused. Null leaves that to the caller.</summary>
    public TradeDate? Today { get; init; }

    public string? Broker { get; init; }

    /// <summary>Words for sides beyond the usual ones, lower case.</summary>
    public IReadOnlyDictionary<string, Side> Sides { get; init; } = new Dictionary<string, Side>();

    public QuantitySign Quantity { get; init; }

    /// <summary>Whether a row is a buy or a sell by which of two pairs of columns is filled.</summary>
    public bool HasBoughtAndSold { get; init; }

    public FeeSign Fee { get; init; } = FeeSign.PositiveIsPaid;

    /// <summary>Whether the zone of <see cref="Moments"/> is the book's and not the input's own word, so that it is worth saying.</summary>
    public bool ZoneIsAssumed { get; init; }
}

/// <summary>One fill as text, field by field: what a typed item and a row of any layout have in common. An absent field is empty.</summary>
public readonly ref struct FillText
{
    public ReadOnlySpan<byte> Date { get; init; }

    public ReadOnlySpan<byte> Time { get; init; }

    public ReadOnlySpan<byte> Account { get; init; }

    public ReadOnlySpan<byte> Symbol { get; init; }

    public ReadOnlySpan<byte> Side { get; init; }

    public ReadOnlySpan<byte> Quantity { get; init; }

    public ReadOnlySpan<byte> Price { get; init; }

    public ReadOnlySpan<byte> Fee { get; init; }

    public ReadOnlySpan<byte> FeeCurrency { get; init; }

    public ReadOnlySpan<byte> Currency { get; init; }

    public ReadOnlySpan<byte> ExecutionId { get; init; }

    public ReadOnlySpan<byte> OrderId { get; init; }

    public ReadOnlySpan<byte> Broker { get; init; }

    public ReadOnlySpan<byte> Note { get; init; }

    public ReadOnlySpan<byte> Status { get; init; }

    public ReadOnlySpan<byte> RefersTo { get; init; }

    public ReadOnlySpan<byte> Revision { get; init; }

    public ReadOnlySpan<byte> Multiplier { get; init; }

    public ReadOnlySpan<byte> SettlesOn { get; init; }

    public ReadOnlySpan<byte> Marks { get; init; }

    public ReadOnlySpan<byte> AssetClass { get; init; }

    public ReadOnlySpan<byte> BoughtQuantity { get; init; }

    public ReadOnlySpan<byte> BoughtPrice { get; init; }

    public ReadOnlySpan<byte> SoldQuantity { get; init; }

    public ReadOnlySpan<byte> SoldPrice { get; init; }
}

/// <summary>
/// Reads the fills of one input. Every fault of a row is named, not only its first; a row without a fault may still carry a
/// <see cref="Doubt"/>. What needs the book (is it already recorded, does the account exist, is the price near the last close) is not asked here.
/// One reader serves one input on one thread: it remembers symbols, sides, words and the last day.
/// </summary>
public sealed class Fills
{
    const int QuantityPlaces = 8;

    readonly FillStyle style;
    readonly Remarks remarks;
    readonly Moments moments;
    readonly Interned<Side> sides = new();
    readonly Words words = new();
    readonly Names names;
    NumberFormat numbers;
    DayMemory lastDay;

    public Fills(FillStyle style, Remarks remarks)
    {
        this.style = style;
        this.remarks = remarks;
        moments = new(style.Moments);
        names = new(style.Account, words);
        numbers = style.Numbers with { Currency = style.Currency };
    }

    /// <summary>Rows read so far that carry an execution id.</summary>
    public long WithId { get; private set; }

    /// <param name="text">The fields.</param>
    /// <param name="place">The row or item.</param>
    /// <param name="where">Where one field of it stands: asked for only when something is wrong.</param>
    /// <param name="refused">Receives every fault.</param>
    /// <param name="detailed">Whether to keep ids and words; a first pass over a file only checks them.</param>
    /// <param name="report">The fill stated; meaningless when false is returned.</param>
    /// <returns>Whether the fields make a fill.</returns>
    public bool Read(in FillText text, Place place, Func<FillField, Place> where, Rejections refused, bool detailed, out FillReport report)
    {
        var before = refused.Count;
        Doubt? doubt = null;

        var symbol = names.Symbol(text.Symbol, FillField.Symbol, where, refused);
        var account = names.Account(text.Account, FillField.Account, where, refused);
        var (money, quoted) = ReadCurrency(text.Currency, where, refused);
        if (money != numbers.Currency) numbers = numbers with { Currency = money };

        ReadTrade(text, where, refused, out var side, out var quantity, out var price);
        ReadWhen(text, where, refused, ref doubt, out var day, out var at);
        var status = ReadStatus(text, where, refused, ref doubt);

        var fee = ReadFee(text.Fee, where, refused);
        var feeCurrency = ReadFeeCurrency(text.FeeCurrency, money, where, refused);
        var multiplier = ReadMultiplier(text.Multiplier, where, refused);
        var settles = ReadSettlement(text.SettlesOn, day, where, refused);
        var revision = ReadRevision(text.Revision, where, refused);

        Texts.Check(text.ExecutionId, "fill id", FillField.ExecutionId, where, refused);
        Texts.Check(text.OrderId, "order id", FillField.OrderId, where, refused);
        Texts.Check(text.Broker, "broker", FillField.Broker, where, refused);
        Texts.Check(text.Marks, "code", FillField.Marks, where, refused);
        Texts.Check(text.RefersTo, "id of the fill it changes", FillField.RefersTo, where, refused);
        Texts.Check(text.Note, "note", FillField.Note, where, refused, lines: true);

        if (refused.Count != before)
        {
            report = default;
            return false;
        }

        if (Texts.IsBlank(text.ExecutionId)) remarks.Count(Remark.SomeWithoutId);
        else WithId++;
        if (!text.AssetClass.IsEmpty) doubt ??= DoubtInstrument(text.AssetClass, symbol);

        Fill fill = new(account, symbol, side, new Quantity(quantity), new Price(price), fee, feeCurrency, day, at);
        if (!detailed)
        {
            report = new(place, status, fill, FillDetail.None) { QuotedIn = quoted, Multiplier = multiplier, Doubt = doubt };
            return true;
        }

        var (execution, correction) = Revised(Texts.Word(text.ExecutionId), revision);
        report = new(place, status, fill, new(execution, correction, Texts.Word(text.OrderId), words.Of(text.Broker) ?? style.Broker, Texts.Word(text.Note), settles))
        {
            RefersTo = status == ReportStatus.New ? null : Revised(Texts.Word(text.RefersTo), null).Id ?? execution,
            QuotedIn = quoted,
            Multiplier = multiplier,
            Marks = words.Of(text.Marks),
            Doubt = doubt,
        };
        return true;
    }

    (Currency? Money, string? Quoted) ReadCurrency(ReadOnlySpan<byte> text, Func<FillField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text)) return (style.Currency, null);
        var word = words.Of(text)!;
        // Pence are quoted as GBX or GBp: a unit of quotation, not a currency.
        if (word is "GBp" || word.Equals("GBX", StringComparison.OrdinalIgnoreCase)) return (Currency.Gbp, "GBX");
        if (Currency.From(word) is { } currency) return (currency, currency.Code);
        refused.Add(Codes.UnknownCurrency, where(FillField.Currency), $"currency {Quoted.Text(word)} is not a currency");
        return (null, null);
    }

    Currency ReadFeeCurrency(ReadOnlySpan<byte> text, Currency? money, Func<FillField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text)) return money ?? style.Currency;
        var word = words.Of(text)!;
        if (Currency.From(word) is { } currency) return currency;
        refused.Add(Codes.UnknownCurrency, where(FillField.FeeCurrency), $"commission currency {Quoted.Text(word)} is not a currency");
        return style.Currency;
    }

    void ReadTrade(in FillText text, Func<FillField, Place> where, Rejections refused, out Side side, out decimal quantity, out decimal price)
    {
        if (style.HasBoughtAndSold)
        {
            var bought = !Texts.IsBlank(text.BoughtQuantity) || !Texts.IsBlank(text.BoughtPrice);
            var sold = !Texts.IsBlank(text.SoldQuantity) || !Texts.IsBlank(text.SoldPrice);
            (side, quantity, price) = (bought ? Side.Buy : Side.Sell, 0, 0);
            if (bought == sold)
            {
                refused.Add(
                    Codes.NeitherBuyNorSell, where(FillField.BoughtQuantity),
                    bought ? "the row has both bought and sold figures" : "the row has neither bought nor sold figures");
                return;
            }

            var (quantityField, priceField) = bought ? (FillField.BoughtQuantity, FillField.BoughtPrice) : (FillField.SoldQuantity, FillField.SoldPrice);
            quantity = ReadQuantity(bought ? text.BoughtQuantity : text.SoldQuantity, quantityField, null, where, refused, ref side);
            price = ReadPrice(bought ? text.BoughtPrice : text.SoldPrice, priceField, where, refused);
            return;
        }

        Side? stated = null;
        side = default;
        if (style.Quantity != QuantitySign.IsSide)
        {
            stated = ReadSide(text.Side, where, refused);
            side = stated ?? default;
        }

        quantity = ReadQuantity(text.Quantity, FillField.Quantity, stated, where, refused, ref side);
        price = ReadPrice(text.Price, FillField.Price, where, refused);
    }

    Side? ReadSide(ReadOnlySpan<byte> text, Func<FillField, Place> where, Rejections refused)
    {
        if (sides.Has(text, out var side)) return side;
        var word = Encoding.UTF8.GetString(text).Trim();
        if (!style.Sides.TryGetValue(word.ToLowerInvariant(), out side))
        {
            if (Sides.From(word) is not { } usual)
            {
                refused.Add(Codes.UnknownSide, where(FillField.Side), word.Length == 0 ? "side is empty" : $"side {Quoted.Text(word)} is not a side");
                return null;
            }

            side = usual;
        }

        sides.Keep(text, side);
        return side;
    }

    decimal ReadQuantity(ReadOnlySpan<byte> text, FillField field, Side? stated, Func<FillField, Place> where, Rejections refused, ref Side side)
    {
        var fault = Numbers.Read(text, numbers, out var quantity);
        if (fault != NumberFault.None)
        {
            refused.Add(Numbers.Reject(fault, "quantity", Encoding.UTF8.GetString(text), numbers, where(field)));
            return 0;
        }

        if (quantity == 0)
        {
            refused.Add(Codes.QuantityZero, where(field), "quantity is zero");
            return 0;
        }

        if (quantity.Scale > QuantityPlaces)
        {
            refused.Add(Codes.QuantityTooFine, where(field), $"quantity {Digits.Text(quantity)} is finer than {QuantityPlaces} decimals");
            return 0;
        }

        if (style.Quantity == QuantitySign.IsSide)
        {
            side = quantity < 0 ? Side.Sell : Side.Buy;
        }
        else if (quantity < 0)
        {
            if (style.Quantity != QuantitySign.Agrees)
            {
                refused.Add(Codes.QuantitySign, where(field), $"quantity {Digits.Text(quantity)} has a sign beside the side");
                return 0;
            }

            if (stated is { IsBuying: true })
            {
                refused.Add(Codes.SideAgainstSign, where(field), $"quantity {Digits.Text(quantity)} is negative on a {stated.Value.Word}");
                return 0;
            }

            remarks.Count(Remark.SignedSell);
        }

        return Math.Abs(quantity);
    }

    decimal ReadPrice(ReadOnlySpan<byte> text, FillField field, Func<FillField, Place> where, Rejections refused)
    {
        var fault = Numbers.Read(text, numbers, out var price);
        if (fault != NumberFault.None) refused.Add(Numbers.Reject(fault, "price", Encoding.UTF8.GetString(text), numbers, where(field)));
        else if (price < 0) refused.Add(Codes.PriceNegative, where(field), $"price {Digits.Text(price)} is below zero");
        return price;
    }

    decimal ReadFee(ReadOnlySpan<byte> text, Func<FillField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text)) return 0;
        var fault = Numbers.Read(text, numbers, out var fee);
        if (fault != NumberFault.None) refused.Add(Numbers.Reject(fault, "commission", Encoding.UTF8.GetString(text), numbers, where(FillField.Fee)));
        return style.Fee == FeeSign.NegativeIsPaid ? -fee : fee;
    }

    decimal? ReadMultiplier(ReadOnlySpan<byte> text, Func<FillField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text)) return null;
        var fault = Numbers.Read(text, numbers, out var multiplier);
        if (fault != NumberFault.None) refused.Add(Numbers.Reject(fault, "multiplier", Encoding.UTF8.GetString(text), numbers, where(FillField.Multiplier)));
        else if (multiplier <= 0) refused.Add(Codes.BadMultiplier, where(FillField.Multiplier), $"multiplier {Digits.Text(multiplier)} is not above zero");
        return multiplier;
    }

    TradeDate? ReadSettlement(ReadOnlySpan<byte> text, TradeDate day, Func<FillField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text)) return null;
        var fault = Days.Read(text, style.Days, out var settles);
        if (fault != DayFault.None) refused.Add(Days.Reject(fault, "settlement date", Encoding.UTF8.GetString(text), where(FillField.SettlesOn)));
        else if (day != default && settles < day) refused.Add(Codes.SettlesBeforeTrade, where(FillField.SettlesOn), $"settlement {settles} is before the trade on {day}");
        return settles;
    }

    static int? ReadRevision(ReadOnlySpan<byte> text, Func<FillField, Place> where, Rejections refused)
    {
        if (Texts.IsBlank(text)) return null;
        if (Numbers.Read(text, NumberFormat.Plain, out var number) == NumberFault.None && number is >= 0 and < 10_000 && number == decimal.Truncate(number)) return (int)number;
        refused.Add(Codes.BadRevision, where(FillField.Revision), $"revision {Quoted.Text(text)} is not a whole number");
        return null;
    }

    void ReadWhen(in FillText text, Func<FillField, Place> where, Rejections refused, ref Doubt? doubt, out TradeDate day, out Instant? at)
    {
        at = null;
        day = default;
        TradeDate? stated = null;
        if (!Texts.IsBlank(text.Date))
        {
            if (!lastDay.Is(text.Date, out day))
            {
                var fault = Days.Read(text.Date, style.Days, out day);
                if (fault == DayFault.None)
                {
                    lastDay.Keep(text.Date, day);
                }
                else if (text.Date.Contains((byte)':') && fault != DayFault.TimeOnly)
                {
                    if (!ReadMoment(text.Date, FillField.Date, "date", null, where, refused, ref doubt, out var own)) return;
                    day = own.Day;
                    // Midnight in a column of dates is how spreadsheets and data frames write "no time".
                    if (!text.Date.TrimEnd((byte)' ').EndsWith("00:00:00"u8)) at = own.At;
                }
                else
                {
                    refused.Add(Days.Reject(fault, "date", Encoding.UTF8.GetString(text.Date), where(FillField.Date)));
                    return;
                }
            }

            stated = day;
        }
        else if (style.Day is { } given)
        {
            stated = given;
        }

        if (!Texts.IsBlank(text.Time))
        {
            if (!ReadMoment(text.Time, FillField.Time, "time", stated, where, refused, ref doubt, out var moment)) return;
            at = moment.At;
            if (stated is null) day = moment.Day;
            else if (!Texts.IsBlank(text.Date) && moment.Day != day) remarks.Count(Remark.TimeOnOtherDay);
        }
        else if (stated is null)
        {
            refused.Add(Codes.DateEmpty, where(FillField.Date), "the row has no date");
            return;
        }

        if (stated is { } known) day = known;
        if (style.Today is { } today && day > today)
            refused.Add(Codes.DateFuture, where(Texts.IsBlank(text.Date) ? FillField.Time : FillField.Date), $"{day} is in the future: today is {today}");
    }

    bool ReadMoment(
        ReadOnlySpan<byte> text, FillField field, string name, TradeDate? onDay, Func<FillField, Place> where, Rejections refused, ref Doubt? doubt, out Moment moment)
    {
        var fault = moments.Read(text, onDay, out moment);
        switch (fault)
        {
            case MomentFault.None:
                break;
            case MomentFault.Twice:
                var place = where(field);
                doubt ??= new(Codes.LocalTimeTwice, moments.Reject(fault, name, Encoding.UTF8.GetString(text), place).Found + ", and is taken for the first");
                break;
            default:
                refused.Add(moments.Reject(fault, name, Encoding.UTF8.GetString(text), where(field)));
                return false;
        }

        if (moment.LeapSecond) remarks.Count(Remark.LeapSecond);
        if (style.ZoneIsAssumed && !Moments.HasOffset(text)) remarks.Count(Remark.ZoneAssumed);
        return true;
    }

    static ReportStatus ReadStatus(in FillText text, Func<FillField, Place> where, Rejections refused, ref Doubt? doubt)
    {
        if (Texts.IsBlank(text.Status)) return ReportStatus.New;
        var word = Encoding.UTF8.GetString(text.Status).Trim();
        ReportStatus? status = word.ToUpperInvariant() switch
        {
            "NEW" or "N" or "TRADE" or "FILL" or "FILLED" or "F" or "EXECUTED" or "EXECUTION" or "COMPLETE" or "COMPLETED" => ReportStatus.New,
            "PARTIAL" or "PARTIALLY FILLED" or "PARTIALLY_FILLED" => ReportStatus.New,
            "CANCEL" or "CANCELED" or "CANCELLED" or "CANCELLATION" or "C" or "TRADECANCEL" or "TRADE_CANCEL" or "REVERSED" or "REVERSAL" => ReportStatus.Cancel,
            "CORRECT" or "CORRECTED" or "CORRECTION" or "AMEND" or "AMENDED" or "TRADECORRECT" or "TRADE_CORRECT" or "REBOOK" => ReportStatus.Correct,
            "BUST" or "BUSTED" or "BREAK" or "BROKEN" => ReportStatus.Bust,
            _ => null,
        };
        if (status is not { } known)
        {
            refused.Add(Codes.UnknownStatus, where(FillField.Status), $"status {Quoted.Text(word)} is not that of a fill");
            return default;
        }

        if (known != ReportStatus.New && Texts.IsBlank(text.RefersTo) && Texts.IsBlank(text.ExecutionId))
            doubt ??= new(Codes.CancelOfNothing, $"the row says {word} and names no fill");
        return known;
    }

    /// <summary>
    /// An id that ends in a revision of its own (<c>0000e1a7.62e1f9b0.01.02</c>) apart from it, so that the revision replaces what it revises:
    /// the part after the last point, where it is two digits and the id has at least two points.
    /// </summary>
    static (string? Id, int Revision) Revised(string? id, int? stated)
    {
        if (id is null || stated is not null) return (id, stated ?? 0);
        var point = id.LastIndexOf('.');
        if (point < 3 || id.Length - point != 3 || id.IndexOf('.', StringComparison.Ordinal) == point) return (id, 0);
        if (!char.IsAsciiDigit(id[^1]) || !char.IsAsciiDigit(id[^2])) return (id, 0);
        var number = (id[^2] - '0') * 10 + id[^1] - '0';
        return (id[..point], Math.Max(0, number - 1));
    }

    static Doubt? DoubtInstrument(ReadOnlySpan<byte> assetClass, Symbol symbol)
    {
        var word = Encoding.UTF8.GetString(assetClass).Trim();
        return word.ToUpperInvariant() switch
        {
            "" or "STK" or "STOCK" or "STOCKS" or "EQUITY" or "EQUITIES" or "EQ" or "ETF" or "FUND" or "US_EQUITY" => null,
            "OPT" or "OPTION" or "OPTIONS" or "EQUITY AND INDEX OPTIONS" when OccSymbol.From(symbol.Name) is not null => null,
            "OPT" or "OPTION" or "OPTIONS" or "EQUITY AND INDEX OPTIONS" => new(Codes.OptionSymbol, $"{symbol} is called an option and is not an option symbol"),
            _ => new(Codes.UnsupportedInstrument, $"{symbol} is of class {Quoted.Text(word)}, neither equity nor fund nor option"),
        };
    }
}
