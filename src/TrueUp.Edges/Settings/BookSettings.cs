using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Settings;

/// <summary>How one person wants a book read: preferences, never facts. Facts (currency, zone, calendar, accounts) are in the journal. From trueup.yaml.</summary>
public sealed record BookSettings
{
    /// <summary>The account meant where none is named and the book has several.</summary>
    public AccountName? Account { get; init; }

    public ValueList<Symbol> Benchmarks { get; init; } = [Symbol.Stored("SPY"), Symbol.Stored("IWM"), Symbol.Stored("IWC")];

    public LotMethod Lots { get; init; } = LotMethod.Fifo;

    /// <summary>Opening fees are part of cost basis (default), or an expense of their day.</summary>
    public bool CapitalizeFees { get; init; } = true;

    /// <summary>Accounts that never sell short: a sale of more than is held is held for review.</summary>
    public ValueList<AccountName> LongOnly { get; init; } = [];

    /// <summary>Whether identical rows without ids are held; null leaves it to the layout or profile of the file.</summary>
    public bool? HoldsIdenticalRows { get; init; }

    /// <summary>The money a week may be spent, against which weekly target files are checked; null checks them against themselves.</summary>
    public decimal? WeeklyBudget { get; init; }

    /// <param name="Key">As in trueup.yaml.</param>
    /// <param name="Values">What may stand there.</param>
    /// <param name="Default">What holds without it.</param>
    public sealed record Setting(string Key, string Values, string Default, string Meaning);

    /// <summary>Every setting there is, for the reference; any other key is refused.</summary>
    public static ValueList<Setting> All =>
    [
        new("account", "the name of an account", "the only one", "The account meant where none is named and the book has several."),
        new("benchmarks", "a list of symbols", "[SPY, IWM, IWC]", "What the equity curve is drawn beside."),
        new("lots", "fifo, lifo, highest, average, specific", "fifo", "Which lots a closing fill takes."),
        new("fees", "capitalize, expense", "capitalize", "Opening fees are part of cost basis, or an expense of their day."),
        new("longOnly", "a list of accounts", "[]", "Accounts that never sell short: a sale of more than is held is held for review."),
        new("identicalRows", "hold, count, by-layout", "by-layout", "Rows of fills alike in every column, without ids or times: held for review, or counted as fills. By layout: held in hand-kept logs, counted in brokers' exports. A profile's own word comes first."),
        new("weeklyBudget", "an amount above zero, none", "none", "The money a week may be spent: a weekly target file must come to it."),
    ];

    static readonly string[] Known = [.. All.Select(s => s.Key)];

    /// <exception cref="RefusedException">Every setting that is wrong, each with its line.</exception>
    public static BookSettings Read(string source, string text) => SaysNothing(text) ? new() : ReadYaml(source, text);

    static BookSettings ReadYaml(string source, string text)
    {
        var root = YamlNode.Read(source, text);
        List<Rejection> wrong = [];
        BookSettings settings = new();
        if (!root.IsMap) throw new RefusedException(Codes.YamlForm, root.Place, "expected settings as key: value lines");
        foreach (var (key, node) in root.Entries)
        {
            settings = key switch
            {
                "account" => settings with { Account = node.Text is { Length: > 0 } name ? new AccountName(name) : Wrong<AccountName?>(node, key, "the name of an account") },
                "benchmarks" => settings with { Benchmarks = Symbols(node, key) },
                "lots" => settings with { Lots = Method(node.Text) ?? Wrong<LotMethod>(node, key, "fifo, lifo, highest, average or specific") },
                "fees" => settings with { CapitalizeFees = Either(node, key, "capitalize", "expense") },
                "longOnly" => settings with { LongOnly = Accounts(node, key) },
                "identicalRows" => settings with { HoldsIdenticalRows = node.Text == "by-layout" ? null : Either(node, key, "hold", "count") },
                "weeklyBudget" => settings with { WeeklyBudget = Amount(node, key) },
                _ => Unknown(key, node),
            };
        }

        return wrong.Count == 0 ? settings : throw new RefusedException(wrong);

        BookSettings Unknown(string key, YamlNode node)
        {
            var near = Known.OrderBy(k => Spelling.Distance(k, key)).First();
            wrong.Add(new(Codes.UnknownSetting, node.Place, $"{Quoted.Text(key)} is not a setting", Spelling.Distance(near, key) <= 3 ? $"did you mean \"{near}\"?" : null));
            return settings;
        }

        T Wrong<T>(YamlNode node, string key, string expected)
        {
            var found = node.IsMap ? "a mapping" : node.IsList ? "a list" : Quoted.Text(node.Text);
            wrong.Add(new(Codes.BadSetting, node.Place, $"{key} is {found}; expected {expected}"));
            return default!;
        }

        bool Either(YamlNode node, string key, string yes, string no) => node.Text == yes || (node.Text != no && Wrong<bool>(node, key, $"{yes} or {no}"));

        decimal? Amount(YamlNode node, string key) => node.Text == "none" ? null
            : node.Text is { } text && Numbers.Read(text, NumberFormat.Plain, out var amount) == NumberFault.None && amount > 0 ? amount
            : Wrong<decimal?>(node, key, "an amount above zero, such as 500.00");

        ValueList<Symbol> Symbols(YamlNode node, string key)
        {
            const string Expected = "a list of symbols such as [SPY, IWM]";
            List<Symbol> symbols = [];
            // One symbol without brackets would otherwise be a list of none.
            if (!node.IsList) Wrong<int>(node, key, Expected);
            foreach (var item in node.Items)
            {
                if (Symbol.From(item.Text) is { } symbol) symbols.Add(symbol);
                else Wrong<int>(item, key, Expected);
            }

            return [.. symbols];
        }

        ValueList<AccountName> Accounts(YamlNode node, string key)
        {
            const string Expected = "a list of accounts such as [main]";
            List<AccountName> accounts = [];
            if (!node.IsList) Wrong<int>(node, key, Expected);
            foreach (var item in node.Items)
            {
                if (item.Text is { Length: > 0 } name) accounts.Add(new(name));
                else Wrong<int>(item, key, Expected);
            }

            return [.. accounts];
        }
    }

    // As a new book's file is: loading the YAML reader to find that out would take a tenth of a short command.
    static bool SaysNothing(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '\r' or '\n') continue;
            if (text[at] != '#') return false;
            while (at < text.Length && text[at] != '\n') at++;
        }

        return true;
    }

    public static LotMethod? Method(string? word) => word?.ToLowerInvariant() switch
    {
        "fifo" => LotMethod.Fifo,
        "lifo" => LotMethod.Lifo,
        "highest" => LotMethod.HighestCost,
        "average" => LotMethod.AverageCost,
        "specific" => LotMethod.Specific,
        _ => null,
    };
}
