using System.Xml.Linq;
using Xunit;

namespace TrueUp.Tests.Tidy;

/// <summary>The arrows of ARCHITECTURE.md. A project exists where the compiler must forbid something; these are what it forbids.</summary>
public sealed class ProjectTests
{
    static readonly Dictionary<string, string[]> References = new(StringComparer.Ordinal)
    {
        ["src/TrueUp.Ledger"] = [],
        ["src/TrueUp.Edges"] = ["TrueUp.Ledger"],
        ["src/TrueUp.Render"] = ["TrueUp.Ledger"],
        ["src/TrueUp"] = ["TrueUp.Edges", "TrueUp.Ledger", "TrueUp.Render"],
        ["tests/TrueUp.Tests"] = ["TrueUp"],
        ["tests/TrueUp.EndToEnd"] = [],
    };

    [Fact]
    public void Projects_reference_each_other_exactly_as_the_house_says()
    {
        var found = Projects().ToDictionary(
            p => Path.GetDirectoryName(p.Path)!,
            p => Items(p, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

        Assert.Equal(References.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (project, references) in References) Assert.True(references.SequenceEqual(found[project]), $"{project} references {string.Join(", ", found[project])}");
    }

    [Fact]
    public void The_ledger_knows_no_package_but_NodaTime() =>
        Assert.Equal(["NodaTime"], Items(Projects().Single(p => p.Path == "src/TrueUp.Ledger/TrueUp.Ledger.csproj"), "PackageReference"));

    [Fact]
    public void The_compiled_ledger_reaches_for_nothing_that_has_effects()
    {
        string[] effects = ["System.Console", "System.Net", "System.IO.FileSystem", "System.Diagnostics.Process", "System.Threading.Tasks", "System.Data", "Microsoft."];
        var referenced = typeof(TrueUp.Ledger.Journal.Entry).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToArray();

        Found.Nothing(referenced.Where(name => effects.Any(e => name.StartsWith(e, StringComparison.Ordinal))), "the ledger is pure; it may not use:");
        Found.Nothing(referenced.Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not "NodaTime"), "the ledger uses the framework and NodaTime only:");
    }

    [Fact]
    public void Package_versions_are_in_one_place_and_exact()
    {
        Found.Nothing(
            Projects().SelectMany(p => XDocument.Parse(p.Text).Descendants("PackageReference").Where(r => r.Attribute("Version") is not null).Select(r => $"{p.Path}: {r}")),
            "versions belong in Directory.Packages.props:");
        var versions = XDocument.Load(Path.Combine(Sources.Root, "Directory.Packages.props")).Descendants().Select(e => e.Attribute("Version")?.Value).OfType<string>().ToArray();
        Assert.NotEmpty(versions);
        Found.Nothing(versions.Where(v => !Version.TryParse(v, out _)), "a version is exact, never a range or a star:");
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_has_its_lock_file()
    {
        var solution = XDocument.Load(Path.Combine(Sources.Root, "TrueUp.slnx")).Descendants("Project").Select(p => p.Attribute("Path")!.Value).Order(StringComparer.Ordinal);

        Assert.Equal(Projects().Select(p => p.Path).Order(StringComparer.Ordinal), solution);
        Found.Nothing(
            Projects().Select(p => Path.Combine(Path.GetDirectoryName(p.Path)!, "packages.lock.json")).Where(p => !File.Exists(Path.Combine(Sources.Root, p))),
            "lock files that are missing:");
    }

    static IEnumerable<TextFile> Projects() => Sources.All.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    static string[] Items(TextFile project, string kind) => [.. XDocument.Parse(project.Text).Descendants(kind).Select(r => r.Attribute("Include")!.Value)];
}
