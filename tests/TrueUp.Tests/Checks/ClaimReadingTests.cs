using System.Text;
using NodaTime;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Tidy;
using TextFile = TrueUp.Edges.Statements.TextFile;
using Xunit;

namespace TrueUp.Tests.Checks;

public sealed class ClaimReadingTests
{
    [Fact]
    public void A_plain_record_is_positions_and_rows_of_cash()
    {
        var claims = Read("""
            date,symbol,quantity,price
            2026-03-02,ABC,10,5.10
            2026-03-02,brk b,-2.5,480
            2026-03-02,CASH,50.25,
            2026-03-02,CASH EUR,7,
            """);

        Assert.Equal(["ABC 10 5.1 line 2", "BRK.B -2.5 480 line 3"], claims.Positions.Select(p => $"{p.Symbol} {p.Units} {p.Price} line {p.Line}"));
        Assert.Equal([(null, 50.25m), (new Currency("EUR"), 7m)], claims.Cash.Select(c => (c.Currency, c.Amount)));
        Assert.Empty(claims.Equity);
    }

    [Fact]
    public void Balances_may_stand_beside_every_position_and_days_may_have_nothing_else()
    {
        var claims = Read("""
            day;ticker;shares;cash;equity
            2026-03-02;ABC;10;50;101
            2026-03-02;XYZ;1;50;101
            2026-03-03;;;60;61
            """);

        Assert.Equal([(2, 50m), (3, 60m)], claims.Cash.Select(c => (c.Day.Day.Day, c.Amount)));
        Assert.Equal([101m, 61m], claims.Equity.Select(e => e.Amount));
        Assert.Equal(2, claims.Positions.Count);
    }

    [Fact]
    public void Accounts_add_up_and_one_of_them_can_be_read_alone()
    {
        const string Text = """
            date,account,symbol,quantity
            2026-03-02,A,CASH,50
            2026-03-02,B,CASH,25
            2026-03-02,B,ABC,4
            """;

        Assert.Equal(75, Read(Text).Cash.Single().Amount);
        Assert.Equal(50, Read(Text, "A").Cash.Single().Amount);
        Assert.Empty(Read(Text, "A").Positions);
    }

    [Fact]
    public void A_daily_file_shows_positions_sold_that_day_once_more_and_a_row_of_totals()
    {
        var claims = Read("""
            Date,Ticker,Shares,Buy Price,Cost Basis,Stop Loss,Current Price,Total Value,PnL,Action,Cash Balance,Total Equity
            2026-03-02,ABC,4.0,5.77,23.08,6.4,6.40,25.6,2.52,SELL - Stop Loss Triggered,,
            2026-03-02,XYZ,2.0,1.0,2.0,,1.409999966621399,2.82,0.82,"HOLD",, 
            2026-03-02,TOTAL,,,,,,2.82,3.34,,28.42,31.24
            """);

        Assert.Equal([(true, 0m, 6.4m), (false, 2m, (decimal?)null)], claims.Positions.Select(p => (p.IsExit, p.Held, p.Stop)));
        Assert.Equal((28.42m, 31.24m, 2.82m), (claims.Cash.Single().Amount, claims.Equity.Single().Amount, claims.Equity.Single().PositionsValue));
    }

    [Fact]
    public void A_trade_log_says_what_its_sales_brought()
    {
        var claims = Read("""
            Date,Ticker,Shares Bought,Buy Price,Cost Basis,PnL,Reason,Shares Sold,Sell Price
            2026-03-02,ABC,6.0,5.00,30,0.0,buy,,
            2026-03-03,ABC,,,30,-6.6,stop,6.0,3.9
            """);

        Assert.Equal(new GainClaim(TradeDate.Of(2026, 3, 3), Symbol.Stored("ABC"), 6.0m, 3.9m, -6.6m, 3), claims.Gains.Single());
        Assert.Empty(claims.Positions);
    }

    [Theory]
    [InlineData("date,symbol,quantity\n2026-03-02,ABC,\n", "TU1201 record.csv:2:16")]
    [InlineData("date,symbol,quantity,price\n2026-03-02,ABC,1,\"1,25\"\n", "TU1207 record.csv:2:18")]
    [InlineData("date,symbol,quantity\n02/03/2026,ABC,1\n", "TU1302 record.csv:2:1")]
    [InlineData("date,cash\n2026-03-02,5\n2026-03-02,6\n", "TU1913 record.csv:3")]
    [InlineData("date,symbol,quantity\n2026-03-02,CASH,\n", "TU1914 record.csv:2")]
    [InlineData("date,symbol,quantity\n", "TU1912 record.csv")]
    [InlineData("date,colour,size\n2026-03-02,red,5\n", "TU1911 record.csv:1")]
    [InlineData("symbol,quantity\nABC,5\n", "TU1128 record.csv:1")]
    [InlineData("date,symbol,side,qty,price\n2026-03-02,ABC,buy,1,2\n", "TU1126 record.csv:1")]
    public void What_cannot_be_understood_is_refused_at_its_place(string text, string expected)
    {
        var refused = Assert.Throws<RefusedException>(() => Read(text));
        Assert.StartsWith(expected + ":", refused.Message + ":", StringComparison.Ordinal);
    }

    [Fact]
    public void The_experiments_daily_file_is_read_as_it_stands()
    {
        var expected = Microcap.DailyUpdates();
        var path = Path.Combine(Environment.GetEnvironmentVariable("TRUEUP_SHARED") ?? Path.Combine(Sources.Root, "..", "shared"), "data", "microcap", "daily_updates.csv");
        var (claims, _, _) = ClaimsFile.Read(TextFile.At(path), How(null));

        Assert.Equal(expected.Positions, claims.Positions);
        Assert.Equal(expected.Cash, claims.Cash);
        Assert.Equal(expected.Equity, claims.Equity);
    }

    static Claims Read(string text, string? account = null) => ClaimsFile.Read(TextFile.Of(Encoding.UTF8.GetBytes(text), "record.csv"), How(account)).Claims;

    static ReadAs How(string? account) => new() { Currency = Currency.Usd, Zone = DateTimeZone.Utc, Account = account is null ? null : new AccountName(account) };
}
