using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Calendars;

/// <summary>
/// The sessions of one exchange: which days it trades, when they end, and which day it is there. Not a schedule of jobs and not an order
/// gate: halts within a session and late openings are unknown to it. Every question about a date outside <see cref="Covers"/> is refused
/// with TU1901, never guessed. Specified in docs/specs/calendars.md.
/// </summary>
/// <remarks>
/// Questions about dates never load the time zone database. A year is worked out on its first question and kept; that is the same value
/// whoever works it out, so it needs no lock.
/// </remarks>
public sealed class ExchangeCalendar
{
    readonly ExchangeRules rules;
    readonly SessionYear?[] years;

    ExchangeCalendar(ExchangeRules rules)
    {
        this.rules = rules;
        years = new SessionYear?[rules.LastYear - rules.FirstYear + 1];
    }

    // One holder each, so that asking for New York never builds London.
    static class Xnys
    {
        public static readonly ExchangeCalendar Calendar = new(NewYork.Rules);
    }

    static class Xlon
    {
        public static readonly ExchangeCalendar Calendar = new(London.Rules);
    }

    static class Always
    {
        public static readonly ExchangeCalendar Calendar = new(EveryDay.Rules);
    }

    /// <summary>The codes <see cref="Find"/> knows.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["XNYS", "XLON", "ALWAYS"];

    /// <summary>By market identifier code in any case; <c>ALWAYS</c> is every day of the week in UTC. Null for an unknown one.</summary>
    public static ExchangeCalendar? Find(string code) => code.ToUpperInvariant() switch
    {
        "XNYS" => Xnys.Calendar,
        "XLON" => Xlon.Calendar,
        "ALWAYS" => Always.Calendar,
        _ => null,
    };

    /// <summary>As <see cref="Find"/>, refusing an unknown code with TU1902.</summary>
    public static ExchangeCalendar Named(string code, Place place) =>
        Find(code) ?? throw new RefusedException(Journal.Codes.UnknownCalendar, place, $"\"{code}\" is not an exchange calendar", Nickname(code));

    static string? Nickname(string code) => code.ToUpperInvariant() switch
    {
        "NYSE" or "NASDAQ" or "XNAS" or "ARCX" or "US" => "New York is XNYS; Nasdaq and Arca keep the same sessions",
        "LSE" or "LONDON" or "UK" => "London is XLON",
        "24/7" or "CRYPTO" => "a market that never closes is ALWAYS",
        _ => null,
    };

    /// <summary>Market identifier code (ISO 10383), or ALWAYS.</summary>
    public string Code => rules.Code;

    /// <summary>IANA time zone of the exchange.</summary>
    public string Zone => rules.Zone;

    public TradeDate FirstDay => TradeDate.Of(rules.FirstYear, 1, 1);

    public TradeDate LastDay => TradeDate.Of(rules.LastYear, 12, 31);

    /// <summary>Whether the rules reach that day. Every other question about a day throws TU1901 where they do not.</summary>
    public bool Covers(TradeDate day) => day.Day.Year >= rules.FirstYear && day.Day.Year <= rules.LastYear;

    public bool IsSession(TradeDate day) => Year(day).WhyClosed(day.Day) is null;

    /// <summary>A session that ends before the usual hour; false on a day without one.</summary>
    public bool IsEarlyClose(TradeDate day) => Year(day).WhyEarly(day.Day) is not null;

    /// <summary>The holiday or event by name, or "weekend"; null on a session.</summary>
    public string? WhyClosed(TradeDate day) => Year(day).WhyClosed(day.Day);

    /// <summary>What makes the session end early; null on any other day.</summary>
    public string? WhyEarly(TradeDate day) => Year(day).WhyEarly(day.Day);

    public TradeDate SessionOnOrBefore(TradeDate day)
    {
        while (!IsSession(day)) day = day.Plus(-1);
        return day;
    }

    public TradeDate SessionOnOrAfter(TradeDate day)
    {
        while (!IsSession(day)) day = day.Plus(1);
        return day;
    }

    /// <summary>The last session strictly before that day.</summary>
    public TradeDate PreviousSession(TradeDate day) => SessionOnOrBefore(Covered(day).Plus(-1));

    /// <summary>The first session strictly after that day.</summary>
    public TradeDate NextSession(TradeDate day) => SessionOnOrAfter(Covered(day).Plus(1));

    /// <summary>Ascending, both ends included where they are sessions; none when <paramref name="through"/> is before <paramref name="from"/>.</summary>
    public IEnumerable<TradeDate> Sessions(TradeDate from, TradeDate through)
    {
        Covered(from);
        Covered(through);
        return Walk();

        IEnumerable<TradeDate> Walk()
        {
            for (var day = from; day <= through; day = day.Plus(1))
                if (IsSession(day)) yield return day;
        }
    }

    /// <summary>
    /// How many sessions later <paramref name="b"/> is: the sessions after <paramref name="a"/> up to and including <paramref name="b"/>.
    /// Zero for the same day, one from a session to the next, negative when <paramref name="b"/> is earlier.
    /// </summary>
    public int SessionsBetween(TradeDate a, TradeDate b)
    {
        if (b < a) return -SessionsBetween(b, a);
        var count = Year(b).SessionsThrough(b.Day) - Year(a).SessionsThrough(a.Day);
        for (var year = a.Day.Year; year < b.Day.Year; year++) count += Year(TradeDate.Of(year, 1, 1)).Sessions;
        return count;
    }

    /// <summary>Local time at which every session begins.</summary>
    public LocalTime OpenTime => rules.Opens;

    /// <summary>Local time at which that session ends; midnight is the end of the day. Asking it of a day without a session is a mistake of ours.</summary>
    public LocalTime CloseTime(TradeDate day)
    {
        if (WhyClosed(day) is { } why) throw new ArgumentException($"{Code} has no session on {day}: {why}", nameof(day));
        return IsEarlyClose(day) ? rules.ClosesEarly : rules.Closes;
    }

    /// <summary>When that session begins. Asking it of a day without a session is a mistake of ours.</summary>
    public Instant OpenOf(TradeDate day)
    {
        CloseTime(day);
        return At(day, OpenTime);
    }

    /// <summary>When that session ends. Asking it of a day without a session is a mistake of ours.</summary>
    public Instant CloseOf(TradeDate day)
    {
        var time = CloseTime(day);
        return time == LocalTime.Midnight ? At(day.Plus(1), time) : At(day, time);
    }

    /// <summary>The calendar date on the exchange's wall, whether or not it trades that day and whether or not the rules cover it.</summary>
    public TradeDate Today(Instant now) => Zones.DayIn(Zone, now);

    /// <summary>Nothing more trades on the exchange's current day: its session has ended, or there is none.</summary>
    public bool IsAfterClose(Instant at)
    {
        var day = Today(at);
        return !IsSession(day) || at >= CloseOf(day);
    }

    /// <summary>The session is running at that instant; its first instant is in, its closing one is not.</summary>
    public bool IsOpen(Instant at)
    {
        var day = Today(at);
        return IsSession(day) && at >= OpenOf(day) && at < CloseOf(day);
    }

    /// <summary>The latest session that had ended at that instant: the last one with a closing price.</summary>
    public TradeDate LastEndedSession(Instant at)
    {
        var day = Today(at);
        return IsAfterClose(at) ? SessionOnOrBefore(day) : PreviousSession(day);
    }

    SessionYear Year(TradeDate day)
    {
        var index = Covered(day).Day.Year - rules.FirstYear;
        return years[index] ??= new SessionYear(rules, day.Day.Year);
    }

    TradeDate Covered(TradeDate day) => Covers(day)
        ? day
        : throw new RefusedException(Journal.Codes.OutsideCalendar, new Place("date"), $"{day} is outside the {Code} calendar, which runs from {FirstDay} to {LastDay}");

    // No exchange here opens or closes in the hours that clocks skip or repeat.
    Instant At(TradeDate day, LocalTime time) => ((LocalReading.Once)Zones.Read(Zone, day.Local + time)).At;
}
