using System.Globalization;
using System.Text;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reviews;

/// <summary>
/// A review of one date as the trackers' reconciliation CSV (M32): for programs that read those files. It says less than the review: one price to
/// measure from, slippage that is not flipped for selling, no accounts, no marks.
/// </summary>
public static class TrackerReconciliation
{
    public const string Header = "date,ticker,action,limit_price,target_shares,filled_shares,avg_fill_price,slippage_abs,slippage_pct,status,note";

    /// <param name="review">May hold other dates too.</param>
    /// <param name="withNoActivity">Also a row for the direction a ticker has none in, as the trackers wrote.</param>
    public static string Text(Review review, TradeDate date, bool withNoActivity = false)
    {
        StringBuilder text = new(Header + "\r\n");
        // Order is stable, so that rows of a ticker and direction stay as the review has them.
        foreach (var ticker in review.Within(date, date).GroupBy(r => r.Symbol).OrderBy(g => g.Key))
        {
            foreach (var isBuying in (ReadOnlySpan<bool>)[true, false])
            {
                var isEmpty = true;
                foreach (var row in ticker.Where(r => r.Side.IsBuying == isBuying))
                {
                    isEmpty = false;
                    text.Append(CultureInfo.InvariantCulture, $"{date},{Quoted(ticker.Key.Name)},{row.Side.Word},{Line(row)}\r\n");
                }

                if (isEmpty && withNoActivity) text.Append(CultureInfo.InvariantCulture, $"{date},{Quoted(ticker.Key.Name)},{(isBuying ? Side.Buy : Side.Sell).Word},,,0,,,,no_activity,\r\n");
            }
        }

        return text.ToString();
    }

    static string Line(ReviewRow row)
    {
        var (limit, average) = (row.LimitPrice?.PerUnit, row.AverageFillPrice?.PerUnit);
        var slippage = limit == 0 ? null : average - limit;
        return string.Join(
            ',',
            Fixed(limit, 4),
            row.TargetQuantity is { } target ? Digits.Text(target) : "",
            Digits.Text(row.FilledQuantity),
            Fixed(average, 4),
            Fixed(slippage, 4),
            Fixed(slippage / limit * 100, 2),
            row.Status.TrackerWord,
            Quoted(FormulaGuard.Guard(row.Note ?? "")));
    }

    static string Fixed(decimal? value, int places) => value is not { } number ? ""
        : Math.Round(number, places, MidpointRounding.AwayFromZero) is var rounded && rounded == 0 ? Digits.Fixed(0, places)
        : Digits.Fixed(rounded, places);

    static string Quoted(string field) => field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
