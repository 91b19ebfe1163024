#!/usr/bin/env -S dotnet run
// The one way to build, test and publish TrueUp, on a developer's machine and in CI:
//
//     dotnet run build.cs -- VERB          (no verb: test)
//
// A script inherits the repository's build properties. It has no packages, so locked restores and analyzers do not concern it.
#:property PublishAot=false
#:property ManagePackageVersionsCentrally=false
#:property RestorePackagesWithLockFile=false
#:property RestoreLockedMode=false
#:property RuntimeIdentifiers=
#:property EnforceCodeStyleInBuild=false

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;

const string Usage = """
    dotnet run build.cs -- VERB

      test [ARGS]   everything CI does: Debian packages the tests need, locked restore, build, format, lock files,
                    publish, every test. Closing line: N passed, N failed. ARGS go to the test runners (-class NAME ...)
      build         restore and build in Release
      publish       ReadyToRun binary for linux-x64 at out/trueup
      format        rewrite white space and style where they differ from .editorconfig
      accept        rewrite the expected output in tests/scenarios and tests/errors from the published binary, for review
      docs          write docs/reference from the published binary
      bench [ARGS]  measure the published binary against floors and other tools, as bench/README.md says
    """;

string root = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Directory.GetCurrentDirectory();
string binary = Path.Combine(root, "out", "trueup");
string reference = Path.Combine(root, "docs", "reference");
string artifacts = Path.Combine(root, "artifacts");
var rest = args.Skip(1).ToArray();

Directory.SetCurrentDirectory(root);
// A build server that outlives us would hold our output open, and a caller reading it to the end would wait for the server.
Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
Environment.SetEnvironmentVariable("DOTNET_CLI_USE_MSBUILD_SERVER", "0");
Environment.SetEnvironmentVariable("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("DOTNET_NOLOGO", "1");

return args.FirstOrDefault("test") switch
{
    "test" => Test(),
    "build" => Restore() && Build() ? 0 : 1,
    "publish" => Restore() && Publish() ? 0 : 1,
    "format" => Format() ? 0 : 1,
    "accept" => Accept(),
    "docs" => Docs(),
    "bench" => Bench(),
    _ => Explain(),
};

int Test()
{
    var clock = Stopwatch.StartNew();
    InstallDebianPackages();

    // Each step needs the one before it: a red one ends the run, and counts as one failure.
    if (!(Step("restore (locked)", Restore) && Step("lock files", LockFilesAreThere) && Step("build", Build) && Step("publish", Publish)))
    {
        Close(new(0, 1, 0), clock);
        return 1;
    }

    Counts total = new(0, 0, 0);
    if (!Step("format", FormatIsClean)) total += new Counts(0, 1, 0);
    if (Directory.Exists(reference) && !Step("reference", ReferenceIsCurrent)) total += new Counts(0, 1, 0);
    foreach (var suite in (string[])["TrueUp.Tests", "TrueUp.EndToEnd"]) total += RunSuite(suite, rest);
    Close(total, clock);
    return total.Failed == 0 ? 0 : 1;
}

static void Close(Counts total, Stopwatch clock)
{
    Console.WriteLine($"in {clock.Elapsed.TotalSeconds:F0} s");
    Console.WriteLine(total);
}

static bool Step(string name, Func<bool> step)
{
    var clock = Stopwatch.StartNew();
    var ok = step();
    Console.WriteLine($"{(ok ? "ok  " : "FAIL")} {name} ({clock.Elapsed.TotalSeconds:F0} s)");
    return ok;
}

// ReadyToRun is named here already so that one restore serves the build and the publish: the compiler comes with it.
bool Restore() => Run("dotnet", ["restore", "TrueUp.slnx", "--locked-mode", "-p:PublishReadyToRun=true", "-v", "q", "-nologo"]) == 0;

bool Build() => Run("dotnet", ["build", "TrueUp.slnx", "-c", "Release", "--no-restore", "-v", "q", "-nologo", "-clp:NoSummary"]) == 0;

// The build has run the analyzers; here they would run again over the program as compiled for one machine.
bool Publish() => Run("dotnet", [
    "publish", "src/TrueUp/TrueUp.csproj", "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "--no-restore",
    "-p:PublishReadyToRun=true", "-p:RunAnalyzers=false", "-o", "out", "-v", "q",
]) == 0;

bool LockFilesAreThere()
{
    var without = Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories)
        .Where(project => !project.StartsWith(artifacts, StringComparison.Ordinal) && !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))
        .ToArray();
    foreach (var project in without) Console.WriteLine($"no packages.lock.json beside {project}");
    return without.Length == 0;
}

// Style is checked by the build itself (EnforceCodeStyleInBuild, warnings as errors); by folder, white space takes two seconds.
bool FormatIsClean() => Run("dotnet", ["format", "whitespace", ".", "--folder", "--verify-no-changes", "--exclude", "artifacts", "out"]) == 0;

bool Format() =>
    Run("dotnet", ["format", "whitespace", ".", "--folder", "--exclude", "artifacts", "out"]) == 0
    && Restore()
    && Run("dotnet", ["format", "style", "TrueUp.slnx", "--no-restore"]) == 0;

Counts RunSuite(string suite, string[] arguments)
{
    var clock = Stopwatch.StartNew();
    var results = Directory.CreateDirectory(Path.Combine(artifacts, "test-results")).FullName;
    var trx = Path.Combine(results, suite + ".trx");
    var log = Path.Combine(results, suite + ".log");
    File.Delete(trx);

    var exe = Path.Combine(artifacts, "bin", suite, "release", suite);
    var exit = RunLogged(exe, ["-trx", trx, "-noLogo", "-noColor", .. arguments], log, TimeSpan.FromMinutes(20));

    var outcome = File.Exists(trx) ? Outcome.Read(trx) : null;
    var counts = outcome?.Counts ?? new(0, 1, 0);
    // A runner that dies, or says red while its report says green, is a failure that no test reports.
    if (exit != 0 && counts.Failed == 0) counts = counts with { Failed = 1 };

    if (counts.Failed > 0)
    {
        Console.WriteLine(File.ReadAllText(log));
        if (outcome is null) Console.WriteLine($"{suite} ended with exit code {exit} and without a report");
    }

    foreach (var reasons in (outcome?.Skips ?? []).GroupBy(skip => skip.Why).OrderBy(g => g.Key, StringComparer.Ordinal))
    {
        Console.WriteLine($"skipped, {reasons.Key}:");
        // The rows of a theory are one line: the name is what stands before the arguments.
        foreach (var test in reasons.GroupBy(skip => skip.Test.Split('(')[0]).OrderBy(g => g.Key, StringComparer.Ordinal))
            Console.WriteLine($"    {test.Key}{(test.Count() > 1 ? $" ({test.Count()} cases)" : "")}");
    }

    Console.WriteLine($"{(counts.Failed == 0 ? "ok  " : "FAIL")} {suite}: {counts} ({clock.Elapsed.TotalSeconds:F0} s)");
    return counts;
}

int Accept()
{
    if (!(Restore() && Build() && Publish())) return 1;
    Environment.SetEnvironmentVariable("TRUEUP_ACCEPT", "1");
    var counts = RunSuite("TrueUp.EndToEnd", ["-namespace", "TrueUp.EndToEnd.Transcripts"]);
    Console.WriteLine("review with: git diff tests/scenarios tests/errors");
    return counts.Failed == 0 ? 0 : 1;
}

int Docs()
{
    if (!(Restore() && Publish())) return 1;
    if (Directory.Exists(reference)) Directory.Delete(reference, recursive: true);
    return WriteReference(reference) ? 0 : 1;
}

// The program knows its commands, codes, entries and settings; what more there is to say of a code are the pages that the tests replay.
bool WriteReference(string folder)
{
    Directory.CreateDirectory(folder);
    var exit = Run(binary, ["docs", folder, "--errors", Path.Combine(root, "tests", "errors")]);
    if (exit != 0) Console.WriteLine($"out/trueup docs ended with exit code {exit}: the reference was not written");
    return exit == 0;
}

bool ReferenceIsCurrent()
{
    var made = Path.Combine(artifacts, "reference");
    if (Directory.Exists(made)) Directory.Delete(made, recursive: true);
    if (!WriteReference(made)) return false;
    var differing = Names(made).Union(Names(reference), StringComparer.Ordinal).Where(name => Text(made, name) != Text(reference, name)).ToArray();
    foreach (var name in differing) Console.WriteLine($"docs/reference/{name} is not what the program says: dotnet run build.cs -- docs");
    return differing.Length == 0;

    static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path));

    static string Text(string folder, string name) => Path.Combine(folder, name) is var path && File.Exists(path) ? File.ReadAllText(path) : "";
}

int Bench()
{
    var script = Path.Combine(root, "bench", "bench.py");
    if (!File.Exists(script))
    {
        Console.WriteLine("bench/bench.py is not there");
        return 1;
    }

    return Restore() && Publish() ? Run("python3", [script, .. rest]) : 1;
}

int Explain()
{
    Console.WriteLine(Usage);
    return args[0] is "help" or "--help" or "-h" ? 0 : 2;
}

// What some tests lean on. Without them those tests are skipped, each with its reason.
void InstallDebianPackages()
{
    string[] wanted = ["librsvg2-bin", "chromium", "strace", "hledger", "beancount", "python3-pandas", "sqlite3", "fonts-liberation2"];
    if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/dpkg-query")) return;

    var missing = wanted.Where(package => !Output("dpkg-query", ["-W", "-f=${Status}", package]).Contains("install ok installed", StringComparison.Ordinal)).ToArray();
    if (missing.Length == 0) return;

    string[] sudo = Environment.IsPrivilegedProcess ? [] : ["sudo", "-n"];
    if (sudo.Length > 0 && Run("sudo", ["-n", "true"], quiet: true) != 0)
    {
        Console.WriteLine("Some tests will be skipped for want of Debian packages. To have them:");
        Console.WriteLine($"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {string.Join(' ', missing)}");
        return;
    }

    Console.WriteLine($"installing {string.Join(' ', missing)}");
    Apt(["update", "-qq"]);
    // One by one only when together fails: a package that this Debian lacks must not take the others with it.
    if (!Apt(["install", "-y", "-qq", "--no-install-recommends", .. missing]))
    {
        foreach (var package in missing)
        {
            if (!Apt(["install", "-y", "-qq", "--no-install-recommends", package])) Console.WriteLine($"{package} could not be installed: the tests that need it are skipped");
        }
    }

    bool Apt(string[] arguments)
    {
        string[] command = [.. sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120", .. arguments];
        return RunLogged(command[0], command[1..], Path.Combine(Directory.CreateDirectory(artifacts).FullName, "apt.log"), TimeSpan.FromMinutes(10)) == 0;
    }
}

static int Run(string command, string[] arguments, bool quiet = false)
{
    try
    {
        ProcessStartInfo start = new(command, arguments) { RedirectStandardOutput = quiet, RedirectStandardError = quiet };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
    catch (System.ComponentModel.Win32Exception e)
    {
        if (!quiet) Console.WriteLine($"{command}: {e.Message}");
        return 127;
    }
}

static string Output(string command, string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    process.ErrorDataReceived += (_, _) => { };
    process.BeginErrorReadLine();
    var text = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return text;
}

static int RunLogged(string command, string[] arguments, string log, TimeSpan limit)
{
    if (!File.Exists(command) && command.Contains('/', StringComparison.Ordinal))
    {
        File.WriteAllText(log, $"{command} is not there: build first\n");
        return 127;
    }

    using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
    process.StandardInput.Close();
    using var file = new StreamWriter(log) { AutoFlush = true };
    var closed = false;
    void Keep(object _, DataReceivedEventArgs line)
    {
        lock (file)
        {
            if (!closed) file.WriteLine(line.Data);
        }
    }

    process.OutputDataReceived += Keep;
    process.ErrorDataReceived += Keep;
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    if (process.WaitForExit(limit))
    {
        // The pipes may be held by a grandchild that a test left behind; what counts is that the process has ended.
        _ = process.WaitForExitAsync().Wait(TimeSpan.FromSeconds(5));
        lock (file) closed = true;
        return process.ExitCode;
    }

    process.Kill(entireProcessTree: true);
    lock (file)
    {
        file.WriteLine($"stopped after {limit.TotalMinutes:F0} minutes");
        closed = true;
    }

    return 124;
}

readonly record struct Counts(int Passed, int Failed, int Skipped)
{
    public static Counts operator +(Counts a, Counts b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed{(Skipped > 0 ? $", {Skipped} skipped" : "")}";
}

/// <summary>What a TRX report says: how many, and which were skipped for what reason.</summary>
sealed record Outcome(Counts Counts, IReadOnlyList<(string Test, string Why)> Skips)
{
    public static Outcome Read(string trx)
    {
        var (passed, failed, skipped) = (0, 0, 0);
        List<(string, string)> skips = [];
        using var xml = XmlReader.Create(trx);
        string test = "", outcome = "";
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            switch (xml.LocalName)
            {
                case "UnitTestResult":
                    test = xml.GetAttribute("testName") ?? "";
                    outcome = xml.GetAttribute("outcome") ?? "";
                    if (outcome == "Passed") passed++;
                    else if (outcome == "NotExecuted") skipped++;
                    else failed++;
                    if (outcome == "NotExecuted" && xml.IsEmptyElement) skips.Add((test, "no reason given"));
                    break;
                case "Message" or "StdOut" when outcome == "NotExecuted":
                    skips.Add((test, xml.ReadElementContentAsString().Trim()));
                    outcome = "";
                    break;
            }
        }

        return new(new(passed, failed, skipped), skips);
    }
}
