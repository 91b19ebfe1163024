using System.Globalization;
using System.Text;
using TrueUp.Ledger.Values;

namespace TrueUp.Demo;

/// <summary>The demonstration as the files a person would have: a price feed, a list of recommendations, a list kept by hand, a broker's export.</summary>
static class DemoFiles
{
    public const string Prices = "prices.csv";
    public const string Actions = "actions.csv";
    public const string Recommendations = "recommendations.csv";
    public const string HandKept = "fills-by-hand.csv";
    public const string Broker = "fills-broker.csv";
    public const string Cash = "cash.csv";

    public const string OpeningCash = "20000.00";

    /// <summary>Names and contents; the same bytes every time.</summary>
    public static IReadOnlyList<(string Name, string Text)> All()
    {
        DemoMarket market = new();
        DemoTrading trading = new(market);
        return
        [
            ("README.md", Readme),
            (Prices, PriceRows(market)),
            (Actions, ActionRows(market)),
            (Recommendations, Lines("rec_id,date,ticker,action,limit_price,reference_price,target_shares,valid_through,note", trading.Advice.Select(Row))),
            (HandKept, Lines("date,ticker,side,qty,avg_price,timestamp,broker,order_id,note", trading.Fills.Where(f => f.Day < DemoTrading.BrokerFrom).SelectMany(ByHand))),
            (Broker, Lines("fill_id,ts,symbol,side,qty,price,commission,order_id", trading.Fills.Where(f => f.Day >= DemoTrading.BrokerFrom).Select(ByBroker))),
            (Cash, CashRows),
        ];
    }

    const string Readme = """
        # Synthetic data

        Everything in this folder was made up by `trueup demo`: the companies, the prices, the benchmarks (`SPY.DEMO`, `IWM.DEMO`, `IWC.DEMO` are not the
        funds of similar names), the recommendations and the fills. It says nothing about any market.

        | file | what | imported with |
        |---|---|---|
        | prices.csv | 11 symbols, 128 sessions, as traded, with a 2:1 split of NYMB on 2025-10-06 and dividends | `trueup price import prices.csv --convention raw` |
        | actions.csv | the same split and the dividends of WIBL, as the book must know them | `trueup action import actions.csv` |
        | recommendations.csv | what was wanted | `trueup rec import recommendations.csv` |
        | fills-by-hand.csv | what was done until September, as a person kept it; one row stands there twice | `trueup fill import fills-by-hand.csv` |
        | fills-broker.csv | what was done from October, as a broker exports it | `trueup fill import fills-broker.csv` |
        | cash.csv | a deposit, interest and a fee | `trueup cash import cash.csv` |

        """;

    const string CashRows = """
        date,kind,amount,currency,note
        2025-07-31,interest,22.18,USD,interest on cash (synthetic)
        2025-08-29,interest,19.40,USD,interest on cash (synthetic)
        2025-09-30,interest,18.77,USD,interest on cash (synthetic)
        2025-09-30,fee,15.00,USD,data subscription (synthetic)
        2025-10-01,deposit,3000.00,USD,savings (synthetic)
        2025-10-31,interest,21.93,USD,interest on cash (synthetic)
        2025-11-28,interest,20.06,USD,interest on cash (synthetic)
        2025-12-31,interest,19.35,USD,interest on cash (synthetic)

        """;

    static string PriceRows(DemoMarket market) => Lines(
        "date,symbol,open,high,low,close,volume,dividend,split",
        market.Bars.SelectMany(b => b.Value.Select(bar => string.Join(
            ',',
            bar.Day,
            b.Key,
            Digits.Fixed(bar.Open!.Value, 2),
            Digits.Fixed(bar.High!.Value, 2),
            Digits.Fixed(bar.Low!.Value, 2),
            Digits.Fixed(bar.Close, 2),
            Digits.Text(bar.Volume!.Value),
            Digits.Text(bar.Dividend!.Value),
            Digits.Text(bar.Split!.Value)))));

    // Benchmarks pay dividends too, but nobody holds them.
    static string ActionRows(DemoMarket market) => Lines(
        "date,symbol,kind,numerator,denominator,per_unit",
        market.Bars.Where(b => !b.Key.EndsWith(".DEMO", StringComparison.Ordinal)).SelectMany(b => b.Value.SelectMany(bar => (string[])
            [
                .. bar.Split > 1 ? [$"{bar.Day},{b.Key},split,{Digits.Text(bar.Split!.Value)},1,"] : (string[])[],
                .. bar.Dividend > 0 ? [$"{bar.Day},{b.Key},dividend,,,{Digits.Text(bar.Dividend!.Value)}"] : (string[])[],
            ])));

    static string Row(DemoAdvice a) => string.Join(
        ',',
        a.Id,
        a.Day,
        a.Symbol,
        a.Side.Word,
        a.Limit is { } limit ? Digits.Fixed(limit, 2) : "",
        Digits.Fixed(a.Reference, 2),
        Count(a.Shares),
        a.ValidThrough,
        a.Note.Contains(',', StringComparison.Ordinal) ? $"\"{a.Note}\"" : a.Note);

    static IEnumerable<string> ByHand(DemoFill f)
    {
        var row = string.Join(
            ',',
            f.Day,
            f.Symbol,
            f.Side.Word,
            Count(f.Shares),
            Digits.Fixed(f.Price, 2),
            f.Time is { } time ? $"{f.Day}T{time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}" : "",
            "Paper",
            "",
            f.Note);
        return (f.Day, f.Symbol) == DemoTrading.WrittenTwice ? [row, row] : [row];
    }

    static string ByBroker(DemoFill f, int index) => string.Join(
        ',',
        $"X{index + 1:0000}",
        // New York is four hours behind until 2 November.
        $"{f.Day}T{f.Time!.Value.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}{(f.Day < TradeDate.Of(2025, 11, 2) ? "-04:00" : "-05:00")}",
        f.Symbol,
        f.Side.Word,
        Count(f.Shares),
        Digits.Fixed(f.Price, 2),
        Digits.Fixed(f.Commission, 2),
        $"O{f.Day.Day:MMdd}{f.Symbol}");

    static string Count(int shares) => shares.ToString(CultureInfo.InvariantCulture);

    static string Lines(string header, IEnumerable<string> rows)
    {
        StringBuilder text = new(header + "\n");
        foreach (var row in rows) text.Append(row).Append('\n');
        return text.ToString();
    }
}
