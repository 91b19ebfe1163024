using System.Diagnostics;
using NodaTime;
using NodaTime.Text;
using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Calendars;

/// <summary>
/// What a date and time on a wall clock means as an instant. Usually one instant; in the hour a zone skips it means none, in the hour it
/// repeats it means two, and TrueUp picks neither.
/// </summary>
public abstract record LocalReading
{
    LocalReading() { }

    public sealed record Once(Instant At) : LocalReading;

    /// <summary>The clocks were put forward over it.</summary>
    /// <param name="From">Local time at which the clocks were moved.</param>
    /// <param name="To">Local time they were moved to.</param>
    public sealed record Skipped(string Zone, LocalDateTime Local, LocalDateTime From, LocalDateTime To) : LocalReading;

    /// <summary>The clocks were put back over it.</summary>
    public sealed record Twice(string Zone, LocalDateTime Local, OffsetDateTime First, OffsetDateTime Second) : LocalReading;

    public sealed record NoSuchZone(string Zone) : LocalReading;

    /// <summary>Null for a reading that is one instant. A skipped time or unknown zone is refused; a time that happened twice is for a person to decide (held).</summary>
    public Rejection? Objection(Place place) => this switch
    {
        Once => null,
        Skipped s => new(Codes.LocalTimeSkipped, place, $"{Text(s.Local)} does not exist in {s.Zone}: the clocks went from {Time(s.From)} to {Time(s.To)}"),
        Twice t => new(
            Codes.LocalTimeTwice,
            place,
            $"{Text(t.Local)} happened twice in {t.Zone}: the clocks went back over it",
            $"write {Text(t.First)} for the first or {Text(t.Second)} for the second"),
        NoSuchZone z => Zones.Unknown(z.Zone, place),
        _ => throw new UnreachableException($"no message for {GetType().Name}"),
    };

    static string Text(LocalDateTime local) => LocalDateTimePattern.ExtendedIso.Format(local);

    static string Text(OffsetDateTime at) => OffsetDateTimePattern.ExtendedIso.Format(at);

    static string Time(LocalDateTime local) => LocalDateTimePattern.CreateWithInvariantCulture("HH':'mm").Format(local);
}
