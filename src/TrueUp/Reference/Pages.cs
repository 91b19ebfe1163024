using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using TrueUp.Commands;
using TrueUp.Edges.Settings;
using TrueUp.Edges.Statements;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

using Option = System.CommandLine.Option;

namespace TrueUp.Reference;

/// <summary>The pages of docs/reference. Each is made from what the program itself goes by, so that it cannot say something else.</summary>
static class Pages
{
    /// <param name="errors">The folder of the pages about single codes; what it lacks is told by title and hint alone.</param>
    public static IEnumerable<(string Name, string Text)> All(string? errors) =>
    [
        ("cli.md", Commands()),
        ("config.md", Settings()),
        ("entries.md", Entries(Summaries.OfLedger())),
        ("errors.md", Errors(errors)),
        ("layouts.md", Layouts()),
    ];

    static string Commands()
    {
        var root = AllCommands.Everything();
        var page = new Page("Commands")
            .Line("Options that every command takes:")
            .Line("")
            .Table(["option", "meaning"], Options.Everywhere.Select(o => (string[])[$"`{Usage(o)}`", o.Description ?? ""]))
            .Line("Exit codes:")
            .Line("")
            .Table(["code", "meaning"], ExitCodes.Select(c => (string[])[c.Code.ToString(CultureInfo.InvariantCulture), c.Meaning]))
            .Line($"Days are written `YYYY-MM-DD`, `today` or `yesterday`, in the market's zone. Calendars: {string.Join(", ", ExchangeCalendar.Codes)}.")
            .Line("");
        foreach (var command in root.Subcommands.OrderBy(c => c.Name, StringComparer.Ordinal)) Describe(page, command, "trueup");
        return page.ToString();
    }

    static readonly (int Code, string Meaning)[] ExitCodes =
    [
        (ExitCode.Clean, "done, and nothing to look at"),
        (ExitCode.Findings, "done, with findings: a break, a miss, a failed check, a \"no\""),
        (ExitCode.Refused, "refused: bad usage or bad input; nothing was written"),
        (ExitCode.Held, "recorded, but some rows are held for review"),
        (ExitCode.WorldFailed, "the disk, the network or a program failed; nothing is half-done"),
        (ExitCode.Bug, "a bug in TrueUp"),
        (ExitCode.BrokenPipe, "the reader of stdout went away"),
    ];

    static void Describe(Page page, Command command, string parent)
    {
        if (command.Hidden) return;
        var name = $"{parent} {command.Name}";
        var arguments = command.Arguments.Where(a => !a.Hidden).ToList();
        var options = command.Options.Where(o => !o.Hidden && o is not System.CommandLine.Help.HelpOption).ToList();
        page.Line($"## {name}").Line("").Line($"{command.Description}.").Line("");
        if (command.Action is not null)
        {
            string[] words = [name, .. arguments.Select(Usage), .. options.Select(o => o.Required ? Usage(o) : $"[{Usage(o)}]")];
            page.Line("```").Line(string.Join(' ', words)).Line("```").Line("");
        }

        page.Table(
            ["", "meaning", "default"],
            [
                .. arguments.Select(a => (string[])[$"`{Usage(a)}`", a.Description ?? "", ""]),
                .. options.Select(o => (string[])[$"`{Usage(o)}`", o.Description ?? "", Default(o)]),
            ]);
        foreach (var child in command.Subcommands.OrderBy(c => c.Name, StringComparer.Ordinal)) Describe(page, child, name);
    }

    static string Usage(Argument argument) => (argument.Arity.MinimumNumberOfValues, argument.Arity.MaximumNumberOfValues) switch
    {
        (0, 1) => $"[{Shout(argument.Name)}]",
        (0, _) => $"[{Shout(argument.Name)}…]",
        (_, 1) => Shout(argument.Name),
        _ => $"{Shout(argument.Name)}…",
    };

    static string Usage(Option option) => option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool)
        ? option.Name
        : $"{option.Name} {Shout(option.HelpName ?? option.Name.TrimStart('-'))}";

    static string Default(Option option) => option.HasDefaultValue && option.GetDefaultValue() is { } value and not false
        ? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "" : "";

    static string Shout(string name) => name.ToUpperInvariant();

    static string Settings() => new Page("Settings")
        .Line("A book's `trueup.yaml` says how one person wants it read. Facts (currency, zone, calendar, accounts) are in the journal, not here. A key that is not in this table is refused.")
        .Line("")
        .Table(["key", "values", "default", "meaning"], BookSettings.All.Select(s => (string[])[$"`{s.Key}`", s.Values, $"`{s.Default}`", s.Meaning]))
        .Line("Environment variables:")
        .Line("")
        .Table(
            ["variable", "meaning"],
            Shell.Variables.Select(v => (string[])[$"`{v.Name}`", v.Meaning]))
        .Line("Mapping profiles, `profiles/NAME.yaml` in the book, are described in [layouts](../specs/layouts.md).")
        .ToString();

    static string Entries(Summaries summaries)
    {
        var page = new Page("Entries of the journal")
            .Line($"{summaries.Of(typeof(Entry))} The bytes they are stored as are in [journal-format](../specs/journal-format.md).")
            .Line("")
            .Line("Every entry has:")
            .Line("");
        Properties(page, summaries, typeof(Entry));
        foreach (var kind in typeof(Entry).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Entry)) && !t.IsAbstract).OrderBy(KindOf, StringComparer.Ordinal))
        {
            page.Line($"## {KindOf(kind)}").Line("").Line(summaries.Of(kind) is { Length: > 0 } said ? said : $"`{kind.Name}`.").Line("");
            Properties(page, summaries, kind);
        }

        page.Line("## Parts").Line("");
        foreach (var part in (Type[])[typeof(Fill), typeof(FillDetail), typeof(Recommendation), typeof(Instrument), typeof(Money)])
        {
            page.Line($"### {part.Name}").Line("").Line(summaries.Of(part)).Line("");
            Properties(page, summaries, part);
        }

        foreach (var union in (Type[])[typeof(CorporateAction), typeof(OptionEvent)])
        {
            page.Line($"### {union.Name}").Line("").Line(summaries.Of(union)).Line("");
            foreach (var one in union.GetNestedTypes())
            {
                page.Line($"**{one.Name}.** {summaries.Of(one)}").Line("");
                Properties(page, summaries, one);
            }
        }

        return page.ToString();
    }

    static string KindOf(Type kind) => Canonical.KindOf((Entry)RuntimeHelpers.GetUninitializedObject(kind));

    static void Properties(Page page, Summaries summaries, Type type) => page.Table(
        ["field", "type", "meaning"],
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p is { CanWrite: true, GetMethod: not null })
            .Select(p => (string[])[$"`{p.Name}`", TypeName(p), summaries.Of(type, p.Name)]));

    static string TypeName(PropertyInfo property)
    {
        var optional = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable ? ", optional" : "";
        return $"{Plain(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)}{optional}";
    }

    static string Plain(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(decimal) => "number",
        _ when type == typeof(int) || type == typeof(long) => "integer",
        _ when type == typeof(bool) => "yes or no",
        _ when type.IsEnum => string.Join(", ", Enum.GetNames(type).Select(n => n.ToLowerInvariant())),
        _ when type.IsGenericType => $"list of {Plain(type.GetGenericArguments()[0])}",
        _ => type.Name,
    };

    static string Errors(string? folder)
    {
        var page = new Page("Errors")
            .Line("Every message that TrueUp refuses something with begins with one of these codes. `TU0070` alone has no page: it is a bug of ours. In what follows a code, lines marked `!` are standard error and `?` is the exit code.")
            .Line("");
        var codes = typeof(Codes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<Code>()
            .OrderBy(c => c.Id, StringComparer.Ordinal).ToList();
        foreach (var code in codes)
        {
            page.Line($"## {code.Id}").Line("").Line($"**{code.Title}.**{(code.Hint.Length > 0 ? $" Hint: {code.Hint}." : "")}").Line("");
            var file = folder is null ? null : Path.Combine(folder, $"{code.Id}.md");
            if (file is null || !File.Exists(file)) continue;
            // The first line is the title again; what follows is for the reader, and for the test that runs it.
            page.Line(string.Join('\n', File.ReadAllLines(file).Skip(1).Where(l => !l.StartsWith("<!--", StringComparison.Ordinal))).Trim('\n')).Line("");
        }

        return page.ToString();
    }

    static string Layouts()
    {
        var page = new Page("Column names")
            .Line("The names by which columns are known without a profile, compared without case, spaces and punctuation. What is made of the values is in [layouts](../specs/layouts.md) and [prices](../specs/prices.md).")
            .Line("");
        foreach (var kind in ColumnNames.All)
        {
            page.Line($"## {kind.Kind} (`trueup {kind.Command}`)").Line("")
                .Table(["field", "column names"], kind.Names.Select(n => (string[])[Spoken(n.Field), string.Join(", ", n.Names.Select(name => $"`{name}`"))]));
        }

        page.Line("## Prices (`trueup price import`)").Line("").Table(
            ["field", "column names"],
            PriceSeries.FieldNames.Zip(PriceLayout.Aliases, (field, names) => (string[])[field.Replace('_', ' '), string.Join(", ", names.Select(n => $"`{n}`"))]));
        page.Line($"Conventions: {string.Join(", ", Enum.GetValues<Convention>().Select(c => $"`{c.Text}`"))}; the last two are of currency pairs.");
        return page.ToString();
    }

    static string Spoken(string field) => string.Concat(field.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));
}
