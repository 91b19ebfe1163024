using System.CommandLine;
using TrueUp.Edges.Settings;

namespace TrueUp.Commands;

/// <summary>
/// Every verb of the command line. Only the verb that was typed is built on an ordinary run, so that start-up does not grow with the number of commands;
/// help, completions and unknown verbs build them all.
/// </summary>
static partial class AllCommands
{
    static readonly (string Verb, Func<Command> Build)[] Verbs =
    [
        ("init", InitCommand.Build),
        ("log-rec", LogRecCommand.Build),
        ("log-fill", LogFillCommand.Build),
        ("rec", RecCommand.Build),
        ("fill", FillCommand.Build),
        ("cash", CashCommand.Build),
        ("action", ActionCommand.Build),
        ("account", AccountCommand.Build),
        ("instrument", InstrumentCommand.Build),
        ("positions", PositionsCommand.Build),
        ("update-positions", UpdatePositionsCommand.Build),
        ("realized", RealizedCommand.Build),
        ("reconcile", ReconcileCommand.Build),
        ("price", PriceCommand.Build),
        ("demo", DemoCommand.Build),
        ("completions", CompletionsCommand.Build),
        ("docs", DocsCommand.Build),
        ("equity", EquityCommand.Build),
        ("check", CheckCommand.Build),
        ("chart", ChartCommand.Build),
        ("daily", DailyCommand.Build),
        ("verify", VerifyCommand.Build),
        ("rebuild", RebuildCommand.Build),
        ("reverse", ReverseCommand.Build),
        ("held", HeldCommand.Build),
        ("lots", LotsCommand.Build),
        ("export", ExportCommand.Build),
        ("backup", BackupCommand.Build),
        ("restore", RestoreCommand.Build),
        ("doctor", DoctorCommand.Build),
    ];

    public static RootCommand Root(string[] arguments, out bool known)
    {
        var verb = arguments.FirstOrDefault(a => !a.StartsWith('-'));
        var found = Verbs.FirstOrDefault(v => v.Verb == verb);
        known = found.Build is not null && !arguments.Any(a => a is "--help" or "-h" or "-?" or "--version" || a.StartsWith('['));
        return known ? With([found.Build!()]) : Everything();
    }

    public static RootCommand Everything() => With(Verbs.Select(v => v.Build()));

    /// <summary>What is wrong with a command line: an unknown verb is one mistake, however many words follow it.</summary>
    public static IEnumerable<string> Complaints(ParseResult parsed)
    {
        if (IsUnknownVerb(parsed, out var word)) return [$"\"{word}\" is not a command of {(parsed.CommandResult.Command is RootCommand ? "trueup" : string.Join(' ', Path(parsed)))}"];
        return parsed.Errors.Select(e => e.Message.TrimEnd('.')).Distinct(StringComparer.Ordinal);
    }

    /// <summary>What to try after a mistake.</summary>
    public static string Suggestion(ParseResult parsed)
    {
        if (IsUnknownVerb(parsed, out var word))
        {
            var verbs = parsed.CommandResult.Command is RootCommand ? [.. Verbs.Select(v => v.Verb)] : parsed.CommandResult.Command.Subcommands.Select(c => c.Name).ToArray();
            var near = verbs.Where(v => Spelling.Distance(v, word) <= 2 || v.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
            return near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?" : $"there are {string.Join(", ", verbs)}";
        }

        return $"trueup {string.Join(' ', Path(parsed))} --help".Replace("  ", " ", StringComparison.Ordinal);
    }

    static bool IsUnknownVerb(ParseResult parsed, out string word)
    {
        word = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : "";
        return word.Length > 0 && !word.StartsWith('-') && parsed.CommandResult.Command.Subcommands.Count > 0;
    }

    static RootCommand With(IEnumerable<Command> commands)
    {
        RootCommand root = new("The book of record between your research and your broker.");
        // A leading slash is a path here, not an option.
        foreach (var help in root.Options.OfType<System.CommandLine.Help.HelpOption>())
        {
            help.Aliases.Remove("/?");
            help.Aliases.Remove("/h");
        }

        foreach (var option in Options.Everywhere) root.Add(option);
        foreach (var command in commands) root.Add(command);
        return root;
    }

    static List<string> Path(ParseResult parsed)
    {
        List<string> names = [];
        for (var at = parsed.CommandResult; at is not null && at.Command is not RootCommand; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, at.Command.Name);
        return names;
    }

    /// <summary>Gives a command its action: a desk for the time of the call, closed at its end. It answers on stdout, or on the stream of a caller that set one.</summary>
    public static Command Does(this Command command, Func<Desk, int> work)
    {
        command.SetAction(args =>
        {
            using BufferedStream output = new(args.InvocationConfiguration.Output is StreamWriter { BaseStream: var own } ? own : Console.OpenStandardOutput(), 1 << 16);
            using Desk desk = new(args, output, args.InvocationConfiguration.Error);
            var code = work(desk);
            output.Flush();
            return code;
        });
        return command;
    }
}
