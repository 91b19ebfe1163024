using System.CommandLine;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Reading;

namespace TrueUp.Commands;

/// <summary><c>trueup reverse SEQUENCE --reason TEXT</c>: the only way to correct. A later entry names the earlier one, which stays readable.</summary>
static class ReverseCommand
{
    public static Command Build()
    {
        Argument<long> sequence = new("sequence") { Description = "The entry: trueup fill list, rec list and cash name them" };
        Option<string> reason = new("--reason") { Description = "Why, in your words", Required = true };
        return new Command("reverse", "Take an entry back; it stays readable and counts no more") { sequence, reason }.Does(desk =>
        {
            var number = desk.Args.GetValue(sequence);
            var why = Reasons.Given(desk, reason);
            var (made, reversal, target) = desk.Write(desk.Stamp("reverse"), to => Carry(to, number, why));
            var sheet = desk.Answer();
            sheet.Integer("reversal", desk.DryRun ? null : made);
            sheet.Integer("reversed", number);
            sheet.Text("kind", Canonical.KindOf(target.Entry));
            sheet.Date("day", target.Entry.Day);
            sheet.Text("what", EntryWords.Of(target.Entry));
            sheet.Flag("countsAgain", reversal.Counts);
            sheet.End();
            desk.Notes.WriteLine(reversal.Counts
                ? $"entry {reversal.Fact.Sequence} counts again: {EntryWords.Of(reversal.Fact.Entry)}"
                : $"entry {number} counts no more: {EntryWords.Of(target.Entry)} of {target.Entry.Day}");
            return ExitCode.Clean;
        });
    }

    static (long Made, Reversal Reversal, Posted Target) Carry(IJournalWriter to, long number, string why)
    {
        Posted Read(long sequence) => to.Journal.Read(sequence - 1, sequence).Single();
        var head = to.Head.Sequence;
        if (number < 1 || number > head) throw new RefusedException(Codes.NoSuchEntry, new("sequence"), $"there is no entry {number}; the last is {head}");
        var reversed = new Background(to.Journal.ReadKinds(Background.Kinds, long.MaxValue), LotMethod.Fifo, null).Reversed;
        var target = Read(number);
        if (reversed.Contains(number)
            && to.Journal.ReadKinds(["reversal"], long.MaxValue).LastOrDefault(p => p.Entry is EntryReversed r && r.Sequence == number && !reversed.Contains(p.Sequence)) is { } by)
            throw new RefusedException(Codes.AlreadyReversed, new($"entry {number}"), $"entry {by.Sequence} already took it back, so there is nothing to do", $"trueup reverse {by.Sequence} would bring it back");
        var reversal = Reversal.Of(target, Read, reversed, to.Find);
        // On the day of what it takes back, because from there on it is as if that had never been.
        var made = to.Append(new EntryReversed(number, why) { Day = target.Entry.Day });
        foreach (var identity in reversal.ToReversal) to.Identify(identity, made);
        foreach (var identity in reversal.ToFact) to.Identify(identity, reversal.Fact.Sequence);
        return (made, reversal, target);
    }
}

/// <summary>Why a person decides something: asked for by every correcting command.</summary>
static class Reasons
{
    const int LongestReason = 1000;

    public static string Given(Desk desk, Option<string> option)
    {
        var reason = desk.Args.GetValue(option)!.Trim();
        if (reason.Length == 0) throw new RefusedException(Codes.Usage, new("--reason"), "the reason is empty", "say it in your words: who reads the book later will want to know");
        if (reason.Length > LongestReason || reason.Any(char.IsControl)) throw new RefusedException(Codes.Usage, new("--reason"), $"a reason is one line of at most {LongestReason} characters");
        return reason;
    }
}
