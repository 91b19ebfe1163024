using System.Diagnostics;
using System.Globalization;
using NodaTime;
using System.Text;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Journal;

/// <summary>
/// The canonical bytes of every kind of entry and back. The same fact has the same bytes on every machine, culture and store, because
/// the bytes are what the hash chain covers. Specified in docs/specs/journal-format.md; a change there is a new format version.
/// </summary>
public static class Canonical
{
    /// <summary>The stored name of each kind, stable forever.</summary>
    public static string KindOf(Entry entry) => entry switch
    {
        BookOpened => "book",
        AccountOpened => "account",
        InstrumentDeclared => "instrument",
        RecommendationMade => "recommendation",
        RecommendationWithdrawn => "withdrawal",
        FillRecorded => "fill",
        CashMoved => "cash",
        CorporateActionRecorded => "action",
        OptionEventRecorded => "option",
        EntryReversed => "reversal",
        RowHeld => "held",
        PriceHeld => "heldprice",
        HeldDecided => "decision",
        LotsChosen => "lots",
        _ => throw new UnreachableException($"no kind name for {entry.GetType().Name}"),
    };

    public static ReadOnlySpan<byte> Write(Entry entry, CanonicalWriter to)
    {
        to.Begin();
        Fields(entry, to);
        to.End();
        return to.Written;
    }

    static void Fields(Entry entry, CanonicalWriter to)
    {
        switch (entry)
        {
            case FillRecorded e: Fields(e, to); break;
            case RecommendationMade e: Fields(e.Recommendation, e.At, to); break;
            case CashMoved e:
                to.Text("account", e.Account.Name);
                to.Number("amount", e.Amount.Amount);
                to.At("at", e.At);
                to.Number("counterAmount", e.Counter?.Amount);
                to.Text("counterCurrency", e.Counter?.Currency.Code);
                to.Text("currency", e.Amount.Currency.Code);
                to.Day("day", e.Day);
                to.Text("kind", Word(e.Kind));
                to.Text("note", e.Note);
                to.Text("symbol", e.Symbol?.Name);
                break;
            case BookOpened e:
                to.At("at", e.At);
                to.Text("calendar", e.Calendar);
                to.Text("currency", e.Currency.Code);
                to.Day("day", e.Day);
                to.Text("zone", e.Zone);
                break;
            case AccountOpened e:
                to.Text("account", e.Account.Name);
                to.At("at", e.At);
                to.Text("broker", e.Broker);
                to.Text("currency", e.Currency.Code);
                to.Day("day", e.Day);
                break;
            case InstrumentDeclared e:
                to.Texts("aliases", e.Instrument.Aliases);
                to.At("at", e.At);
                to.Text("currency", e.Instrument.Currency.Code);
                to.Day("day", e.Day);
                to.Text("kind", e.Instrument.Kind);
                to.Number("multiplier", e.Instrument.Multiplier);
                to.Number("quoteFactor", e.Instrument.QuoteFactor);
                to.Text("symbol", e.Instrument.Symbol.Name);
                break;
            case RecommendationWithdrawn e:
                to.At("at", e.At);
                to.Day("day", e.Day);
                to.Text("id", e.Id);
                to.Text("reason", e.Reason);
                break;
            case CorporateActionRecorded e: Fields(e, to); break;
            case OptionEventRecorded e:
                to.Text("account", e.Account.Name);
                to.At("at", e.At);
                to.Number("contracts", e.Event.Contracts?.Value);
                to.Day("day", e.Day);
                to.Text("event", Word(e.Event));
                to.Number("perUnit", (e.Event as OptionEvent.CashSettled)?.PerUnit);
                to.Text("symbol", e.Event.Symbol.Name);
                to.Text("underlying", e.Event switch { OptionEvent.Assigned a => a.Underlying.Name, OptionEvent.Exercised x => x.Underlying.Name, _ => null });
                break;
            case EntryReversed e:
                to.At("at", e.At);
                to.Day("day", e.Day);
                to.Text("reason", e.Reason);
                to.Integer("sequence", e.Sequence);
                break;
            case RowHeld e:
                to.At("at", e.At);
                to.Text("code", e.Code);
                to.Day("day", e.Day);
                to.Nested("proposed", inner => Fields(e.Proposed, inner));
                to.Text("proposedKind", KindOf(e.Proposed));
                to.Text("row", e.Row);
                to.Text("why", e.Why);
                break;
            case PriceHeld e:
                to.At("at", e.At);
                to.Text("code", e.Code);
                to.Day("day", e.Day);
                to.Text("row", e.Row);
                to.Text("symbol", e.Symbol.Name);
                to.Text("why", e.Why);
                break;
            case HeldDecided e:
                to.Flag("accepted", e.Accepted);
                to.At("at", e.At);
                to.Day("day", e.Day);
                to.Text("reason", e.Reason);
                to.Integer("sequence", e.Sequence);
                break;
            case LotsChosen e:
                to.At("at", e.At);
                to.Texts("choices", [.. e.Choices.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Opening}:{c.Quantity}"))]);
                to.Day("day", e.Day);
                to.Integer("sequence", e.Sequence);
                break;
            default: throw new UnreachableException($"no canonical form for {entry.GetType().Name}");
        }
    }

    static void Fields(FillRecorded e, CanonicalWriter to)
    {
        to.Text("account", e.Fill.Account.Name);
        to.At("at", e.At);
        to.Text("broker", e.Detail.Broker);
        if (e.Detail.Correction != 0) to.Integer("correction", e.Detail.Correction);
        to.Day("day", e.Day);
        to.Text("execution", e.Detail.ExecutionId);
        if (e.Fill.Fee != 0)
        {
            to.Number("fee", e.Fill.Fee);
            to.Text("feeCurrency", e.Fill.FeeCurrency?.Code);
        }

        to.Flag("hand", e.Detail.ByHand);
        to.Text("note", e.Detail.Note);
        to.Text("order", e.Detail.OrderId);
        to.Number("price", e.Fill.Price.PerUnit);
        to.Number("quantity", e.Fill.Quantity.Value);
        to.Day("settles", e.Detail.SettlesOn);
        to.Text("side", e.Fill.Side.Word);
        to.Text("symbol", e.Fill.Symbol.Name);
    }

    static void Fields(Recommendation r, Instant? at, CanonicalWriter to)
    {
        to.Text("account", r.Account.Name);
        to.At("at", at);
        to.Day("day", r.EffectiveOn);
        to.Text("from", r.From);
        to.Text("id", r.Id);
        to.Number("limit", r.Limit?.PerUnit);
        to.Text("note", r.Note);
        to.Number("reference", r.Reference?.PerUnit);
        to.Text("side", r.Side.Word);
        to.Number("stop", r.Stop?.PerUnit);
        to.Text("symbol", r.Symbol.Name);
        to.Number("target", r.Target.Value);
        to.Day("through", r.ValidThrough);
    }

    static void Fields(CorporateActionRecorded e, CanonicalWriter to)
    {
        to.Text("account", e.Account?.Name);
        to.Text("action", Word(e.Action));
        to.At("at", e.At);
        switch (e.Action)
        {
            case CorporateAction.Split a:
                to.Number("cashInLieu", a.CashInLieuPerUnit);
                to.Day("day", e.Day);
                to.Number("denominator", a.Denominator);
                to.Number("numerator", a.Numerator);
                break;
            case CorporateAction.CashDividend a:
                to.Day("day", e.Day);
                to.Number("perUnit", a.PerUnit);
                break;
            case CorporateAction.StockDividend a:
                to.Day("day", e.Day);
                to.Number("perUnit", a.PerUnit);
                break;
            case CorporateAction.SymbolChange:
                to.Day("day", e.Day);
                break;
            case CorporateAction.SpinOff a:
                to.Number("basisShare", a.ChildBasisShare);
                to.Number("cashInLieu", a.CashInLieuPerUnit);
                to.Text("child", a.Child.Name);
                to.Day("day", e.Day);
                to.Number("perUnit", a.PerUnit);
                break;
            case CorporateAction.Merger a:
                to.Number("cash", a.CashPerUnit);
                to.Number("cashInLieu", a.CashInLieuPerUnit);
                to.Day("day", e.Day);
                to.Text("into", a.Into?.Name);
                to.Number("perUnit", a.UnitsPerUnit);
                break;
            case CorporateAction.Delisting:
                to.Day("day", e.Day);
                break;
            default: throw new UnreachableException($"no canonical form for {e.Action.GetType().Name}");
        }

        to.Text("symbol", e.Action.Symbol.Name);
        if (e.Action is CorporateAction.SymbolChange change) to.Text("to", change.To.Name);
        if (e.Action is CorporateAction.CashDividend { WithholdingRate: not 0 } dividend) to.Number("withholding", dividend.WithholdingRate);
    }

    public static Entry Read(string kind, ReadOnlyMemory<byte> payload)
    {
        if (kind == "fill" && CanonicalFill.Read(payload.Span) is { } fill) return fill;
        return Read(kind, CanonicalFields.Read(payload));
    }

    static Entry Read(string kind, CanonicalFields p)
    {
        var day = Day(p, "day") ?? throw Malformed(kind, "day");
        var at = At(p);
        return kind switch
        {
            "fill" => ReadFill(p, day, at),
            "recommendation" => new RecommendationMade(ReadRecommendation(p, day)) { Day = day, At = at },
            "cash" => new CashMoved(
                Account(p),
                Enum.Parse<CashKind>(p.Required("kind"), ignoreCase: true),
                new(Number(p, "amount") ?? throw Malformed(kind, "amount"), Money(p, "currency")))
            {
                Day = day,
                At = at,
                Symbol = SymbolOrNull(p, "symbol"),
                Counter = Number(p, "counterAmount") is { } counter ? new Money(counter, Money(p, "counterCurrency")) : null,
                Note = p.Text("note"),
            },
            "book" => new BookOpened(Money(p, "currency"), p.Required("zone"), p.Required("calendar")) { Day = day, At = at },
            "account" => new AccountOpened(Account(p), Money(p, "currency"), p.Text("broker")) { Day = day, At = at },
            "instrument" => new InstrumentDeclared(ReadInstrument(p)) { Day = day, At = at },
            "withdrawal" => new RecommendationWithdrawn(p.Required("id"), p.Required("reason")) { Day = day, At = at },
            "action" => new CorporateActionRecorded(ReadAction(p)) { Day = day, At = at, Account = p.Text("account") is { } a ? new AccountName(string.Intern(a)) : null },
            "option" => new OptionEventRecorded(Account(p), ReadOptionEvent(p)) { Day = day, At = at },
            "reversal" => new EntryReversed(p.Integer("sequence"), p.Required("reason")) { Day = day, At = at },
            "held" => new RowHeld(Read(p.Required("proposedKind"), p.Nested("proposed")), p.Required("code"), p.Required("why"), p.Required("row")) { Day = day, At = at },
            "heldprice" => new PriceHeld(SymbolOf(p, "symbol"), p.Required("code"), p.Required("why"), p.Required("row")) { Day = day, At = at },
            "decision" => new HeldDecided(p.Integer("sequence"), p.Has("accepted"), p.Required("reason")) { Day = day, At = at },
            "lots" => new LotsChosen(p.Integer("sequence"), [.. p.Texts("choices").Select(ReadChoice)])
            {
                Day = day,
                At = at,
            },
            _ => throw new FormatException($"unknown kind of entry: {kind}"),
        };
    }

    static LotChoice ReadChoice(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new(long.Parse(text.AsSpan(0, colon), CultureInfo.InvariantCulture), new Quantity(Exact(text[(colon + 1)..])));
    }

    static decimal Exact(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    static FillRecorded ReadFill(CanonicalFields p, TradeDate day, Instant? at) => new(
        new Fill(
            Account(p),
            SymbolOf(p, "symbol"),
            SideOf(p),
            new Quantity(Number(p, "quantity") ?? throw Malformed("fill", "quantity")),
            new Price(Number(p, "price") ?? throw Malformed("fill", "price")),
            Number(p, "fee") ?? 0,
            p.Text("feeCurrency") is { } currency ? new Currency(string.Intern(currency)) : null,
            day,
            at),
        new FillDetail(p.Text("execution"), p.Has("correction") ? (int)p.Integer("correction") : 0, p.Text("order"), p.Text("broker"), p.Text("note"), Day(p, "settles"))
        {
            ByHand = p.Has("hand"),
        })
    {
        Day = day,
        At = at,
    };

    static Recommendation ReadRecommendation(CanonicalFields p, TradeDate day) => new(
        p.Required("id"),
        Account(p),
        SymbolOf(p, "symbol"),
        SideOf(p),
        new Quantity(Number(p, "target") ?? throw Malformed("recommendation", "target")),
        PriceOrNull(p, "limit"),
        PriceOrNull(p, "reference"),
        day,
        Day(p, "through"),
        PriceOrNull(p, "stop"),
        p.Text("note"),
        p.Text("from"));

    static Instrument ReadInstrument(CanonicalFields p)
    {
        var symbol = SymbolOf(p, "symbol");
        var currency = Money(p, "currency");
        var factor = Number(p, "quoteFactor") ?? 1;
        ValueList<string> aliases = [.. p.Texts("aliases")];
        return p.Required("kind") switch
        {
            "equity" => new Equity { Symbol = symbol, Currency = currency, QuoteFactor = factor, Aliases = aliases },
            "fund" => new Fund { Symbol = symbol, Currency = currency, QuoteFactor = factor, Aliases = aliases },
            "option" => new Option(OccSymbol.From(symbol.Name) ?? throw Malformed("instrument", "symbol"), Number(p, "multiplier") ?? throw Malformed("instrument", "multiplier"))
            {
                Symbol = symbol,
                Currency = currency,
                QuoteFactor = factor,
                Aliases = aliases,
            },
            var kind => throw new FormatException($"unknown kind of instrument: {kind}"),
        };
    }

    static CorporateAction ReadAction(CanonicalFields p)
    {
        var symbol = SymbolOf(p, "symbol");
        var perUnit = Number(p, "perUnit") ?? 0;
        return p.Required("action") switch
        {
            "split" => new CorporateAction.Split(
                Number(p, "numerator") ?? throw Malformed("action", "numerator"),
                Number(p, "denominator") ?? throw Malformed("action", "denominator"),
                Number(p, "cashInLieu"))
            {
                Symbol = symbol,
            },
            "dividend" => new CorporateAction.CashDividend(perUnit, Number(p, "withholding") ?? 0) { Symbol = symbol },
            "stockdividend" => new CorporateAction.StockDividend(perUnit) { Symbol = symbol },
            "rename" => new CorporateAction.SymbolChange(SymbolOf(p, "to")) { Symbol = symbol },
            "spinoff" => new CorporateAction.SpinOff(
                SymbolOf(p, "child"),
                perUnit,
                Number(p, "basisShare") ?? throw Malformed("action", "basisShare"),
                Number(p, "cashInLieu"))
            {
                Symbol = symbol,
            },
            "merger" => new CorporateAction.Merger(SymbolOrNull(p, "into"), perUnit, Number(p, "cash") ?? 0, Number(p, "cashInLieu")) { Symbol = symbol },
            "delist" => new CorporateAction.Delisting { Symbol = symbol },
            var kind => throw new FormatException($"unknown kind of corporate action: {kind}"),
        };
    }

    static OptionEvent ReadOptionEvent(CanonicalFields p)
    {
        var symbol = SymbolOf(p, "symbol");
        Quantity? contracts = Number(p, "contracts") is { } count ? new Quantity(count) : null;
        return p.Required("event") switch
        {
            "expired" => new OptionEvent.ExpiredWorthless { Symbol = symbol, Contracts = contracts },
            "settled" => new OptionEvent.CashSettled(Number(p, "perUnit") ?? throw Malformed("option", "perUnit")) { Symbol = symbol, Contracts = contracts },
            "assigned" => new OptionEvent.Assigned(SymbolOf(p, "underlying")) { Symbol = symbol, Contracts = contracts },
            "exercised" => new OptionEvent.Exercised(SymbolOf(p, "underlying")) { Symbol = symbol, Contracts = contracts },
            var kind => throw new FormatException($"unknown kind of option event: {kind}"),
        };
    }

    public static string Word(CashKind kind) => kind switch
    {
        CashKind.Deposit => "deposit",
        CashKind.Withdrawal => "withdrawal",
        CashKind.Dividend => "dividend",
        CashKind.Interest => "interest",
        CashKind.Fee => "fee",
        CashKind.Tax => "tax",
        CashKind.Fx => "fx",
        _ => throw new UnreachableException($"no word for {kind}"),
    };

    public static string Word(CorporateAction action) => action switch
    {
        CorporateAction.Split => "split",
        CorporateAction.CashDividend => "dividend",
        CorporateAction.StockDividend => "stockdividend",
        CorporateAction.SymbolChange => "rename",
        CorporateAction.SpinOff => "spinoff",
        CorporateAction.Merger => "merger",
        CorporateAction.Delisting => "delist",
        _ => throw new UnreachableException($"no word for {action.GetType().Name}"),
    };

    public static string Word(OptionEvent happened) => happened switch
    {
        OptionEvent.ExpiredWorthless => "expired",
        OptionEvent.CashSettled => "settled",
        OptionEvent.Assigned => "assigned",
        OptionEvent.Exercised => "exercised",
        _ => throw new UnreachableException($"no word for {happened.GetType().Name}"),
    };

    static FormatException Malformed(string kind, string field) => new($"a {kind} entry without a usable {field}");

    static decimal? Number(CanonicalFields p, string key) =>
        p.Text(key) is { } text ? Exact(text) : null;

    static TradeDate? Day(CanonicalFields p, string key) => p.Text(key) is { } text ? TradeDate.From(text) ?? throw new FormatException($"{key} {text} is not a date") : null;

    static Instant? At(CanonicalFields p) => p.Text("at") is { } text ? InstantText.Read(Encoding.UTF8.GetBytes(text)) ?? throw new FormatException($"at {text} is no instant") : null;

    static AccountName Account(CanonicalFields p) => new(string.Intern(p.Required("account")));

    static Symbol SymbolOf(CanonicalFields p, string key) => Symbol.Stored(string.Intern(p.Required(key)));

    static Symbol? SymbolOrNull(CanonicalFields p, string key) => p.Text(key) is { } name ? Symbol.Stored(string.Intern(name)) : null;

    static Price? PriceOrNull(CanonicalFields p, string key) => Number(p, key) is { } price ? new Price(price) : null;

    static Currency Money(CanonicalFields p, string key) => new(string.Intern(p.Required(key)));

    static Side SideOf(CanonicalFields p) => Sides.From(p.Required("side")) ?? throw new FormatException("an entry with an unknown side");
}
