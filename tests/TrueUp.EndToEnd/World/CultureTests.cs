using System.Globalization;
using System.Text;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.World;

/// <summary>
/// P7: the same commands give the same bytes and the same journal in every culture and zone. The program is published without cultures
/// (InvariantGlobalization), so that LANG cannot change it; here it runs with them switched on as well, in a copy, so that no line of it leans on that.
/// </summary>
public sealed class CultureTests : IDisposable
{
    // de: comma and point change places. tr: i has no capital I. fa: another calendar, other digits, another minus. ja: another order of dates.
    static readonly (string Lang, string Proof)[] Cultures =
    [
        ("C.UTF-8", "-1,234.5 01/05/2026"),
        ("de_DE.UTF-8", "-1.234,5 05.01.2026"),
        ("tr_TR.UTF-8", "-1.234,5 5.01.2026"),
        ("fa_IR.UTF-8", "\u200e\u22121\u066c234\u066b5 "),
        ("ja_JP.UTF-8", "-1,234.5 2026/01/05"),
    ];

    static readonly string[] Zones = ["UTC", "America/New_York", "Europe/London", "Pacific/Kiritimati", "Australia/Lord_Howe"];

    static readonly string[][] Commands =
    [
        ["init", "--currency", "USD", "--opening-cash", "10000.50", "--on", "2026-01-02"],
        ["price", "import", "prices.csv", "--convention", "raw"],
        ["log-rec", "--date", "2026-01-05", "DOUG,buy,2.60,100,idea i\u0307\u0131\u011f", "ABUS,buy,3.40,50"],
        ["fill", "import", "fills.csv"],
        ["log-fill", "--date", "today", "DOUG,sell,30,2.7525"],
        ["positions", "--lots"],
        // Reconciliation, positions, equity, the chart and the page of a day, each in a file.
        ["daily", "--date", "2026-01-09"],
        ["reconcile", "--json"],
        ["export", "--layout", "jsonl", "--out", "journal"],
        ["verify"],
    ];

    readonly string folder = Directory.CreateTempSubdirectory("trueup-world-").FullName;

    [Fact]
    public void P7_five_cultures_and_five_zones_make_one_journal_and_one_answer()
    {
        Trueup.Require();
        var told = Run(Trueup.Path, "C.UTF-8", "UTC", "w00").Told;
        var cultured = WithCultures();
        var worlds = Cultures.SelectMany(c => Zones.Select(z => (c.Lang, c.Proof, Zone: z))).ToArray();
        string?[] differing = new string?[worlds.Length];
        Parallel.For(0, worlds.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var (lang, proof, zone) = worlds[i];
            var (saw, was) = Run(cultured, lang, zone, string.Create(CultureInfo.InvariantCulture, $"c{i:00}"));
            if (!was.Contains(proof, StringComparison.Ordinal) || !was.EndsWith(zone, StringComparison.Ordinal)) differing[i] = $"{lang} {zone} was not set: {was}";
            else if (saw != told) differing[i] = $"{lang} {zone}\n{FirstDifference(told, saw)}";
        });

        Assert.Equal([], differing.Where(d => d is not null));
        Assert.Contains("\u011f", told, StringComparison.Ordinal);
        Assert.Contains("2.7525", told, StringComparison.Ordinal);
    }

    [Fact]
    public void P7_the_program_as_it_is_shipped_hears_neither_LANG_nor_the_zone_of_the_machine()
    {
        Trueup.Require();
        var told = Run(Trueup.Path, "C.UTF-8", "UTC", "w00").Told;
        foreach (var (at, (lang, zone)) in Cultures.Select(c => c.Lang).Zip(Zones).Skip(2).Index())
        {
            var (saw, was) = Run(Trueup.Path, lang, zone, string.Create(CultureInfo.InvariantCulture, $"s{at:00}"));
            Assert.StartsWith(" -1,234.5 01/05/2026", was, StringComparison.Ordinal);
            Assert.True(saw == told, $"{lang} {zone}\n{FirstDifference(told, saw)}");
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Everything the commands said, and every file they made.</summary>
    /// <param name="name">Of the folder: all as long as each other, as tables that show it are as wide as it.</param>
    (string Told, string Culture) Run(string program, string lang, string zone, string name)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.WriteAllText(Path.Combine(home, "prices.csv"), "date,symbol,close\n2026-01-05,DOUG,2.61\n2026-01-06,DOUG,2.705\n2026-01-07,DOUG,2.6\n2026-01-08,DOUG,2.75\n2026-01-09,DOUG,2.75\n");
        File.WriteAllText(
            Path.Combine(home, "fills.csv"),
            "date,symbol,side,qty,price,commission,timestamp\n2026-01-05,DOUG,buy,60,2.58,0.35,2026-01-05 09:45:00\n2026-01-05,DOUG,buy,40,2.60,0,2026-01-05 15:59:59.25\n2026-01-06,iii,buy,1234.5,1.25,0,2026-01-06 10:00:00\n");
        var said = Path.Combine(home, "culture.txt");
        var trueup = new Trueup { Folder = home, Program = program }
            .With("LANG", lang).With("LC_ALL", lang).With("TZ", zone)
            // Without the programs that print PNG, which are not what is tested.
            .With("PATH", "/nowhere")
            .With("TRUEUP_BOOK", Path.Combine(home, "book")).With("TRUEUP_ACTOR", "tester").With("TRUEUP_NOW", "2026-01-09T22:00:00Z")
            .With("DOTNET_STARTUP_HOOKS", typeof(CultureTests).Assembly.Location).With(StartupHook.Variable, said);
        StringBuilder told = new();
        foreach (var (at, command) in Commands.Index())
        {
            var finished = trueup.With("TRUEUP_COMMAND", string.Create(CultureInfo.InvariantCulture, $"step{at}")).Run(command);
            // What was recommended and not bought answers with 1.
            Assert.True(finished.ExitCode is 0 or 1, finished.ToString());
            told.AppendLine(CultureInfo.InvariantCulture, $"$ {string.Join(' ', command)} ? {finished.ExitCode}").AppendLine(finished.Out).AppendLine(finished.Error);
        }

        foreach (var file in Directory.EnumerateFiles(home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(file) is ".svg" or ".html" or ".jsonl" or ".csv") told.AppendLine(Path.GetRelativePath(home, file)).AppendLine(File.ReadAllText(file));
        }

        return (told.ToString().Replace(home, "<folder>", StringComparison.Ordinal), File.ReadAllText(said));
    }

    /// <summary>The program with the cultures of the machine's ICU.</summary>
    string WithCultures()
    {
        EnumerationOptions everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };
        Assert.SkipUnless(
            ((string[])["/usr/lib", "/usr/lib64"]).Where(Directory.Exists).Any(root => Directory.EnumerateFiles(root, "libicuuc.so*", everywhere).Any()),
            "libicu is not installed");
        var copy = Directory.CreateDirectory(Path.Combine(folder, "program")).FullName;
        var from = Path.GetDirectoryName(Trueup.Path)!;
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        foreach (var sub in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(copy, Path.GetRelativePath(from, sub)));
            foreach (var file in Directory.EnumerateFiles(sub)) File.Copy(file, Path.Combine(copy, Path.GetRelativePath(from, file)));
        }

        var config = Path.Combine(copy, "trueup.runtimeconfig.json");
        var text = File.ReadAllText(config);
        Assert.Contains("\"System.Globalization.Invariant\": true", text, StringComparison.Ordinal);
        File.WriteAllText(config, text.Replace("\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal));
        return Path.Combine(copy, Path.GetFileName(Trueup.Path));
    }

    static string FirstDifference(string expected, string actual)
    {
        var (a, b) = (expected.Split('\n'), actual.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(a.Length, b.Length)).FirstOrDefault(i => a[i] != b[i], Math.Min(a.Length, b.Length));
        return $"line {at + 1}\nexpected | {a.ElementAtOrDefault(at)}\nactual   | {b.ElementAtOrDefault(at)}";
    }
}
