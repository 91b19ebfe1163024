using Xunit;

namespace TrueUp.EndToEnd.Harness;

/// <summary>A program of the machine that some tests lean on.</summary>
public static class Tool
{
    public static bool IsThere(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>Skips the test where the program is not installed.</summary>
    public static void Require(string name) => Assert.SkipUnless(IsThere(name), $"{name} is not installed");
}
