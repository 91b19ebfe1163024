using System.Text;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Transcripts;

/// <summary>Runs a transcript from top to bottom in a fresh folder and compares, or rewrites what it expects.</summary>
public static class Replay
{
    /// <summary>Friday, 2026-01-09, 17:00 in New York: after the close.</summary>
    const string DefaultClock = "2026-01-09T22:00:00Z";

    static readonly bool Accepts = Environment.GetEnvironmentVariable("TRUEUP_ACCEPT") == "1";

    public static void Run(string path)
    {
        Trueup.Require();
        var transcript = Transcript.Read(path);
        var outer = Directory.CreateTempSubdirectory("trueup-transcript-").FullName;
        try
        {
            // The folder has a name of its own inside the temporary one, so that nothing above it is taken for a book.
            var folder = Directory.CreateDirectory(Path.Combine(outer, "desk")).FullName;
            Run(transcript, folder);
        }
        finally
        {
            Directory.Delete(outer, recursive: true);
        }
    }

    static void Run(Transcript transcript, string folder)
    {
        var trueup = new Trueup { Folder = folder }.With("TRUEUP_NOW", DefaultClock);
        List<string> accepted = [];
        StringBuilder differences = new();
        var copied = 0;

        foreach (var step in transcript.Steps)
        {
            switch (step)
            {
                case Step.SetClock clock:
                    trueup = trueup.With("TRUEUP_NOW", clock.Instant);
                    break;
                case Step.Needs needs:
                    Tool.Require(needs.Program);
                    break;
                case Step.WriteFile file:
                    var target = Path.Combine(folder, file.Name);
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    File.WriteAllText(target, file.Text);
                    break;
                case Step.RunCommand command:
                    var expected = transcript.Lines[command.ExpectedFrom..command.ExpectedEnd];
                    var actual = Expectation.Lines(trueup.Shell(command.Command), folder);
                    var matches = Expectation.Matches(expected, actual);
                    if (!matches) Describe(differences, transcript.Path, command, expected, actual);
                    accepted.AddRange(transcript.Lines[copied..command.ExpectedFrom]);
                    accepted.AddRange(matches ? expected : Expectation.Accept(expected, actual));
                    copied = command.ExpectedEnd;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException($"no rule for {step.GetType().Name}");
            }
        }

        if (differences.Length == 0) return;
        if (Accepts) File.WriteAllText(transcript.Path, string.Join('\n', [.. accepted, .. transcript.Lines[copied..]]) + "\n");
        else Assert.Fail($"{differences}If the new output is right: dotnet run build.cs -- accept, and review the difference.");
    }

    static void Describe(StringBuilder to, string path, Step.RunCommand command, string[] expected, string[] actual)
    {
        to.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{path}:{command.LineNumber}: $ {command.Command}");
        foreach (var line in expected) to.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  expected | {line}");
        foreach (var line in actual) to.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"  actual   | {line}");
    }
}
