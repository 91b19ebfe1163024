using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// Goes over a series' closes in order of day and finds moves that nothing explains. A move beyond <see cref="PriceIntake.LargestPlainMove"/> is
/// explained by a split, a dividend or an action of the book; failing that, it is borne out when its own volume is at least the middle
/// one of the twenty days before, or when the next close stays nearer to it than to the close before. What is left is a bad tick or
/// an action nobody recorded, and waits for a person. A move by a factor of a hundred is never borne out: units were changed.
/// </summary>
sealed class Moves(Timeline line, bool[] waits, bool anchored, IReadOnlyList<KnownAction> actions)
{
    const int VolumeDays = 20;
    const int VolumesNeeded = 5;

    /// <summary>Volume that bears out a jump from recorded prices into a file that shares no day with them: the whole file may be on another footing.</summary>
    const int SeamVolumes = 3;

    const decimal UnitsMost = 1_000_000_000m;

    readonly PriceSeries offered = line.Offered;
    readonly bool isRaw = line.Offered.Name.Convention == Convention.Raw;
    readonly bool countsDividends = line.Offered.Name.Convention is Convention.Raw or Convention.SplitAdjusted;
    readonly List<decimal> volumes = [];
    readonly List<int> run = [];

    decimal? last;
    int lastDay;
    bool lastIsNew;
    int before;

    // What one unit at the last close has become by splits, and paid in dividends, since.
    decimal units = 1;
    decimal cash;

    bool runFlips;
    decimal runLast;
    int borneOut;
    string firstBorneOut = "";

    public List<HeldPrice> Held { get; } = [];

    public IEnumerable<PriceNote> Notes => borneOut == 0
        ? []
        : [new(PriceNoteKind.MoveBorneOut, offered.Name.Symbol, borneOut, $"{offered.Name}: moves over 40 % that the volume or the days after bear out: {borneOut}, first {firstBorneOut}")];

    /// <summary>Marks the bars that wait. Null, or why the whole file seems to be on another footing than what is recorded.</summary>
    public string? Look()
    {
        for (var at = 0; at < line.Count; at++)
        {
            var (series, row, isNew) = line[at];
            if (isNew && waits[row]) continue;
            var close = series.Close[row]!.Value;
            var explained = Grow(series, row);
            var worth = units == 1 && cash == 0 ? close : close * units + cash;
            if (!explained && last is { } previous && IsLarge(worth, previous) && (isNew || lastIsNew))
            {
                var flips = IsHundredfold(worth, previous);
                if (!anchored && lastIsNew != isNew && !flips && !IsTraded(series.Volume?[row], SeamVolumes))
                    return $"{offered.Name}: {Percent(worth, previous)} from {Shown(previous)} on {TradeDate.FromNumber(lastDay)} to {Shown(close)} on {TradeDate.FromNumber(series.Days[row])}, where this file meets what is recorded";

                if (isNew && (flips || !(IsTraded(series.Volume?[row], 1) || Lasts(at, worth, previous))))
                {
                    Wait(row, flips, previous);
                    continue;
                }

                if (isNew && borneOut++ == 0) firstBorneOut = $"{TradeDate.FromNumber(series.Days[row])}, {Shown(previous)} to {Shown(close)}";
            }

            Believe(series, row, close, isNew);
        }

        CloseRun();
        return null;
    }

    public static bool IsHundredfold(decimal a, decimal b) => Fold(a, b) is > 75 and < 130;

    /// <summary>How many times the larger is the smaller.</summary>
    /// <remarks>Both are positive. A quotient that no decimal holds is the largest decimal.</remarks>
    public static decimal Fold(decimal a, decimal b)
    {
        var (large, small) = a > b ? (a, b) : (b, a);
        return small < 1 && large > decimal.MaxValue * small ? decimal.MaxValue : large / small;
    }

    static bool IsLarge(decimal worth, decimal previous) =>
        worth > previous * (1 + PriceIntake.LargestPlainMove) || worth < previous * (1 - PriceIntake.LargestPlainMove);

    /// <summary>Takes the bar's splits and dividends into account; true where an action lets the price go anywhere.</summary>
    bool Grow(PriceSeries series, int row)
    {
        var day = series.Days[row];
        var anywhere = false;
        // Prices and splits are bounded (BarChecks); the product of splits over bars that wait is bounded here, so that no file overflows it.
        if (countsDividends && series.Dividend?[row] is { } dividend && dividend != 0) cash += dividend * units;
        if (isRaw)
        {
            var split = series.Split?[row] ?? 1;
            units *= split;
            foreach (var action in actions)
            {
                if (action.Day.Number <= before || action.Day.Number > day) continue;
                anywhere |= action.ExplainsAnyMove;
                if (split == 1) units *= action.Ratio;
            }

            units = Math.Clamp(units, 1 / UnitsMost, UnitsMost);
        }

        before = day;
        return anywhere;
    }

    void Believe(PriceSeries series, int row, decimal close, bool isNew)
    {
        CloseRun();
        (last, lastDay, lastIsNew) = (close, series.Days[row], isNew);
        (units, cash) = (1, 0);
        if (series.Volume?[row] is not { } traded) return;
        if (volumes.Count == VolumeDays) volumes.RemoveAt(0);
        volumes.Add(traded);
    }

    bool IsTraded(decimal? volume, int times)
    {
        if (volume is not > 0 || volumes.Count < VolumesNeeded) return false;
        decimal[] sorted = [.. volumes.Order()];
        return volume >= times * sorted[sorted.Length / 2];
    }

    bool Lasts(int at, decimal worth, decimal previous)
    {
        for (var next = at + 1; next < line.Count; next++)
        {
            var (series, row, isNew) = line[next];
            if (isNew && waits[row]) continue;
            var then = series.Close[row]!.Value * units * (isRaw ? series.Split?[row] ?? 1 : 1) + cash;
            return Fold(then, worth) < Fold(then, previous);
        }

        return false;
    }

    void Wait(int row, bool flips, decimal previous)
    {
        if (runFlips != flips) CloseRun();
        if (run.Count == 0) (runFlips, runLast) = (flips, previous);
        run.Add(row);
        waits[row] = true;
    }

    /// <summary>Neighboring days that wait for the same reason are one decision.</summary>
    void CloseRun()
    {
        if (run.Count == 0) return;
        var first = offered[run[0]];
        var days = run.Count == 1 ? $"{first.Day}" : $"{first.Day} and later, {run.Count} days in all";
        Held.Add(new(
            runFlips ? Codes.UnitFlipped : Codes.UnexplainedMove,
            $"{offered.Name} {days}: {Shown(runLast)} to {Shown(first.Close)} with no split or other action that explains it",
            PriceIntake.Pick(offered, run),
            null));
        run.Clear();
    }

    static string Shown(decimal value) => Digits.Text(Math.Round(value, 6));

    static string Percent(decimal to, decimal from) => $"{(to >= from ? "+" : "")}{Digits.Fixed((to / from - 1) * 100, 0)} %";
}
