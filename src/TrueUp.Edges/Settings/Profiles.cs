using NodaTime;
using NodaTime.Text;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Settings;

/// <summary>
/// How one source writes its files, as a person describes it in <c>profiles/NAME.yaml</c> of the book: what TrueUp cannot see from a
/// header, and nothing it could get wrong by guessing. Keys at the top hold for every kind of file; each kind has a section of its own.
/// docs/specs/layouts.md lists the keys.
/// </summary>
public sealed record Profile(string Name)
{
    public string? Encoding { get; init; }

    /// <summary>Null: found from the header.</summary>
    public char? Separator { get; init; }

    /// <summary>Lines before the header.</summary>
    public int SkipLines { get; init; }

    /// <summary>The zone of times that carry none; null refuses such times.</summary>
    public DateTimeZone? Zone { get; init; }

    public DayFormat Days { get; init; } = DayFormat.Iso;

    /// <summary>Times in a column of their own.</summary>
    public LocalTimePattern? Times { get; init; }

    /// <summary>Day and time in one column.</summary>
    public LocalDateTimePattern? Moments { get; init; }

    /// <summary>Times are counts since 1970, of this many ticks each.</summary>
    public long? EpochTicks { get; init; }

    public NumberFormat Numbers { get; init; } = NumberFormat.Plain;

    public Currency? Currency { get; init; }

    public AccountName? Account { get; init; }

    public string? Broker { get; init; }

    public IReadOnlyDictionary<StatementKind, ProfileSection> Sections { get; init; } = new Dictionary<StatementKind, ProfileSection>();
}

/// <summary>How one kind of file is written.</summary>
public sealed record ProfileSection
{
    /// <summary>Field names, as in the reading's own enumerations, to column names.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Words for sides, lower case.</summary>
    public IReadOnlyDictionary<string, Side> Sides { get; init; } = new Dictionary<string, Side>();

    /// <summary>Words for kinds of cash movement, lower case.</summary>
    public IReadOnlyDictionary<string, CashKind> Kinds { get; init; } = new Dictionary<string, CashKind>();

    public QuantitySign Quantity { get; init; }

    public FeeSign Fee { get; init; }

    public IReadOnlyList<SkipRule> Skips { get; init; } = [];

    /// <summary>Whether rows identical in every column are held; null is as the layout has it.</summary>
    public bool? HoldsIdenticalRows { get; init; }

    public bool WholeShares { get; init; }
}

/// <summary>Finds and reads profiles.</summary>
public static class Profiles
{
    public const string MicroCapExperiment = "microcap-experiment";

    const int LongestText = 64 * 1024;

    /// <summary>A published hand-kept log: its trade log, its recommendations, its daily file. Every word of it is in the files themselves.</summary>
    const string MicroCapText = """
        fills:
          columns:
            date: Date
            symbol: Ticker
            boughtQuantity: Shares Bought
            boughtPrice: Buy Price
            soldQuantity: Shares Sold
            soldPrice: Sell Price
            note: Reason
          identicalRows: hold
        recommendations:
          columns:
            source: source
            advisedOn: as_of
            date: effective_date
            symbol: ticker
            action: action
            target: shares
            orderType: order_type
            limit: limit_price
            timeInForce: tif
            stop: stop_loss
            note: note
        """;

    static readonly string[] TopKeys =
    [
        "encoding", "separator", "skipLines", "zone", "dates", "times", "numbers", "currency", "account", "broker",
        "fills", "recommendations", "cash", "actions",
    ];

    static readonly string[] SectionKeys = ["columns", "sides", "kinds", "quantity", "fee", "skip", "identicalRows", "wholeShares"];

    /// <param name="folder">The folder of the book's profiles.</param>
    /// <param name="name">As given to <c>--profile</c>.</param>
    /// <exception cref="RefusedException">No such profile, or everything that is wrong with it, line by line.</exception>
    public static Profile Find(string folder, string name)
    {
        if (name == MicroCapExperiment) return Read(name, MicroCapText);
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new RefusedException(Codes.NoSuchProfile, new("--profile"), $"{Quoted.Text(name)} is no name of a profile");
        var path = Path.Combine(folder, name + ".yaml");
        if (!File.Exists(path))
        {
            string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml") : [];
            var known = string.Join(", ", [MicroCapExperiment, .. files.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)]);
            throw new RefusedException(Codes.NoSuchProfile, new("--profile"), $"there is no profile {name}; there are: {known}");
        }

        if (new FileInfo(path).Length > LongestText) throw new RefusedException(Codes.YamlTooLarge, new(name + ".yaml"), "the profile is larger than 64 KB");
        return Read(name, File.ReadAllText(path));
    }

    public static Profile Read(string name, string text)
    {
        if (text.Length > LongestText) throw new RefusedException(Codes.YamlTooLarge, new(name + ".yaml"), "the profile is larger than 64 KB");
        var root = YamlNode.Read(name + ".yaml", text);
        Rejections wrong = new();
        ProfileText reading = new(wrong);
        if (!root.IsMap) throw new RefusedException(Codes.YamlWrongType, root.Place, "expected a profile as key: value lines");
        reading.Known(root, "profile", TopKeys);

        Profile profile = new(name)
        {
            Encoding = reading.Word(root, "encoding"),
            Separator = reading.Separator(root),
            SkipLines = reading.Count(root, "skipLines"),
            Zone = reading.Zone(root),
            Days = reading.Days(root),
            Numbers = reading.Numbers(root),
            Currency = reading.Currency(root),
            Account = reading.Word(root, "account") is { } account ? new AccountName(account) : null,
            Broker = reading.Word(root, "broker"),
        };
        profile = reading.Times(root, profile);

        Dictionary<StatementKind, ProfileSection> sections = [];
        Section<FillField>("fills", StatementKind.Fills);
        Section<RecommendationField>("recommendations", StatementKind.Recommendations);
        Section<CashField>("cash", StatementKind.Cash);
        Section<ActionField>("actions", StatementKind.Actions);
        if (sections.Count == 0 && wrong.Count == 0)
            wrong.Add(Codes.ProfileIncomplete, root.Place, "the profile has none of fills, recommendations, cash and actions");
        wrong.ThrowIfAny();
        return profile with { Sections = sections };

        void Section<TField>(string key, StatementKind kind) where TField : struct, Enum
        {
            if (reading.Map(root, key) is not { } node) return;
            reading.Known(node, key, SectionKeys);
            sections[kind] = new()
            {
                Columns = reading.Columns<TField>(node),
                Sides = reading.Sides(node),
                Kinds = reading.Kinds(node),
                Quantity = reading.OneOf(node, "quantity", QuantitySign.None, ("unsigned", QuantitySign.None), ("signed", QuantitySign.Agrees), ("sign-is-side", QuantitySign.IsSide)),
                Fee = reading.OneOf(node, "fee", FeeSign.Unknown, ("positive-paid", FeeSign.PositiveIsPaid), ("negative-paid", FeeSign.NegativeIsPaid)),
                Skips = reading.Skips(node),
                HoldsIdenticalRows = reading.OneOf<bool?>(node, "identicalRows", null, ("hold", true), ("count", false)),
                WholeShares = reading.OneOf(node, "wholeShares", false, ("true", true), ("false", false)),
            };
        }
    }
}
