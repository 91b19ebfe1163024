using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>What an import may know about the world beyond its file.</summary>
public sealed record IntakeRules
{
    public static readonly IntakeRules None = new();

    /// <summary>Whether the symbol's exchange was open on a day; null where that is not known, and then nothing is said about the day.</summary>
    public Func<Symbol, TradeDate, bool?> WasOpen { get; init; } = (_, _) => null;

    /// <summary>The issuer's actions that the book has, oldest first.</summary>
    public Func<Symbol, IReadOnlyList<KnownAction>> ActionsOf { get; init; } = _ => [];

    /// <summary>Whether two symbols are one company under an old and a new name, so that one history under both is right.</summary>
    public Func<Symbol, Symbol, bool> AreOneCompany { get; init; } = (_, _) => false;
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

    public static SeriesIntake Decide(PriceSeries? stored, PriceSeries offered, IntakeRules rules)
    {
        if (stored is null) return Judge(stored, offered, Overlap.None(offered), rules);
        if (stored.Unit != offered.Unit)
            return HoldAll(Codes.UnitFlipped, stored, offered, $"{offered.Name} is recorded in {stored.Unit} and offered in {offered.Unit}");

        var overlap = Overlap.Of(stored, offered);
        return overlap.Different.Count >= HistoryDays || overlap.Different.Exists(d => Moves.IsHundredfold(offered.Close[d.Offered]!.Value, stored.Close[d.Stored]!.Value))
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

    /// <summary>The same closes on every day both have, on at least <see cref="PriceBlock.FingerprintBars"/> days: one of them is under a wrong name.</summary>
    public static bool AreTwins(PriceSeries a, PriceSeries b)
    {
        var same = 0;
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            var order = a.Days[i].CompareTo(b.Days[j]);
            if (order < 0) i++;
            else if (order > 0) j++;
            else if (!DecimalColumn.Same(a.Close, i++, b.Close, j++)) return false;
            else same++;
        }

        return same >= PriceBlock.FingerprintBars;
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
        Moves moves = new(line, waits, overlap.Anchored, rules.ActionsOf(offered.Name.Symbol));
        if (moves.Look() is { } footing) return HoldAll(Codes.ConventionsMixed, stored, offered, footing);
        held.AddRange(moves.Held);
        notes.AddRange(moves.Notes);
        notes.AddRange(DaysSaid.Of(line, rules.WasOpen));

        return Merge(stored, offered, overlap, waits, held, notes);
    }

    static SeriesIntake Merge(PriceSeries? stored, PriceSeries offered, Overlap overlap, bool[] waits, List<HeldPrice> held, List<PriceNote> notes)
    {
        if (stored is null && !waits.Contains(true)) return new(offered, offered.Count, 0, [], [.. notes]);
        var keepsAdjusted = !overlap.AdjustedDiffers || overlap.OfferedSpansStored;
        var source = keepsAdjusted ? offered : Without(offered);
        var (recorded, completed) = (0, 0);
        var storedCount = stored?.Count ?? 0;
        PriceSeries.Builder after = new(offered.Name, offered.Unit);
        for (int i = 0, j = 0; i < storedCount || j < offered.Count;)
        {
            var order = i == storedCount ? 1 : j == offered.Count ? -1 : stored!.Days[i].CompareTo(offered.Days[j]);
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
            else if (!waits[j] && Completes(stored!, i, source, j))
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

        if (completed > 0) Say(PriceNoteKind.Completed, completed, $"recorded days that gained fields they lacked: {completed}");
        if (overlap.VolumeDiffers > 0) Say(PriceNoteKind.VolumeRestated, overlap.VolumeDiffers, $"recorded days whose volume differs, and stays as it is: {overlap.VolumeDiffers}");
        if (overlap.AdjustedDiffers)
        {
            Say(PriceNoteKind.AdjustedCloseReanchored, offered.Count, keepsAdjusted
                ? "adjusted closes have another anchor; the file covers the whole series, so its own are kept"
                : "adjusted closes have another anchor than those recorded; only the recorded ones are kept");
        }

        var replaced = overlap.AdjustedDiffers && keepsAdjusted;
        var result = recorded + completed == 0 && !replaced ? null : replaced ? WithAdjusted(after.Build(), offered) : after.Build();
        return new(result, recorded, offered.Count - recorded - waits.Count(w => w), [.. held], [.. notes]);

        void Say(PriceNoteKind kind, int count, string text) => notes.Add(new(kind, offered.Name.Symbol, count, $"{offered.Name}: {text}"));
    }

    static SeriesIntake HoldAll(PriceSeries stored, PriceSeries offered, Overlap overlap, IntakeRules rules)
    {
        var (theirs, ours) = overlap.Different[0];
        var (first, recorded) = (offered[theirs], stored[ours]);
        var where = $"{offered.Name}: {overlap.Different.Count} of {overlap.Count} recorded days differ, first {first.Day}: {Difference(recorded, first)}";
        if (overlap.Different.TrueForAll(d => Moves.IsHundredfold(offered.Close[d.Offered]!.Value, stored.Close[d.Stored]!.Value)))
            return HoldAll(Codes.UnitFlipped, stored, offered, where + "; all of them by a factor of a hundred");

        if (overlap.Different.TrueForAll(d => IsOtherFooting(stored, offered, d, rules)))
            return HoldAll(Codes.ConventionsMixed, stored, offered, where + "; they differ by the splits since, so one side is adjusted and the other is not");

        var ratio = first.Close / recorded.Close;
        var reanchored = ratio != 1 && overlap.Different.TrueForAll(d =>
            Moves.Fold(offered.Close[d.Offered]!.Value / stored.Close[d.Stored]!.Value, ratio) < 1.0005m);
        return reanchored
            ? HoldAll(Codes.HistoryChanged, stored, offered, where + $"; all by the ratio {Digits.Text(Math.Round(ratio, 6))}, as a later dividend or split does to adjusted prices")
            : HoldAll(Codes.HistoryChanged, stored, offered, where, replaces: false);
    }

    /// <summary>The two closes differ by the splits that came after, or one is the other's adjusted close.</summary>
    static bool IsOtherFooting(PriceSeries stored, PriceSeries offered, (int Offered, int Stored) at, IntakeRules rules)
    {
        var (theirs, ours) = (offered.Close[at.Offered]!.Value, stored.Close[at.Stored]!.Value);
        if (Moves.Fold(theirs, ours) < 1.01m) return false;
        if (stored.AdjustedClose?[at.Stored] is { } ourAdjusted && Moves.Fold(theirs, ourAdjusted) < 1.0001m) return true;
        if (offered.AdjustedClose?[at.Offered] is { } theirAdjusted && Moves.Fold(ours, theirAdjusted) < 1.0001m) return true;
        var splits = SplitsAfter(stored, at.Stored) is var own and not 1 ? own : SplitsAfter(offered, at.Offered);
        if (splits == 1)
            foreach (var action in rules.ActionsOf(offered.Name.Symbol))
                if (action.Day.Number > offered.Days[at.Offered]) splits *= action.Ratio;
        return splits != 1 && (Moves.Fold(theirs, ours * splits) < 1.01m || Moves.Fold(theirs * splits, ours) < 1.01m);
    }

    static decimal SplitsAfter(PriceSeries series, int index)
    {
        var product = 1m;
        for (var i = index + 1; series.Split is { } split && i < series.Count; i++)
            if (split[i] is { } ratio && ratio > 0) product = Math.Clamp(product * ratio, 1 / BarChecks.PriceMost, BarChecks.PriceMost);
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

    static bool Completes(PriceSeries stored, int at, PriceSeries offered, int from)
    {
        var ours = stored.Fields;
        var theirs = offered.Fields;
        for (var i = 0; i < ours.Length; i++)
            if (theirs[i]?.Has(from) == true && ours[i]?.Has(at) != true) return true;
        return false;
    }

    static PriceSeries Slice(PriceSeries series, int start, int count) => Pick(series, [.. Enumerable.Range(start, count)]);

    internal static PriceSeries Pick(PriceSeries series, IReadOnlyList<int> rows)
    {
        PriceSeries.Builder some = new(series.Name, series.Unit);
        foreach (var row in rows) some.Add(series, row);
        return some.Build();
    }

    static PriceSeries Without(PriceSeries series)
    {
        var fields = series.Fields.ToArray();
        fields[4] = null;
        return PriceSeries.Of(series.Name, series.Unit, series.Days.ToArray(), fields);
    }

    static PriceSeries WithAdjusted(PriceSeries series, PriceSeries from)
    {
        DecimalColumn.Builder adjusted = new();
        for (var i = 0; i < series.Count; i++) adjusted.Add(from.IndexOf(series.Days[i]) is >= 0 and var at ? from.AdjustedClose?[at] : null);
        var fields = series.Fields.ToArray();
        fields[4] = adjusted.Build();
        return PriceSeries.Of(series.Name, series.Unit, series.Days.ToArray(), fields);
    }
}
