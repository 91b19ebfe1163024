using System.Text.RegularExpressions;

namespace TrueUp.EndToEnd.Transcripts;

/// <summary>
/// A Markdown file whose fenced blocks are a conversation with the shell: files to write, commands to run, and what they are
/// expected to say. The notation is described in tests/scenarios/README.md.
/// </summary>
public sealed partial record Transcript(string Path, string[] Lines, IReadOnlyList<Step> Steps)
{
    public static Transcript Read(string path) => Parse(path, File.ReadAllText(path));

    /// <exception cref="FormatException">Names file and line: a transcript that cannot be read must not pass for an empty one.</exception>
    public static Transcript Parse(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        List<Step> steps = [];
        for (var at = 0; at < lines.Length; at++)
        {
            if (Directive().Match(lines[at]) is { Success: true } directive)
            {
                var value = directive.Groups["value"].Value;
                steps.Add(directive.Groups["name"].Value switch
                {
                    "clock" => new Step.SetClock(value),
                    "needs" => new Step.Needs(value),
                    var name => throw new FormatException($"{path}:{at + 1}: unknown directive {name}; known are clock and needs"),
                });
            }

            if (Fence().Match(lines[at]) is not { Success: true } fence) continue;

            var (mark, first) = (fence.Groups["mark"].Value, at + 1);
            var end = Array.IndexOf(lines, mark, first);
            if (end < 0) throw new FormatException($"{path}:{at + 1}: the block is never closed");

            var what = fence.Groups["what"].Value.Trim();
            if (what == "console") Commands(path, lines, first, end, steps);
            else if (FileName().Match(what) is { Success: true } file) steps.Add(new Step.WriteFile(file.Groups["name"].Value, Text(lines[first..end])));
            at = end;
        }

        if (!steps.OfType<Step.RunCommand>().Any()) throw new FormatException($"{path}: no command in a console block");
        return new(path, lines, steps);
    }

    static void Commands(string path, string[] lines, int first, int end, List<Step> steps)
    {
        for (var at = first; at < end;)
        {
            if (!lines[at].StartsWith("$ ", StringComparison.Ordinal)) throw new FormatException($"{path}:{at + 1}: a console block starts with a command: $ ...");

            var commandLine = at;
            var command = lines[at++][2..];
            while (command.EndsWith('\\') && at < end && lines[at].StartsWith("> ", StringComparison.Ordinal)) command = command[..^1] + lines[at++][2..];

            var expectedFrom = at;
            while (at < end && !lines[at].StartsWith("$ ", StringComparison.Ordinal)) at++;
            steps.Add(new Step.RunCommand(command, commandLine + 1, expectedFrom, at));
        }
    }

    static string Text(string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    [GeneratedRegex("^(?<mark>`{3,})(?<what>[^`]*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"(^|\s)file:\s*(?<name>\S.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^<!--\s*(?<name>[a-z]+):\s*(?<value>.*?)\s*-->$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Directive();
}

/// <summary>One thing a transcript does.</summary>
public abstract record Step
{
    private Step() { }

    public sealed record WriteFile(string Name, string Text) : Step;

    /// <param name="Instant">ISO-8601 in UTC: what the binary takes for now from here on.</param>
    public sealed record SetClock(string Instant) : Step;

    /// <param name="Program">Where this is not installed, the rest of the transcript is skipped and the test says so.</param>
    public sealed record Needs(string Program) : Step;

    /// <param name="LineNumber">1-based, of the command.</param>
    /// <param name="ExpectedFrom">0-based line of the first expected line.</param>
    /// <param name="ExpectedEnd">0-based line after the last expected line.</param>
    public sealed record RunCommand(string Command, int LineNumber, int ExpectedFrom, int ExpectedEnd) : Step;
}
