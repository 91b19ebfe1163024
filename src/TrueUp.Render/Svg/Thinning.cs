namespace TrueUp.Render.Svg;

/// <summary>Fewer points for the same picture.</summary>
static class Thinning
{
    /// <summary>
    /// In each column of pixels the first, lowest, highest and last point (Jugel et al., M4: a visualization-oriented time series data aggregation, 2014),
    /// so that no peak or trough is lost and the line looks the same as with every point. Points must ascend in X.
    /// </summary>
    public static List<Spot> Columns(IReadOnlyList<Spot> points, double columnWidth = 1)
    {
        List<Spot> kept = [];
        for (var i = 0; i < points.Count;)
        {
            var column = Math.Floor(points[i].X / columnWidth);
            var (first, low, high) = (i, i, i);
            for (; i < points.Count && Math.Floor(points[i].X / columnWidth) == column; i++)
            {
                if (points[i].Y < points[low].Y) low = i;
                if (points[i].Y > points[high].Y) high = i;
            }

            foreach (var at in new SortedSet<int> { first, low, high, i - 1 }) kept.Add(points[at]);
        }

        return kept;
    }
}
