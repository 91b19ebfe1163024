using System.Globalization;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <param name="Find">The journal's knowledge of an identity.</param>
/// <param name="LastClose">The last raw close at or before a day; null where none is known or the series is adjusted.</param>
public sealed record RecommendationSurroundings(Func<Identity, Known?> Find, Func<Symbol, TradeDate, Price?> LastClose)
{
    /// <summary>An entry the journal has; absent, no recommendation was ever reversed.</summary>
    public Func<long, Entry>? Read { get; init; }
}

/// <summary>Decides where each recommendation of one input lands, and names those that came without an id.</summary>
public sealed class RecommendationIntake(RecommendationSurroundings surroundings)
{
    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    readonly HashSet<string> named = new(StringComparer.Ordinal);

    /// <param name="report">With an empty id where the source gave none.</param>
    /// <exception cref="RefusedException">TU1551 when an id is already used for something else.</exception>
    public Landing Decide(RecommendationMade report, Place place)
    {
        var wanted = report.Recommendation;
        var ownId = wanted.Id.Length > 0;
        var ordinal = ownId ? 1 : Count(wanted);
        var identity = Identities.Of(wanted, ownId, ordinal);
        if (surroundings.Find(identity) is { } known)
        {
            if (known.Digest == identity.Digest) return new Landing.Already(known.Sequence);
            if (surroundings.Find(Identities.Contradicting(identity)) is { } reversed) return new Landing.Already(reversed.Sequence);
            // A person took the earlier one back: what comes under its id now is the right one.
            if (surroundings.Read?.Invoke(known.Sequence) is not EntryReversed)
                throw new RefusedException(Codes.RecommendationChanged, place, $"recommendation {wanted.Id} is already recorded with other content (entry {known.Sequence})");
        }

        if (!ownId) report = report with { Recommendation = wanted with { Id = Name(wanted) } };
        return Doubt(wanted) is var (code, why)
            ? new Landing.Hold(report, code, why, identity)
            : new Landing.Record(report, identity, ownId ? default : Identities.Of(report.Recommendation, ownId: true, 1));
    }

    (Code Code, string Why)? Doubt(Recommendation r)
    {
        if (r.Limit is not { } limit) return null;
        if (limit.PerUnit % 1 == 0 && r.Target.Value % 1 != 0 && limit.PerUnit >= 2)
            return (Codes.FillOrderedItem, $"limit {limit} and target {r.Target} look swapped: a recommendation is TICKER,action,limit,shares");
        if (surroundings.LastClose(r.Symbol, r.EffectiveOn) is { PerUnit: > 0 } close && Math.Abs(limit.PerUnit / close.PerUnit - 1) > 0.20m)
            return (Codes.LimitFarFromClose, $"its limit {limit} is more than 20 % off the last close {close}");
        return null;
    }

    // Readable and stable: the day, what and which way, and a number where that is not enough.
    string Name(Recommendation r)
    {
        var stem = Stem(r);
        var name = stem;
        for (var n = 2; named.Contains(name) || surroundings.Find(Identities.Of(r with { Id = name }, ownId: true, 1)) is not null; n++)
            name = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}");
        named.Add(name);
        return name;
    }

    /// <summary>What the names given here start with.</summary>
    internal static string Stem(Recommendation r) => string.Create(CultureInfo.InvariantCulture, $"{r.EffectiveOn.Day:yyyyMMdd}-{r.Symbol.Name}-{r.Side.Word}");

    int Count(Recommendation r)
    {
        var key = Convert.ToHexString(Identities.Of(r, ownId: false, 0).Key.Span);
        return seen[key] = seen.GetValueOrDefault(key) + 1;
    }
}
