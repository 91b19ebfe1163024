namespace TrueUp.Ledger.Prices;

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
