using System.Globalization;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <summary>What accepting a held row records, beside the decision. Rules: docs/specs/intake-ids.md, section "Held rows".</summary>
/// <param name="Reverses">An earlier entry that the row takes the place of, or withdraws; null where it stands beside all others.</param>
/// <param name="Records">The fact; null where the row only takes another back.</param>
/// <param name="Identities">What leads to the fact (or to the reversal) from now on.</param>
public sealed record Acceptance(long? Reverses, Entry? Records, IReadOnlyList<Identity> Identities)
{
    /// <param name="held">The row, as posted.</param>
    /// <param name="read">Any entry by sequence.</param>
    /// <param name="isReversed">Whether an entry counts no more.</param>
    /// <param name="instruments">What the book has declared.</param>
    /// <exception cref="RefusedException">TU1822 where something must be done first.</exception>
    public static Acceptance Of(
        long sequence, RowHeld held, Func<Identity, Known?> find, Func<long, Entry> read, Func<long, bool> isReversed, IReadOnlyDictionary<Symbol, Instrument> instruments)
    {
        var own = new IdentityTrail(find).LeadingTo(sequence, held).ToList();
        Place place = new(string.Create(CultureInfo.InvariantCulture, $"held {sequence}"));
        return held.Proposed switch
        {
            FillRecorded e => OfFill(e),
            RecommendationMade e => OfRecommendation(e),
            var fact => new(null, fact, own),
        };

        Acceptance OfFill(FillRecorded e)
        {
            if (OccSymbol.From(e.Fill.Symbol.Name) is not null && !instruments.ContainsKey(e.Fill.Symbol))
                throw new RefusedException(Codes.NotYetAcceptable, place, $"{e.Fill.Symbol} is an option whose multiplier this book does not know", $"declare it first: trueup instrument add {e.Fill.Symbol} --multiplier 100");
            var key = Intake.Identities.Of(e.Fill, e.Detail, 1);
            var earlier = e.Detail.ExecutionId is { Length: > 0 } && find(key) is { } known && known.Sequence != sequence && Counts(known.Sequence) ? known.Sequence : (long?)null;
            if (held.Code == Codes.CancelWithoutOriginal.Id)
            {
                return earlier is null
                    ? throw new RefusedException(Codes.NotYetAcceptable, place, $"it cancels execution {e.Detail.ExecutionId}, which this book does not have", "import the statement with the original first, or drop it")
                    : new(earlier, null, own);
            }

            if (held.Code == Codes.TwoByHand.Id) earlier = OldestByHand(e.Fill);
            // Of two records under one id the one accepted holds the id; the other is known as contradicting it.
            if (earlier is { } replaced && read(replaced) is FillRecorded { Detail.ExecutionId.Length: > 0 } other)
                own.Add(Intake.Identities.Contradicting(Intake.Identities.Of(other.Fill, other.Detail, 1)));
            if (e.Detail.ExecutionId is { Length: > 0 }) own.Add(key);
            if (e.Detail.ByHand) own.Add(Free(n => Intake.Identities.OfHand(e.Fill, n)));
            return new(earlier, e, own);
        }

        bool Counts(long number) => read(number) is FillRecorded && !isReversed(number);

        long? OldestByHand(Fill fill)
        {
            for (var n = 1; find(Intake.Identities.OfHand(fill, n)) is { } known; n++)
                if (read(known.Sequence) is FillRecorded { Detail.ByHand: true } && !isReversed(known.Sequence)) return known.Sequence;
            return null;
        }

        Acceptance OfRecommendation(RecommendationMade e)
        {
            // Held rows do not keep the name they were given; another may have it by now.
            var (stem, made) = (e.Recommendation.Id, e.Recommendation);
            for (var n = 2; find(Intake.Identities.Of(made, ownId: true, 1)) is { } known && known.Sequence != sequence; n++)
                made = made with { Id = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}") };
            own.Add(Intake.Identities.Of(made, ownId: true, 1));
            return new(null, e with { Recommendation = made }, own);
        }

        Identity Free(Func<int, Identity> of)
        {
            var n = 1;
            while (find(of(n)) is { } known && known.Sequence != sequence) n++;
            return of(n);
        }
    }
}
