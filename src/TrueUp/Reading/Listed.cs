using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>Entries of some kinds as a list shows them: within the cut, the days and the account asked for.</summary>
static class Listed
{
    /// <param name="all">Reversed ones too.</param>
    /// <param name="everyDay">Also entries dated after the day of the cut.</param>
    public static IEnumerable<Posted> Of(Desk desk, string[] kinds, TradeDate? first, TradeDate? last, bool all, bool everyDay = false)
    {
        var cut = desk.Cut;
        var through = Through(desk, cut);
        Background background = new(desk.Journal.ReadKinds(["reversal"], through), LotMethod.Fifo, null);
        return desk.Journal.ReadKinds(kinds, through).Where(p =>
            (first is not { } f || p.Entry.Day >= f) && (last is not { } l || p.Entry.Day <= l) && (everyDay || cut.AsOf is not { } asOf || p.Entry.Day <= asOf)
            && (all || !background.IsReversed(p.Sequence)) && (desk.AccountFilter is not { } only || AccountOf(p.Entry) is not { } account || account == only));
    }

    /// <summary>The last entry a cut knows of.</summary>
    public static long Through(Desk desk, Cut cut) => cut.KnownBy is { } known ? desk.Journal.SequenceKnownBy(known) : desk.Journal.Head.Sequence;

    /// <summary>The account an entry is of; null where it is of all.</summary>
    static AccountName? AccountOf(Entry entry) => entry switch
    {
        FillRecorded e => e.Fill.Account,
        CashMoved e => e.Account,
        CorporateActionRecorded e => e.Account,
        OptionEventRecorded e => e.Account,
        _ => null,
    };
}
