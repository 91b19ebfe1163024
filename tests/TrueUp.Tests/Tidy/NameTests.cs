using System.Text.RegularExpressions;
using Xunit;

namespace TrueUp.Tests.Tidy;

public sealed partial class NameTests
{
    static readonly string[] Vague = ["Manager", "Service", "Helper", "Helpers", "Util", "Utils", "Utility", "Processor", "Dto", "Model", "Info", "Base", "Impl"];

    // A further interface needs a decision record in docs/decisions/ and two implementations.
    static readonly string[] Interfaces = ["IJournal", "IJournalWriter", "IBroker", "IPriceSource"];

    [Fact]
    public void A_type_is_named_by_what_it_is() =>
        Found.Nothing(
            Declared().Where(type => Word().Matches(type.Name).Any(word => Vague.Contains(word.Value, StringComparer.Ordinal))).Select(type => $"{type.Path}: {type.Name}"),
            "these names say nothing:");

    [Fact]
    public void Interfaces_are_few_and_decided() =>
        Found.Nothing(
            Declared().Where(type => type.Kind == "interface" && !Interfaces.Contains(type.Name, StringComparer.Ordinal)).Select(type => $"{type.Path}: {type.Name}"),
            "an interface needs two implementations and a decision record:");

    [Fact]
    public void Every_interface_has_two_implementations()
    {
        Type[] types = [.. ProductTypes.All, .. typeof(NameTests).Assembly.GetTypes()];
        var interfaces = types.Where(type => type.IsInterface && Interfaces.Contains(type.Name, StringComparer.Ordinal));

        Found.Nothing(
            interfaces.Where(i => types.Count(type => type.IsClass && i.IsAssignableFrom(type)) < 2).Select(i => i.FullName!),
            "an interface with one implementation is a class in disguise:");
    }

    [Fact]
    public void A_namespace_is_its_folder() =>
        Found.Nothing(
            Sources.CSharp
                .Where(file => file.Path != "build.cs")
                .Select(file => (file.Path, Expected: ExpectedNamespace(file.Path), Found: Namespace().Match(file.Code).Groups["name"].Value))
                // The runtime looks for a program's start and for a startup hook outside any namespace.
                .Where(file => file.Found != file.Expected && !(file.Found.Length == 0 && Path.GetFileName(file.Path) is "Program.cs" or "StartupHook.cs"))
                .Select(file => $"{file.Path}: {file.Found}, expected {file.Expected}"),
            "namespace and folder differ:");

    [Fact]
    public void A_test_is_named_by_a_sentence() =>
        Found.Nothing(
            Sources.CSharp.SelectMany(file => TestMethod().Matches(file.Code).Select(m => (file.Path, Name: m.Groups["name"].Value)))
                .Where(test => test.Name.Count(c => c == '_') < 2)
                .Select(test => $"{test.Path}: {test.Name}"),
            "a test's name is a sentence that could be false:");

    // src/TrueUp.Ledger/Values/X.cs is TrueUp.Ledger.Values; a part in lower case holds files, not types.
    static string ExpectedNamespace(string path) => string.Join('.', path.Split('/')[1..^1]);

    static IEnumerable<(string Path, string Kind, string Name)> Declared() =>
        Sources.CSharp.SelectMany(file => Declaration().Matches(file.Code).Select(m => (file.Path, m.Groups["kind"].Value, m.Groups["name"].Value)));

    [GeneratedRegex(@"\b(?<kind>class|struct|interface|enum|record)\s+(?!struct\b|class\b|where\b)(?<name>[A-Z]\w*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();

    [GeneratedRegex("[A-Z][a-z0-9]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\[(Fact|Theory)\b[^\]]*\](\s*\[[^\]]*\])*\s*public\s+(static\s+|async\s+)*[\w<>]+\s+(?<name>\w+)\s*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestMethod();
}
