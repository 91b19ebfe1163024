using System.CommandLine;

namespace TrueUp.Commands;

/// <summary>
/// Every verb of the command line. Only the verb that was typed is built on an ordinary run, so that start-up does not grow with the number of commands;
/// help, completions and unknown verbs build them all.
/// </summary>
static partial class AllCommands
{
    sealed record Verb(string Name, Func<Command> Build);

    static readonly Verb[] Verbs =
    [
        new("init", InitCommand.Build),
        new("log-rec", LogRecCommand.Build),
        new("log-fill", LogFillCommand.Build),
        new("rec", RecCommand.Build),
        new("fill", FillCommand.Build),
        new("cash", CashCommand.Build),
        new("action", ActionCommand.Build),
        new("account", AccountCommand.Build),
        new("instrument", InstrumentCommand.Build),
        new("positions", PositionsCommand.Build),
        new("update-positions", UpdatePositionsCommand.Build),
        new("realized", RealizedCommand.Build),
        new("reconcile", ReconcileCommand.Build),
        new("price", PriceCommand.Build),
        new("demo", DemoCommand.Build),
        new("completions", CompletionsCommand.Build),
        new("docs", DocsCommand.Build),
        new("equity", EquityCommand.Build),
        new("check", CheckCommand.Build),
        new("chart", ChartCommand.Build),
        new("daily", DailyCommand.Build),
        new("verify", VerifyCommand.Build),
        new("rebuild", RebuildCommand.Build),
        new("reverse", ReverseCommand.Build),
        new("held", HeldCommand.Build),
        new("lots", LotsCommand.Build),
        new("export", ExportCommand.Build),
        new("backup", BackupCommand.Build),
        new("restore", RestoreCommand.Build),
        new("doctor", DoctorCommand.Build),
    ];

    public static Command Root(string[] arguments, out bool known)
    {
        var verb = Array.Find(arguments, a => !a.StartsWith('-'));
        var found = Array.Find(Verbs, v => v.Name == verb)?.Build;
        known = found is not null && !Array.Exists(arguments, a => a is "--help" or "-h" or "-?" or "--version" || a.StartsWith('['));
        return known ? With(new("trueup"), [found!()]) : Everything();
    }

    public static Command Everything()
    {
        RootCommand root = new("The book of record between your research and your broker.");
        // A leading slash is a path here, not an option.
        foreach (var help in root.Options.OfType<System.CommandLine.Help.HelpOption>())
        {
            help.Aliases.Remove("/?");
            help.Aliases.Remove("/h");
        }

        return With(root, Verbs.Select(v => v.Build()));
    }

    static Command With(Command root, IEnumerable<Command> commands)
    {
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
