using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// Which bars cannot be, each by itself: such a row refuses its file. Ranges are looked at by convention: as-traded prices have their
/// close between low and high but for the last printed digit, while each field of an adjusted price was adjusted and rounded by itself.
/// </summary>
public static class BarChecks
{
    /// <summary>A close may be outside its range by this part of it: the last digits of a vendor's rounding.</summary>
    public const decimal RoundingPart = 0.0001m;

    /// <summary>The same for adjusted prices.</summary>
    public const decimal AdjustedPart = 0.05m;

    public const decimal PriceLeast = 0.000_000_001m;
    public const decimal PriceMost = 1_000_000_000_000m;
    public const decimal SplitMost = 1_000_000m;

    static readonly decimal VolumeMost = long.MaxValue;

    /// <param name="place">Where field i (of <see cref="PriceSeries.FieldNames"/>, or -1 for the date) of bar j stands; asked only about bars that cannot be.</param>
    public static IReadOnlyList<PriceNote> Of(PriceSeries bars, TradeDate today, Func<int, int, Place> place, Action<Rejection> refuse)
    {
        var (rounded, firstRounded, adjusted, firstAdjusted) = (0, default(TradeDate), 0, default(TradeDate));
        for (var i = 0; i < bars.Count; i++)
        {
            var day = TradeDate.FromNumber(bars.Days[i]);
            if (day > today) refuse(new(Codes.FutureBar, place(i, -1), $"{bars.Name.Symbol} {day} is after today, {today}"));
            Values(bars, i, place, refuse);
            if (bars.High?[i] is not { } high || bars.Low?[i] is not { } low) continue;
            if (high < low)
            {
                refuse(new(Codes.HighBelowLow, place(i, 2), $"{bars.Name.Symbol} {day}: high {Digits.Text(high)} is below low {Digits.Text(low)}"));
                continue;
            }

            var close = bars.Close[i]!.Value;
            // One that is no price was refused as such, and is no part of anything.
            if ((close <= high && close >= low) || close is < PriceLeast or > PriceMost) continue;
            var part = (close > high ? close - high : low - close) / close;
            if (part <= RoundingPart)
            {
                if (rounded++ == 0) firstRounded = day;
            }
            else if (bars.Name.Convention is Convention.SplitAdjusted or Convention.TotalReturn && part <= AdjustedPart)
            {
                if (adjusted++ == 0) firstAdjusted = day;
            }
            else
            {
                refuse(new(Codes.OutsideRange, place(i, 0), $"{bars.Name.Symbol} {day}: close {Digits.Text(close)} is outside {Digits.Text(low)} to {Digits.Text(high)}"));
            }
        }

        List<PriceNote> notes = [];
        if (rounded > 0)
            notes.Add(new(PriceNoteKind.RangeRounded, bars.Name.Symbol, rounded, $"{bars.Name}: closes outside high and low by a rounding: {rounded}, first {firstRounded}"));
        if (adjusted > 0)
            notes.Add(new(PriceNoteKind.RangeAdjusted, bars.Name.Symbol, adjusted, $"{bars.Name}: closes outside high and low by up to 5 %, as adjusting does: {adjusted}, first {firstAdjusted}"));
        return notes;
    }

    static void Values(PriceSeries bars, int i, Func<int, int, Place> place, Action<Rejection> refuse)
    {
        for (var field = 0; field < 5; field++)
        {
            if (bars.Fields[field]?[i] is not { } price || price is >= PriceLeast and <= PriceMost) continue;
            Refuse(price <= 0 ? Codes.PriceNotPositive : Codes.PriceBeyondMarkets, field, price, price <= 0 ? "is not above zero" : "is no price");
        }

        if (bars.Volume?[i] is { } volume && (volume < 0 || volume > VolumeMost)) Refuse(Codes.VolumeImpossible, 5, volume, volume < 0 ? "is below zero" : "is more than can be counted");
        if (bars.Dividend?[i] is { } dividend && Math.Abs(dividend) > PriceMost) Refuse(Codes.PriceBeyondMarkets, 6, dividend, "is no dividend");
        if (bars.Split?[i] is { } split && split is < 1 / SplitMost or > SplitMost)
            Refuse(split <= 0 ? Codes.PriceNotPositive : Codes.PriceBeyondMarkets, 7, split, split <= 0 ? "is not above zero" : "is no split");

        void Refuse(Code code, int field, decimal value, string what) =>
            refuse(new(code, place(i, field), $"{bars.Name.Symbol} {bars[i].Day}: {PriceSeries.FieldNames[field]} {Digits.Text(value)} {what}"));
    }
}
