using NodaTime;
using NodaTime.Text;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Settings;

/// <summary>The values of a profile, key by key. Whatever is not what the key allows is named with its line, and reading goes on.</summary>
sealed class ProfileText(Rejections wrong)
{
    // Words that some readers of YAML take for truth values, nothing, numbers or dates. As the name of a column they need quotes.
    static readonly HashSet<string> Ambiguous = new(StringComparer.OrdinalIgnoreCase) { "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~" };

    public void Known(YamlNode map, string what, string[] keys)
    {
        foreach (var (key, node) in map.Entries)
        {
            if (keys.Contains(key)) continue;
            var near = keys.OrderBy(k => Spelling.Distance(k, key)).First();
            wrong.Add(Codes.YamlUnknownKey, node.Place, $"{Quoted.Text(key)} is not a key of {what}", Spelling.Distance(near, key) <= 3 ? $"did you mean {near}?" : $"the keys are: {string.Join(", ", keys)}");
        }
    }

    public YamlNode? Map(YamlNode parent, string key)
    {
        if (Node(parent, key) is not { } node) return null;
        if (node.IsMap) return node;
        wrong.Add(Codes.YamlWrongType, node.Place, $"{key} is not a set of key: value lines");
        return null;
    }

    /// <summary>The text of a key, null where it is not given.</summary>
    public string? Word(YamlNode parent, string key) => Node(parent, key) is { } node ? Value(node, key) : null;

    string? Value(YamlNode node, string key)
    {
        if (node.Text is not { } text)
        {
            wrong.Add(Codes.YamlWrongType, node.Place, $"{key} is not a text");
            return null;
        }

        if (text.Length == 0)
        {
            wrong.Add(Codes.ProfileValue, node.Place, $"{key} is empty");
            return null;
        }

        if (!node.IsQuoted && (Ambiguous.Contains(text) || (text[0] == '0' && text.Length > 1 && text.All(char.IsAsciiDigit)) || TradeDate.From(text) is not null))
        {
            wrong.Add(Codes.YamlAmbiguous, node.Place, $"{key} is {text}, which not every reader of YAML takes for a text");
            return null;
        }

        return text;
    }

    public T OneOf<T>(YamlNode parent, string key, T absent, params (string Word, T Value)[] choices)
    {
        if (Node(parent, key) is not { } node) return absent;
        foreach (var (word, value) in choices)
            if (node.Text == word) return value;
        wrong.Add(Codes.ProfileValue, node.Place, $"{key} is {Quoted.Text(node.Text)}; it can be {string.Join(" or ", choices.Where(c => c.Word != "\t").Select(c => c.Word))}");
        return absent;
    }

    public int Count(YamlNode parent, string key)
    {
        if (Node(parent, key) is not { } node) return 0;
        if (Ledger.Reading.Numbers.Read(node.Text, NumberFormat.Plain, out var number) == NumberFault.None && number is >= 0 and <= 1000 && number.Scale == 0) return (int)number;
        wrong.Add(Codes.ProfileValue, node.Place, $"{key} is {Quoted.Text(node.Text)}; it can be 0 to 1000");
        return 0;
    }

    public char? Separator(YamlNode root) =>
        OneOf<char?>(root, "separator", null, (",", ','), (";", ';'), ("|", '|'), ("\t", '\t'), ("comma", ','), ("semicolon", ';'), ("tab", '\t'), ("pipe", '|'));

    public DateTimeZone? Zone(YamlNode root)
    {
        if (Node(root, "zone") is not { } node || Value(node, "zone") is not { } name) return null;
        if (Ledger.Reading.Moments.Zone(name) is { } zone) return zone;
        wrong.Add(Codes.UnknownZone, node.Place, $"zone {Quoted.Text(name)} is not in the zone database");
        return null;
    }

    public Currency? Currency(YamlNode root)
    {
        if (Node(root, "currency") is not { } node || Value(node, "currency") is not { } code) return null;
        if (Ledger.Values.Currency.From(code) is { } currency) return currency;
        wrong.Add(Codes.UnknownCurrency, node.Place, $"currency {Quoted.Text(code)} is not a currency");
        return null;
    }

    public DayFormat Days(YamlNode root)
    {
        if (Node(root, "dates") is not { } node || Value(node, "dates") is not { } pattern) return DayFormat.Iso;
        if (DayFormat.From(pattern) is { } format) return format;
        wrong.Add(Codes.ProfileValue, node.Place, $"dates is {Quoted.Text(pattern)}, which is no pattern of a whole day", "use a pattern such as yyyy-MM-dd, MM/dd/yyyy or dd.MM.yyyy");
        return DayFormat.Iso;
    }

    /// <summary><c>times</c>: a pattern for a time alone, for day and time together, or the unit of a count since 1970.</summary>
    public Profile Times(YamlNode root, Profile profile)
    {
        if (Node(root, "times") is not { } node || Value(node, "times") is not { } text) return profile;
        switch (text)
        {
            case "epoch-seconds": return profile with { EpochTicks = NodaConstants.TicksPerSecond };
            case "epoch-milliseconds": return profile with { EpochTicks = NodaConstants.TicksPerMillisecond };
            default: break;
        }

        try
        {
            return text.Contains('d', StringComparison.Ordinal)
                ? profile with { Moments = LocalDateTimePattern.CreateWithInvariantCulture(text) }
                : profile with { Times = LocalTimePattern.CreateWithInvariantCulture(text) };
        }
        catch (InvalidPatternException)
        {
            wrong.Add(Codes.ProfileValue, node.Place, $"times is {Quoted.Text(text)}, which is no pattern", "use a pattern such as HH:mm:ss, hh:mm tt or dd/MM/yyyy HH:mm:ss, or epoch-seconds");
            return profile;
        }
    }

    public NumberFormat Numbers(YamlNode root)
    {
        if (Map(root, "numbers") is not { } node) return NumberFormat.Plain;
        Known(node, "numbers", ["decimal", "grouping", "parentheses"]);
        return new()
        {
            DecimalComma = OneOf(node, "decimal", false, (".", false), (",", true)),
            Grouping = OneOf(node, "grouping", true, ("true", true), ("false", false)),
            ParenthesesAreNegative = OneOf(node, "parentheses", false, ("negative", true), ("refused", false)),
        };
    }

    public Dictionary<string, string> Columns<TField>(YamlNode section) where TField : struct, Enum
    {
        Dictionary<string, string> columns = new(StringComparer.Ordinal);
        if (Map(section, "columns") is not { } node)
        {
            wrong.Add(Codes.ProfileIncomplete, section.Place, "the section has no columns");
            return columns;
        }

        string[] fields = [.. Enum.GetNames<TField>().Select(Camel)];
        Known(node, "columns", fields);
        foreach (var (key, value) in node.Entries)
        {
            if (!fields.Contains(key) || Value(value, key) is not { } name) continue;
            if (columns.FirstOrDefault(c => Header.Key(c.Value) == Header.Key(name)).Key is { } other)
                wrong.Add(Codes.ProfileValue, value.Place, $"{key} and {other} are both column {Quoted.Text(name)}");
            else columns[char.ToUpperInvariant(key[0]) + key[1..]] = name;
        }

        return columns;
    }

    public Dictionary<string, Side> Sides(YamlNode section) =>
        Worded(section, "sides", [.. Enum.GetValues<Side>().Select(s => (s.Word, s))]);

    public Dictionary<string, CashKind> Kinds(YamlNode section) =>
        Worded(section, "kinds", [.. Enum.GetValues<CashKind>().Select(k => (Camel(k.ToString()), k))]);

    Dictionary<string, T> Worded<T>(YamlNode section, string key, (string Word, T Meaning)[] meanings)
    {
        Dictionary<string, T> words = new(StringComparer.Ordinal);
        if (Map(section, key) is not { } node) return words;
        Known(node, key, [.. meanings.Select(m => m.Word)]);
        foreach (var (name, value) in node.Entries)
        {
            if (!meanings.Any(m => m.Word == name)) continue;
            foreach (var item in Listed(value))
            {
                if (Value(item, name) is not { } word) continue;
                if (!words.TryAdd(word.Trim().ToLowerInvariant(), meanings.First(m => m.Word == name).Meaning))
                    wrong.Add(Codes.ProfileValue, item.Place, $"{Quoted.Text(word)} stands for two {key}");
            }
        }

        return words;
    }

    public IReadOnlyList<SkipRule> Skips(YamlNode section)
    {
        if (Node(section, "skip") is not { } node) return [];
        List<SkipRule> rules = [];
        foreach (var item in Listed(node))
        {
            if (!item.IsMap)
            {
                wrong.Add(Codes.YamlWrongType, item.Place, "a rule of skip is column: with is: or startsWith:");
                continue;
            }

            Known(item, "skip", ["column", "is", "startsWith"]);
            var column = Word(item, "column");
            SkipRule rule = new(column ?? "", Texts(item, "is"), Texts(item, "startsWith"));
            if (column is null || rule.Is.Count + rule.StartsWith.Count == 0) wrong.Add(Codes.ProfileIncomplete, item.Place, "a rule of skip needs column: and one of is: and startsWith:");
            rules.Add(rule);
        }

        return rules;
    }

    /// <summary>Texts to compare with: empty ones and ambiguous words are fine, since nothing but the same text matches.</summary>
    static string[] Texts(YamlNode parent, string key) => Node(parent, key) is { } node ? [.. Listed(node).Select(item => item.Text ?? "")] : [];

    static IEnumerable<YamlNode> Listed(YamlNode node) => node.IsList ? node.Items : [node];

    static YamlNode? Node(YamlNode parent, string key) => parent.Entries.FirstOrDefault(e => e.Key == key).Value;

    static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
