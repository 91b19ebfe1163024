using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Calendars;

/// <summary>The independent tables the calendars are held to: ours in tests/data/calendars, and the wider market data where a machine has it.</summary>
static class CheckTable
{
    /// <summary>One year of a table of ours.</summary>
    public sealed record Year(int Number, int Sessions, TradeDate[] Closed, TradeDate[] Early);

    public static IReadOnlyList<Year> Of(string code) =>
        [.. File.ReadLines(Path.Combine(Root, "tests", "data", "calendars", code + ".txt")).Where(line => !line.StartsWith('#')).Select(Read)];

    /// <summary>A file of the market data that is not part of this repository, or null where the machine does not have it.</summary>
    public static string? Market(params string[] path)
    {
        var shared = Environment.GetEnvironmentVariable("TRUEUP_SHARED") ?? Path.Combine(Root, "..", "shared");
        var file = Path.Combine([shared, "data", "market", .. path]);
        return File.Exists(file) ? file : null;
    }

    static Year Read(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        var head = parts[0].Split(' ');
        var year = int.Parse(head[0]);
        return new(year, int.Parse(head[1]), Days(year, parts[1]), Days(year, parts[2]));
    }

    static TradeDate[] Days(int year, string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => TradeDate.From($"{year}-{day}")!.Value)];

    static string Root { get; } = Above(AppContext.BaseDirectory);

    static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "TrueUp.slnx")) ? folder : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no TrueUp.slnx above the tests"));
}
