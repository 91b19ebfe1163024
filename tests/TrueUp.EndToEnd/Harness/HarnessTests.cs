using System.Diagnostics;
using Xunit;

namespace TrueUp.EndToEnd.Harness;

/// <summary>The tests lean on the harness: what it promises is itself tested.</summary>
public sealed class HarnessTests
{
    [Fact]
    public void The_environment_is_ours_and_there_is_no_terminal()
    {
        var seen = new Trueup().With("GREETING", "hello").Shell("env; tty; echo oops >&2; exit 3").Expect(3);

        Assert.Contains("TZ=UTC", seen.OutLines);
        Assert.Contains("GREETING=hello", seen.OutLines);
        Assert.Contains("not a tty", seen.OutLines);
        Assert.DoesNotContain(seen.OutLines, line => line.StartsWith("TRUEUP_", StringComparison.Ordinal));
        Assert.Equal("oops\n", seen.Error);
    }

    [Fact]
    public void Input_is_typed_and_ends()
    {
        var seen = (new Trueup() with { Input = "one\ntwo\n" }).Shell("cat; echo end").Clean();

        Assert.Equal(["one", "two", "end"], seen.OutLines);
    }

    [Fact]
    public void Killing_takes_the_whole_group_at_once()
    {
        var clock = Stopwatch.StartNew();
        var trueup = new Trueup { Under = ["bash", "-c", "sleep 300 & echo $!; wait"], Input = Running.KeepInputOpen };
        using var running = trueup.Start();
        Thread.Sleep(300);
        running.Kill();
        var finished = running.Wait().Expect(137);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
        var orphan = finished.OutLines[0];
        Assert.False(File.Exists($"/proc/{orphan}/stat") && !File.ReadAllText($"/proc/{orphan}/stat").Contains(") Z ", StringComparison.Ordinal), "the child is still running");
    }
}
