using System.Text;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Reading;

/// <summary>The catalogue of dates (D1 to D22) as far as a date alone decides it.</summary>
public sealed class DaysTests
{
    public static TheoryData<string, string, string, string> Cases => new()
    {
        { "D1 no such day", "", "2025-02-30", "TU1301" },
        { "D1 month 13", "", "2025-13-01", "TU1301" },
        { "D2 slashes", "", "01/02/2025", "TU1302" },
        { "D2 slashes, month first by profile", "MM/dd/yyyy", "01/02/2025", "2025-01-02" },
        { "D2 slashes, day first by profile", "dd/MM/yyyy", "01/02/2025", "2025-02-01" },
        { "D2 profile does not stretch", "MM/dd/yyyy", "31/12/2025", "TU1302" },
        { "D2 dots", "dd.MM.yyyy", "31.12.2025", "2025-12-31" },
        { "D3 two-digit year", "", "01/02/25", "TU1303" },
        { "D3 two-digit year with a month's name", "", "5-Sep-25", "TU1303" },
        { "D4 spreadsheet day", "", "45905", "TU1304" },
        { "D4 spreadsheet day and time", "", "45905.4375", "TU1304" },
        { "D5 seconds", "", "1757065800", "TU1305" },
        { "D5 milliseconds", "", "1757065800000", "TU1305" },
        { "D7 time without date", "", "10:30:00", "TU1306" },
        { "D16 year 1", "", "0001-01-01", "TU1312" },
        { "D16 year 9999", "", "9999-12-31", "TU1312" },
        { "D16 first year", "", "1970-01-01", "1970-01-01" },
        { "D16 last year", "", "2100-12-31", "2100-12-31" },
        { "D18 29 February off-year", "", "2025-02-29", "TU1301" },
        { "D18 29 February", "", "2024-02-29", "2024-02-29" },
        { "D19 a word in a file", "", "today", "TU1314" },
        { "compact", "", "20250905", "TU1314" },
        { "compact by profile", "yyyyMMdd", "20250905", "2025-09-05" },
        { "short month", "", "2025-9-5", "TU1314" },
        { "full-width digits", "", "２０２５-09-05", "TU1314" },
        { "empty", "", "", "TU1316" },
        { "spaces around", "", " 2025-09-05 ", "2025-09-05" },
        { "month's name by profile", "MMM d, yyyy", "Sep 5, 2025", "2025-09-05" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_day_is_read_exactly_or_refused_by_name(string name, string pattern, string text, string expected)
    {
        var format = pattern.Length == 0 ? DayFormat.Iso : DayFormat.From(pattern)!;

        Assert.Equal((name, expected), (name, Said(Days.Read(text, format, out var fromText), fromText, text)));
        Assert.Equal((name, expected), (name, Said(Days.Read(Encoding.UTF8.GetBytes(text), format, out var fromBytes), fromBytes, text)));
    }

    static string Said(DayFault fault, TradeDate day, string text) => fault == DayFault.None ? day.ToString() : Days.Reject(fault, "date", text, new("x")).Code.Id;

    [Theory]
    [InlineData("MM/dd/yy")]
    [InlineData("qqq")]
    [InlineData("yyyy-")]
    public void A_pattern_without_a_four_digit_year_or_a_day_is_no_format(string pattern) => Assert.Null(DayFormat.From(pattern));

    [Theory]
    [InlineData("today", "2026-01-05")]
    [InlineData("TODAY", "2026-01-05")]
    [InlineData("yesterday", "2026-01-04")]
    [InlineData("2025-12-31", "2025-12-31")]
    public void D19_an_argument_may_be_a_word_for_a_day(string text, string expected)
    {
        Assert.Equal(DayFault.None, Days.Argument(text, TradeDate.Of(2026, 1, 5), out var day));
        Assert.Equal(expected, day.ToString());
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("2025-13-01")]
    [InlineData("")]
    public void D19_an_argument_that_is_no_day_is_refused(string text) => Assert.NotEqual(DayFault.None, Days.Argument(text, TradeDate.Of(2026, 1, 5), out _));
}
