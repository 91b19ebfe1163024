using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>Why a text is not the instant it should be.</summary>
public enum MomentFault
{
    None,

    /// <summary>The day in it is wrong: see the <see cref="DayFault"/>.</summary>
    Day,
    Empty,
    TimeWithoutDate,
    NoZone,
    Skipped,

    /// <summary>It came twice. The earlier of the two is returned, so that a held row has something to propose.</summary>
    Twice,
    UnknownZone,
    NotATime,
}

/// <summary>How times are written in one input.</summary>
/// <param name="Zone">The zone of times that carry no offset; null refuses them.</param>
public sealed record MomentFormat(DateTimeZone? Zone)
{
    /// <summary>The day part; also that of a column with both.</summary>
    public DayFormat Days { get; init; } = DayFormat.Iso;

    /// <summary>A pattern for the whole text (day and time, no offset) that a profile names; null is ISO 8601.</summary>
    public LocalDateTimePattern? Pattern { get; init; }

    /// <summary>A pattern for a time that stands in a column of its own; null is <c>HH:MM[:SS[.fraction]]</c>.</summary>
    public LocalTimePattern? TimePattern { get; init; }

    /// <summary>Counts since 1970-01-01 UTC, in this many ticks each; null where times are not counts.</summary>
    public long? EpochTicks { get; init; }
}

/// <summary>A point in time as read: the day it belongs to in its zone, the instant, and whether its second was written as 60.</summary>
public readonly record struct Moment(TradeDate Day, Instant At, bool LeapSecond = false);

/// <summary>
/// Reads instants strictly: ISO 8601 with an offset, or local time in a zone that is known. A local time that a clock change skipped
/// is refused, and one that came twice is reported as such; neither is silently moved, as the framework would.
/// One reader serves one input on one thread: it remembers the last zone interval, because rows arrive nearly in order.
/// </summary>
public sealed class Moments(MomentFormat format)
{
    const long DayTicks = NodaConstants.TicksPerDay;
    const long LastSecond = 4_133_980_799;                          // the end of the year 2100

    static readonly int UnixDay = TradeDate.Of(1970, 1, 1).Number;

    ZoneTicks last = ZoneTicks.None;
    DayMemory lastDay;

    /// <summary>What was wrong with the day, after <see cref="MomentFault.Day"/>.</summary>
    public DayFault DayFault { get; private set; }

    /// <param name="utf8">A day with a time, or a time alone.</param>
    /// <param name="onDay">The day from another column, for a time alone.</param>
    /// <param name="moment">The instant read.</param>
    public MomentFault Read(ReadOnlySpan<byte> utf8, TradeDate? onDay, out Moment moment)
    {
        if (format.Pattern is null && format.EpochTicks is null && Utc(utf8, out moment)) return MomentFault.None;
        moment = default;
        if (utf8.Length > 100) return MomentFault.NotATime;
        Span<char> text = stackalloc char[utf8.Length];
        return Read(text[..Encoding.UTF8.GetChars(utf8, text)], onDay, out moment);
    }

    public MomentFault Read(ReadOnlySpan<char> text, TradeDate? onDay, out Moment moment)
    {
        moment = default;
        text = text.Trim(" \t");
        if (text.IsEmpty) return MomentFault.Empty;
        if (format.EpochTicks is { } unit) return Epoch(text, unit, out moment);
        if (format.Pattern is { } whole && whole.Parse(text.ToString()) is { } result)
        {
            if (!result.Success) return MomentFault.NotATime;
            return Local(result.Value, false, out moment);
        }

        // A time alone, under a pattern of its own or in ISO form.
        if (format.TimePattern is { } pattern && pattern.Parse(text.ToString()) is { Success: true } timed)
        {
            return onDay is { } day ? Local(day.Local.At(timed.Value), false, out moment) : MomentFault.TimeWithoutDate;
        }

        if (text.Length >= 3 && text[1] != '-' && (text[2] == ':' || text[1] == ':'))
        {
            var fault = Clock(text, out var time, out var leap, out var tail);
            if (fault != MomentFault.None) return fault;
            if (onDay is not { } day) return MomentFault.TimeWithoutDate;
            return Zoned(day.Local.At(time), leap, tail, out moment);
        }

        var split = text.IndexOfAny('T', 't', ' ');
        var dayText = split < 0 ? text : text[..split];
        DayFault = Days.Read(dayText, format.Days, out var own);
        if (DayFault != DayFault.None)
        {
            if (DayFault is DayFault.NotADate) DayFault = Days.Why(text, DayFault.NotADate);
            return MomentFault.Day;
        }

        if (split < 0) return MomentFault.NotATime;
        var clock = Clock(text[(split + 1)..], out var ownTime, out var ownLeap, out var rest);
        return clock != MomentFault.None ? clock : Zoned(own.Local.At(ownTime), ownLeap, rest, out moment);
    }

    /// <summary>Whether a text with a time in it says its offset or zone.</summary>
    public static bool HasOffset(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon < 0) return false;
        foreach (var c in text[colon..])
            if (c is (byte)'+' or (byte)'-' || char.IsAsciiLetter((char)c)) return true;
        return false;
    }

    /// <summary>The day an instant belongs to in the zone of this input; in UTC where it has none.</summary>
    public TradeDate DayOf(Instant at) => DayOfTicks(at.ToUnixTimeTicks());

    public Rejection Reject(MomentFault fault, string field, string found, Place place)
    {
        var shown = Quoted.Text(found);
        return fault switch
        {
            MomentFault.Day => Days.Reject(DayFault, field, found, place),
            MomentFault.Empty => new(Codes.DateEmpty, place, $"{field} is empty"),
            MomentFault.TimeWithoutDate => new(Codes.TimeWithoutDate, place, $"{field} {shown} is a time without a date"),
            MomentFault.NoZone => new(Codes.TimeWithoutZone, place, $"{field} {shown} has no offset, and no zone is known for it"),
            MomentFault.Skipped => new(Codes.LocalTimeSkipped, place, $"{field} {shown} was skipped in {format.Zone?.Id} when clocks went forward"),
            MomentFault.Twice => new(Codes.LocalTimeTwice, place, $"{field} {shown} came twice in {format.Zone?.Id} when clocks went back"),
            MomentFault.UnknownZone => new(Codes.UnknownZone, place, $"{field} {shown} names a zone that is not known"),
            MomentFault.NotATime => new(Codes.NotATime, place, $"{field} {shown} is not a time"),
            _ => throw new System.Diagnostics.UnreachableException($"moment fault {fault} has no message"),
        };
    }

    /// <summary><c>YYYY-MM-DDTHH:MM:SSZ</c>, the form of nearly every row a program wrote.</summary>
    bool Utc(ReadOnlySpan<byte> text, out Moment moment)
    {
        moment = default;
        if (text.Length != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return false;
        if (!lastDay.Is(text[..10], out var day))
        {
            if (Days.Read(text[..10], DayFormat.Iso, out day) != DayFault.None) return false;
            lastDay.Keep(text[..10], day);
        }

        unchecked
        {
            uint a = text[11] - (uint)'0', b = text[12] - (uint)'0', c = text[14] - (uint)'0', d = text[15] - (uint)'0', e = text[17] - (uint)'0', f = text[18] - (uint)'0';
            if (a > 9 || b > 9 || c > 9 || d > 9 || e > 9 || f > 9) return false;
            uint hour = a * 10 + b, minute = c * 10 + d, second = e * 10 + f;
            if (hour > 23 || minute > 59 || second > 59) return false;
            var ticks = (day.Number - UnixDay) * DayTicks + (hour * 3600L + minute * 60 + second) * NodaConstants.TicksPerSecond;
            moment = new(DayOfTicks(ticks), Instant.FromUnixTimeTicks(ticks));
            return true;
        }
    }

    TradeDate DayOfTicks(long ticks)
    {
        if (format.Zone is { } zone && !last.Has(ticks)) last = ZoneTicks.Of(zone, Instant.FromUnixTimeTicks(ticks));
        var local = ticks + last.OffsetTicks;                     // no zone: the offset stays zero, and the day is that of UTC
        return TradeDate.FromNumber(UnixDay + (int)(local >= 0 ? local / DayTicks : (local - DayTicks + 1) / DayTicks));
    }

    /// <summary><c>HH:MM[:SS[.fraction]]</c>; what follows it is the caller's.</summary>
    static MomentFault Clock(ReadOnlySpan<char> text, out LocalTime time, out bool leap, out ReadOnlySpan<char> tail)
    {
        time = default;
        leap = false;
        tail = default;
        if (text.Length >= 4 && text[1] == ':' && char.IsAsciiDigit(text[0])) return MomentFault.NotATime;      // 9:30 may be morning or evening
        if (!Pair(text, 0, out var hour) || text.Length < 5 || text[2] != ':' || !Pair(text, 3, out var minute)) return MomentFault.NotATime;
        int second = 0, at = 5;
        long nanos = 0;
        if (text.Length > at && text[at] == ':')
        {
            if (!Pair(text, at + 1, out second)) return MomentFault.NotATime;
            at += 3;
            if (text.Length > at && text[at] is '.' or ',')
            {
                var digits = 0;
                for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++)
                {
                    if (++digits > 9) return MomentFault.NotATime;
                    nanos = nanos * 10 + text[at] - '0';
                }

                if (digits == 0) return MomentFault.NotATime;
                for (; digits < 9; digits++) nanos *= 10;
            }
        }

        if (hour > 23 || minute > 59 || second > 60) return MomentFault.NotATime;
        if (second == 60)
        {
            // A leap second has no place on a 24-hour day: it counts as the second before it, and the summary says so.
            second = 59;
            leap = true;
        }

        time = LocalTime.FromHourMinuteSecondNanosecond(hour, minute, second, nanos);
        tail = text[at..].Trim(' ');
        return MomentFault.None;
    }

    static bool Pair(ReadOnlySpan<char> text, int at, out int value)
    {
        value = 0;
        if (text.Length < at + 2 || !char.IsAsciiDigit(text[at]) || !char.IsAsciiDigit(text[at + 1])) return false;
        value = (text[at] - '0') * 10 + text[at + 1] - '0';
        return true;
    }

    MomentFault Zoned(LocalDateTime local, bool leap, ReadOnlySpan<char> tail, out Moment moment)
    {
        moment = default;
        if (tail.IsEmpty) return Local(local, leap, out moment);
        if (tail is "Z" or "z") return At(local, Offset.Zero, leap, out moment);
        if (tail[0] is '+' or '-')
        {
            var digits = tail[1..];
            if (!Pair(digits, 0, out var hours)) return MomentFault.NotATime;
            var minutes = 0;
            switch (digits.Length)
            {
                case 2: break;
                case 4 when Pair(digits, 2, out minutes): break;
                case 5 when digits[2] == ':' && Pair(digits, 3, out minutes): break;
                default: return MomentFault.NotATime;
            }

            if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0)) return MomentFault.NotATime;
            var seconds = (hours * 60 + minutes) * 60;
            return At(local, Offset.FromSeconds(tail[0] == '-' ? -seconds : seconds), leap, out moment);
        }

        if (tail[0] == '[' && tail[^1] == ']') tail = tail[1..^1];
        if (!char.IsAsciiLetter(tail[0]) || tail.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-")) return MomentFault.NotATime;
        if (tail.Equals("am", StringComparison.OrdinalIgnoreCase) || tail.Equals("pm", StringComparison.OrdinalIgnoreCase)) return MomentFault.NotATime;
        // Abbreviations such as EST are in the zone database too, as fixed offsets that ignore summer time: names with a slash only, and UTC.
        if (!tail.Contains('/') && tail is not ("UTC" or "GMT")) return MomentFault.UnknownZone;
        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(tail.ToString()) is { } zone ? Mapped(local, zone, leap, out moment) : MomentFault.UnknownZone;
    }

    MomentFault Local(LocalDateTime local, bool leap, out Moment moment)
    {
        moment = default;
        if (local.Year is < 1970 or > 2100)
        {
            DayFault = DayFault.YearOutOfRange;
            return MomentFault.Day;
        }

        return format.Zone is null ? MomentFault.NoZone : Mapped(local, format.Zone, leap, out moment);
    }

    static MomentFault Mapped(LocalDateTime local, DateTimeZone zone, bool leap, out Moment moment)
    {
        var map = zone.MapLocal(local);
        moment = map.Count == 0 ? default : new(TradeDate.Of(local.Date), map.First().ToInstant(), leap);
        return map.Count switch { 0 => MomentFault.Skipped, 1 => MomentFault.None, _ => MomentFault.Twice };
    }

    MomentFault At(LocalDateTime local, Offset offset, bool leap, out Moment moment)
    {
        var at = local.WithOffset(offset).ToInstant();
        moment = new(format.Zone is null ? TradeDate.Of(local.Date) : DayOf(at), at, leap);
        return MomentFault.None;
    }

    MomentFault Epoch(ReadOnlySpan<char> text, long unit, out Moment moment)
    {
        moment = default;
        if (Numbers.Read(text, NumberFormat.Plain, out var count) != NumberFault.None) return MomentFault.NotATime;
        if (count < 0 || count > LastSecond * NodaConstants.TicksPerSecond / unit)
        {
            DayFault = DayFault.YearOutOfRange;
            return MomentFault.Day;
        }

        var at = Instant.FromUnixTimeTicks((long)(count * unit));
        moment = new(DayOf(at), at);
        return MomentFault.None;
    }

    /// <summary>A stretch of time in which a zone keeps one offset, in ticks since 1970.</summary>
    readonly record struct ZoneTicks(long From, long Until, long OffsetTicks)
    {
        public static readonly ZoneTicks None = new(0, 0, 0);

        public bool Has(long ticks) => ticks >= From && ticks < Until;

        public static ZoneTicks Of(DateTimeZone zone, Instant at)
        {
            var interval = zone.GetZoneInterval(at);
            return new(
                interval.HasStart ? interval.Start.ToUnixTimeTicks() : long.MinValue,
                interval.HasEnd ? interval.End.ToUnixTimeTicks() : long.MaxValue,
                interval.WallOffset.Ticks);
        }
    }

    /// <summary>A zone by its name in the zone database; null for abbreviations and anything unknown.</summary>
    public static DateTimeZone? Zone(string name) =>
        name.Contains('/', StringComparison.Ordinal) || name is "UTC" or "GMT" ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) : null;
}
