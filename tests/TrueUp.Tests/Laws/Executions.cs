using System.Globalization;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Reference;

namespace TrueUp.Tests.Laws;

/// <summary>One execution as a broker knows it.</summary>
/// <param name="Second">Of the day, in UTC, within the session; null where the statement has days only.</param>
sealed record Execution(string Id, int Day, int? Second, string Symbol, bool IsBuy, decimal Quantity, decimal Price, decimal Fee)
{
    static readonly string[] Symbols = ["AAA", "BBB", "CCC"];

    // Sessions of New York; the 9th of that January was none.
    static readonly TradeDate[] Days = [.. ((int[])[6, 7, 8, 10, 13, 14, 15]).Select(d => TradeDate.Of(2025, 1, d))];

    public TradeDate Date => Days[Day];

    public Instant? At => Second is { } second ? Instant.FromUtc(2025, 1, Date.Day.Day, 15, 0) + Duration.FromSeconds(second) : null;

    /// <summary>Few symbols, days and prices, so that executions are alike, tie and flip positions all the time.</summary>
    public static Execution Of(int seed, int number, bool timed)
    {
        Random r = new(seed);
        return new(
            string.Create(CultureInfo.InvariantCulture, $"X{number}"), r.Next(Days.Length), timed ? r.Next(4) : null, Symbols[r.Next(Symbols.Length)], r.Next(2) == 0,
            r.Next(1, 4), 10 + r.Next(3) * 0.5m, r.Next(3) == 0 ? 0.35m : 0);
    }

    public Entry Entry(bool identified) => new FillRecorded(
        new Fill(new("main"), Ledger.Values.Symbol.Stored(Symbol), IsBuy ? Side.Buy : Side.Sell, new(Quantity), new(Price), Fee, Fee == 0 ? default : Currency.Usd, Date, At),
        identified ? FillDetail.None with { ExecutionId = Id } : FillDetail.None)
    {
        Day = Date,
        At = At,
    };

    /// <summary>The figures of a book in which exactly these happened, by the reference model.</summary>
    public static string Figures(IEnumerable<Execution> executions, bool identified)
    {
        Entry[] opening = [new BookOpened(Currency.Usd, "America/New_York", "XNYS") { Day = Days[0] }, new AccountOpened(new("main"), Currency.Usd) { Day = Days[0] }];
        using var written = Written.Of("memory", [.. opening, .. executions.Select(e => e.Entry(identified))]);
        return Describe.Book(new ReferenceBook(written.All(), LotMethod.Fifo), sources: false);
    }
}

/// <summary>Executions as files: the same ones under other names of columns, in other orders, with other separators and line ends.</summary>
static class Statement
{
    static readonly string[][] Headings =
    [
        ["fill_id", "exec_id", "execution_id"],
        ["symbol", "ticker", "Symbol"],
        ["side", "Side", "ACTION"],
        ["quantity", "qty", "shares"],
        ["price", "fill_price", " Price "],
        ["commission", "fees"],
    ];

    static readonly string[] Buys = ["buy", "BUY", "B", "BOT"];
    static readonly string[] Sells = ["sell", "SELL", "S", "SLD"];

    public static string Of(IReadOnlyList<Execution> executions, Random r, bool identified)
    {
        var separator = ",;\t"[r.Next(3)];
        var end = r.Next(2) == 0 ? "\n" : "\r\n";
        // A layout kept by hand has a rule of its own for rows that are alike, so without ids only plain names are used.
        var names = Headings.Select(h => identified ? h[r.Next(h.Length)] : h[0]).ToArray();
        List<(string Name, Func<Execution, string> Value)> columns =
        [
            (executions[0].Second is null ? "date" : "ts", e => e.At is { } at ? NodaTime.Text.InstantPattern.ExtendedIso.Format(at) : e.Date.ToString()),
            (names[1], e => r.Next(4) == 0 ? e.Symbol.ToLowerInvariant() : e.Symbol),
            (names[2], e => e.IsBuy ? Buys[r.Next(Buys.Length)] : Sells[r.Next(Sells.Length)]),
            (names[3], e => Number(e.Quantity, r)),
            (names[4], e => Number(e.Price, r)),
            (names[5], e => e.Fee == 0 && r.Next(2) == 0 ? "" : Number(e.Fee, r)),
        ];
        if (identified) columns.Add((names[0], e => e.Id));
        if (r.Next(3) == 0) columns.Add(("memo", _ => "x"));
        var shuffled = columns.ToArray();
        r.Shuffle(shuffled);
        var rows = executions.ToArray();
        r.Shuffle(rows);
        return (r.Next(4) == 0 ? "\uFEFF" : "") + string.Join(separator, shuffled.Select(c => c.Name)) + end
            + string.Concat(rows.Select(e => string.Join(separator, shuffled.Select(c => Quoted(c.Value(e), r))) + end));
    }

    static string Number(decimal value, Random r) => value.ToString(r.Next(3) == 0 ? "0.00" : "0.##", CultureInfo.InvariantCulture);

    static string Quoted(string text, Random r) => r.Next(6) == 0 ? $"\"{text}\"" : text;
}
