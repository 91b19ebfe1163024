using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace TrueUp.EndToEnd.Harness;

/// <summary>
/// The published binary and the surroundings it is run in. The environment starts empty but for what is named here, so that a test
/// says the same on every machine; there is never a terminal.
/// </summary>
public sealed record Trueup
{
    /// <summary>TRUEUP_EXE, or out/trueup as <c>dotnet run build.cs -- publish</c> makes it.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(Environment.GetEnvironmentVariable("TRUEUP_EXE") ?? Repository.At("out", "trueup"));

    /// <summary>Another copy of the binary than <see cref="Path"/>.</summary>
    public string Program { get; init; } = Path;

    /// <summary>The working folder.</summary>
    public string Folder { get; init; } = System.IO.Path.GetTempPath();

    /// <summary>Over the defaults; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Typed into standard input, which then ends; null is an input at its end, <see cref="Running.KeepInputOpen"/> leaves it open.</summary>
    public string? Input { get; init; }

    /// <summary>A command that runs it: <c>["strace", "-f", "-o", file]</c>, <c>["prlimit", "--fsize=65536"]</c>.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Skips the test where the binary was not published.</summary>
    public static void Require() => Assert.SkipUnless(File.Exists(Path), $"{Path} is not there: dotnet run build.cs -- publish");

    public Trueup With(string variable, string? value) =>
        this with { Variables = new Dictionary<string, string?>(Variables, StringComparer.Ordinal) { [variable] = value } };

    public Finished Run(params string[] arguments)
    {
        using var running = Start(arguments);
        return running.Wait();
    }

    public Running Start(params string[] arguments)
    {
        Require();
        return Start([.. Under, Program, .. arguments], string.Join(' ', [.. Under, "trueup", .. arguments]));
    }

    /// <summary>Runs a line of shell in the same surroundings, with this trueup first on the PATH.</summary>
    public Finished Shell(string line)
    {
        Require();
        using var running = With("PATH", $"{System.IO.Path.GetDirectoryName(Path)}:{SystemPath}").Start(["bash", "-c", line], line);
        return running.Wait();
    }

    const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // setsid makes the child the leader of a session and a process group of its own; it keeps its process id.
    Running Start(string[] command, string shown)
    {
        ProcessStartInfo start = new("setsid", command)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Defaults().Concat(Variables))
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        return new(start, Input, shown, Limit);
    }

    Dictionary<string, string?> Defaults() => new(StringComparer.Ordinal)
    {
        ["PATH"] = SystemPath,
        ["HOME"] = Folder,
        ["LANG"] = "C.UTF-8",
        ["TZ"] = "UTC",
        ["NO_COLOR"] = "1",
        // Where this runtime is installed, wherever that is: the binary needs the same one.
        ["DOTNET_ROOT"] = Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? System.IO.Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory()),
    };
}
