using TrueUp.Ledger.Journal;

namespace TrueUp;

/// <summary>What the shell hands over beside the arguments: variables, standard input, the current folder.</summary>
static class Shell
{
    /// <summary>Every variable that is read, for the reference; any other <c>TRUEUP_…</c> is pointed out.</summary>
    public static readonly (string Name, string Meaning)[] Variables =
    [
        ("TRUEUP_BOOK", "The book, where `--book` does not name one."),
        ("TRUEUP_ACTOR", "Who a command is recorded as, instead of the user's name."),
        ("TRUEUP_COMMAND", "The id a command is recorded under, instead of a random one; no id is recorded twice. With `TRUEUP_NOW` and `TRUEUP_ACTOR` the same commands make the same journal, hash for hash."),
        ("TRUEUP_NOW", "An instant taken for now, for rehearsals and tests: 2026-01-09T22:00:00Z."),
        ("NO_COLOR", "Honored: nothing is colored."),
    ];

    /// <summary>Names that start like ours and are read by nothing here; those of the tests and scripts of this repository are known.</summary>
    public static IEnumerable<string> StrangeVariables()
    {
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith("TRUEUP_", StringComparison.Ordinal) && !Variables.Any(v => v.Name == name)
                && name is not ("TRUEUP_EXE" or "TRUEUP_SHARED" or "TRUEUP_ACCEPT" or "TRUEUP_FUZZ" or "TRUEUP_LAW_RUNS"))
                yield return name;
        }
    }

    /// <summary>Standard input, read as bytes.</summary>
    /// <exception cref="RefusedException">TU1121 where it was closed: the runtime has put a pipe of its own in its place, which never ends.</exception>
    public static Stream Input() => IsInputClosed()
        ? throw new RefusedException(Codes.CannotRead, new("stdin"), "standard input is closed", "pipe a file into it, or name the file")
        : Console.OpenStandardInput();

    /// <summary>True where the folder the command was started in has been removed.</summary>
    public static bool IsFolderGone()
    {
        try
        {
            return !Directory.Exists(Directory.GetCurrentDirectory());
        }
        catch (IOException)
        {
            return true;
        }
    }

    static bool IsInputClosed()
    {
        const string Open = "/proc/self/fd";
        if (!Directory.Exists(Open) || Target(Path.Combine(Open, "0")) is not { } input || !input.Contains("pipe:", StringComparison.Ordinal)) return false;
        return Directory.EnumerateFileSystemEntries(Open).Any(other => Path.GetFileName(other) != "0" && Target(other) == input && IsWritten(Path.GetFileName(other)));
    }

    // The other end of somebody's pipe is not in this process.
    static bool IsWritten(string descriptor)
    {
        try
        {
            var flags = File.ReadLines($"/proc/self/fdinfo/{descriptor}").First(l => l.StartsWith("flags:", StringComparison.Ordinal));
            return flags[^1] is '1' or '2';
        }
        catch (IOException)
        {
            return false;
        }
    }

    static string? Target(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.ToString();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
