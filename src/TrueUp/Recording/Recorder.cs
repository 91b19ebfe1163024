using System.Globalization;
using System.Text.RegularExpressions;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;

namespace TrueUp.Recording;

/// <param name="Sequence">Of the entry that holds it.</param>
sealed record HeldRow(long Sequence, Code Code, string Why);

/// <summary>Carries landings out in one write, and counts them.</summary>
sealed partial class Recorder(IJournalWriter to)
{
    readonly List<HeldRow> held = [];
    readonly List<long> reversed = [];
    HashSet<long>? reversals;
    HashSet<long>? undecided;
    int recorded, already, replaced, waiting;

    public IntakeCount Count => new(recorded, already, held.Count, replaced);

    public IReadOnlyList<HeldRow> Held => held;

    public List<long> Sequences { get; } = [];

    /// <summary>Told of every row, for progress.</summary>
    public Action? EachRow { get; init; }

    /// <summary>Sentences about what was recorded, asked for when all of it was.</summary>
    public Func<IEnumerable<string>> Remarks { get; set; } = () => [];

    /// <param name="row">The row as its source wrote it; asked for only when it is held.</param>
    public void Carry(Landing landing, int line, Func<string> row)
    {
        EachRow?.Invoke();
        switch (landing)
        {
            case Landing.Record l:
                var sequence = to.Append(l.Entry, line, l.Identity);
                if (!l.Also.IsNone) to.Identify(l.Also, sequence);
                Sequences.Add(sequence);
                recorded++;
                break;
            case Landing.Already l:
                Sequences.Add(l.Sequence);
                if (IsReversal(l.Sequence)) reversed.Add(l.Sequence);
                if (IsWaiting(l.Sequence)) waiting++;
                already++;
                break;
            case Landing.Replace l:
                to.Append(new EntryReversed(l.Sequence, l.What) { Day = l.Entry.Day }, line);
                Sequences.Add(to.Append(l.Entry, line, l.Identity));
                replaced++;
                break;
            case Landing.Withdraw l:
                Sequences.Add(to.Append(new EntryReversed(l.Sequence, l.What) { Day = Original(l.Sequence).Day }, line, l.Identity));
                recorded++;
                break;
            case Landing.Hold l:
                var kept = to.Append(new RowHeld(l.Proposed, l.Code.Id, l.Why, row()) { Day = l.Proposed.Day, At = l.Proposed.At }, line, l.Identity);
                held.Add(new(kept, l.Code, l.Why));
                break;
            default: throw new System.Diagnostics.UnreachableException($"no way to carry out {landing.GetType().Name}");
        }
    }

    // Known facts that were taken back lead to their reversal.
    bool IsReversal(long sequence) => (reversals ??= [.. to.Journal.ReadKinds(["reversal"], long.MaxValue).Select(p => p.Sequence)]).Contains(sequence);

    // Known, and still not in the books: nobody has decided yet.
    bool IsWaiting(long sequence) => (undecided ??= [.. Reading.Held.Waiting(to.Journal).Select(p => p.Sequence)]).Contains(sequence);

    public Entry Original(long sequence) => to.Journal.Read(sequence - 1, sequence).Single().Entry;

    /// <summary>The sentence an import ends in; the counts add up to the rows.</summary>
    public string Summary(string what, bool dryRun) => Summary([this], what, dryRun);

    public static string Summary(IReadOnlyList<Recorder> all, string what, bool dryRun)
    {
        var (recorded, replaced) = (all.Sum(r => r.recorded), all.Sum(r => r.replaced));
        List<string> parts = [$"{Plural(recorded, "new " + what)} {(dryRun ? "would be " : "")}recorded", $"{all.Sum(r => r.already)} already recorded"];
        if (replaced > 0) parts.Add($"{replaced} confirmed or corrected by the broker");
        parts.Add($"{all.Sum(r => r.held.Count)} held for review");
        return string.Join(", ", parts) + $"; {Plural(all.Sum(r => r.Count.Rows), "row")} in all";
    }

    public static string Plural(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    /// <summary>What is worth saying of what was recorded, and what was held and why, a few of many.</summary>
    public void Explain(TextWriter notes) => Explain([this], notes);

    public static void Explain(IReadOnlyList<Recorder> all, TextWriter notes)
    {
        foreach (var remark in all.Count == 1 ? all[0].Remarks() : Together(all.SelectMany(r => r.Remarks()))) notes.WriteLine($"note: {remark}");
        var reversed = all.SelectMany(r => r.reversed).ToList();
        if (reversed.Count > 0)
            notes.WriteLine($"note: {Plural(reversed.Count, "row")} of these {(reversed.Count == 1 ? "was" : "were")} recorded and reversed, and {(reversed.Count == 1 ? "stays" : "stay")} so (trueup reverse {reversed[0]} would bring it back)");
        if (all.Sum(r => r.waiting) is > 0 and var waiting)
            notes.WriteLine($"note: {Plural(waiting, "row")} of these {(waiting == 1 ? "is" : "are")} held since an earlier time and not in the books (trueup held list)");
        var held = all.SelectMany(r => r.held).ToList();
        foreach (var row in held.Take(10)) notes.WriteLine($"held {row.Sequence}: {row.Code} {row.Why}");
        if (held.Count > 10) notes.WriteLine($"… and {held.Count - 10} more");
        if (held.Count > 0) notes.WriteLine("hint: trueup held list shows them; trueup held accept or drop decides, with a reason");
    }

    /// <summary>Sentences that begin with a count of rows and go on alike, as one; any other as it is, once.</summary>
    public static IEnumerable<string> Together(IEnumerable<string> sentences) => sentences.Select(Counted.Of)
        .GroupBy(s => s.What, StringComparer.Ordinal)
        .Select(g => g.Sum(s => s.Rows) switch
        {
            0 => g.Key,
            1 => $"1 row {g.Key}",
            var rows => $"{rows.ToString("N0", CultureInfo.InvariantCulture)} rows {g.Key}",
        });

    sealed partial record Counted(long Rows, string What)
    {
        public static Counted Of(string sentence) => Pattern().Match(sentence) is { Success: true } counted
            ? new(long.Parse(counted.Groups["rows"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture), counted.Groups["what"].Value)
            : new(0, Folder().Replace(sentence, "each file is dated by its folder"));

        [GeneratedRegex("^dated [0-9-]+ by its folder$", RegexOptions.None, 1000)]
        private static partial Regex Folder();

        [GeneratedRegex("^(?<rows>[0-9,]+) rows? (?<what>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
        private static partial Regex Pattern();
    }
}
