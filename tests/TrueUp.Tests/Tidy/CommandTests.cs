using System.Text.RegularExpressions;
using Xunit;

namespace TrueUp.Tests.Tidy;

/// <summary>The commands as docs/reference/cli.md lists them, which the build compares with what the program says of itself.</summary>
public sealed partial class CommandTests
{
    /// <summary>Every verb that does something: a heading with a usage below it. One that only groups others has none.</summary>
    static readonly string[] Commands =
        [.. Usage().Matches(File.ReadAllText(Path.Combine(Sources.Root, "docs", "reference", "cli.md"))).Select(m => m.Groups["command"].Value)];

    /// <summary>What the scenarios run, without what was refused or failed.</summary>
    static readonly string[] Run =
    [
        .. Sources.All.Where(file => file.Path.StartsWith("tests/scenarios/", StringComparison.Ordinal) && !file.Path.EndsWith("README.md", StringComparison.Ordinal))
            .SelectMany(file => Step().Matches(file.Text))
            .Where(step => !Refused().IsMatch(step.Value))
            .Select(step => step.Groups["line"].Value),
    ];

    [Fact]
    public void Every_command_is_run_in_a_scenario() =>
        Found.Nothing(
            Commands.Where(command => !Run.Any(line => Regex.IsMatch(line, $@"(^|[|;&(]\s*)([A-Z_]+=\S*\s+)*trueup {Regex.Escape(command)}(\s|$)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))),
            "commands that no scenario of tests/scenarios shows at work:");

    [Fact]
    public void The_list_of_commands_is_read_as_it_is_written()
    {
        Assert.Contains("log-fill", Commands);
        Assert.Contains("action split", Commands);
        Assert.Contains("cash", Commands);
        Assert.DoesNotContain("action", Commands);
        Assert.True(Commands.Length > 50, $"{Commands.Length} commands");
    }

    [GeneratedRegex(@"^## trueup (?<command>[a-z_ -]+)\n(?:(?!## ).*\n)*?```\ntrueup \k<command>", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Usage();

    [GeneratedRegex(@"^\$ (?<line>.*(\n> .*)*)\n((?!\$ |```).*\n)*", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"^\? [24]$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refused();
}
