using NodaTime;
using NodaTime.TimeZones;

namespace TrueUp.Ledger.Calendars;

/// <summary>
/// The clock of one exchange from its summer time law, so that "today" there needs no time zone database. It must never differ from that
/// database: a test compares every change from 2000 to 2099, and an instant outside those years is asked of the database itself.
/// </summary>
internal sealed class RuledZone : DateTimeZone
{
    const int FirstYear = 2000;
    const int LastYear = 2099;

    /// <summary>Uniform Time Act as amended in 1986 and by the Energy Policy Act of 2005: changes at 02:00 on the wall.</summary>
    public static readonly RuledZone NewYork = new(
        "America/New_York",
        new("EST", Offset.FromHours(-5)),
        new("EDT", Offset.FromHours(-4)),
        year => (year < 2007 ? new Falls.Nth(1, DayOfWeek.Sunday, 4) : new Falls.Nth(2, DayOfWeek.Sunday, 3), 7),
        year => (year < 2007 ? new Falls.Last(DayOfWeek.Sunday, 10) : new Falls.Nth(1, DayOfWeek.Sunday, 11), 6));

    /// <summary>Summer Time Order 2002, which kept the dates of the European directives: changes at 01:00 UTC.</summary>
    public static readonly RuledZone London = new(
        "Europe/London",
        new("GMT", Offset.Zero),
        new("BST", Offset.FromHours(1)),
        _ => (new Falls.Last(DayOfWeek.Sunday, 3), 1),
        _ => (new Falls.Last(DayOfWeek.Sunday, 10), 1));

    // Not a tuple: a generic over one of NodaTime's structs is compiled at every start of the program.
    sealed record Clock(string Name, Offset Offset);

    readonly Clock winter;
    readonly Clock summer;
    readonly Func<int, (Falls Day, int HourUtc)> forward;
    readonly Func<int, (Falls Day, int HourUtc)> back;

    // Worked out on first use and the same whoever does it, so no lock. A winter reaches into both neighbours of its years.
    readonly ZoneInterval?[] summers = new ZoneInterval?[LastYear - FirstYear + 3];

    RuledZone(
        string id,
        Clock winter,
        Clock summer,
        Func<int, (Falls Day, int HourUtc)> forward,
        Func<int, (Falls Day, int HourUtc)> back)
        : base(id, false, winter.Offset, summer.Offset) =>
        (this.winter, this.summer, this.forward, this.back) = (winter, summer, forward, back);

    public override Offset GetUtcOffset(Instant instant)
    {
        var year = YearOf(instant);
        return Ruled(year) ? Summer(year).Contains(instant) ? summer.Offset : winter.Offset : base.GetUtcOffset(instant);
    }

    public override ZoneInterval GetZoneInterval(Instant instant)
    {
        var year = YearOf(instant);
        if (!Ruled(year)) return DateTimeZoneProviders.Tzdb[Id].GetZoneInterval(instant);
        var within = Summer(year);
        return within.Contains(instant) ? within
            : instant < within.Start ? Winter(Summer(year - 1).End, within.Start)
            : Winter(within.End, Summer(year + 1).Start);
    }

    int YearOf(Instant instant) => instant.WithOffset(winter.Offset).Year;

    static bool Ruled(int year) => year is >= FirstYear and <= LastYear;

    ZoneInterval Summer(int year) =>
        summers[year - FirstYear + 1] ??= new(summer.Name, Change(forward, year), Change(back, year), summer.Offset, summer.Offset - winter.Offset);

    ZoneInterval Winter(Instant from, Instant to) => new(winter.Name, from, to, winter.Offset, Offset.Zero);

    static Instant Change(Func<int, (Falls Day, int HourUtc)> rule, int year)
    {
        var (falls, hour) = rule(year);
        var day = falls.In(year);
        return Instant.FromUtc(day.Year, day.Month, day.Day, hour, 0);
    }
}
