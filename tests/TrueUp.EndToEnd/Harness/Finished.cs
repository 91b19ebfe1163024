using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace TrueUp.EndToEnd.Harness;

/// <summary>What a process that ended left behind.</summary>
/// <param name="ExitCode">As a shell shows it: 128 + N where signal N ended the process.</param>
/// <param name="OutBytes">Standard output, byte for byte.</param>
public sealed record Finished(string Command, int ExitCode, byte[] OutBytes, string Error, TimeSpan Took)
{
    public string Out => Encoding.UTF8.GetString(OutBytes);

    /// <summary>Standard output without the last line break, line by line.</summary>
    public string[] OutLines => Out.TrimEnd('\n').Split('\n');

    /// <summary>Standard output as the one JSON document it must be.</summary>
    public JsonElement Json
    {
        get
        {
            try
            {
                return JsonDocument.Parse(OutBytes).RootElement;
            }
            catch (JsonException e)
            {
                Assert.Fail($"not one JSON document ({e.Message})\n{this}");
                throw;
            }
        }
    }

    /// <summary>Fails the test, showing everything, unless the process ended with <paramref name="exitCode"/>.</summary>
    public Finished Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode}\n{this}");
        return this;
    }

    /// <summary>Exit 0: the one most tests want.</summary>
    public Finished Clean() => Expect(0);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"$ {Command}\nexit code {ExitCode} after {Took.TotalMilliseconds:F0} ms\n--- stdout\n{Short(Out)}\n--- stderr\n{Short(Error)}");

    static string Short(string text) => text.Length <= 8000 ? text : $"{text[..4000]}\n... {text.Length - 8000} characters ...\n{text[^4000..]}";
}
