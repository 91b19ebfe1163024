using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Calendars;

public class ZoneTests
{
    static readonly ExchangeCalendar NewYork = ExchangeCalendar.Find("XNYS")!;
    static readonly ExchangeCalendar London = ExchangeCalendar.Find("XLON")!;
    static readonly ExchangeCalendar Always = ExchangeCalendar.Find("ALWAYS")!;

    [Fact]
    public void Ten_past_four_in_New_York_is_21_10_UTC_in_winter_and_20_10_from_8_March_to_31_October_2026()
    {
        for (var day = TradeDate.Of(2026, 1, 1); day <= TradeDate.Of(2026, 12, 31); day = day.Plus(1))
        {
            var summer = day >= TradeDate.Of(2026, 3, 8) && day <= TradeDate.Of(2026, 10, 31);
            Assert.Equal(Utc(day, summer ? 20 : 21, 10), At("America/New_York", day, 16, 10));
        }
    }

    [Fact]
    public void Half_past_four_in_London_is_16_30_UTC_in_winter_and_15_30_from_29_March_to_24_October_2026()
    {
        for (var day = TradeDate.Of(2026, 1, 1); day <= TradeDate.Of(2026, 12, 31); day = day.Plus(1))
        {
            var summer = day >= TradeDate.Of(2026, 3, 29) && day <= TradeDate.Of(2026, 10, 24);
            Assert.Equal(Utc(day, summer ? 15 : 16, 30), At("Europe/London", day, 16, 30));
        }
    }

    [Theory]
    [InlineData("XNYS", "2026-01-05", "2026-01-05T21:00:00Z")]
    [InlineData("XNYS", "2026-03-09", "2026-03-09T20:00:00Z")] // summer in New York, winter in London
    [InlineData("XLON", "2026-03-09", "2026-03-09T16:30:00Z")]
    [InlineData("XLON", "2026-03-30", "2026-03-30T15:30:00Z")]
    [InlineData("XNYS", "2026-10-26", "2026-10-26T20:00:00Z")] // winter in London, summer in New York
    [InlineData("XLON", "2026-10-26", "2026-10-26T16:30:00Z")]
    [InlineData("XNYS", "2026-11-02", "2026-11-02T21:00:00Z")]
    [InlineData("XNYS", "2026-11-27", "2026-11-27T18:00:00Z")] // early close
    [InlineData("XLON", "2026-12-24", "2026-12-24T12:30:00Z")] // early close
    [InlineData("XNYS", "2006-03-20", "2006-03-20T21:00:00Z")] // summer time began in April until 2006
    [InlineData("XNYS", "2007-03-20", "2007-03-20T20:00:00Z")]
    [InlineData("XNYS", "2006-10-30", "2006-10-30T21:00:00Z")]
    [InlineData("XNYS", "2007-10-30", "2007-10-30T20:00:00Z")]
    [InlineData("ALWAYS", "2026-02-28", "2026-03-01T00:00:00Z")]
    public void A_session_closes_at_its_instant(string code, string day, string at) =>
        Assert.Equal(Moment(at), ExchangeCalendar.Find(code)!.CloseOf(TradeDate.From(day)!.Value));

    [Fact]
    public void A_session_opens_at_its_instant()
    {
        Assert.Equal(Moment("2026-01-05T14:30:00Z"), NewYork.OpenOf(TradeDate.Of(2026, 1, 5)));
        Assert.Equal(Moment("2026-07-06T07:00:00Z"), London.OpenOf(TradeDate.Of(2026, 7, 6)));
    }

    [Theory]
    [InlineData("2026-01-06T04:59:59Z", "2026-01-05", "2026-01-06")] // a host on UTC is already on the 6th
    [InlineData("2026-01-06T05:00:00Z", "2026-01-06", "2026-01-06")]
    [InlineData("2026-07-06T03:59:59Z", "2026-07-05", "2026-07-06")]
    [InlineData("2026-07-06T04:00:00Z", "2026-07-06", "2026-07-06")]
    [InlineData("2026-07-05T22:59:59Z", "2026-07-05", "2026-07-05")]
    [InlineData("2026-07-05T23:00:00Z", "2026-07-05", "2026-07-06")] // and in summer London is a day ahead of UTC
    [InlineData("2025-12-31T23:59:59Z", "2025-12-31", "2025-12-31")]
    [InlineData("2026-01-01T00:00:00Z", "2025-12-31", "2026-01-01")]
    public void Today_is_the_date_on_the_wall_of_the_exchange(string now, string newYork, string london)
    {
        Assert.Equal(newYork, NewYork.Today(Moment(now)).ToString());
        Assert.Equal(london, London.Today(Moment(now)).ToString());
        Assert.Equal(now[..10], Always.Today(Moment(now)).ToString());
    }

    [Fact]
    public void Today_is_answered_outside_the_years_of_the_calendar() =>
        Assert.Equal("1999-12-31", NewYork.Today(Moment("2000-01-01T04:00:00Z")).ToString());

    [Theory]
    [InlineData("2026-01-05T14:29:59Z", false, false, "2026-01-02")] // Monday before the open: Friday was the last to end
    [InlineData("2026-01-05T14:30:00Z", true, false, "2026-01-02")]
    [InlineData("2026-01-05T20:59:59Z", true, false, "2026-01-02")]
    [InlineData("2026-01-05T21:00:00Z", false, true, "2026-01-05")]
    [InlineData("2026-01-06T02:00:00Z", false, true, "2026-01-05")] // UTC is a day ahead, New York is not
    [InlineData("2026-11-27T18:00:00Z", false, true, "2026-11-27")] // early close
    [InlineData("2026-04-03T15:00:00Z", false, true, "2026-04-02")] // Good Friday: nothing more to come
    [InlineData("2026-04-04T15:00:00Z", false, true, "2026-04-02")]
    public void The_close_separates_an_open_session_from_an_ended_one(string at, bool open, bool after, string ended)
    {
        Assert.Equal(open, NewYork.IsOpen(Moment(at)));
        Assert.Equal(after, NewYork.IsAfterClose(Moment(at)));
        Assert.Equal(ended, NewYork.LastEndedSession(Moment(at)).ToString());
    }

    [Fact]
    public void A_market_that_never_closes_ends_each_day_at_midnight_UTC()
    {
        Assert.True(Always.IsOpen(Moment("2026-01-04T23:59:59Z")));
        Assert.False(Always.IsAfterClose(Moment("2026-01-04T23:59:59Z")));
        Assert.Equal("2026-01-03", Always.LastEndedSession(Moment("2026-01-04T23:59:59Z")).ToString());
        Assert.Equal("2026-01-04", Always.LastEndedSession(Moment("2026-01-05T00:00:00Z")).ToString());
    }

    [Theory]
    [InlineData("America/New_York", 2026, 3, 8, 2, 0, "02:00 to 03:00")]
    [InlineData("America/New_York", 2026, 3, 8, 2, 59, "02:00 to 03:00")]
    [InlineData("Europe/London", 2026, 3, 29, 1, 30, "01:00 to 02:00")]
    [InlineData("Australia/Lord_Howe", 2026, 10, 4, 2, 15, "02:00 to 02:30")] // half an hour
    public void A_local_time_the_clocks_went_over_is_refused_by_name(string zone, int year, int month, int day, int hour, int minute, string moved)
    {
        var reading = Zones.Read(zone, new LocalDateTime(year, month, day, hour, minute));
        Assert.IsType<LocalReading.Skipped>(reading);
        var refused = reading.Objection(new Place("fills.csv", 7))!;
        Assert.Equal("TU1904", refused.Code.Id);
        Assert.Equal($"TU1904 fills.csv:7: {year:0000}-{month:00}-{day:00}T{hour:00}:{minute:00}:00 does not exist in {zone}: the clocks went from {moved}", refused.Message);
    }

    [Fact]
    public void A_local_time_that_happened_twice_is_given_with_both_its_offsets()
    {
        var reading = Assert.IsType<LocalReading.Twice>(Zones.Read("America/New_York", new LocalDateTime(2026, 11, 1, 1, 30)));
        Assert.Equal(Moment("2026-11-01T05:30:00Z"), reading.First.ToInstant());
        Assert.Equal(Moment("2026-11-01T06:30:00Z"), reading.Second.ToInstant());

        var objection = reading.Objection(new Place("argument"))!;
        Assert.Equal("TU1905", objection.Code.Id);
        Assert.Equal("write 2026-11-01T01:30:00-04 for the first or 2026-11-01T01:30:00-05 for the second", objection.Hint);
        Assert.Contains("2026-11-01T01:30:00 happened twice in America/New_York", objection.Message);
    }

    [Theory]
    [InlineData("America/New_York", 2026, 3, 8, 1, 59, "2026-03-08T06:59:00Z")]
    [InlineData("America/New_York", 2026, 3, 8, 3, 0, "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", 2026, 11, 1, 0, 59, "2026-11-01T04:59:00Z")]
    [InlineData("America/New_York", 2026, 11, 1, 2, 0, "2026-11-01T07:00:00Z")]
    [InlineData("Asia/Tokyo", 2026, 1, 6, 8, 0, "2026-01-05T23:00:00Z")]
    [InlineData("UTC", 2026, 3, 8, 2, 30, "2026-03-08T02:30:00Z")]
    public void A_local_time_beside_a_change_of_clocks_is_one_instant(string zone, int year, int month, int day, int hour, int minute, string at)
    {
        var reading = Zones.Read(zone, new LocalDateTime(year, month, day, hour, minute));
        Assert.Equal(Moment(at), Assert.IsType<LocalReading.Once>(reading).At);
        Assert.Null(reading.Objection(new Place("argument")));
    }

    [Theory]
    [InlineData("america/new_york", "did you mean America/New_York?")]
    [InlineData("New York", "did you mean America/New_York?")]
    [InlineData("Eastern Standard Time", "did you mean America/New_York?")]
    [InlineData("GMT Standard Time", "did you mean Europe/London?")]
    [InlineData("Mars/Olympus", null)]
    [InlineData("BST", null)]
    [InlineData("", null)]
    public void An_unknown_zone_is_refused_with_the_name_that_was_meant(string zone, string? hint)
    {
        Assert.False(Zones.Knows(zone));
        var objection = Assert.IsType<LocalReading.NoSuchZone>(Zones.Read(zone, new LocalDateTime(2026, 1, 5, 12, 0))).Objection(new Place("argument"))!;
        Assert.Equal(("TU1903", hint), (objection.Code.Id, objection.Hint));
        Assert.Equal("TU1903", Assert.Throws<RefusedException>(() => Zones.DayIn(zone, Moment("2026-01-05T12:00:00Z"))).Rejections.Single().Code.Id);
    }

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Europe/London")]
    public void The_clock_of_an_exchange_changes_exactly_when_the_time_zone_database_says(string zone)
    {
        var database = DateTimeZoneProviders.Tzdb[zone];
        foreach (var interval in database.GetZoneIntervals(Moment("1998-01-01T00:00:00Z"), Moment("2105-01-01T00:00:00Z")))
            foreach (var at in new[] { interval.Start, interval.Start.PlusNanoseconds(1), interval.End.PlusNanoseconds(-1), interval.Start + (interval.End - interval.Start) / 2 })
                Assert.Equal(at.InZone(database).LocalDateTime, Zones.LocalIn(zone, at));
    }

    [Fact]
    public void Any_local_minute_reads_the_same_as_in_the_time_zone_database() =>
        Prop.ForAll(
            Gen.Choose(0, 106 * 365 * 24).ToArbitrary(),
            Gen.Choose(0, 59).ToArbitrary(),
            Gen.Elements("America/New_York", "Europe/London").ToArbitrary(),
            (hours, minute, zone) =>
            {
                var local = new LocalDateTime(1998, 1, 1, 0, minute).PlusHours(hours);
                var mapped = DateTimeZoneProviders.Tzdb[zone].MapLocal(local);
                return Zones.Read(zone, local) switch
                {
                    LocalReading.Once once => mapped.Count == 1 && mapped.Single().ToInstant() == once.At,
                    LocalReading.Skipped => mapped.Count == 0,
                    LocalReading.Twice twice => mapped.Count == 2 && mapped.First().ToInstant() == twice.First.ToInstant() && mapped.Last().ToInstant() == twice.Second.ToInstant(),
                    _ => false,
                };
            }).QuickCheckThrowOnFailure();

    static Instant At(string zone, TradeDate day, int hour, int minute) =>
        Assert.IsType<LocalReading.Once>(Zones.Read(zone, day.Local + new LocalTime(hour, minute))).At;

    static Instant Utc(TradeDate day, int hour, int minute) => Instant.FromUtc(day.Day.Year, day.Day.Month, day.Day.Day, hour, minute);

    static Instant Moment(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;
}
