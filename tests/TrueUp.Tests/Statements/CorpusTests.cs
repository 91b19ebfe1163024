using TrueUp.Edges.Settings;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using Xunit;

namespace TrueUp.Tests.Statements;

/// <summary>
/// Whole files as people have them, with what reading them says: <c>tests/corpus/csv/KIND/NN.csv</c> and <c>NN.expected.txt</c>. A bug report becomes a new pair.
/// With a profile beside it (<c>NN.yaml</c>) the file is read by that.
/// </summary>
public sealed class CorpusTests
{
    static readonly string Root = Path.Combine(Tidy.Sources.Root, "tests", "corpus", "csv");

    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(Root, "*.csv", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Files))]
    public void A_file_of_the_corpus_reads_as_its_pair_says(string name)
    {
        var path = Path.Combine(Root, name);
        var profile = Path.ChangeExtension(path, ".yaml");
        var how = File.Exists(profile) ? Given.How with { Profile = Profiles.Read(Path.GetFileNameWithoutExtension(profile), File.ReadAllText(profile)) } : Given.How;
        var said = Path.GetDirectoryName(name) switch
        {
            "fills" => Said(FillFile.Check(TextFile.At(path), how), Given.Text),
            "recommendations" => Said(RecommendationFile.Check(TextFile.At(path), how), Given.Text),
            "cash" => Said(CashFile.Check(TextFile.At(path), how), Given.Text),
            "actions" => Said(ActionFile.Check(TextFile.At(path), how), Given.Text),
            var kind => throw new InvalidOperationException($"no reader for {kind}"),
        };
        var expected = Path.ChangeExtension(path, ".expected.txt");
        if (Environment.GetEnvironmentVariable("TRUEUP_ACCEPT") == "1") File.WriteAllText(expected, said);
        Assert.Equal(File.ReadAllText(expected), said);
    }

    static string Said<TReport>(StatementFile<TReport> file, Func<TReport, string> text)
    {
        List<string> lines = [];
        if (file.Checked.IsRefused)
        {
            foreach (var rejection in file.Checked.Refused)
            {
                lines.Add(rejection.Message);
                lines.Add($"  hint: {rejection.Hint ?? rejection.Code.Hint}");
            }
        }
        else
        {
            lines.Add($"{file.Checked.Layout}: {file.Checked.Rows} rows, {file.Checked.Held} held");
            lines.AddRange(file.Checked.Notes.Select(note => $"note: {note}"));
            lines.AddRange(file.Rows().Select(text));
        }

        return string.Join("\n", lines) + "\n";
    }
}
