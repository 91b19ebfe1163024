using System.Globalization;
using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Intake;

/// <summary>
/// Finds the identities that lead to an entry, by making them again from what it says. Copies of one row are numbered, so numbers are tried until one
/// leads nowhere.
/// </summary>
public sealed class IdentityTrail(Func<Identity, Known?> find)
{
    /// <summary>Every identity that leads to an entry now.</summary>
    /// <param name="entry">As recorded; of a held row, the row itself.</param>
    public IEnumerable<Identity> LeadingTo(long sequence, Entry entry) => Made(entry).Where(i => find(i)?.Sequence == sequence);

    /// <summary>Every identity the rules of docs/specs/intake-ids.md give an entry, that leads anywhere.</summary>
    public IEnumerable<Identity> Made(Entry entry)
    {
        switch (entry)
        {
            case RowHeld held:
                foreach (var identity in Made(held.Proposed)) yield return identity;
                if (held.Proposed is FillRecorded proposed)
                {
                    var key = Identities.Of(proposed.Fill, proposed.Detail, 1);
                    yield return Identities.Contradicting(key);
                    yield return Identities.WithdrawalOf(key);
                }

                break;
            case FillRecorded { Detail.ExecutionId.Length: > 0 } e:
                yield return Identities.Of(e.Fill, e.Detail, 1);
                break;
            case FillRecorded e:
                foreach (var identity in Numbered(n => Identities.Of(e.Fill, e.Detail, n))) yield return identity;
                if (e.Detail.ByHand)
                    foreach (var identity in Numbered(n => Identities.OfHand(e.Fill, n))) yield return identity;
                break;
            case RecommendationMade e:
                yield return Identities.Of(e.Recommendation, ownId: true, 1);
                foreach (var identity in Numbered(n => Identities.Of(e.Recommendation, ownId: false, n))) yield return identity;
                break;
            default:
                foreach (var identity in Numbered(n => Identities.OfContent(entry, n))) yield return identity;
                break;
        }
    }

    /// <summary>What is wrong with the way back to an entry that counts: null where the same fact arriving again would be known.</summary>
    public string? Wrong(long sequence, Entry entry) => entry switch
    {
        FillRecorded { Detail.ExecutionId.Length: > 0 } e => Exactly(sequence, Identities.Of(e.Fill, e.Detail, 1), $"its execution id {e.Detail.ExecutionId}"),
        FillRecorded { Detail.ByHand: true } e when !LeadingTo(sequence, e).Any(i => i.Key.Span[0] == Identities.Hand) => "a broker's record of this fill would not find it",
        FillRecorded e when !LeadingTo(sequence, e).Any() => "the same row arriving again would not find it",
        RecommendationMade e => Exactly(sequence, Identities.Of(e.Recommendation, ownId: true, 1), $"its id {e.Recommendation.Id}")
            ?? (IsNamedByUs(e.Recommendation) && !LeadingTo(sequence, e).Any(i => i.Key.Span[0] == Identities.RecommendationRow) ? "the same row arriving again would not find it" : null),
        // The deposit a book is opened with comes from no source that could tell of it again.
        CashMoved { Note: "opening cash" } => null,
        CashMoved or CorporateActionRecorded or OptionEventRecorded when !LeadingTo(sequence, entry).Any() => "the same fact arriving again would not find it",
        _ => null,
    };

    /// <summary>The identities an entry should be found by and is not. Of copies of one row the first free number is given.</summary>
    public IEnumerable<Identity> Missing(long sequence, Entry entry)
    {
        switch (entry)
        {
            case FillRecorded { Detail.ExecutionId.Length: > 0 } e:
                yield return Identities.Of(e.Fill, e.Detail, 1);
                break;
            case FillRecorded e:
                if (!LeadingTo(sequence, e).Any(i => i.Key.Span[0] != Identities.Hand)) yield return Free(n => Identities.Of(e.Fill, e.Detail, n));
                if (e.Detail.ByHand && !LeadingTo(sequence, e).Any(i => i.Key.Span[0] == Identities.Hand)) yield return Free(n => Identities.OfHand(e.Fill, n));
                break;
            case RecommendationMade { Recommendation: var r } e:
                yield return Identities.Of(r, ownId: true, 1);
                if (IsNamedByUs(r) && !LeadingTo(sequence, e).Any(i => i.Key.Span[0] == Identities.RecommendationRow)) yield return Free(n => Identities.Of(r, ownId: false, n));
                break;
            default:
                yield return Free(n => Identities.OfContent(entry, n));
                break;
        }
    }

    string? Exactly(long sequence, Identity expected, string what) => find(expected) switch
    {
        null => $"{what} does not find it",
        var known when known.Value.Sequence != sequence => string.Create(CultureInfo.InvariantCulture, $"{what} leads to entry {known.Value.Sequence}"),
        var known when known.Value.Digest != expected.Digest => $"{what} finds it with another content",
        _ => null,
    };

    static bool IsNamedByUs(Recommendation r) => r.Id.StartsWith(RecommendationIntake.Stem(r), StringComparison.Ordinal);

    Identity Free(Func<int, Identity> of)
    {
        var n = 1;
        while (find(of(n)) is not null) n++;
        return of(n);
    }

    IEnumerable<Identity> Numbered(Func<int, Identity> of)
    {
        for (var n = 1; of(n) is var identity && find(identity) is not null; n++) yield return identity;
    }
}
