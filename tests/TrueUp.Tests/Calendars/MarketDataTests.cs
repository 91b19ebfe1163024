using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Calendars;

/// <summary>Our calendars against real market data, on machines that have it; the check tables of <see cref="SessionTests"/> need nothing.</summary>
public class MarketDataTests
{
    [Theory]
    [InlineData("XNYS", "13:00")]
    [InlineData("XLON", "12:30")]
    public void Every_weekday_from_2015_to_2030_is_what_the_market_data_says(string code, string early)
    {
        var calendar = ExchangeCalendar.Find(code)!;
        var rows = Rows("calendars", $"{code}_2015_2030.csv").Select(r => r.Split(',')).ToDictionary(r => On(r[0]), r => (Kind: r[1], Close: r[2]));

        for (var day = TradeDate.Of(2015, 1, 1); day <= TradeDate.Of(2030, 12, 31); day = day.Plus(1))
        {
            var kind = rows.TryGetValue(day, out var row) ? row.Kind : day.IsWeekend ? "closed" : "session";
            Assert.Equal((day, kind), (day, !calendar.IsSession(day) ? "closed" : calendar.IsEarlyClose(day) ? "early_close" : "session"));
            if (kind != "early_close") continue;
            Assert.Equal(early, row.Close);
            Assert.Equal(early, $"{calendar.CloseTime(day).Hour:00}:{calendar.CloseTime(day).Minute:00}");
        }
    }

    [Theory]
    [InlineData("XNYS")]
    [InlineData("XLON")]
    public void Every_year_from_2015_to_2030_has_the_number_of_sessions_the_market_data_says(string code)
    {
        var calendar = ExchangeCalendar.Find(code)!;
        foreach (var row in Rows("calendars", $"{code}_sessions_per_year.csv").Select(r => r.Split(',')))
        {
            var year = int.Parse(row[0]);
            Assert.Equal((year, row[1]), (year, calendar.Sessions(TradeDate.Of(year, 1, 1), TradeDate.Of(year, 12, 31)).Count().ToString()));
        }
    }

    [Theory]
    [InlineData("XNYS", "etf/raw-1999-2020/SPY.csv", "")]
    [InlineData("XLON", "lse/BRBY.L.csv", "")]
    [InlineData("XLON", "lse/CSPX.L.csv", "2025-04-29")] // a row the source is known to lack
    public void Every_day_a_liquid_line_traded_was_a_session_and_no_session_is_missing(string code, string file, string lacking)
    {
        var calendar = ExchangeCalendar.Find(code)!;
        var traded = Rows(file.Split('/')).Select(r => On(r[..10])).Where(calendar.Covers).ToList();

        var missing = calendar.Sessions(traded.Min(), traded.Max()).Except(traded).Select(d => d.ToString());
        Assert.DoesNotContain(traded, d => !calendar.IsSession(d));
        Assert.Equal(lacking, string.Join(' ', missing));
    }

    static IEnumerable<string> Rows(params string[] path)
    {
        var file = CheckTable.Market(path);
        Assert.SkipWhen(file is null, "the market data is not on this machine");
        return File.ReadLines(file!).Skip(1);
    }

    static TradeDate On(string day) => TradeDate.From(day)!.Value;
}
