using System.Globalization;
using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <summary>Decides where each fill of one input lands. Stateful only in what it has counted of this input.</summary>
public sealed class FillIntake(FillSurroundings surroundings)
{
    static readonly CompositeFormat HandReplaced = CompositeFormat.Parse("the broker's record {0} of this fill takes its place");
    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    readonly FillDoubts doubts = new(surroundings);

    /// <summary>What was recorded of this input and is worth saying.</summary>
    public FillRemarks Remarks { get; } = new(surroundings);

    /// <param name="marks">The source's own marks for the row, such as an assignment.</param>
    /// <param name="doubt">Why its reader wants it held.</param>
    public Landing Decide(FillRecorded written, string? marks = null, Doubt? doubt = null)
    {
        var report = surroundings.Aliases.Of(written);
        var landing = Doubted(Land(report, written, marks), report, doubt);
        if (landing is Landing.Record or Landing.Replace) Remarks.Saw(report);
        doubts.Landed(landing);
        return landing;
    }

    Landing Land(FillRecorded report, FillRecorded written, string? marks)
    {
        var (fill, detail) = (report.Fill, report.Detail);
        var ordinal = detail.ExecutionId is { Length: > 0 } ? 1 : Count(fill, detail);
        var identity = Identities.Of(fill, detail, ordinal);
        if (!ReferenceEquals(report, written) && Identities.Of(written.Fill, detail, ordinal) is var earlier
            && surroundings.Find(earlier) is { } before && before.Digest == earlier.Digest)
            return new Landing.Already(before.Sequence);
        if (surroundings.Find(identity) is { } known) return Again(report, identity, known);
        if (surroundings.AnyByHand && !detail.ByHand && detail.ExecutionId is not null && ByHand(report, identity) is { } confirmed) return confirmed;
        return doubts.About(fill, detail, marks) is var (code, why)
            ? new Landing.Hold(report, code, why, identity)
            : new Landing.Record(report, identity, detail.ByHand ? FreeHand(fill) : default);
    }

    /// <summary>A broker withdraws an execution (cancel, bust).</summary>
    public Landing Withdraw(FillRecorded report, Doubt? doubt = null)
    {
        var landing = Doubted(TakeBack(report), report, doubt);
        doubts.Landed(landing);
        return landing;
    }

    static Landing Doubted(Landing landing, FillRecorded report, Doubt? doubt) => (doubt, landing) switch
    {
        ({ } why, Landing.Record record) => new Landing.Hold(report, why.Code, why.Why, record.Identity),
        ({ } why, Landing.Hold hold) => hold with { Code = why.Code, Why = why.Why },
        _ => landing,
    };

    Landing TakeBack(FillRecorded report)
    {
        var identity = Identities.Of(report.Fill, report.Detail, 1);
        var mark = Identities.WithdrawalOf(identity);
        if (surroundings.Find(mark) is { } done) return new Landing.Already(done.Sequence);
        if (surroundings.Find(identity) is { } gone && surroundings.Read(gone.Sequence) is EntryReversed) return new Landing.Already(gone.Sequence);
        return surroundings.Find(identity) is { } known
            ? new Landing.Withdraw(known.Sequence, $"the broker cancelled execution {report.Detail.ExecutionId}", mark)
            : new Landing.Hold(report, Codes.CancelWithoutOriginal, $"it cancels execution {report.Detail.ExecutionId}, which this book does not have", mark);
    }

    Landing Again(FillRecorded report, Identity identity, Known known)
    {
        if (known.Digest == identity.Digest) return new Landing.Already(known.Sequence);
        // The contradiction has an identity of its own, so that the same file again does not hold it again.
        var contradiction = Identities.Contradicting(identity);
        if (surroundings.Find(contradiction) is { } seen) return new Landing.Already(seen.Sequence);
        // A person took the earlier record back: what comes under its id now is the right one, unless it is an older word of the broker's.
        if (surroundings.Read(known.Sequence) is EntryReversed taken)
            return surroundings.Read(taken.Sequence) is FillRecorded { Detail.Correction: var last } && report.Detail.Correction < last
                ? new Landing.Already(known.Sequence)
                : new Landing.Record(report, identity);
        if (surroundings.Read(known.Sequence) is not FillRecorded earlier) return new Landing.Already(known.Sequence);
        if (report.Detail.Correction > earlier.Detail.Correction)
            return new Landing.Replace(known.Sequence, string.Create(CultureInfo.InvariantCulture, $"the broker's correction {report.Detail.Correction} of execution {report.Detail.ExecutionId}"), report, identity);
        if (report.Detail.Correction < earlier.Detail.Correction) return new Landing.Already(known.Sequence);
        return new Landing.Hold(
            report, Codes.SameIdOtherContent, $"execution {report.Detail.ExecutionId} is recorded as {Describe(earlier.Fill)}, here it is {Describe(report.Fill)}", contradiction);
    }

    Landing? ByHand(FillRecorded report, Identity identity)
    {
        List<long> candidates = [];
        for (var n = 1; surroundings.Find(Identities.OfHand(report.Fill, n)) is { } known; n++)
            if (known.Sequence > 0) candidates.Add(known.Sequence);
        var open = candidates.Where(s => !confirmed.Contains(s) && !surroundings.IsReversed(s) && surroundings.Read(s) is FillRecorded { Detail.ByHand: true }).ToList();
        if (open.Count == 0) return null;
        if (open.Count > 1)
            return new Landing.Hold(report, Codes.TwoByHand, $"{open.Count} fills typed by hand (entries {string.Join(", ", open)}) could be this one, {Describe(report.Fill)}", identity);
        confirmed.Add(open[0]);
        return new Landing.Replace(open[0], string.Format(CultureInfo.InvariantCulture, HandReplaced, report.Detail.ExecutionId), report, identity);
    }

    readonly HashSet<long> confirmed = [];

    // A second fill typed alike gets the next number, so that two broker records find two of them.
    Identity FreeHand(in Fill fill)
    {
        var n = 1;
        while (surroundings.Find(Identities.OfHand(fill, n)) is not null) n++;
        return Identities.OfHand(fill, n);
    }

    int Count(in Fill fill, FillDetail detail)
    {
        var key = detail.OrderId is { Length: > 0 } ? Convert.ToHexString(Identities.Of(fill, detail, 0).Key.Span) : Identities.RowText(fill, 0);
        seen.TryGetValue(key, out var before);
        return seen[key] = before + 1;
    }

    static string Describe(in Fill fill) => $"{fill.Side.Word} {fill.Quantity} {fill.Symbol} at {fill.Price} on {fill.TradeDate}";
}
