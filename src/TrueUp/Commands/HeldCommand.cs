using System.CommandLine;
using TrueUp.Edges.Prices;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup held list|accept|drop</c>: rows that wait for a person. What is decided is journaled with its reason; a dropped row stays readable.</summary>
static class HeldCommand
{
    public static Command Build()
    {
        Command held = new("held", "Rows that wait for a person");
        held.Add(new Command("list", "List what waits") { Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var cut = desk.Cut;
            var sheet = desk.Answer();
            sheet.List("held", Columns, Held.Waiting(desk.Journal, Listed.Through(desk, cut)).Where(p => cut.AsOf is not { } last || p.Entry.Day <= last), "nothing waits");
            sheet.End();
            return ExitCode.Clean;
        }));
        held.Add(Deciding("accept", "Record what was proposed", accepted: true));
        held.Add(Deciding("drop", "Leave it out of the books for good", accepted: false));
        return held;
    }

    static readonly Columns<Posted> Columns = new Columns<Posted>()
        .Integer("id", p => p.Sequence)
        .Date("date", p => p.Entry.Day)
        .Key()
        .Text("code", p => p.Entry switch { RowHeld e => e.Code, PriceHeld e => e.Code, _ => null })
        .Text("kind", p => p.Entry is RowHeld e ? Canonical.KindOf(e.Proposed) : "price")
        .Text("what", p => EntryWords.Of(p.Entry))
        .Text("why", p => p.Entry switch { RowHeld e => e.Why, PriceHeld e => e.Why, _ => null })
        .Text("row", p => p.Entry switch { RowHeld e => e.Row, PriceHeld e => e.Row, _ => null })
        .Text("source", p => p.Stamp.Source)
        .Integer("line", p => p.Line == 0 ? null : p.Line)
        .Moment("since", p => p.Stamp.RecordedAt);

    static Command Deciding(string name, string description, bool accepted)
    {
        Argument<long[]> ids = new("id") { Description = "As trueup held list shows them", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> all = new("--all") { Description = "Everything that waits" };
        Option<string> reason = new("--reason") { Description = "Why, in your words", Required = true };
        return new Command(name, description) { ids, all, reason }.Does(desk =>
        {
            var why = Reasons.Given(desk, reason);
            var named = desk.Args.GetValue(ids) ?? [];
            if (desk.Args.GetValue(all) == named.Length > 0) throw new RefusedException(Codes.Usage, new("id"), named.Length > 0 ? "--all and ids are given at once" : "nothing is named", "name ids, or pass --all");
            var decided = desk.Write(desk.Stamp($"held {name}"), to => Decide(desk, to, named, why, accepted));
            var sheet = desk.Answer();
            sheet.List("decided", Decisions, decided, "nothing waits");
            sheet.End();
            desk.Notes.WriteLine($"{Recorder.Plural(decided.Count, "row")} {(accepted ? "accepted" : "dropped")}");
            return ExitCode.Clean;
        });
    }

    sealed record Decision(long Id, Posted Held, long? Recorded, long? Reversed);

    static readonly Columns<Decision> Decisions = new Columns<Decision>()
        .Integer("id", d => d.Id)
        .Key()
        .Text("what", d => EntryWords.Of(d.Held.Entry))
        .Integer("recorded", d => d.Recorded)
        .Integer("reversed", d => d.Reversed);

    static List<Decision> Decide(Desk desk, IJournalWriter to, long[] named, string why, bool accepted)
    {
        var waiting = Held.Waiting(to.Journal).ToDictionary(p => p.Sequence);
        var strangers = named.Where(id => !waiting.ContainsKey(id)).Distinct().Select(id => new Rejection(Codes.NotHeld, new($"held {id}"), Why(to, id))).ToList();
        if (strangers.Count > 0) throw new RefusedException(strangers);

        List<Decision> decided = [];
        foreach (var held in named.Length > 0 ? named.Distinct().Select(id => waiting[id]) : waiting.Values.OrderBy(p => p.Sequence))
        {
            decided.Add(held.Entry switch
            {
                RowHeld row when accepted => Accept(to, held, row),
                PriceHeld price => Prices(desk, held, price, accepted),
                _ => new(held.Sequence, held, null, null),
            });
            to.Append(new HeldDecided(held.Sequence, accepted, why) { Day = desk.Today, At = desk.Now });
        }

        return decided;
    }

    static Decision Accept(IJournalWriter to, Posted held, RowHeld row)
    {
        Entry Read(long sequence) => to.Journal.Read(sequence - 1, sequence).Single().Entry;
        Background background = new(to.Journal.ReadKinds(Background.Kinds, long.MaxValue), LotMethod.Fifo, null);
        var acceptance = Acceptance.Of(held.Sequence, row, to.Find, Read, background.IsReversed, background.Terms.Instruments);
        var reversal = acceptance.Reverses is { } earlier
            ? to.Append(new EntryReversed(earlier, $"held row {held.Sequence} was accepted in its place") { Day = Read(earlier).Day }, held.Line)
            : (long?)null;
        var recorded = acceptance.Records is { } fact ? to.Append(fact, held.Line) : (long?)null;
        foreach (var identity in acceptance.Identities) to.Identify(identity, recorded ?? reversal ?? throw new System.Diagnostics.UnreachableException("accepting records or reverses"));
        return new(held.Sequence, held, recorded, acceptance.Reverses);
    }

    static Decision Prices(Desk desk, Posted held, PriceHeld price, bool accepted)
    {
        PriceStore store = new(desk.Journal.Database);
        // A hold that the store no longer has can still be decided: nothing is left that accepting could change.
        if (store.FindHold(price.Row) is { } hold)
        {
            if (accepted) store.Accept(hold, new PriceSource(hold.Source, held.Stamp.SourceSha256 ?? "", desk.Now));
            else store.Drop(hold);
        }

        return new(held.Sequence, held, null, null);
    }

    static string Why(IJournalWriter to, long id)
    {
        if (id < 1 || id > to.Head.Sequence) return $"there is no entry {id}";
        if (to.Journal.Read(id - 1, id).Single().Entry is not (RowHeld or PriceHeld)) return $"entry {id} is no held row";
        var decision = to.Journal.ReadKinds(["decision"], long.MaxValue).FirstOrDefault(p => p.Entry is HeldDecided d && d.Sequence == id);
        return decision?.Entry is HeldDecided { } made ? $"it was {(made.Accepted ? "accepted" : "dropped")} on {made.Day}: {made.Reason}" : "its source took it back";
    }
}
