using System.Diagnostics;
using System.Globalization;
using TrueUp.EndToEnd.Harness;
using Xunit;

namespace TrueUp.EndToEnd.Commands;

/// <summary>Prompts at a terminal of its own, which <c>script</c> makes.</summary>
public sealed class FillLogTests
{
    const string Log = "script -qec 'trueup fill log --date 2026-01-08' /dev/null";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_wrong_answer_is_asked_for_again()
    {
        using var book = Book();

        var seen = (book.Trueup with { Input = "prld\nhold\nsell\n1,25\n5\n1.22\n10:00\n\n\ndone\n" }).Shell(Log).Clean();

        Assert.Contains("TU1401 answer: side \"hold\" is not a side", seen.Out, StringComparison.Ordinal);
        Assert.Contains("TU1207 answer: quantity \"1,25\"", seen.Out, StringComparison.Ordinal);
        Assert.Contains("saved 3: sell 5 PRLD at 1.22 on 2026-01-08", seen.Out, StringComparison.Ordinal);
        Assert.Equal(1, Fills(book));
    }

    [Fact]
    public void Ctrl_C_at_a_prompt_keeps_what_was_saved_and_nothing_of_the_rest()
    {
        using var book = Book();
        using var running = AtATerminal(book);
        running.Type("DOUG\nbuy\n13\n2.59\n\n\n\n");
        Until(() => Fills(book) == 1);
        running.Type("PRLD\nbuy\n27\n");
        Thread.Sleep(300);
        running.Type("\x03");
        running.Wait();

        Assert.Equal(1, Fills(book));
        book.Run("verify").Clean();
    }

    [Fact]
    public void Nobody_who_writes_waits_for_a_person_who_thinks()
    {
        using var book = Book();
        using var running = AtATerminal(book);
        running.Type("DOUG\nbuy\n");
        Thread.Sleep(500);

        var clock = Stopwatch.StartNew();
        book.Run("log-fill", "--date", "2026-01-07", "ABUS,buy,10,3.40").Clean();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"another command waited {clock.Elapsed.TotalSeconds} s for the prompt");

        running.Type("13\n2.59\n\n\n\ndone\n");
        running.Wait();
        Assert.Equal(2, Fills(book));
    }

    static TempBook Book()
    {
        Tool.Require("script");
        return new();
    }

    // The binary that the harness adds is the shell's name for itself here.
    static Running AtATerminal(TempBook book) =>
        (book.Trueup with { Under = ["bash", "-c", $"exec script -qec '{Trueup.Path} fill log --date 2026-01-08' /dev/null"], Input = Running.KeepInputOpen }).Start();

    static long Fills(TempBook book) => Convert.ToInt64(book.Scalar("select count(*) from fill"), CultureInfo.InvariantCulture);

    static void Until(Func<bool> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(clock.Elapsed < Patience, "it did not come to be");
            Thread.Sleep(50);
        }
    }
}
