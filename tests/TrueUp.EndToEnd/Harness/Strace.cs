using Xunit;

namespace TrueUp.EndToEnd.Harness;

/// <summary>Runs the binary under strace and keeps what it asked of the kernel, one call a line, in order.</summary>
public static class Strace
{
    public static bool IsThere { get; } = Tool.IsThere("strace");

    /// <param name="calls">As strace -e trace= takes it: <c>openat,pwrite64,fsync</c>, <c>%network</c>.</param>
    public static (Finished Finished, string[] Calls) Run(Trueup trueup, string calls, params string[] arguments)
    {
        Assert.SkipUnless(IsThere, "strace is not installed");
        var log = Path.GetTempFileName();
        try
        {
            // Whole paths and buffers matter to the readers of the trace, so nothing is cut short.
            var finished = (trueup with { Under = ["strace", "-f", "-y", "-qq", "-s", "262144", "-e", $"trace={calls}", "-o", log] }).Run(arguments);
            return (finished, File.ReadAllLines(log));
        }
        finally
        {
            File.Delete(log);
        }
    }
}
