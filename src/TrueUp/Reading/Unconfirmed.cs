using System.Globalization;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>
/// Fills typed by hand that the broker's own records should have confirmed by now and have not: those more than three days old, in accounts with a record
/// of the broker's of that day or later. An account that is kept by hand alone has none.
/// </summary>
static class Unconfirmed
{
    const int Days = 3;
    const int Named = 3;

    public static List<UnconfirmedFill> Of(Desk desk)
    {
        List<UnconfirmedFill> found = [];
        Background? background = null;
        desk.Journal.ScanByHand(desk.Today.Plus(-Days - 1), (long sequence, in Fill fill, long _) =>
        {
            background ??= new(desk.Journal.ReadKinds(["reversal"], long.MaxValue), LotMethod.Fifo, null);
            if (!background.IsReversed(sequence)) found.Add(new(sequence, fill));
        });
        return found;
    }

    public static string Sentence(List<UnconfirmedFill> fills)
    {
        var named = string.Join("; ", fills.Take(Named).Select(f => f.Text));
        var more = fills.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {fills.Count - Named} more") : "";
        return $"{Recording.Recorder.Plural(fills.Count, "fill")} typed by hand {(fills.Count == 1 ? "has" : "have")} no record of the broker's: {named}{more}";
    }

    public static string WhatToDo(List<UnconfirmedFill> fills) => $"trueup reverse {fills[0].Sequence} --reason … where it was not filled so";
}

/// <param name="Sequence">Of its entry.</param>
sealed record UnconfirmedFill(long Sequence, Fill Fill)
{
    public string Text => $"{Sequence}, {Fill.Side.Word} {Fill.Quantity} {Fill.Symbol} at {Fill.Price} on {Fill.TradeDate}";
}
