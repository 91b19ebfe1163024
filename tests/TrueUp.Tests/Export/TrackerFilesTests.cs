using System.Security.Cryptography;
using System.Text;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Ledgers;
using TrueUp.Tests.Laws;
using Xunit;

namespace TrueUp.Tests.Export;

/// <summary>T003: the columns, order, line ends and quoting of the tracker's and the live folder's files.</summary>
public sealed class TrackerFilesTests : IDisposable
{
    static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];
    static readonly TradeDate Day = TradeDate.Of(2026, 1, 5);
    readonly string folder = Directory.CreateTempSubdirectory("trueup-export-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Recommendations_have_the_trackers_columns_and_end_in_CR_LF() => Assert.Equal(
        "date,ticker,action,limit_price,target_shares,note\r\n2026-01-05,DOUG,buy,2.60,13,\"a,b\"\r\n2026-01-05,PRLD,sell,,27,\r\n",
        Text(TrackerFiles.Recommendations([Wanted("DOUG", Side.Buy, 13, 2.60m, "a,b"), Wanted("PRLD", Side.Sell, 27, null, null)])));

    [Fact]
    public void Fills_have_local_times_without_a_zone_and_blanks_for_what_is_not_known() => Assert.Equal(
        "date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\r\n"
        + "2026-01-05,DOUG,buy,7,2.59,2026-01-05T09:31:00,Robinhood,A1,say \"\"hello\"\"\r\n".Replace("say \"\"hello\"\"", "\"say \"\"hello\"\"\"", StringComparison.Ordinal)
        + "2026-01-05,DOUG,sell,0.125,2.5991,,,,\r\n",
        Text(TrackerFiles.Fills(
        [
            Fill(Side.Buy, 7, 2.59m, Instant.FromUtc(2026, 1, 5, 14, 31), new(OrderId: "A1", Broker: "Robinhood", Note: "say \"hello\"")),
            Fill(Side.Sell, 0.125m, 2.5991m, null, FillDetail.None),
        ],
        NewYork)));

    [Fact]
    public void In_the_hour_that_comes_twice_the_offset_is_written_and_a_part_of_a_second_is_kept() => Assert.Equal(
        ["2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00", "2026-01-05T09:31:00.25"],
        [
            .. ((Instant[])[Instant.FromUtc(2025, 11, 2, 5, 30), Instant.FromUtc(2025, 11, 2, 6, 30), Instant.FromUtc(2026, 1, 5, 14, 31) + Duration.FromMilliseconds(250)])
                .Select(at => Text(TrackerFiles.Fills([Fill(Side.Buy, 1, 1, at, FillDetail.None)], NewYork)).Split("\r\n")[1].Split(',')[5]),
        ]);

    [Fact]
    public void Positions_have_four_decimals_and_the_order_of_their_tickers()
    {
        using var written = Written.Of("memory", [.. Journals.Opening, Bought("ZZZ", 7, 2.59m), Bought("ZZZ", 6, 2.61m), Bought("AAA", 3, 10)]);
        var open = Books.At(written.Journal, Cut.Everything, LotMethod.Fifo).ToBook().Open.ToList();

        // (7 × 2.59 + 6 × 2.61) / 13 = 2.599230…
        Assert.Equal("ticker,qty,avg_price\r\nAAA,3,10.0000\r\nZZZ,13,2.5992\r\n", Text(TrackerFiles.Positions(open)));
        Assert.Equal("symbol,shares,avg_cost,last_updated\nAAA,3,10.0000,2026-01-09\nZZZ,13,2.5992,2026-01-09\n", Text(TrackerFiles.CurrentPositions(open, TradeDate.Of(2026, 1, 9))));
    }

    [Fact]
    public void The_execution_log_has_times_of_day_and_the_commission() => Assert.Equal(
        "symbol,side,shares,fill_price,fill_time,commission,notes\nDOUG,buy,7,2.59,09:31:00,0.35,\n",
        Text(TrackerFiles.ExecutionLog([Fill(Side.Buy, 7, 2.59m, Instant.FromUtc(2026, 1, 5, 14, 31), FillDetail.None, 0.35m)], NewYork)));

    [Theory]
    [InlineData("=1+1"), InlineData("+1"), InlineData("-1"), InlineData("@x"), InlineData("\tx"), InlineData("'=x")]
    public void P29_no_text_cell_starts_a_formula_and_reading_it_back_gives_the_text(string note)
    {
        var cell = Text(TrackerFiles.Recommendations([Wanted("DOUG", Side.Buy, 13, 2.60m, note)])).Split("\r\n")[1].Split(',', 6)[5];

        Assert.StartsWith("'", cell, StringComparison.Ordinal);
        Assert.Equal(note, FormulaGuard.Original(cell));
    }

    [Theory]
    [InlineData("date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\r\n2026-01-05,DOUG,buy,7,2.590,,,,\r\n2026-01-05, doug ,BUY,6,2.61,,,,\"a,b\"\r\n", true)]
    [InlineData("date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\n2026-01-05,DOUG,buy,7,2.590,,,,\n\n2026-01-05,DOUG,buy,6,2.61,,,,x", true)]
    [InlineData("date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\n2026-01-05,DOUG,buy,7,2.590,,,,\"two\nlines\"\n2026-01-05,DOUG,buy,6,2.61,,,,x\n", true)]
    [InlineData("date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\n2026-01-05,DOUG,buy,7,2.590,,,,\n2026-01-05,DOUG,buy,6,2.61,,,,=HYPERLINK()\n", false)]
    [InlineData("date,ticker,side,qty,avg_price,timestamp,broker,order_id,note\n2026-01-05,DOUG,buy,7,2.590,,,,\n2026-01-05,DOUG,buy,6,2.61,,,,x\n2026-01-05,DOUG,buy,5,2.61,,,,x\n", false)]
    [InlineData("ticker,date,side,qty,avg_price,timestamp,broker,order_id,note\nDOUG,2026-01-05,buy,7,2.590,,,,\nDOUG,2026-01-05,buy,6,2.61,,,,x\n", false)]
    [InlineData("date,ticker,side,qty,avg_price,timestamp,broker,order_id,note,extra\n2026-01-05,DOUG,buy,7,2.59,,,,,\n2026-01-05,DOUG,buy,6,2.61,,,,,\n", false)]
    public void A_day_that_is_one_kept_file_of_the_layout_is_given_back_byte_for_byte(string text, bool givenBack)
    {
        BookFolder book = new(folder);
        var bytes = Encoding.UTF8.GetBytes(text);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        CommandStamp stamp = new("c", Journals.Start, "me", "fill import", "f.csv", sha256);
        Posted[] facts = [.. new[] { 2, 3 }.Select(line => new Posted(line, stamp, line, Bought("DOUG", 7, 2.59m)))];
        Assert.Null(KeptSource.Of(book, facts, TrackerFiles.FillHeader));

        Directory.CreateDirectory(book.Sources);
        File.WriteAllBytes(Path.Combine(book.Sources, sha256), bytes);

        Assert.Equal(givenBack ? bytes : null, KeptSource.Of(book, facts, TrackerFiles.FillHeader));
        // Another fact on that day, a row missing, or bytes that are not those of the hash: the day is written anew.
        Assert.Null(KeptSource.Of(book, [.. facts, new Posted(9, stamp with { SourceSha256 = null }, 0, Bought("DOUG", 1, 1))], TrackerFiles.FillHeader));
        Assert.Null(KeptSource.Of(book, facts[..1], TrackerFiles.FillHeader));
        File.WriteAllText(Path.Combine(book.Sources, sha256), text + " ");
        Assert.Null(KeptSource.Of(book, facts, TrackerFiles.FillHeader));
    }

    static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    static Recommendation Wanted(string symbol, Side side, decimal target, decimal? limit, string? note) =>
        new("r", new("Main"), Symbol.Stored(symbol), side, new(target), limit is { } l ? new Price(l) : null, null, Day, null, null, note, null);

    static FillRecorded Fill(Side side, decimal quantity, decimal price, Instant? at, FillDetail detail, decimal fee = 0) =>
        new(new Fill(new("Main"), Symbol.Stored("DOUG"), side, new(quantity), new(price), fee, Currency.Usd, Day, at), detail) { Day = Day, At = at };

    static FillRecorded Bought(string symbol, decimal quantity, decimal price) =>
        new(new Fill(new("Main"), Symbol.Stored(symbol), Side.Buy, new(quantity), new(price), 0, default, Day, null), FillDetail.None) { Day = Day };
}
