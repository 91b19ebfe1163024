using System.Text;
using NodaTime;
using NodaTime.Text;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Reading;

/// <summary>The catalogue of dates (D5 to D10, D17, D22) where a time and a zone decide it. Answers are "day instant", or a code.</summary>
public sealed class MomentsTests
{
    static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    public static TheoryData<string, string, string, string, string> Cases => new()
    {
        { "utc", "ny", "", "2026-01-05T14:30:00Z", "2026-01-05 2026-01-05T14:30:00Z" },
        { "utc late in the day is the market's day before", "ny", "", "2026-01-06T02:30:00Z", "2026-01-05 2026-01-06T02:30:00Z" },
        { "offset", "ny", "", "2026-01-05T09:30:00-05:00", "2026-01-05 2026-01-05T14:30:00Z" },
        { "offset of four digits", "ny", "", "2026-01-05 09:30:00 -0500", "2026-01-05 2026-01-05T14:30:00Z" },
        { "offset without zone keeps the written day", "none", "", "2026-01-05T23:30:00-05:00", "2026-01-05 2026-01-06T04:30:00Z" },
        { "fraction", "ny", "", "2026-01-05T14:30:00.123456Z", "2026-01-05 2026-01-05T14:30:00.123456Z" },
        { "local in winter", "ny", "", "2026-01-05T09:30:00", "2026-01-05 2026-01-05T14:30:00Z" },
        { "local in summer", "ny", "", "2026-07-06 09:30", "2026-07-06 2026-07-06T13:30:00Z" },
        { "time and day apart", "ny", "2026-01-05", "09:30:05", "2026-01-05 2026-01-05T14:30:05Z" },
        { "zone by name", "none", "", "2026-01-05T09:30:00[America/New_York]", "2026-01-05 2026-01-05T14:30:00Z" },
        { "D4 spreadsheet day", "ny", "", "45905.4375", "TU1304" },
        { "D5 seconds", "ny", "", "1757065800", "TU1305" },
        { "D6 a day without time is no time", "ny", "", "2026-01-05", "TU1315" },
        { "D7 time without date", "ny", "", "09:30:05", "TU1306" },
        { "D8 no zone", "none", "", "2026-01-05T09:30:00", "TU1307" },
        { "D9 clocks went forward over it", "ny", "", "2026-03-08T02:30:00", "TU1904" },
        { "D10 clocks went back over it", "ny", "", "2026-11-01T01:30:00", "TU1905" },
        { "D10 with its offset", "ny", "", "2026-11-01T01:30:00-05:00", "2026-11-01 2026-11-01T06:30:00Z" },
        { "D16 year 9999", "ny", "", "9999-01-05T09:30:00Z", "TU1312" },
        { "D17 leap second", "ny", "", "2016-12-31T23:59:60Z", "2016-12-31 2016-12-31T23:59:59Z leap" },
        { "D22 unknown zone", "ny", "", "2026-01-05T09:30:00 America/Gotham", "TU1903" },
        { "D22 abbreviation", "ny", "", "2026-01-05 09:30:00 EST", "TU1903" },
        { "hour 24", "ny", "", "2026-01-05T24:00:00Z", "TU1315" },
        { "one-digit hour", "ny", "2026-01-05", "9:30:00", "TU1315" },
        { "half past nine in the morning", "ny", "2026-01-05", "09:30:00 AM", "TU1315" },
        { "offset beyond the world", "ny", "", "2026-01-05T09:30:00+19:00", "TU1315" },
        { "no such day", "ny", "", "2026-02-30T09:30:00Z", "TU1301" },
        { "empty", "ny", "", "", "TU1316" },
        { "nonsense", "ny", "", "soon", "TU1314" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_moment_is_read_exactly_or_refused_by_name(string name, string zone, string day, string text, string expected)
    {
        MomentFormat format = new(zone == "ny" ? NewYork : null);
        TradeDate? onDay = TradeDate.From(day);

        Assert.Equal((name, expected), (name, Said(new(format), text, (Moments m, out Moment at) => m.Read(text, onDay, out at))));
        Assert.Equal((name, expected), (name, Said(new(format), text, (Moments m, out Moment at) => m.Read(Encoding.UTF8.GetBytes(text), onDay, out at))));
    }

    delegate MomentFault Reading(Moments moments, out Moment moment);

    static string Said(Moments moments, string text, Reading read)
    {
        var fault = read(moments, out var moment);
        return fault == MomentFault.None
            ? $"{moment.Day} {InstantPattern.ExtendedIso.Format(moment.At)}{(moment.LeapSecond ? " leap" : "")}"
            : moments.Reject(fault, "time", text, new("x")).Code.Id;
    }

    [Theory]
    [InlineData(10_000_000, "1757065800", "2025-09-05T09:50:00Z")]
    [InlineData(10_000, "1757065800123", "2025-09-05T09:50:00.123Z")]
    public void D5_a_count_of_seconds_is_read_where_a_profile_says_so(long ticks, string text, string expected)
    {
        Moments moments = new(new(NewYork) { EpochTicks = ticks });

        Assert.Equal(MomentFault.None, moments.Read(text, null, out var moment));
        Assert.Equal(expected, InstantPattern.ExtendedIso.Format(moment.At));
    }

    [Theory]
    [InlineData("99999999999999999999999999")]
    [InlineData("-1")]
    public void D5_a_count_beyond_the_calendar_is_refused(string text) =>
        Assert.Equal(MomentFault.Day, new Moments(new(NewYork) { EpochTicks = 10_000_000 }).Read(text, null, out _));

    [Fact]
    public void D9_a_skipped_time_is_named_with_its_zone()
    {
        Moments moments = new(new(NewYork));
        var fault = moments.Read("2026-03-08T02:30:00", null, out _);

        Assert.Equal(
            "time \"2026-03-08T02:30:00\" was skipped in America/New_York when clocks went forward",
            moments.Reject(fault, "time", "2026-03-08T02:30:00", new("x")).Found);
    }

    [Fact]
    public void Every_hour_of_two_years_falls_on_the_day_the_zone_says()
    {
        Moments moments = new(new(NewYork));
        var start = Instant.FromUtc(2025, 1, 1, 0, 0);
        for (var hour = 0; hour < 2 * 366 * 24; hour++)
        {
            var at = start + Duration.FromHours(hour);
            Assert.Equal(TradeDate.Of(at.InZone(NewYork).Date), moments.DayOf(at));
        }
    }
}
