using System.Globalization;
using System.Text;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Views;

/// <summary>Open positions as the trackers' <c>positions.csv</c>: for programs that read it. It says less than the book: no accounts, no lots, no fees.</summary>
public static class TrackerPositions
{
    public const string Header = "ticker,qty,avg_price";

    public static string Text(IEnumerable<Position> open)
    {
        StringBuilder text = new(Header + "\r\n");
        foreach (var held in open.Where(p => !p.Units.IsZero).GroupBy(p => p.Symbol).OrderBy(g => g.Key))
        {
            var units = held.Sum(p => p.Units.Value);
            if (units == 0) continue;
            // Per unit as quoted, as the trackers mean it.
            var price = held.Sum(p => p.GrossCost / p.Instrument.PointValue) / units;
            text.Append(CultureInfo.InvariantCulture, $"{held.Key},{Digits.Text(units)},{Digits.Fixed(price, 4)}\r\n");
        }

        return text.ToString();
    }
}
