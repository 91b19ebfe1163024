using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>What the days of new bars say about them: closes that do not move, sessions without a bar, bars without a session. Accepted all the same, and said.</summary>
static class DaysSaid
{
    const int EqualCloses = 5;

    public static IEnumerable<PriceNote> Of(Timeline line, Func<Symbol, TradeDate, bool?> wasOpen)
    {
        List<PriceNote> notes = [];
        Unchanged(line, notes);
        if (!line.Offered.Name.Convention.IsRate) Sessions(line, day => wasOpen(line.Offered.Name.Symbol, day), notes);
        return notes;
    }

    static void Unchanged(Timeline line, List<PriceNote> notes)
    {
        var (equal, count, first) = (1, 0, default(TradeDate));
        for (var at = 1; at < line.Count; at++)
        {
            var (series, row, isNew) = line[at];
            var (previous, previousRow, _) = line[at - 1];
            equal = DecimalColumn.Same(series.Close, row, previous.Close, previousRow) ? equal + 1 : 1;
            if (equal >= EqualCloses && isNew && count++ == 0) first = TradeDate.FromNumber(series.Days[row]);
        }

        Say(line, notes, PriceNoteKind.CloseUnchanged, count, first, "closes at the end of five or more equal ones");
    }

    static void Sessions(Timeline line, Func<TradeDate, bool?> wasOpen, List<PriceNote> notes)
    {
        var (closed, firstClosed, missing, firstMissing) = (0, default(TradeDate), 0, default(TradeDate));
        for (var at = 0; at < line.Count; at++)
        {
            var (series, row, isNew) = line[at];
            var day = TradeDate.FromNumber(series.Days[row]);
            if (isNew && wasOpen(day) == false && closed++ == 0) firstClosed = day;
            if (at == 0 || (!isNew && !line[at - 1].IsNew)) continue;
            var (previous, previousRow, _) = line[at - 1];
            for (var gap = TradeDate.FromNumber(previous.Days[previousRow]).Plus(1); gap < day; gap = gap.Plus(1))
                if (wasOpen(gap) == true && missing++ == 0) firstMissing = gap;
        }

        Say(line, notes, PriceNoteKind.MarketClosed, closed, firstClosed, "bars of days the exchange was closed");
        Say(line, notes, PriceNoteKind.SessionMissing, missing, firstMissing, "sessions without a bar");
    }

    static void Say(Timeline line, List<PriceNote> notes, PriceNoteKind kind, int count, TradeDate first, string what)
    {
        if (count > 0) notes.Add(new(kind, line.Offered.Name.Symbol, count, $"{line.Offered.Name}: {what}: {count}, first {first}"));
    }
}
