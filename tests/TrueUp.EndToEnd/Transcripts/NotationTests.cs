using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Transcripts;

/// <summary>A runner that lets everything through would make every transcript green: the notation is tested by what it refuses.</summary>
public sealed class NotationTests
{
    [Theory]
    [InlineData("DOUG  100", "DOUG  100", true)]
    [InlineData("DOUG  100", "DOUG 100", false)]
    [InlineData("DOUG  100", "DOUG  1000", false)]
    [InlineData("head <hash>", "head 0123abcd", true)]
    [InlineData("head <hash>", "head", false)]
    [InlineData("took <ms> ms", "took 12.5 ms", true)]
    [InlineData("took <ms> ms", "took long ms", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("<hash> a.c", "0123abcd abc", false)]
    public void A_line_matches_itself_and_what_its_placeholders_stand_for(string expected, string actual, bool matches) =>
        Assert.Equal(matches, Expectation.Matches([expected], [actual]));

    [Fact]
    public void Three_dots_stand_for_any_number_of_lines_and_nothing_else_does()
    {
        Assert.True(Expectation.Matches(["first", "...", "last"], ["first", "a", "b", "last"]));
        Assert.True(Expectation.Matches(["first", "...", "last"], ["first", "last"]));
        Assert.False(Expectation.Matches(["first", "...", "last"], ["first", "a", "b"]));
        Assert.False(Expectation.Matches(["first"], ["first", "second"]));
        Assert.False(Expectation.Matches(["first", "second"], ["first"]));
        Assert.False(Expectation.Matches([], ["said something"]));
    }

    [Fact]
    public void Output_error_output_and_exit_code_are_told_apart()
    {
        var finished = new Finished("x", 2, "one\n$ two\n"u8.ToArray(), "TU1207 fills.csv:1: no\n\nhint: yes\n", TimeSpan.Zero);

        Assert.Equal(["one", @"\$ two", "! TU1207 fills.csv:1: no", "!", "! hint: yes", "? 2"], Expectation.Lines(finished, "/tmp/x"));
    }

    [Fact]
    public void A_transcript_is_files_clocks_and_commands_in_their_order()
    {
        var steps = Transcript.Parse("x.md", """
            # Title
            <!-- clock: 2026-01-05T15:00:00Z -->
            ```csv file: in/fills.csv
            a,b
            ```
            ```console
            $ trueup one \
            > two
            said
            ? 2
            $ trueup three
            ```
            ```text
            $ not a command
            ```
            """).Steps;

        Assert.Equal(
            [
                new Step.SetClock("2026-01-05T15:00:00Z"),
                new Step.WriteFile("in/fills.csv", "a,b\n"),
                new Step.RunCommand("trueup one two", 7, 8, 10),
                new Step.RunCommand("trueup three", 11, 11, 11),
            ],
            steps);
    }

    [Theory]
    [InlineData("no block at all")]
    [InlineData("```console\n$ trueup\n")]
    [InlineData("```console\noutput without a command\n```")]
    [InlineData("<!-- cloak: 2026 -->\n```console\n$ trueup\n```")]
    public void A_transcript_that_cannot_be_read_is_an_error(string text) => Assert.Throws<FormatException>(() => Transcript.Parse("x.md", text));

    [Fact]
    public void Accepting_keeps_the_placeholders_that_still_fit()
    {
        var hash = new string('a', 64);

        Assert.Equal(
            ["head <hash> of <number>", "now <hash>", "in <ms> ms"],
            Expectation.Accept(["an old line", "head <hash> of <number>"], ["head 0123abcd of 3", $"now {hash}", "in 3.25 ms"]));
    }
}
