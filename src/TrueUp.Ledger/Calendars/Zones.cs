using NodaTime;
using NodaTime.TimeZones;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Calendars;

/// <summary>
/// Between instants and the wall clocks of the world, strictly: a local time that is not exactly one instant is never rounded to one.
/// The zones of the exchanges answer from <see cref="RuledZone"/>; any other zone loads the time zone database, which costs as much as
/// starting the program does (docs/decisions/0010-calendars.md).
/// </summary>
public static class Zones
{
    /// <summary>An IANA name (<c>America/New_York</c>), <c>UTC</c>, or a fixed offset (<c>UTC-05</c>). Case matters, as in the database.</summary>
    public static bool Knows(string zone) => Find(zone) is not null;

    /// <summary>The calendar date on the wall there; refuses an unknown zone with TU1903.</summary>
    public static TradeDate DayIn(string zone, Instant at) => TradeDate.Of(LocalIn(zone, at).Date);

    /// <summary>Date and time on the wall there; refuses an unknown zone with TU1903.</summary>
    public static LocalDateTime LocalIn(string zone, Instant at)
    {
        var found = Find(zone) ?? throw new RefusedException([Unknown(zone, new Place("zone"))]);
        return at.WithOffset(found.GetUtcOffset(at)).LocalDateTime;
    }

    /// <summary>The instant a wall clock there meant, or why it is not exactly one.</summary>
    public static LocalReading Read(string zone, LocalDateTime local)
    {
        if (Find(zone) is not { } found) return new LocalReading.NoSuchZone(zone);
        var mapped = found.MapLocal(local);
        return mapped.Count switch
        {
            1 => new LocalReading.Once(mapped.Single().ToInstant()),
            0 => new LocalReading.Skipped(zone, local, mapped.EarlyInterval.IsoLocalEnd, mapped.LateInterval.IsoLocalStart),
            _ => new LocalReading.Twice(zone, local, mapped.First().ToOffsetDateTime(), mapped.Last().ToOffsetDateTime()),
        };
    }

    /// <summary>The refusal of a zone <see cref="Knows"/> does not know, with the name that was probably meant.</summary>
    public static Rejection Unknown(string zone, Place place)
    {
        var meant = Meant(zone.Trim());
        return new(Codes.UnknownZone, place, $"\"{zone}\" is not a time zone", meant is null ? null : $"did you mean {meant}?");
    }

    static DateTimeZone? Find(string zone) => zone switch
    {
        "America/New_York" => RuledZone.NewYork,
        "Europe/London" => RuledZone.London,
        "UTC" => DateTimeZone.Utc,
        _ => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone),
    };

    static string? Meant(string zone)
    {
        var source = TzdbDateTimeZoneSource.Default;
        if (source.WindowsMapping.PrimaryMapping.TryGetValue(zone, out var mapped)) return mapped;
        var city = zone.Replace(' ', '_');
        return source.CanonicalIdMap.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).FirstOrDefault(id =>
            id.Equals(city, StringComparison.OrdinalIgnoreCase) || id.EndsWith("/" + city, StringComparison.OrdinalIgnoreCase));
    }
}
