using System.Globalization;
using NodaTime;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Tidy;
using Xunit;

namespace TrueUp.Tests.Checks;

/// <summary>
/// The Micro-Cap Experiment's six months as the book has them after import: repeated rows held, 100.00 put in on 2025-06-27. Read here with
/// twenty lines of splitting, so that these tests do not lean on the readers they are independent of.
/// </summary>
sealed class Microcap
{
    static readonly AccountName Main = new("main");

    public Microcap(IEnumerable<string>? extra = null)
    {
        CommandStamp stamp = new("test", Instant.MinValue, "test", "test");
        List<Posted> posted = [new(1, stamp, 0, new CashMoved(Main, CashKind.Deposit, new(100, Currency.Usd)) { Day = TradeDate.Of(2025, 6, 27) })];
        foreach (var split in extra ?? [])
        {
            var words = split.Split(' ');
            CorporateAction.Split action = new(Number(words[2]), Number(words[3])) { Symbol = Symbol.From(words[1])! };
            posted.Add(new(posted.Count + 1, stamp, 0, new CorporateActionRecorded(action) { Day = Day(words[0]) }));
        }

        Background = new(posted, LotMethod.Fifo, null);
        HashSet<string> seen = [];
        List<(long, string, Fill)> held = [];
        List<GainClaim> gains = [];
        var sequence = 100L;
        foreach (var (row, line) in Rows("trade_log.csv").Select((r, i) => (r, i + 2)))
        {
            var isBuy = row[2].Length > 0;
            var (quantity, price) = isBuy ? (row[2], row[3]) : (row[7], row[8]);
            Fill fill = new(Main, Symbol.From(row[1])!, isBuy ? Side.Buy : Side.Sell, new(Number(quantity)), new(Number(price)), 0, Currency.Usd, Day(row[0]), null);
            if (seen.Add(string.Join(',', row))) Fills.Add(++sequence, fill, 0);
            else held.Add((++sequence, "identical rows", fill));
            if (!isBuy) gains.Add(new(fill.TradeDate, fill.Symbol, fill.Quantity.Value, fill.Price.PerUnit, Number(row[5]), line));
        }

        (Held, Gains) = (held, gains);
        var closes = Rows("closes.csv").ToLookup(r => r[0], r => new Bar(Day(r[1]), Number(r[2])));
        var actions = Valuation.ActionsOf(Background);
        var traded = Fills.InOrder().ToArray().ToLookup(f => f.Fill.Symbol, f => new TradedAt(f.Fill.TradeDate, f.Fill.Price.PerUnit));
        var series = closes.ToDictionary(c => Symbol.From(c.Key)!, c => PriceSeries.Of(new(Symbol.From(c.Key)!, Convention.TotalReturn), QuoteUnit.Usd, [.. c]));
        Prices = new(series.ToDictionary(s => s.Key, s => RawPrices.Of(s.Value, [.. actions[s.Key]], [.. traded[s.Key]])));
        Tape = new(series.ToDictionary(s => s.Key, s => RawPrices.Of(s.Value, [.. actions[s.Key]], [])));
        Series = series;
    }

    public Background Background { get; }

    public FactList Fills { get; } = new(100);

    public IReadOnlyList<(long, string, Fill)> Held { get; }

    public IReadOnlyList<GainClaim> Gains { get; }

    public PriceBook Prices { get; }

    public PriceBook Tape { get; }

    public IReadOnlyDictionary<Symbol, PriceSeries> Series { get; }

    public static ExchangeCalendar Calendar => ExchangeCalendar.Find("XNYS")!;

    public EquityCurve Curve() => EquityCurve.Of(Background, Fills, Prices, FxRates.None, new(Calendar, Currency.Usd, TradeDate.Of(2025, 12, 26)));

    public CheckResult Check(Claims claims) => BookCheck.Against(claims, new(Background, Fills, Calendar, Currency.Usd) { Prices = Prices, Tape = Tape, Held = Held });

    /// <summary>daily_updates.csv, as a claim.</summary>
    public static Claims DailyUpdates()
    {
        List<PositionClaim> positions = [];
        List<CashClaim> cash = [];
        List<EquityClaim> equity = [];
        foreach (var (row, line) in Rows("daily_updates.csv").Select((r, i) => (r, i + 2)))
        {
            if (row[1] == "TOTAL")
            {
                cash.Add(new(Day(row[0]), null, Number(row[10]), line));
                equity.Add(new(Day(row[0]), Number(row[11]), Number(row[7]), line));
                continue;
            }

            positions.Add(new(
                Day(row[0]), Symbol.From(row[1])!, Number(row[2]), Number(row[6]), Number(row[7]), row[5].Trim().Length == 0 ? null : Number(row[5]),
                row[9].StartsWith("SELL", StringComparison.Ordinal), line));
        }

        return new("daily_updates.csv", positions, cash, equity, []);
    }

    public static IEnumerable<string[]> Rows(string file)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("TRUEUP_SHARED") ?? Path.Combine(Sources.Root, "..", "shared"), "data", "microcap", file);
        Assert.SkipUnless(File.Exists(path), "the experiment's files are not on this machine");
        return File.ReadLines(path).Skip(1).Select(l => l.Split(','));
    }

    static TradeDate Day(string text) => TradeDate.From(text) ?? throw new FormatException(text);

    static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
