using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Transcripts;

public sealed class ScenarioTests
{
    public static TheoryData<string> Scenarios => Pages.In("scenarios");

    [Theory, MemberData(nameof(Scenarios))]
    public void The_transcript_replays(string scenario) => Replay.Run(Repository.At("tests", "scenarios", scenario));
}
