using System.Diagnostics;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Ledgers;

/// <summary>Numbers and words as files of other programs have them.</summary>
static class Plain
{
    /// <summary>Every digit, and at least two decimals.</summary>
    public static string Money(decimal amount) => Digits.Normal(amount).Scale >= 2 ? Digits.Text(amount) : Digits.Fixed(amount, 2);

    /// <summary>What an entry was, in a few words.</summary>
    public static string Words(Movement movement) => movement switch
    {
        { Fill: { } f } => $"{f.Side.Word} {f.Quantity} {f.Symbol}",
        { Entry: CashMoved e } => Canonical.Word(e.Kind),
        { Entry: CorporateActionRecorded e } => $"{Canonical.Word(e.Action)} {e.Action.Symbol}",
        { Entry: OptionEventRecorded e } => $"{e.Event.Symbol} {Canonical.Word(e.Event)}",
        _ => throw new UnreachableException($"no words for entry {movement.Sequence}"),
    };
}
