namespace TrueUp.Render.Svg;

/// <summary>Labels beside the ends of lines, moved apart so that none covers another.</summary>
static class Spread
{
    /// <summary>
    /// Positions as near as possible to those wanted, at least <paramref name="gap"/> apart and inside the bounds, in the same order.
    /// Labels that would overlap become a group that is centered on where its members want to be.
    /// </summary>
    public static double[] Apart(IReadOnlyList<double> wanted, double gap, double top, double bottom)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Count).OrderBy(i => wanted[i])];
        List<(int First, int Count, double Sum)> groups = [];
        for (var i = 0; i < order.Length; i++)
        {
            // What is averaged is where the group's first label would want to be for this one to be at its place.
            groups.Add((i, 1, wanted[order[i]]));
            while (groups.Count > 1 && Start(groups[^2]) + groups[^2].Count * gap > Start(groups[^1]))
            {
                var (upper, lower) = (groups[^2], groups[^1]);
                groups.RemoveAt(groups.Count - 1);
                groups[^1] = (upper.First, upper.Count + lower.Count, upper.Sum + lower.Sum - lower.Count * upper.Count * gap);
            }
        }

        var placed = new double[wanted.Count];
        foreach (var group in groups)
            for (var i = 0; i < group.Count; i++) placed[order[group.First + i]] = Start(group) + i * gap;
        return placed;

        double Start((int First, int Count, double Sum) group) =>
            Math.Max(top, Math.Min(group.Sum / group.Count, bottom - (group.Count - 1) * gap));
    }
}
