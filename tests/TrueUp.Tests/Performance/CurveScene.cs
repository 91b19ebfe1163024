using System.Globalization;
using NodaTime;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Performance;

/// <summary>
/// A small book with prices, written as lines: <c>2026-01-05 deposit 1000</c>, <c>2026-01-05 buy ABC 10 5.00 [fee=1]</c>, <c>2026-01-05 close ABC 5.10</c>,
/// <c>2026-01-05 rate EUR/USD 1.10</c>, <c>2026-01-05 split ABC 2:1</c>. <c>account=X</c>, <c>high=</c>, <c>low=</c> and <c>in=EUR</c> where it
/// is not the main account and not dollars.
/// </summary>
sealed class CurveScene
{
    readonly List<Posted> posted = [];
    readonly Dictionary<string, List<Bar>> closes = [];
    readonly Dictionary<string, QuoteUnit> units = [];
    readonly Dictionary<string, List<Bar>> rates = [];
    readonly HashSet<string> adjusted = [];

    public CurveScene(string text)
    {
        Post(new BookOpened(Currency.Usd, "America/New_York", "XNYS") { Day = TradeDate.Of(2020, 1, 1) });
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Read(line);
    }

    public Background Background { get; private set; } = null!;

    public FactList Fills { get; private set; } = null!;

    public PriceBook Prices { get; private set; } = null!;

    /// <summary>The same closes, not judged by the fills.</summary>
    public PriceBook Tape { get; private set; } = null!;

    public FxRates Rates { get; private set; } = null!;

    public static EquityCurve Curve(string text, string through, string? from = null, string? account = null, FlowTiming timing = default) =>
        new CurveScene(text).CurveThrough(through, from, account, timing);

    public EquityCurve CurveThrough(string through, string? from = null, string? account = null, FlowTiming timing = default)
    {
        Settle();
        return EquityCurve.Of(Background, Fills, Prices, Rates, new(ExchangeCalendar.Find("XNYS")!, Currency.Usd, Day(through))
        {
            From = from is null ? null : Day(from),
            Account = account is null ? null : new AccountName(account),
            Timing = timing,
        });
    }

    /// <summary>Shuffles the order in which the facts were recorded; the world they describe stays the same.</summary>
    public CurveScene RecordedInAnotherOrder(int seed)
    {
        var shuffled = posted.Skip(1).ToArray();
        new Random(seed).Shuffle(shuffled);
        for (var i = 0; i < shuffled.Length; i++) posted[i + 1] = shuffled[i] with { Sequence = i + 2 };
        return this;
    }

    public void Settle()
    {
        Background = new(posted.Where(p => p.Entry is not FillRecorded), LotMethod.Fifo, null);
        Fills = new(posted.Count);
        foreach (var (sequence, _, _, entry) in posted)
            if (entry is FillRecorded e && !Background.IsReversed(sequence)) Fills.Add(sequence, e.Fill, 0);
        var actions = Background.Others.Select(o => o.Entry).OfType<CorporateActionRecorded>().Select(e => (e.Action.Symbol, KnownAction.Of(e.Day, e.Action)))
            .Where(a => a.Item2 is not null).ToLookup(a => a.Symbol.Name, a => a.Item2!);
        var traded = posted.Select(p => p.Entry).OfType<FillRecorded>().ToLookup(e => e.Fill.Symbol.Name, e => new TradedAt(e.Day, e.Fill.Price.PerUnit));
        PriceBook Book(ILookup<string, TradedAt> fills) => new(closes.ToDictionary(
            c => Symbol.From(c.Key)!,
            c => RawPrices.Of(Series(c.Key, adjusted.Contains(c.Key) ? Convention.SplitAdjusted : Convention.Raw, c.Value), [.. actions[c.Key]], [.. fills[c.Key]])));
        (Prices, Tape) = (Book(traded), Book(traded.Where(t => t.Key.Length == 0).SelectMany(t => t).ToLookup(_ => "")));
        Rates = new(rates.Select(r => Series(r.Key, Convention.Fixing, r.Value)));
    }

    public BenchmarkIndex? IndexOf(string symbol, int[] sessions) => BenchmarkIndex.Of(Series(symbol, Convention.TotalReturn, closes[symbol]), sessions, []);

    PriceSeries Series(string name, Convention convention, List<Bar> bars) =>
        PriceSeries.Of(new(Symbol.Stored(name), convention), units.GetValueOrDefault(name, QuoteUnit.Usd), bars);

    void Read(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var named = words.Where(w => w.Contains('=')).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]);
        var day = Day(words[0]);
        AccountName account = new(named.GetValueOrDefault("account", "main"));
        var currency = Currency.From(named.GetValueOrDefault("in", "USD"))!;
        decimal? Maybe(string name) => named.TryGetValue(name, out var value) ? Number(value) : null;
        switch (words[1])
        {
            case "deposit": Post(new CashMoved(account, CashKind.Deposit, new(Number(words[2]), currency)) { Day = day }); break;
            case "withdraw": Post(new CashMoved(account, CashKind.Withdrawal, new(-Number(words[2]), currency)) { Day = day }); break;
            case "dividend": Post(new CashMoved(account, CashKind.Dividend, new(Number(words[2]), currency)) { Day = day }); break;
            case "buy" or "sell" or "short" or "cover":
                Fill fill = new(
                    account, Symbol.From(words[2])!, Sides.From(words[1])!.Value, new(Number(words[3])), new(Number(words[4])),
                    Number(named.GetValueOrDefault("fee", "0")), currency, day, null);
                Post(new FillRecorded(fill, FillDetail.None) { Day = day });
                break;
            case "close" or "adjusted":
                if (words[1] == "adjusted") adjusted.Add(words[2]);
                if (named.TryGetValue("quoted", out var unit)) units[words[2]] = QuoteUnit.From(unit)!.Value;
                Add(closes, words[2], new(day, Number(words[3]), null, Maybe("high"), Maybe("low")));
                break;
            case "rate": Add(rates, words[2], new(day, Number(words[3]))); break;
            case "split":
                var ratio = words[3].Split(':');
                Post(new CorporateActionRecorded(new CorporateAction.Split(Number(ratio[0]), Number(ratio[1])) { Symbol = Symbol.From(words[2])! }) { Day = day });
                break;
            case "rename":
                Post(new CorporateActionRecorded(new CorporateAction.SymbolChange(Symbol.From(words[3])!) { Symbol = Symbol.From(words[2])! }) { Day = day });
                break;
            case "spinoff":
                CorporateAction.SpinOff spinOff = new(Symbol.From(words[3])!, Number(words[4]), 0.2m) { Symbol = Symbol.From(words[2])! };
                Post(new CorporateActionRecorded(spinOff) { Day = day });
                break;
            case "option":
                Post(new InstrumentDeclared(new Option(default, 100) { Symbol = Symbol.From(words[2])!, Currency = currency }) { Day = day });
                break;
            case "equity":
                var factor = Number(named.GetValueOrDefault("factor", "1"));
                Post(new InstrumentDeclared(new Equity { Symbol = Symbol.From(words[2])!, Currency = currency, QuoteFactor = factor }) { Day = day });
                break;
            default: throw new ArgumentException($"the scene does not know {line}", nameof(line));
        }
    }

    void Post(Entry entry) => posted.Add(new(posted.Count + 1, new("test", Instant.MinValue, "test", "test"), 0, entry));

    static void Add(Dictionary<string, List<Bar>> to, string name, Bar bar)
    {
        if (!to.TryGetValue(name, out var bars)) to[name] = bars = [];
        bars.Add(bar);
    }

    static TradeDate Day(string text) => TradeDate.From(text) ?? throw new ArgumentException(text, nameof(text));

    static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
