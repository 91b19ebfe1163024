using System.CommandLine;

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
