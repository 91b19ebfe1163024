using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Intake;

/// <summary>
/// What reversing an entry does beside the reversal itself: where the identities of the fact lead from then on (docs/specs/intake-ids.md, section "Reversals").
/// </summary>
/// <param name="Fact">The fact it is about in the end: of a reversal, what that reversed.</param>
/// <param name="Counts">True where the fact counts again, because a reversal is what is reversed.</param>
/// <param name="ToReversal">Identities that lead to the reversal.</param>
/// <param name="ToFact">Identities that lead to the fact again.</param>
public sealed record Reversal(Posted Fact, bool Counts, IReadOnlyList<Identity> ToReversal, IReadOnlyList<Identity> ToFact)
{
    /// <param name="target">The entry to reverse.</param>
    /// <param name="read">Any entry by sequence.</param>
    /// <param name="reversed">What is reversed now.</param>
    /// <exception cref="RefusedException">TU1812, TU1813 or TU1821.</exception>
    public static Reversal Of(Posted target, Func<long, Posted> read, IReadOnlyCollection<long> reversed, Func<Identity, Known?> find)
    {
        if (reversed.Contains(target.Sequence)) throw new RefusedException(Codes.AlreadyReversed, Named(target), "it counts no more, so there is nothing to do");
        if (WhyNot(target.Entry) is var (why, hint)) throw new RefusedException(Codes.CannotReverse, Named(target), why, hint);

        List<long> chain = [target.Sequence];
        var fact = target;
        while (fact.Entry is EntryReversed reversal)
        {
            fact = read(reversal.Sequence);
            chain.Add(fact.Sequence);
        }

        // Every reversal of a reversal turns the fact on or off.
        var counts = chain.Count % 2 == 0;
        var made = new IdentityTrail(find).Made(fact.Entry).ToList();
        if (counts) MustBeFree(fact, made, chain, reversed, read, find);
        // An id that leads nowhere that counts is the fact's again, whatever held it meanwhile.
        var leading = made.Where(i => find(i) is { } known && (chain.Contains(known.Sequence) || counts && IsOwnId(i))).ToList();
        if (counts) return new(fact, true, [], leading);
        // The same record arriving again is known by its content, even when another has taken the id by then.
        if (fact.Entry is FillRecorded { Detail.ExecutionId.Length: > 0 } e) leading.Add(Identities.Contradicting(Identities.Of(e.Fill, e.Detail, 1)));
        if (fact.Entry is RecommendationMade wanted) leading.Add(Identities.Contradicting(Identities.Of(wanted.Recommendation, ownId: true, 1)));
        return new(fact, false, leading, []);
    }

    static void MustBeFree(Posted fact, List<Identity> made, List<long> chain, IReadOnlyCollection<long> reversed, Func<long, Posted> read, Func<Identity, Known?> find)
    {
        foreach (var identity in made.Where(IsOwnId))
        {
            if (find(identity) is not { } known || chain.Contains(known.Sequence) || reversed.Contains(known.Sequence) || read(known.Sequence).Entry is EntryReversed) continue;
            throw new RefusedException(
                Codes.PlaceTaken, Named(fact), $"entry {known.Sequence} has taken its place since: both would count", $"reverse entry {known.Sequence} first, if the earlier one is right");
        }
    }

    static bool IsOwnId(Identity identity) => identity.Key.Span[0] is Identities.Execution or Identities.RecommendationId;

    static (string Why, string Hint)? WhyNot(Entry entry) => entry switch
    {
        BookOpened => ("it is what the book is measured in", "make another book with: trueup init DIR"),
        AccountOpened => ("entries of an account need it", "leave the account empty; it shows nothing"),
        RowHeld or PriceHeld => ("it waits for a decision and counts nowhere", "decide it with: trueup held drop, or trueup held accept"),
        HeldDecided { Accepted: true } => ("what it accepted is an entry of its own", "reverse the entry that follows it or comes before it"),
        HeldDecided => ("the row was dropped", "record the fact by hand, or import the row again after correcting it"),
        _ => null,
    };

    static Place Named(Posted posted) => new($"entry {posted.Sequence}");
}
