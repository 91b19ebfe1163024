using System.Globalization;

namespace TrueUp.Render.Ledgers;

/// <summary>Names as another program can read them: each name gets one, no two names the same.</summary>
sealed class Naming(Func<string, string> readable)
{
    readonly Dictionary<string, string> given = new(StringComparer.Ordinal);
    readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Of(string name)
    {
        if (given.TryGetValue(name, out var known)) return known;
        var first = readable(name);
        var unique = first;
        for (var n = 2; !taken.Add(unique); n++) unique = readable(string.Create(CultureInfo.InvariantCulture, $"{name}-{n}"));
        return given[name] = unique;
    }
}
