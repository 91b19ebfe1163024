using NodaTime;

namespace TrueUp.Ledger.Calendars;

/// <summary>Everything known about when one exchange trades, as data: the rules that recur and the dates that did not. All times are local.</summary>
internal sealed record ExchangeRules
{
    /// <summary>Market identifier code (ISO 10383), or a name of ours where there is no exchange.</summary>
    public required string Code { get; init; }

    /// <summary>IANA time zone of the trading floor.</summary>
    public required string Zone { get; init; }

    public required int FirstYear { get; init; }

    public required int LastYear { get; init; }

    public required LocalTime Opens { get; init; }

    /// <summary>Midnight is the end of the day.</summary>
    public required LocalTime Closes { get; init; }

    public required LocalTime ClosesEarly { get; init; }

    public bool OnWeekends { get; init; }

    public Holiday[] Holidays { get; init; } = [];

    public Closure[] Closures { get; init; } = [];

    /// <summary>Days that end early, where they are sessions at all.</summary>
    public Holiday[] EarlyCloses { get; init; } = [];
}
