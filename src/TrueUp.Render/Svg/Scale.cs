using TrueUp.Ledger.Values;

namespace TrueUp.Render.Svg;

/// <summary>From values to pixels along one axis, with the round values worth marking.</summary>
sealed record Scale(double From, double To, double Start, double End, IReadOnlyList<double> Ticks, int Places, bool IsLog = false)
{
    public double At(double value) => IsLog
        ? Start + (Math.Log(value) - Math.Log(From)) / (Math.Log(To) - Math.Log(From)) * (End - Start)
        : Start + (value - From) / (To - From) * (End - Start);

    public string Text(double tick) => Digits.Fixed((decimal)tick, Places).Replace('-', '−');

    /// <summary>Steps of 1, 2, 2.5 or 5 times a power of ten, about <paramref name="wanted"/> of them, and a range that ends on them.</summary>
    public static Scale Linear(double low, double high, double start, double end, int wanted)
    {
        var rough = (high - low) / Math.Max(wanted, 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var (step, places) = (rough / power) switch
        {
            <= 1 => (power, 0),
            <= 2 => (2 * power, 0),
            <= 2.5 => (2.5 * power, 1),
            <= 5 => (5 * power, 0),
            _ => (10 * power, -1),
        };
        // Counted in steps and multiplied once, so that rounding does not add up along the axis.
        var (first, last) = ((long)Math.Floor(low / step + 1e-9), (long)Math.Ceiling(high / step - 1e-9));
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => (first + i) * step)];
        return new(ticks[0], ticks[^1], start, end, ticks, Math.Max(0, places - (int)Math.Floor(Math.Log10(power) + 1e-9)));
    }

    /// <summary>For values that grow by factors: 1, 2, 5, 10, 20 ... Only for positive values.</summary>
    public static Scale Log(double low, double high, double start, double end)
    {
        List<double> ticks = [];
        for (var power = Math.Pow(10, Math.Floor(Math.Log10(low))); power <= high; power *= 10)
            foreach (var digit in (ReadOnlySpan<double>)[1, 2, 5])
                if (digit * power >= low && digit * power <= high) ticks.Add(digit * power);
        return new(low, high, start, end, ticks, ticks.Count > 0 && ticks[0] < 1 ? (int)Math.Ceiling(-Math.Log10(ticks[0]) - 1e-9) : 0, IsLog: true);
    }
}
