using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Transcripts;

/// <summary>One page per error code: how to meet it, what it says, what to do. The same pages become docs/reference/errors.md.</summary>
public sealed class ErrorTests
{
    public static TheoryData<string> Errors => Pages.In("errors");

    [Theory, MemberData(nameof(Errors))]
    public void The_error_is_reproduced(string page)
    {
        var path = Repository.At("tests", "errors", page);
        var code = Path.GetFileNameWithoutExtension(page);
        Replay.Run(path);

        var transcript = Transcript.Read(path);

        Assert.StartsWith($"# {code}: ", transcript.Lines[0], StringComparison.Ordinal);
        Assert.True(
            transcript.Steps.OfType<Step.RunCommand>().Any(c => transcript.Lines[c.ExpectedFrom..c.ExpectedEnd].Any(line => line.Contains(code, StringComparison.Ordinal))),
            $"{path} never shows {code}");
    }
}
