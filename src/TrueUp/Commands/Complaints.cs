using System.CommandLine;
using System.CommandLine.Parsing;
using TrueUp.Edges.Settings;

namespace TrueUp.Commands;

/// <summary>What is wrong with a command line, in words of the person who typed it: the parser's own name types and speak of themselves.</summary>
static class Complaints
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        // An unknown verb is one mistake, however many words follow it.
        if (UnknownVerb(parsed) is { } verb) return [$"\"{verb}\" is not a command of {Name(parsed)}"];
        // What follows an unknown option is most likely its value.
        var options = UnknownOptions(parsed).Select(option => $"{option} is not an option of {Name(parsed)}").ToList();
        var words = options.Count > 0 ? [] : parsed.UnmatchedTokens.Select(word => TakesNumbers(parsed)
            ? $"\"{word}\" is not a whole number"
            : $"\"{word}\" is one word too many for {Name(parsed)}");
        var others = parsed.Errors.Select(error => error.SymbolResult switch
        {
            OptionResult option => Of(option, error),
            ArgumentResult argument => Of(argument),
            _ when parsed.UnmatchedTokens.Count > 0 => null,
            _ => parsed.CommandResult.Command.Subcommands.Count > 0 ? $"{Name(parsed)} needs a command after it" : error.Message,
        }).OfType<string>();
        return options.Concat(words).Concat(others).Distinct(StringComparer.Ordinal);
    }

    /// <summary>A command that takes any number of words takes an option it does not know for one of them.</summary>
    public static bool IsMisread(ParseResult parsed) => Swallowed(parsed).Any();

    /// <summary>What to try instead.</summary>
    public static string Hint(ParseResult parsed)
    {
        if (UnknownVerb(parsed) is { } verb)
        {
            var verbs = parsed.CommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
            var near = verbs.Where(v => Spelling.Distance(v, verb) <= 2 || v.StartsWith(verb, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
            return near.Count > 0 ? $"did you mean {string.Join(" or ", near)}?" : $"there are {string.Join(", ", verbs)}";
        }

        var meant = UnknownOptions(parsed).SelectMany(option => Options(parsed).Where(known => Spelling.Distance(known, option) <= 2)).Distinct(StringComparer.Ordinal).ToList();
        return meant.Count > 0 ? $"did you mean {string.Join(" or ", meant)}?" : $"{Name(parsed)} --help";
    }

    static string Of(OptionResult option, ParseError error)
    {
        var name = option.Option.Name;
        if (option.Implicit) return $"{name} is needed";
        if (option.IdentifierTokenCount > 1) return $"{name} is given {option.IdentifierTokenCount} times";
        return option.Tokens.Count switch
        {
            0 => $"{name} needs a value after it",
            1 => $"{name} \"{option.Tokens[0].Value}\" is not {Kind(option.Option.ValueType)}",
            _ => error.Message,
        };
    }

    static string Of(ArgumentResult argument)
    {
        var name = argument.Argument.Name;
        return argument.Tokens.Count == 0 ? $"<{name}> is missing" : $"{name} \"{argument.Tokens[0].Value}\" is not {Kind(argument.Argument.ValueType)}";
    }

    static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(decimal) ? "a number with a decimal point" : "a whole number";

    static bool TakesNumbers(ParseResult parsed) => parsed.CommandResult.Command.Arguments is [.., { } last] && last.ValueType == typeof(long[]);

    static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.UnmatchedTokens.Where(IsOption).Concat(Swallowed(parsed));

    // After -- every word is meant as it stands.
    static IEnumerable<string> Swallowed(ParseResult parsed) => parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)
        .Where(t => t.Type == TokenType.Argument && t.Value.Length > 2 && t.Value.StartsWith("--", StringComparison.Ordinal))
        .Select(t => t.Value).Intersect(parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value));

    static string? UnknownVerb(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var word, ..] && word.Length > 0 && !word.StartsWith('-') && parsed.CommandResult.Command.Subcommands.Count > 0 ? word : null;

    static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    static IEnumerable<string> Options(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options).Where(o => !o.Hidden).Select(o => o.Name);

    static string Name(ParseResult parsed)
    {
        var name = "";
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult) name = at.Parent is null ? "trueup" + name : $" {at.Command.Name}{name}";
        return name;
    }
}
