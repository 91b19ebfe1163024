using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Calendars;

public class SessionTests
{
    static readonly ExchangeCalendar NewYork = ExchangeCalendar.Find("XNYS")!;
    static readonly ExchangeCalendar London = ExchangeCalendar.Find("XLON")!;
    static readonly ExchangeCalendar Always = ExchangeCalendar.Find("ALWAYS")!;

    [Theory]
    [InlineData("XNYS")]
    [InlineData("XLON")]
    public void Every_year_has_the_sessions_closures_and_early_closes_of_the_check_table(string code)
    {
        var calendar = ExchangeCalendar.Find(code)!;
        var table = CheckTable.Of(code);

        Assert.Equal(Enumerable.Range(2000, 31), table.Select(y => y.Number));
        foreach (var year in table)
        {
            TradeDate[] weekdays = [.. Days(Of(year.Number, 1, 1), Of(year.Number, 12, 31)).Where(d => !d.IsWeekend)];
            Assert.Equal(year.Closed, weekdays.Where(d => !calendar.IsSession(d)));
            Assert.Equal(year.Early, weekdays.Where(calendar.IsEarlyClose));
            Assert.Equal(year.Sessions, calendar.Sessions(Of(year.Number, 1, 1), Of(year.Number, 12, 31)).Count());
            Assert.Equal(weekdays.Length, year.Sessions + year.Closed.Length);
        }
    }

    [Theory]
    [InlineData("XNYS", "2025-04-18", "Good Friday")]
    [InlineData("XNYS", "2025-04-19", "weekend")]
    [InlineData("XNYS", "2025-04-20", "weekend")]
    [InlineData("XNYS", "2025-04-21", null)] // Easter Monday is a session in New York
    [InlineData("XLON", "2025-04-21", "Easter Monday")]
    [InlineData("XNYS", "2025-10-13", null)] // Columbus Day
    [InlineData("XNYS", "2025-11-11", null)] // Veterans Day
    [InlineData("XNYS", "2001-09-10", null)]
    [InlineData("XNYS", "2001-09-11", "September 11 attacks")]
    [InlineData("XNYS", "2001-09-14", "September 11 attacks")]
    [InlineData("XNYS", "2001-09-17", null)]
    [InlineData("XNYS", "2004-06-11", "day of mourning for Ronald Reagan")]
    [InlineData("XNYS", "2007-01-02", "day of mourning for Gerald Ford")]
    [InlineData("XNYS", "2012-10-29", "Hurricane Sandy")]
    [InlineData("XNYS", "2012-10-30", "Hurricane Sandy")]
    [InlineData("XNYS", "2012-10-31", null)]
    [InlineData("XNYS", "2018-12-05", "day of mourning for George H. W. Bush")]
    [InlineData("XNYS", "2025-01-09", "day of mourning for Jimmy Carter")]
    [InlineData("XNYS", "2021-06-18", null)] // Juneteenth was law but not yet a holiday of the exchange
    [InlineData("XNYS", "2022-06-20", "Juneteenth (observed)")]
    [InlineData("XNYS", "2023-06-19", "Juneteenth")]
    [InlineData("XNYS", "2021-12-31", null)] // New Year's Day 2022 was a Saturday: not observed
    [InlineData("XNYS", "2023-01-02", "New Year's Day (observed)")]
    [InlineData("XNYS", "2026-07-03", "Independence Day (observed)")]
    [InlineData("XNYS", "2026-07-04", "weekend")]
    [InlineData("XLON", "2026-07-03", null)]
    [InlineData("XLON", "2005-07-07", null)]
    [InlineData("XLON", "2002-05-27", null)]
    [InlineData("XLON", "2002-06-03", "Golden Jubilee")]
    [InlineData("XLON", "2002-06-04", "Spring bank holiday, moved")]
    [InlineData("XLON", "2011-04-29", "royal wedding")]
    [InlineData("XLON", "2012-05-28", null)]
    [InlineData("XLON", "2012-06-05", "Diamond Jubilee")]
    [InlineData("XLON", "2020-05-04", null)]
    [InlineData("XLON", "2020-05-08", "Early May bank holiday, moved to VE Day")]
    [InlineData("XLON", "2022-05-30", null)]
    [InlineData("XLON", "2022-06-02", "Spring bank holiday, moved")]
    [InlineData("XLON", "2022-09-19", "state funeral of Queen Elizabeth II")]
    [InlineData("XLON", "2023-05-08", "coronation of King Charles III")]
    [InlineData("XLON", "2021-12-27", "Christmas Day (observed)")]
    [InlineData("XLON", "2021-12-28", "Boxing Day (observed)")]
    [InlineData("XLON", "2022-12-26", "Boxing Day")]
    [InlineData("XLON", "2022-12-27", "Christmas Day (observed)")]
    public void A_closed_day_says_why(string code, string day, string? why)
    {
        var calendar = ExchangeCalendar.Find(code)!;
        Assert.Equal(why, calendar.WhyClosed(On(day)));
        Assert.Equal(why is null, calendar.IsSession(On(day)));
    }

    [Theory]
    [InlineData("XNYS", "2025-11-28", "the day after Thanksgiving")]
    [InlineData("XNYS", "2002-07-03", null)]
    [InlineData("XNYS", "2002-07-05", "the day after Independence Day")]
    [InlineData("XNYS", "2013-07-03", "the day before Independence Day")]
    [InlineData("XNYS", "2013-07-05", null)]
    [InlineData("XNYS", "2003-12-26", "the day after Christmas")]
    [InlineData("XNYS", "2008-12-26", null)]
    [InlineData("XNYS", "2021-12-24", null)] // closed, so not short
    [InlineData("XNYS", "2024-12-31", null)]
    [InlineData("XLON", "2024-12-31", "New Year's Eve")]
    [InlineData("XLON", "2023-12-22", "Christmas Eve")] // the 24th was a Sunday
    [InlineData("XLON", "2021-12-24", "Christmas Eve")]
    public void A_short_session_says_why(string code, string day, string? why)
    {
        var calendar = ExchangeCalendar.Find(code)!;
        Assert.Equal(why, calendar.WhyEarly(On(day)));
        Assert.Equal(why is not null, calendar.IsEarlyClose(On(day)));
    }

    // Known Easter Sundays, among them the earliest and latest of the range and both sides of the lunar exceptions.
    [Theory]
    [InlineData(2000, 4, 23)]
    [InlineData(2008, 3, 23)]
    [InlineData(2011, 4, 24)]
    [InlineData(2019, 4, 21)]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2030, 4, 21)]
    public void Easter_Monday_is_where_the_almanac_has_it(int year, int month, int sunday)
    {
        var monday = Of(year, month, sunday).Plus(1);
        Assert.Equal("Easter Monday", London.WhyClosed(monday));
        Assert.Equal("Good Friday", London.WhyClosed(monday.Plus(-3)));
        Assert.Equal("Good Friday", NewYork.WhyClosed(monday.Plus(-3)));
    }

    [Fact]
    public void Sessions_are_walked_over_a_long_weekend()
    {
        // Easter 2025 in London: Thursday 17 April, then Tuesday 22 April.
        Assert.Equal(Of(2025, 4, 22), London.NextSession(Of(2025, 4, 17)));
        Assert.Equal(Of(2025, 4, 17), London.PreviousSession(Of(2025, 4, 22)));
        Assert.Equal(Of(2025, 4, 17), London.SessionOnOrBefore(Of(2025, 4, 21)));
        Assert.Equal(Of(2025, 4, 22), London.SessionOnOrAfter(Of(2025, 4, 18)));
        Assert.Equal(Of(2025, 4, 17), London.SessionOnOrBefore(Of(2025, 4, 17)));
        Assert.Equal(Of(2025, 4, 17), London.SessionOnOrAfter(Of(2025, 4, 17)));
        Assert.Equal([Of(2025, 4, 17), Of(2025, 4, 22)], London.Sessions(Of(2025, 4, 17), Of(2025, 4, 22)));
        Assert.Empty(London.Sessions(Of(2025, 4, 22), Of(2025, 4, 17)));
        Assert.Equal(1, London.SessionsBetween(Of(2025, 4, 17), Of(2025, 4, 22)));
        Assert.Equal(-1, London.SessionsBetween(Of(2025, 4, 22), Of(2025, 4, 17)));
        Assert.Equal(0, London.SessionsBetween(Of(2025, 4, 17), Of(2025, 4, 21)));
        // Over the year's end: 31 December 2024, 2 and 3 January 2025 are sessions.
        Assert.Equal(2, NewYork.SessionsBetween(Of(2024, 12, 31), Of(2025, 1, 3)));
    }

    [Fact]
    public void Sessions_between_two_days_are_the_sessions_after_the_first_up_to_the_second() =>
        Prop.ForAll(AnyDay.ToArbitrary(), AnyDay.ToArbitrary(), (a, b) =>
        {
            var (early, late) = a < b ? (a, b) : (b, a);
            var counted = NewYork.Sessions(early, late).Count(d => d > early);
            return NewYork.SessionsBetween(early, late) == counted && NewYork.SessionsBetween(late, early) == -counted;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_next_session_after_the_previous_one_is_this_one() =>
        Prop.ForAll(AnyDay.ToArbitrary(), Gen.Elements(NewYork, London, Always).ToArbitrary(), (day, calendar) =>
        {
            var session = calendar.SessionOnOrBefore(day);
            return calendar.NextSession(calendar.PreviousSession(session)) == session
                && calendar.PreviousSession(calendar.NextSession(session)) == session
                && calendar.IsSession(session)
                && session <= day
                && calendar.SessionsBetween(session, day) == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_weekday_with_a_reason_is_closed_and_every_early_close_is_a_session()
    {
        foreach (var calendar in new[] { NewYork, London })
            foreach (var day in Days(calendar.FirstDay, calendar.LastDay))
            {
                if (day.IsWeekend) Assert.Equal("weekend", calendar.WhyClosed(day));
                if (calendar.IsEarlyClose(day)) Assert.True(calendar.IsSession(day));
                Assert.Equal(calendar.WhyClosed(day) is null, calendar.IsSession(day));
            }
    }

    [Fact]
    public void A_book_of_crypto_has_a_session_every_day()
    {
        Assert.Equal(366, Always.Sessions(Of(2024, 1, 1), Of(2024, 12, 31)).Count());
        Assert.Equal(Of(2026, 1, 4), Always.NextSession(Of(2026, 1, 3)));
        Assert.False(Always.IsEarlyClose(Of(2026, 12, 24)));
    }

    [Theory]
    [InlineData("XNYS", "1999-12-31")]
    [InlineData("XNYS", "2031-01-01")]
    [InlineData("XLON", "0001-01-01")]
    [InlineData("XLON", "9999-12-31")]
    [InlineData("ALWAYS", "2100-01-01")]
    public void A_date_outside_the_calendar_is_refused_and_not_guessed(string code, string day)
    {
        var calendar = ExchangeCalendar.Find(code)!;
        Assert.False(calendar.Covers(On(day)));
        Action[] questions =
        [
            () => calendar.IsSession(On(day)),
            () => calendar.IsEarlyClose(On(day)),
            () => calendar.WhyClosed(On(day)),
            () => calendar.SessionOnOrAfter(On(day)),
            () => calendar.SessionOnOrBefore(On(day)),
            () => calendar.NextSession(On(day)),
            () => calendar.PreviousSession(On(day)),
            () => calendar.Sessions(On(day), calendar.LastDay),
            () => calendar.Sessions(calendar.FirstDay, On(day)),
            () => calendar.SessionsBetween(On(day), calendar.FirstDay),
            () => calendar.CloseOf(On(day)),
        ];

        foreach (var question in questions)
        {
            var refused = Assert.Throws<RefusedException>(question).Rejections.Single();
            Assert.Equal("TU1901", refused.Code.Id);
            Assert.Contains(day, refused.Found);
            Assert.Contains(code, refused.Found);
        }
    }

    [Fact]
    public void A_walk_off_the_edge_of_the_calendar_is_refused()
    {
        Assert.True(NewYork.Covers(Of(2000, 1, 1)));
        Assert.True(NewYork.Covers(Of(2030, 12, 31)));
        // 1 January 2000 was a Saturday and the session before it is in 1999.
        Assert.Equal("TU1901", Refusal(() => NewYork.SessionOnOrBefore(Of(2000, 1, 2))));
        Assert.Equal("TU1901", Refusal(() => NewYork.PreviousSession(Of(2000, 1, 3))));
        Assert.Equal("TU1901", Refusal(() => NewYork.NextSession(Of(2030, 12, 31))));
        Assert.Equal(Of(2000, 1, 3), NewYork.SessionOnOrAfter(Of(2000, 1, 1)));
    }

    [Fact]
    public void A_calendar_is_found_by_its_code_in_any_case_and_nothing_else()
    {
        Assert.Same(NewYork, ExchangeCalendar.Find("xnys"));
        Assert.All(ExchangeCalendar.Codes, code => Assert.Equal(code, ExchangeCalendar.Find(code)!.Code));
        Assert.Null(ExchangeCalendar.Find("NYSE"));
        Assert.Null(ExchangeCalendar.Find(""));

        var refused = Assert.Throws<RefusedException>(() => ExchangeCalendar.Named("LSE", new Place("argument"))).Rejections.Single();
        Assert.Equal("TU1902", refused.Code.Id);
        Assert.Equal("London is XLON", refused.Hint);
    }

    [Fact]
    public void Asking_for_the_close_of_a_closed_day_is_a_mistake_of_ours()
    {
        var wrong = Assert.Throws<ArgumentException>(() => NewYork.CloseOf(Of(2025, 4, 18)));
        Assert.Contains("Good Friday", wrong.Message);
    }

    static string Refusal(Action action) => Assert.Throws<RefusedException>(action).Rejections.Single().Code.Id;

    // Far enough from the ends of the range that a neighbour session exists.
    static Gen<TradeDate> AnyDay => Gen.Choose(Of(2000, 1, 10).Number, Of(2030, 12, 20).Number).Select(TradeDate.FromNumber);

    static TradeDate On(string day) => TradeDate.From(day)!.Value;

    static TradeDate Of(int year, int month, int day) => TradeDate.Of(year, month, day);

    static IEnumerable<TradeDate> Days(TradeDate from, TradeDate through)
    {
        for (var day = from; day <= through; day = day.Plus(1)) yield return day;
    }
}
