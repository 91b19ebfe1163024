using System.Text.RegularExpressions;
using Xunit;

namespace TrueUp.Tests.Tidy;

/// <summary>What BannedSymbols.txt cannot say: the ledger and the renderers take what they need as arguments and return what they made.</summary>
public sealed partial class PurityTests
{
    [Fact]
    public void The_ledger_has_no_clock_files_network_console_tasks_or_chance() =>
        Found.Nothing(In("src/TrueUp.Ledger/").Where(file => file.CodeLines, line => Effect().IsMatch(line)), "effects in the ledger:");

    [Fact]
    public void A_renderer_sees_a_record_and_returns_text() =>
        Found.Nothing(In("src/TrueUp.Render/").Where(file => file.CodeLines, line => World().IsMatch(line)), "effects in a renderer:");

    [Fact]
    public void Money_is_decimal() =>
        Found.Nothing(
            In("src/TrueUp.Ledger/").Except(In("src/TrueUp.Ledger/Performance/")).Where(file => file.CodeLines, line => BinaryFraction().IsMatch(line)),
            "binary fractions belong to statistics (Performance/) only:");

    [Fact]
    public void Only_the_desk_reads_the_clock() =>
        Found.Nothing(
            Sources.Product.Where(file => Path.GetFileName(file.Path) != "Desk.cs").Where(file => file.CodeLines, line => Clock().IsMatch(line)),
            "now is an argument, given by the desk:");

    static IEnumerable<TextFile> In(string folder) => Sources.Product.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal));

    const string Effects =
        @"\b(DateTime(Offset)?\.(Now|UtcNow|Today)|SystemClock|Stopwatch|File\.|Directory\.|FileStream|Console\.|Process\.|HttpClient|Socket|Environment\.|Guid\.NewGuid|Random\b)";

    [GeneratedRegex(Effects + @"|\b(Task|ValueTask|async|await|Thread)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Effect();

    [GeneratedRegex(Effects, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex World();

    [GeneratedRegex(@"\b(double|float|Math\.(Pow|Sqrt|Log|Exp))\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BinaryFraction();

    [GeneratedRegex(@"\b(DateTime(Offset)?\.(Now|UtcNow|Today)|SystemClock\.Instance)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Clock();
}
