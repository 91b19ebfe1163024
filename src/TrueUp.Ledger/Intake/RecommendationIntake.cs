using System.Globalization;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <param name="Find">The journal's knowledge of an identity.</param>
/// <param name="LastClose">The last raw close at or before a day, in units of that day; null where none is known or the series is adjusted.</param>
public sealed record RecommendationSurroundings(Func<Identity, Known?> Find, Func<Symbol, TradeDate, Price?> LastClose)
{
    /// <summary>An entry the journal has; absent, no recommendation was ever reversed.</summary>
    public Func<long, Entry>? Read { get; init; }

    /// <summary>Other spellings of symbols.</summary>
    public Aliases Aliases { get; init; } = Aliases.None;

    /// <summary>The day a symbol was delisted or merged away; null where it was not.</summary>
    public Func<Symbol, TradeDate?> EndedOn { get; init; } = _ => null;

    /// <summary>What was filled on a day, as <see cref="RecommendationIntake.Line"/> names it.</summary>
    public Func<TradeDate, IReadOnlySet<string>> FilledOn { get; init; } = _ => new HashSet<string>();

    /// <summary>The market's today; null where lateness is nobody's concern.</summary>
    public TradeDate? Today { get; init; }
}

/// <summary>Decides where each recommendation of one input lands, and names those that came without an id.</summary>
public sealed class RecommendationIntake(RecommendationSurroundings surroundings)
{
    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    readonly HashSet<string> named = new(StringComparer.Ordinal);
    readonly Dictionary<int, IReadOnlySet<string>> filled = [];
    long late, afterFill;

    /// <param name="report">With an empty id where the source gave none.</param>
    /// <param name="doubt">Why its reader wants it held.</param>
    /// <exception cref="RefusedException">TU1551 when an id is already used for something else.</exception>
    public Landing Decide(RecommendationMade report, Place place, Doubt? doubt = null)
    {
        var wanted = surroundings.Aliases.Of(report.Recommendation);
        var ownId = wanted.Id.Length > 0;
        var ordinal = ownId ? 1 : Count(wanted);
        var identity = Identities.Of(wanted, ownId, ordinal);
        if (!ReferenceEquals(wanted, report.Recommendation) && Identities.Of(report.Recommendation, ownId, ordinal) is var written
            && surroundings.Find(written) is { } before && before.Digest == written.Digest)
            return new Landing.Already(before.Sequence);
        if (surroundings.Find(identity) is { } known)
        {
            if (known.Digest == identity.Digest) return new Landing.Already(known.Sequence);
            if (surroundings.Find(Identities.Contradicting(identity)) is { } reversed) return new Landing.Already(reversed.Sequence);
            // A person took the earlier one back: what comes under its id now is the right one.
            if (surroundings.Read?.Invoke(known.Sequence) is not EntryReversed)
                throw new RefusedException(Codes.RecommendationChanged, place, $"recommendation {wanted.Id} is already recorded with other content (entry {known.Sequence})");
        }

        report = report with { Recommendation = ownId ? wanted : wanted with { Id = Name(wanted) } };
        if (doubt is not null) return new Landing.Hold(report, doubt.Code, doubt.Why, identity);
        if (About(wanted) is var (code, why)) return new Landing.Hold(report, code, why, identity);
        Saw(wanted);
        return new Landing.Record(report, identity, ownId ? default : Identities.Of(report.Recommendation, ownId: true, 1));
    }

    /// <summary>What was recorded of this input and is worth saying.</summary>
    public IEnumerable<string> Remarks
    {
        get
        {
            if (late > afterFill) yield return $"{Rows(late - afterFill)} recorded late: the day was over";
            if (afterFill > 0) yield return $"{Rows(afterFill)} recorded late: what was wanted had been filled";
        }
    }

    /// <summary>An account's symbol and the direction it is traded in.</summary>
    public static string Line(AccountName account, Symbol symbol, Side side) => $"{account.Name}\n{symbol.Name}\n{(side.IsBuying ? '+' : '-')}";

    static string Rows(long count) => count == 1 ? "1 row" : count.ToString("N0", CultureInfo.InvariantCulture) + " rows";

    void Saw(Recommendation r)
    {
        if (surroundings.Today is not { } today || r.EffectiveOn > today) return;
        if (!filled.TryGetValue(r.EffectiveOn.Number, out var of)) filled[r.EffectiveOn.Number] = of = surroundings.FilledOn(r.EffectiveOn);
        var isAfter = of.Contains(Line(r.Account, r.Symbol, r.Side));
        if (isAfter) afterFill++;
        if (isAfter || r.EffectiveOn < today) late++;
    }

    (Code Code, string Why)? About(Recommendation r)
    {
        if (surroundings.EndedOn(r.Symbol) is { } ended && r.EffectiveOn > ended)
            return (Codes.RecommendedAfterEnd, $"{r.Symbol} was delisted or merged away on {ended}, and this is for {r.EffectiveOn}");
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
