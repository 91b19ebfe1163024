using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace TrueUp.Tests.Laws;

/// <summary>Runs tests/verifier/verify.py, which knows docs/specs/journal-format.md and none of our code.</summary>
static class SecondVerifier
{
    const string Python = "/usr/bin/python3";

    public sealed record Verdict(long? Entries, string? HeadHash, bool Ok, long? Sequence, string? Field, string? Problem);

    public static string Root { get; } = FindRoot();

    /// <summary>One verdict a file, in order.</summary>
    public static IReadOnlyList<Verdict> Of(params IReadOnlyList<string> files)
    {
        Assert.SkipUnless(File.Exists(Python), "python3 is not installed");
        ProcessStartInfo start = new(Python, [Path.Combine(Root, "tests", "verifier", "verify.py"), .. files]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Equal("", errors.Result);
        var verdicts = lines.Select(l => JsonSerializer.Deserialize<Verdict>(l, JsonSerializerOptions.Web)!).ToList();
        Assert.Equal(files.Count, verdicts.Count);
        Assert.Equal(verdicts.Max(v => v.Ok ? 0 : v.Field == "file" ? 2 : 1), process.ExitCode);
        return verdicts;
    }

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TrueUp.slnx"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the repository");
        return folder;
    }
}
