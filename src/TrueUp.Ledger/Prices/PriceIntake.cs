using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>What an import may know about the world beyond its file. Both may say null: nothing known.</summary>
/// <param name="CalendarOf">Whether the symbol's exchange is open on a day; null where no calendar is known.</param>
/// <param name="ActionsOf">The issuer's actions that the book has.</param>
public sealed record IntakeRules(Func<Symbol, Func<TradeDate, bool>?> CalendarOf, Func<Symbol, IReadOnlyList<KnownAction>> ActionsOf)
{
    public static readonly IntakeRules None = new(_ => null, _ => []);
}

/// <summary>What became of one symbol's bars in an import. Bars recorded + already recorded + held is the number offered.</summary>
/// <param name="After">The series as it should now be stored; null where nothing changes.</param>
public sealed record SeriesIntake(PriceSeries? After, int Recorded, int AlreadyRecorded, ValueList<HeldPrice> Held, ValueList<PriceNote> Notes);

/// <summary>
/// Which of the bars offered become part of a series, and which wait for a person. Pure; every row offered was already found possible
/// by itself (a positive close, a range that holds it).
/// </summary>
/// <remarks>
/// Invariants, tested under these numbers:
/// (1) a recorded bar is never changed here, only completed where it had nothing;
/// (2) offering the same bars again changes nothing;
/// (3) every bar offered is recorded, already recorded or held;
/// (4) no series ever holds bars of two conventions or two quote units.
/// </remarks>
public static class PriceIntake
{
    /// <summary>A day's move beyond this needs an explanation.</summary>
    public const decimal LargestPlainMove = 0.40m;

    /// <summary>This many recorded days with other values are a changed history, not a corrected day.</summary>
    public const int HistoryDays = 5;

    const int VolumeDays = 20;
    const int EqualCloses = 5;

    public static SeriesIntake Decide(PriceSeries? stored, PriceSeries offered, IntakeRules rules)
    {
        if (stored is null) return Judge(stored, offered, Overlap.None(offered), rules);
        if (stored.Unit != offered.Unit)
            return HoldAll(Codes.UnitFlipped, stored, offered, $"{offered.Name} is recorded in {stored.Unit} and offered in {offered.Unit}");

        var overlap = Overlap.Of(stored, offered);
        return overlap.Different.Count >= HistoryDays || overlap.Different.Exists(d => IsHundredfold(offered.Close[d.Offered]!.Value, stored.Close[d.Stored]!.Value))
            ? HoldAll(stored, offered, overlap, rules)
            : Judge(stored, offered, overlap, rules);
    }

    /// <summary>The series with these bars put in, whatever was recorded for their days: a person accepted them.</summary>
    public static PriceSeries Accepted(PriceSeries? stored, HeldPrice held)
    {
        if (stored is null || held.Replaces || stored.Unit != held.Bars.Unit) return held.Bars;
        PriceSeries.Builder merged = new(stored.Name, stored.Unit);
        for (int i = 0, j = 0; i < stored.Count || j < held.Bars.Count;)
        {
            if (j == held.Bars.Count || (i < stored.Count && stored.Days[i] < held.Bars.Days[j])) merged.Add(stored, i++);
            else if (i == stored.Count || held.Bars.Days[j] < stored.Days[i]) merged.Add(held.Bars, j++);
            else merged.Add(held.Bars, j++, stored, i++);
        }

        return merged.Build();
    }

    static SeriesIntake Judge(PriceSeries? stored, PriceSeries offered, Overlap overlap, IntakeRules rules)
    {
        List<HeldPrice> held = [];
        List<PriceNote> notes = [];
        var waits = new bool[offered.Count];
        foreach (var (theirs, ours) in overlap.Different)
        {
            waits[theirs] = true;
            var (old, @new) = (stored![ours], offered[theirs]);
            held.Add(new(Codes.PriceRestated, $"{offered.Name} {old.Day}: {Difference(old, @new)}", Slice(offered, theirs, 1), old));
        }

        Timeline line = new(stored, offered, overlap);
        if (Walk(line, waits, overlap, rules, held, notes) is { } footing) return HoldAll(Codes.ConventionsMixed, stored, offered, footing);
        SayDays(line, rules.CalendarOf(offered.Name.Symbol), notes);

        var completed = 0;
        var recorded = 0;
        var keepsAdjusted = !overlap.AdjustedDiffers || overlap.OfferedSpansStored;
        if (overlap.AdjustedDiffers)
        {
            notes.Add(new(PriceNoteKind.AdjustedCloseReanchored, offered.Name.Symbol, offered.Count, keepsAdjusted
                ? $"{offered.Name}: adjusted closes have another anchor; the file covers the whole series, so its own are kept"
                : $"{offered.Name}: adjusted closes have another anchor than those recorded; only the recorded ones are kept"));
        }

        if (overlap.VolumeDiffers > 0)
            notes.Add(new(PriceNoteKind.VolumeRestated, offered.Name.Symbol, overlap.VolumeDiffers, $"{offered.Name}: the volume of {overlap.VolumeDiffers} recorded days differs; the recorded one stays"));

        PriceSeries.Builder after = new(offered.Name, offered.Unit);
        var source = keepsAdjusted ? offered : Without(offered);
        for (int i = 0, j = 0; i < (stored?.Count ?? 0) || j < offered.Count;)
        {
            var order = i == (stored?.Count ?? 0) ? 1 : j == offered.Count ? -1 : stored!.Days[i].CompareTo(offered.Days[j]);
            if (order < 0)
            {
                after.Add(stored!, i++);
            }
            else if (order > 0)
            {
                if (!waits[j])
                {
                    after.Add(source, j);
                    recorded++;
                }

                j++;
            }
            else
            {
                if (!waits[j] && Completes(stored!, i, source, j))
                {
                    completed++;
                    after.Add(stored!, i++, source, j++);
                }
                else
                {
                    after.Add(stored!, i++);
                    j++;
                }
            }
        }

        if (completed > 0)
            notes.Add(new(PriceNoteKind.Completed, offered.Name.Symbol, completed, $"{offered.Name}: {completed} recorded days gained fields they lacked"));

        var result = after.Build();
        if (overlap.AdjustedDiffers && keepsAdjusted) result = WithAdjusted(result, offered);
        var changes = recorded + completed > 0 || (overlap.AdjustedDiffers && keepsAdjusted);
        var waiting = waits.Count(w => w);
        return new(changes ? result : null, recorded, offered.Count - recorded - waiting, [.. held], [.. notes]);
    }

    /// <summary>Finds moves nobody can explain. Null, or why the whole file is on another footing than what is recorded.</summary>
    static string? Walk(Timeline line, bool[] waits, Overlap overlap, IntakeRules rules, List<HeldPrice> held, List<PriceNote> notes)
    {
        var offered = line.Offered;
        var actions = offered.Name.Convention is Convention.Raw ? rules.ActionsOf(offered.Name.Symbol) : [];
        var adjusted = offered.Name.Convention is not Convention.Raw;
        var paysDividends = offered.Name.Convention is Convention.Raw or Convention.SplitAdjusted;
        decimal? last = null;
        var lastDay = 0;
        var before = 0;
        var lastWasStored = false;
        var (units, cash) = (1m, 0m);
        var borneOut = 0;
        var firstBorneOut = "";
        List<decimal> volumes = [];
        List<int> run = [];
        var runIsFlip = false;
        var runLast = 0m;

        for (var at = 0; at < line.Count; at++)
        {
            var (series, row, isNew) = line[at];
            var day = series.Days[row];
            if (isNew && waits[row]) continue;
            var close = series.Close[row]!.Value;
            var anyMove = false;
            if (paysDividends && series.Dividend?[row] is { } dividend && dividend != 0) cash += dividend * units;
            var ownSplit = adjusted ? 1 : series.Split?[row] ?? 1;
            if (!adjusted)
            {
                units *= ownSplit;
                foreach (var action in actions)
                {
                    if (action.Day.Number <= before || action.Day.Number > day) continue;
                    anyMove |= action.ExplainsAnyMove;
                    if (ownSplit == 1) units *= action.Ratio;
                }
            }

            before = day;
            var worth = units == 1 && cash == 0 ? close : close * units + cash;
            var isLarge = last is { } previous && !anyMove && (worth > previous * (1 + LargestPlainMove) || worth < previous * (1 - LargestPlainMove));
            if (isLarge && (isNew || lastWasStored != !isNew))
            {
                var seam = !overlap.Anchored && lastWasStored != !isNew;
                var flips = IsHundredfold(worth, last!.Value);
                var volume = series.Volume?[row];
                if (seam && !flips && !Traded(volume, volumes, 3))
                    return $"{offered.Name}: {Percent(worth, last.Value)} from {Shown(last.Value)} on {TradeDate.FromNumber(lastDay)} to {Shown(close)} on {TradeDate.FromNumber(day)}, where this file meets what is recorded";

                if (isNew && (flips || !(Traded(volume, volumes, 1) || Continues(line, at, waits, adjusted, worth, last.Value, units, cash))))
                {
                    if (run.Count > 0 && runIsFlip != flips) CloseRun();
                    if (run.Count == 0) runLast = last.Value;
                    runIsFlip = flips;
                    run.Add(row);
                    waits[row] = true;
                    continue;
                }

                if (isNew && borneOut++ == 0) firstBorneOut = $"{TradeDate.FromNumber(day)}, {Shown(last.Value)} to {Shown(close)}";
            }

            CloseRun();
            (last, lastDay, lastWasStored) = (close, day, !isNew);
            (units, cash) = (1, 0);
            if (series.Volume?[row] is { } traded)
            {
                if (volumes.Count == VolumeDays) volumes.RemoveAt(0);
                volumes.Add(traded);
            }
        }

        CloseRun();
        if (borneOut > 0)
            notes.Add(new(PriceNoteKind.MoveBorneOut, offered.Name.Symbol, borneOut, $"{offered.Name}: {borneOut} moves over 40 % that the volume or the days after bear out, first {firstBorneOut}"));
        return null;

        void CloseRun()
        {
            if (run.Count == 0) return;
            var first = offered[run[0]];
            var code = runIsFlip ? Codes.UnitFlipped : Codes.UnexplainedMove;
            var days = run.Count == 1 ? $"{first.Day}" : $"{first.Day} and {run.Count - 1} more days";
            held.Add(new(code, $"{offered.Name} {days}: {Shown(runLast)} to {Shown(first.Close)} with no split or other action that explains it", Pick(offered, run), null));
            run.Clear();
        }
    }

    /// <summary>The next close stays nearer to this one than to the one before: the move lasted.</summary>
    static bool Continues(Timeline line, int at, bool[] waits, bool adjusted, decimal worth, decimal last, decimal units, decimal cash)
    {
        for (var next = at + 1; next < line.Count; next++)
        {
            var (series, row, isNew) = line[next];
            if (isNew && waits[row]) continue;
            var then = series.Close[row]!.Value * units * (adjusted ? 1 : series.Split?[row] ?? 1) + cash;
            return Fold(then, worth) < Fold(then, last);
        }

        return false;
    }

    static bool Traded(decimal? volume, List<decimal> before, int times)
    {
        if (volume is not > 0 || before.Count < EqualCloses) return false;
        decimal[] sorted = [.. before.Order()];
        return volume >= times * sorted[sorted.Length / 2];
    }

    static void SayDays(Timeline line, Func<TradeDate, bool>? isOpen, List<PriceNote> notes)
    {
        var offered = line.Offered;
        var symbol = offered.Name.Symbol;
        var (equal, stale, firstStale) = (1, 0, default(TradeDate));
        for (var at = 1; at < line.Count; at++)
        {
            var (series, row, isNew) = line[at];
            var (previous, previousRow, _) = line[at - 1];
            equal = DecimalColumn.Same(series.Close, row, previous.Close, previousRow) ? equal + 1 : 1;
            if (equal < EqualCloses || !isNew) continue;
            if (stale++ == 0) firstStale = TradeDate.FromNumber(series.Days[row]);
        }

        if (stale > 0)
            notes.Add(new(PriceNoteKind.CloseUnchanged, symbol, stale, $"{offered.Name}: {stale} days end five or more equal closes in a row, first {firstStale}"));

        if (isOpen is null || offered.Name.Convention.IsRate) return;
        var (closed, firstClosed, missing, firstMissing) = (0, default(TradeDate), 0, default(TradeDate));
        for (var at = 0; at < line.Count; at++)
        {
            var (series, row, isNew) = line[at];
            var day = TradeDate.FromNumber(series.Days[row]);
            if (isNew && !isOpen(day) && closed++ == 0) firstClosed = day;
            if (at == 0 || (!isNew && !line[at - 1].IsNew)) continue;
            var (previous, previousRow, _) = line[at - 1];
            for (var gap = previous.Days[previousRow] + 1; gap < day.Number; gap++)
            {
                var without = TradeDate.FromNumber(gap);
                if (!without.IsWeekend && isOpen(without) && missing++ == 0) firstMissing = without;
            }
        }

        if (closed > 0)
            notes.Add(new(PriceNoteKind.MarketClosed, symbol, closed, $"{offered.Name}: {closed} bars are of days the exchange was closed, first {firstClosed}"));
        if (missing > 0)
            notes.Add(new(PriceNoteKind.SessionMissing, symbol, missing, $"{offered.Name}: {missing} sessions have no bar, first {firstMissing}"));
    }

    static SeriesIntake HoldAll(PriceSeries stored, PriceSeries offered, Overlap overlap, IntakeRules rules)
    {
        var (theirs, ours) = overlap.Different[0];
        var (first, recorded) = (offered[theirs], stored[ours]);
        var where = $"{offered.Name}: {overlap.Different.Count} of {overlap.Count} recorded days differ, first {first.Day}: {Difference(recorded, first)}";
        if (overlap.Different.TrueForAll(d => IsHundredfold(offered.Close[d.Offered]!.Value, stored.Close[d.Stored]!.Value)))
            return HoldAll(Codes.UnitFlipped, stored, offered, where + "; all of them by a factor of a hundred");

        if (overlap.Different.TrueForAll(d => IsOtherFooting(stored, offered, d, rules)))
            return HoldAll(Codes.ConventionsMixed, stored, offered, where + "; they differ by the splits since, so one side is adjusted and the other is not");

        var ratio = first.Close / recorded.Close;
        var reanchored = ratio != 1 && overlap.Different.TrueForAll(d =>
            Fold(offered.Close[d.Offered]!.Value, stored.Close[d.Stored]!.Value * ratio) < 1.0005m);
        return reanchored
            ? HoldAll(Codes.HistoryChanged, stored, offered, where + $"; all by the ratio {Digits.Text(Math.Round(ratio, 6))}, as a later dividend or split does to adjusted prices")
            : HoldAll(Codes.HistoryChanged, stored, offered, where, replaces: false);
    }

    /// <summary>The two closes differ by the splits that came after, or one is the other's adjusted close.</summary>
    static bool IsOtherFooting(PriceSeries stored, PriceSeries offered, (int Offered, int Stored) at, IntakeRules rules)
    {
        var (theirs, ours) = (offered.Close[at.Offered]!.Value, stored.Close[at.Stored]!.Value);
        if (Fold(theirs, ours) < 1.01m) return false;
        if (stored.AdjustedClose?[at.Stored] is { } ourAdjusted && Fold(theirs, ourAdjusted) < 1.0001m) return true;
        if (offered.AdjustedClose?[at.Offered] is { } theirAdjusted && Fold(ours, theirAdjusted) < 1.0001m) return true;
        var splits = SplitsAfter(stored, at.Stored) is var own and not 1 ? own : SplitsAfter(offered, at.Offered);
        if (splits == 1)
            foreach (var action in rules.ActionsOf(offered.Name.Symbol))
                if (action.Day.Number > offered.Days[at.Offered]) splits *= action.Ratio;
        return splits != 1 && (Fold(theirs, ours * splits) < 1.01m || Fold(theirs * splits, ours) < 1.01m);
    }

    static decimal SplitsAfter(PriceSeries series, int index)
    {
        var product = 1m;
        for (var i = index + 1; series.Split is { } split && i < series.Count; i++)
            if (split[i] is { } ratio && ratio > 0) product *= ratio;
        return product;
    }

    static SeriesIntake HoldAll(Code code, PriceSeries? stored, PriceSeries offered, string why, bool replaces = true)
    {
        var ours = stored?.IndexOf(offered.Days[0]) ?? -1;
        var lost = stored is null || !replaces ? 0 : stored.Count - stored.Days.ToArray().Count(d => d >= offered.Days[0] && d <= offered.Days[^1]);
        if (lost > 0) why += $"; accepting replaces the series, and {lost} recorded days the file does not cover go with it";
        return new(null, 0, 0, [new(code, why, offered, ours >= 0 ? stored![ours] : null, replaces)], []);
    }

    static string Difference(Bar recorded, Bar offered) => (recorded, offered) switch
    {
        _ when recorded.Close != offered.Close => Pair("close", recorded.Close, offered.Close),
        _ when Differs(recorded.Open, offered.Open) => Pair("open", recorded.Open!.Value, offered.Open!.Value),
        _ when Differs(recorded.High, offered.High) => Pair("high", recorded.High!.Value, offered.High!.Value),
        _ when Differs(recorded.Low, offered.Low) => Pair("low", recorded.Low!.Value, offered.Low!.Value),
        _ when Differs(recorded.Dividend ?? 0, offered.Dividend ?? 0) => Pair("dividend", recorded.Dividend ?? 0, offered.Dividend ?? 0),
        _ => Pair("split", recorded.Split ?? 1, offered.Split ?? 1),
    };

    static string Pair(string field, decimal recorded, decimal offered) => $"{field} {Digits.Text(recorded)} is recorded, {Digits.Text(offered)} is offered";

    static bool Differs(decimal? a, decimal? b) => a is { } x && b is { } y && x != y;

    static string Shown(decimal value) => Digits.Text(Math.Round(value, 6));

    static string Percent(decimal to, decimal from) => $"{(to >= from ? "+" : "")}{Digits.Fixed((to / from - 1) * 100, 0)} %";

    static decimal Fold(decimal a, decimal b) => a > b ? a / b : b / a;

    static bool IsHundredfold(decimal a, decimal b) => Fold(a, b) is > 75 and < 130;

    static bool Completes(PriceSeries stored, int at, PriceSeries offered, int from)
    {
        var (ours, theirs) = (stored.Fields, offered.Fields);
        for (var i = 0; i < ours.Length; i++)
            if (theirs[i]?.Has(from) == true && ours[i]?.Has(at) != true) return true;
        return false;
    }

    static PriceSeries Slice(PriceSeries series, int start, int count) => Pick(series, [.. Enumerable.Range(start, count)]);

    static PriceSeries Pick(PriceSeries series, IReadOnlyList<int> rows)
    {
        PriceSeries.Builder some = new(series.Name, series.Unit);
        foreach (var row in rows) some.Add(series, row);
        return some.Build();
    }

    static PriceSeries Without(PriceSeries series)
    {
        var fields = series.Fields;
        fields[4] = null;
        return PriceSeries.Of(series.Name, series.Unit, series.Days.ToArray(), fields);
    }

    static PriceSeries WithAdjusted(PriceSeries series, PriceSeries from)
    {
        DecimalColumn.Builder adjusted = new();
        for (var i = 0; i < series.Count; i++) adjusted.Add(from.IndexOf(series.Days[i]) is >= 0 and var at ? from.AdjustedClose?[at] : null);
        var fields = series.Fields;
        fields[4] = adjusted.Build();
        return PriceSeries.Of(series.Name, series.Unit, series.Days.ToArray(), fields);
    }

    /// <summary>Where what is offered and what is recorded are of the same days.</summary>
    sealed class Overlap
    {
        public List<(int Offered, int Stored)> Different { get; } = [];

        public int Count { get; private set; }

        public int VolumeDiffers { get; private set; }

        public bool AdjustedDiffers { get; private set; }

        public bool OfferedSpansStored { get; private set; }

        /// <summary>At least one day is the same in both: the file is on the footing of what is recorded.</summary>
        public bool Anchored => Count > Different.Count;

        public static Overlap None(PriceSeries offered) => new() { OfferedSpansStored = offered.Count >= 0 };

        public static Overlap Of(PriceSeries stored, PriceSeries offered)
        {
            Overlap overlap = new()
            {
                OfferedSpansStored = offered.Days[0] <= stored.Days[0] && offered.Days[^1] >= stored.Days[^1],
            };
            for (int i = 0, j = 0; i < stored.Count && j < offered.Count;)
            {
                var order = stored.Days[i].CompareTo(offered.Days[j]);
                if (order < 0) i++;
                else if (order > 0) j++;
                else overlap.Compare(stored, i++, offered, j++);
            }

            return overlap;
        }

        void Compare(PriceSeries stored, int i, PriceSeries offered, int j)
        {
            Count++;
            if (!DecimalColumn.Same(stored.Close, i, offered.Close, j)
                || OtherValue(stored.Open, i, offered.Open, j)
                || OtherValue(stored.High, i, offered.High, j)
                || OtherValue(stored.Low, i, offered.Low, j)
                || (stored.Dividend is not null && offered.Dividend is not null && (stored.Dividend[i] ?? 0) != (offered.Dividend[j] ?? 0))
                || (stored.Split is not null && offered.Split is not null && (stored.Split[i] ?? 1) != (offered.Split[j] ?? 1)))
                Different.Add((j, i));
            if (OtherValue(stored.Volume, i, offered.Volume, j)) VolumeDiffers++;
            AdjustedDiffers |= OtherValue(stored.AdjustedClose, i, offered.AdjustedClose, j);
        }

        static bool OtherValue(DecimalColumn? a, int i, DecimalColumn? b, int j) =>
            a is not null && b is not null && a.Has(i) && b.Has(j) && !DecimalColumn.Same(a, i, b, j);
    }

    /// <summary>Recorded and offered bars in order of day; of a day in both, the recorded one.</summary>
    sealed class Timeline
    {
        readonly PriceSeries? stored;
        readonly List<int>? order;                     // bar i of the stored series as ~i, of the offered one as i

        public Timeline(PriceSeries? stored, PriceSeries offered, Overlap overlap)
        {
            (this.stored, Offered) = (stored, offered);
            if (stored is null) return;
            order = new(stored.Count + offered.Count - overlap.Count);
            for (int i = 0, j = 0; i < stored.Count || j < offered.Count;)
            {
                if (j == offered.Count || (i < stored.Count && stored.Days[i] <= offered.Days[j]))
                {
                    if (j < offered.Count && stored.Days[i] == offered.Days[j]) j++;
                    order.Add(~i++);
                }
                else
                {
                    order.Add(j++);
                }
            }
        }

        public PriceSeries Offered { get; }

        public int Count => order?.Count ?? Offered.Count;

        public (PriceSeries Series, int Row, bool IsNew) this[int at] =>
            order is null ? (Offered, at, true) : order[at] < 0 ? (stored!, ~order[at], false) : (Offered, order[at], true);
    }
}
