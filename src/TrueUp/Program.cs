using System.CommandLine;
using System.CommandLine.Parsing;
using TrueUp.Commands;
using TrueUp.Ledger.Journal;

namespace TrueUp;

/// <summary>Maps what happened to the exit codes of the contract, in one place.</summary>
static class Program
{
    const int ErrorsShown = 50;

    static int Main(string[] arguments)
    {
        Edges.Store.FileOwner.KeepNewFilesPrivate();
        using var notes = new StreamWriter(Console.OpenStandardError(), leaveOpen: true) { AutoFlush = true };
        var debug = Array.IndexOf(arguments, "--debug") >= 0;
        try
        {
            return Run(arguments, notes);
        }
        catch (RefusedException e)
        {
            Explain(e, notes);
            if (debug) notes.WriteLine(e);
            return ExitCode.Refused;
        }
        catch (WorldFailedException e)
        {
            notes.WriteLine(e.Message);
            if (e.Hint.Length > 0) notes.WriteLine($"hint: {e.Hint}");
            if (debug) notes.WriteLine(e);
            return ExitCode.WorldFailed;
        }
        catch (IOException e) when (IsBrokenPipe(e))
        {
            return ExitCode.BrokenPipe;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var gone = Shell.IsFolderGone();
            notes.WriteLine($"{Codes.NoOutput} {(gone ? "the folder this was started in is gone" : $"the answer cannot be written: {e.Message}")}");
            notes.WriteLine($"hint: {(gone ? "change to a folder that is there" : Codes.NoOutput.Hint)}");
            if (debug) notes.WriteLine(e);
            return ExitCode.WorldFailed;
        }
        catch (Exception e) when (!debug)
        {
            // seam-ok: the last resort; the exit code says it is our fault and nothing is swallowed.
            notes.WriteLine($"TU0070 a bug in TrueUp: {e.GetType().Name}: {e.Message}");
            notes.WriteLine("hint: run it again with --debug and report what it prints; the book is as it was before the command");
            return ExitCode.Bug;
        }
    }

    static int Run(string[] arguments, TextWriter notes)
    {
        // Bytes that are no text have become this character on the way here; what they were cannot be recorded.
        if (arguments.FirstOrDefault(a => a.Contains('\uFFFD', StringComparison.Ordinal)) is { } garbled)
            throw new RefusedException(Codes.Usage, new("argument"), $"\"{garbled}\" is not UTF-8", "write it in UTF-8; a shell in another encoding turns letters into other bytes");
        foreach (var strange in Shell.StrangeVariables()) notes.WriteLine($"note: {strange} is set and means nothing here (docs/reference/config.md lists what does)");
        var root = AllCommands.Root(arguments, out var known);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var isWrong = parsed.Errors.Count > 0 || Complaints.IsMisread(parsed);
        if (isWrong && parsed.Action is not System.CommandLine.Help.HelpAction && !IsSuggesting(arguments))
        {
            if (!known) parsed = AllCommands.Everything().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            foreach (var line in Complaints.Of(parsed)) notes.WriteLine($"{Codes.Usage} {line}");
            notes.WriteLine($"hint: {Complaints.Hint(parsed)}");
            return ExitCode.Refused;
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Error = notes });
    }

    // A shell asks what would fit half a line: a line that is not finished is no mistake.
    static bool IsSuggesting(string[] arguments) => arguments is [['[', 's', 'u', 'g', 'g', 'e', 's', 't', ..], ..];

    static void Explain(RefusedException refused, TextWriter notes)
    {
        foreach (var rejection in refused.Rejections.Take(ErrorsShown)) notes.WriteLine(rejection.Message);
        if (refused.Total > ErrorsShown) notes.WriteLine($"… and {refused.Total - ErrorsShown} more");
        foreach (var hint in refused.Rejections.Select(r => r.Hint ?? r.Code.Hint).Where(h => h.Length > 0).Distinct(StringComparer.Ordinal).Take(3)) notes.WriteLine($"hint: {hint}");
    }

    // EPIPE from a reader that went away (head, a closed pager).
    static bool IsBrokenPipe(IOException e) => e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
