using System.CommandLine;
using System.Globalization;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup lots choose SEQUENCE --from OPENING:QUANTITY,…</c>: which lots a closing fill took, for the method <c>specific</c>.</summary>
static class LotsCommand
{
    public static Command Build()
    {
        Command lots = new("lots", "Which lots a sale closed");
        Argument<long> sequence = new("sequence") { Description = "The closing fill: trueup fill list names it" };
        Option<string[]> from = new("--from") { Description = "OPENING:QUANTITY, several with commas: the fills that opened the lots", Required = true, AllowMultipleArgumentsPerToken = true };
        lots.Add(new Command("choose", "Choose the lots of one closing fill; what is not chosen goes first in, first out") { sequence, from }.Does(desk =>
        {
            var closing = desk.Args.GetValue(sequence);
            var choices = Choices(desk.Args.GetValue(from)!);
            var (made, closed) = desk.Write(desk.Stamp("lots choose"), to => Carry(to, closing, choices));
            var sheet = desk.Answer();
            sheet.Integer("sequence", desk.DryRun ? null : made);
            sheet.Integer("closing", closing);
            sheet.List("disposals", Columns, closed);
            sheet.End();
            if (desk.Settings.Lots != LotMethod.Specific)
                desk.Notes.WriteLine("note: this book reads lots another way (trueup.yaml); lots: specific uses the choice, and so does trueup realized --method specific");
            return ExitCode.Clean;
        }));
        return lots;
    }

    static readonly Columns<Disposal> Columns = new Columns<Disposal>()
        .Integer("opening", d => d.OpenedBy)
        .Date("openedOn", d => d.OpenedOn)
        .Key()
        .Number("units", d => d.Quantity.Value)
        .Amount("grossProceeds", d => d.GrossProceeds)
        .Amount("grossCost", d => d.GrossCost)
        .Amount("gain", d => d.Gain);

    static ValueList<LotChoice> Choices(string[] texts)
    {
        List<LotChoice> choices = [];
        foreach (var text in texts.SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            choices.Add(colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var opening)
                && decimal.TryParse(text.AsSpan(colon + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity) && quantity > 0
                ? new(opening, new(quantity))
                : throw new RefusedException(Codes.Usage, new("--from"), $"\"{text}\" is not OPENING:QUANTITY", "the sequence of the fill that opened the lot, a colon, and how many: 12:40"));
        }

        if (choices.Select(c => c.Opening).Distinct().Count() != choices.Count) throw new RefusedException(Codes.Usage, new("--from"), "one opening is named twice", "name each once, with the whole quantity");
        return choices.Count > 0 ? [.. choices] : throw new RefusedException(Codes.Usage, new("--from"), "no lot is named");
    }

    // The choice is made, the book folded with it, and the choice kept only where every lot was there in the quantity chosen.
    static (long Made, List<Disposal> Closed) Carry(IJournalWriter to, long closing, ValueList<LotChoice> choices)
    {
        Posted Read(long sequence) => to.Journal.Read(sequence - 1, sequence).Single();
        Place place = new($"entry {closing}");
        if (closing < 1 || closing > to.Head.Sequence) throw new RefusedException(Codes.NoSuchEntry, new("sequence"), $"there is no entry {closing}; the last is {to.Head.Sequence}");
        if (Read(closing) is not { Entry: FillRecorded { Fill: var fill } } target) throw new RefusedException(Codes.LotsDoNotFit, place, $"it is {EntryWords.Of(Read(closing).Entry)}, not a fill");
        if (new Background(to.Journal.ReadKinds(Background.Kinds, long.MaxValue), LotMethod.Specific, null).IsReversed(closing))
            throw new RefusedException(Codes.LotsDoNotFit, place, "it is reversed and counts no more");
        if (choices.Sum(c => c.Quantity.Value) > fill.Quantity.Value)
            throw new RefusedException(Codes.LotsDoNotFit, place, $"{Digits.Text(choices.Sum(c => c.Quantity.Value))} units are chosen and the fill has {fill.Quantity}");

        var made = to.Append(new LotsChosen(closing, choices) { Day = target.Entry.Day });
        List<Disposal> closed = [];
        Books.At(to.Journal, Cut.Everything, LotMethod.Specific, d =>
        {
            if (d.ClosedBy == closing) closed.Add(d);
        });
        foreach (var (opening, quantity) in choices)
        {
            var took = closed.Where(d => d.OpenedBy == opening).Sum(d => d.Quantity.Value);
            if (took < quantity.Value)
                throw new RefusedException(Codes.LotsDoNotFit, place, took == 0 ? $"entry {opening} opened no lot that it could close" : $"of the lot of entry {opening} it could close {Digits.Text(took)}, not {quantity}");
        }

        return (made, closed);
    }
}
