using System.Globalization;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Svg;

/// <summary>A day worth marking on a time axis.</summary>
/// <param name="Day">Where the mark is.</param>
/// <param name="Text">The month, day or year.</param>
/// <param name="Below">On a second line: the year where it changes, and under the first mark.</param>
sealed record DateTick(TradeDate Day, string Text, string? Below = null);

static class DateTicks
{
    /// <summary>Months between marks, from the finest; 0 marks days.</summary>
    static readonly int[] Steps = [1, 2, 3, 6, 12, 24, 36, 60, 120];

    /// <summary>Marks on round days, months or years, as many as fit beside each other.</summary>
    public static List<DateTick> Between(TradeDate from, TradeDate to, double width, double textSize)
    {
        var most = Math.Max(1, (int)(width / (textSize * 3.2)));
        var days = to.Number - from.Number;
        if (days <= 70) return Days(from, to, most);

        var months = days / 30.44;
        // Half-years are read easily for a while; then only years are.
        var step = Steps.FirstOrDefault(s => months / s <= most && (s >= 12 || months <= 40), Steps[^1]);
        List<DateTick> ticks = [];
        var shown = 0;
        for (var day = TradeDate.Of(from.Day.Year, 1, 1); day <= to; day = new(day.Day.AddMonths(step)))
        {
            // Steps longer than a year are counted from round years.
            if (step > 12 && day.Day.Year % (step / 12) != 0 && ticks.Count == 0)
            {
                day = TradeDate.Of(day.Day.Year - day.Day.Year % (step / 12), 1, 1);
                if (day < from) continue;
            }

            if (day < from) continue;
            if (step >= 12)
            {
                ticks.Add(new(day, Year(day)));
            }
            else
            {
                ticks.Add(new(day, day.Day.ToString("MMM", CultureInfo.InvariantCulture), shown == day.Day.Year ? null : Year(day)));
                shown = day.Day.Year;
            }
        }

        return ticks;
    }

    static List<DateTick> Days(TradeDate from, TradeDate to, int most)
    {
        var days = to.Number - from.Number;
        var step = ((int[])[1, 2, 7, 14, 28]).FirstOrDefault(s => days / s < most, 28);
        List<DateTick> ticks = [];
        var shown = (Year: 0, Month: 0);
        // Weekly marks stand on Mondays.
        var first = step < 7 ? from : from.Plus((DayOfWeek.Monday - from.DayOfWeek + 7) % 7);
        for (var day = first; day <= to; day = day.Plus(step))
        {
            var month = shown == (day.Day.Year, day.Day.Month) ? null : day.Day.ToString(shown.Year == day.Day.Year ? "MMM" : "MMM yyyy", CultureInfo.InvariantCulture);
            ticks.Add(new(day, day.Day.Day.ToString(CultureInfo.InvariantCulture), month));
            shown = (day.Day.Year, day.Day.Month);
        }

        return ticks;
    }

    static string Year(TradeDate day) => day.Day.Year.ToString("0000", CultureInfo.InvariantCulture);
}
