using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Intake;

/// <summary>Decides facts that are what they say and nothing else: cash movements, corporate actions, option events, declarations.</summary>
public static class ContentIntake
{
    /// <param name="ordinal">How many facts of the same content came before in this input, plus one.</param>
    public static Landing Decide(Entry written, int ordinal, Func<Identity, Known?> find, Aliases aliases)
    {
        var fact = aliases.Of(written);
        var identity = Identities.OfContent(fact, ordinal);
        if (!ReferenceEquals(fact, written) && find(Identities.OfContent(written, ordinal)) is { } before) return new Landing.Already(before.Sequence);
        return find(identity) is { } known ? new Landing.Already(known.Sequence) : new Landing.Record(fact, identity);
    }
}

/// <summary>Counts facts of the same content within one input.</summary>
public sealed class ContentCount
{
    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    public int Next(Entry fact)
    {
        var key = Convert.ToHexString(Identities.OfContent(fact, 0).Key.Span);
        return seen[key] = seen.GetValueOrDefault(key) + 1;
    }
}
