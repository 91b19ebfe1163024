using TrueUp.Edges.Settings;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>
/// Files of recommendations, found by their header: the tracker's, the generator's, the Micro-Cap Experiment's orders, weekly target
/// files with a TOTAL row, any other that names its columns plainly, and those a profile describes.
/// </summary>
public static class RecommendationFile
{
    const string Expected = "date, symbol, action, limit_price, target_shares, note";

    internal static readonly Dictionary<string, RecommendationField> Names = new(StringComparer.Ordinal)
    {
        ["rec_id"] = RecommendationField.Id,
        ["recommendation_id"] = RecommendationField.Id,
        ["date"] = RecommendationField.Date,
        ["effective_date"] = RecommendationField.Date,
        ["effective_on"] = RecommendationField.Date,
        ["as_of"] = RecommendationField.AdvisedOn,
        ["asof"] = RecommendationField.AdvisedOn,
        ["signal_date"] = RecommendationField.AdvisedOn,
        ["account"] = RecommendationField.Account,
        ["account_id"] = RecommendationField.Account,
        ["account_name"] = RecommendationField.Account,
        ["symbol"] = RecommendationField.Symbol,
        ["ticker"] = RecommendationField.Symbol,
        ["action"] = RecommendationField.Action,
        ["side"] = RecommendationField.Action,
        ["limit"] = RecommendationField.Limit,
        ["limit_price"] = RecommendationField.Limit,
        ["reference_price"] = RecommendationField.Reference,
        ["ref_price"] = RecommendationField.Reference,
        ["decision_price"] = RecommendationField.Reference,
        ["intended_price"] = RecommendationField.Reference,
        ["price"] = RecommendationField.Reference,
        ["target_shares"] = RecommendationField.Target,
        ["target"] = RecommendationField.Target,
        ["target_quantity"] = RecommendationField.Target,
        ["shares"] = RecommendationField.Target,
        ["quantity"] = RecommendationField.Target,
        ["qty"] = RecommendationField.Target,
        ["order_type"] = RecommendationField.OrderType,
        ["tif"] = RecommendationField.TimeInForce,
        ["time_in_force"] = RecommendationField.TimeInForce,
        ["valid_through"] = RecommendationField.ValidThrough,
        ["valid_until"] = RecommendationField.ValidThrough,
        ["expires"] = RecommendationField.ValidThrough,
        ["stop"] = RecommendationField.Stop,
        ["stop_loss"] = RecommendationField.Stop,
        ["stop_price"] = RecommendationField.Stop,
        ["note"] = RecommendationField.Note,
        ["notes"] = RecommendationField.Note,
        ["comment"] = RecommendationField.Note,
        ["reason"] = RecommendationField.Note,
        ["source"] = RecommendationField.Source,
        ["from"] = RecommendationField.Source,
    };

    /// <summary>Reads the whole file once. Nothing is thrown for what is wrong with it: see <see cref="Checked.Refused"/>.</summary>
    public static StatementFile<RecommendationReport> Check(TextFile file, ReadAs how)
    {
        try
        {
            return CheckOrThrow(file, how);
        }
        catch (RefusedException e)
        {
            return FirstReading.Refused<RecommendationReport>(e);
        }
    }

    static StatementFile<RecommendationReport> CheckOrThrow(TextFile file, ReadAs how)
    {
        Remarks remarks = new();
        Rejections refused = new();
        var section = Sections.Of(how.Profile, StatementKind.Recommendations);
        var header = Headers.Find(file, how, Sections.Knows(section, Names.ContainsKey));
        var weekly = section is null && WeeklyTargets.Fits(header);
        if (section is null && !weekly)
        {
            Headers.RefuseOtherKind(header, StatementKind.Recommendations);
            Headers.RefuseUnknown(header, header.Keys.Count(Names.ContainsKey), Expected);
        }

        var columns = weekly ? WeeklyTargets.Columns(header) : Headers.Match(header, Names, section, refused);
        Headers.Require(header, columns, refused,
            (RecommendationField.Symbol, "symbol, ticker"),
            (RecommendationField.Action, "action, side"),
            (RecommendationField.Target, "target_shares, shares, quantity"));
        if (!columns.Has(RecommendationField.Date) && how.Day is null)
            refused.Add(Codes.DateNeeded, header.Place, $"no column for the date; expected one of: date, effective_date; found: {Headers.Listed(header.Names)}");
        refused.ThrowIfAny();
        if (!weekly) Headers.Remark(header, columns, remarks);

        CsvShape shape = new(file, header, how.Profile?.Encoding ?? how.Encoding, weekly ? WeeklyTargets.Skips(header) : Sections.Skips(header, section));
        RecommendationStyle style = new()
        {
            Account = how.Profile?.Account ?? how.Account,
            Currency = how.Profile?.Currency ?? how.Currency,
            Days = how.Profile?.Days ?? DayFormat.Iso,
            Numbers = Sections.Numbers(how.Profile, header),
            Day = columns.Has(RecommendationField.Date) ? null : how.Day,
            Sides = section?.Sides ?? new Dictionary<string, Side>(),
            BlankOrderTypeIsReference = columns.Has(RecommendationField.OrderType),
            WholeShares = section?.WholeShares ?? false,
        };

        if (weekly) WeeklyTargets.Check(shape, how.WeeklyBudget, remarks, refused);
        var held = 0L;
        var (rows, sha256) = FirstReading.Of<RecommendationReport>(
            shape, new RecommendationRow(columns, style, remarks, weekly).Read, remarks, refused,
            (CsvWalk _, in RecommendationReport report) => held += report.Doubt is null ? 0 : 1);
        return new(
            FirstReading.Checked(LayoutOf(header, columns, how.Profile, weekly), rows, held, sha256, remarks, refused),
            shape,
            () => new RecommendationRow(columns, style, new Remarks(), weekly).Read);
    }

    static string LayoutOf(Header header, Columns<RecommendationField> columns, Profile? profile, bool weekly) => header switch
    {
        _ when profile is not null => $"profile {profile.Name}",
        _ when weekly => "weekly targets",
        _ when columns.Has(RecommendationField.OrderType) && columns.Has(RecommendationField.AdvisedOn) => "Micro-Cap Experiment recommendations",
        _ when header.Has("rec_id", "target_shares") => "generator",
        _ when header.Has("ticker", "limit_price", "target_shares") => "tracker",
        _ => "columns by name",
    };
}

/// <summary>Reads one row of recommendations after the other.</summary>
sealed class RecommendationRow(Columns<RecommendationField> columns, RecommendationStyle style, Remarks remarks, bool forTheDay)
{
    readonly Recommendations reader = new(style, remarks);
    Rejections faults = new();
    CsvWalk? current;
    Func<RecommendationField, Place>? where;

    public bool Read(CsvWalk walk, Rejections refused, out RecommendationReport report)
    {
        if (current != walk)
        {
            current = walk;
            where = field => walk.PlaceOf(columns[field]);
        }

        RecommendationText text = new()
        {
            Id = walk[columns[RecommendationField.Id]],
            Date = walk[columns[RecommendationField.Date]],
            AdvisedOn = walk[columns[RecommendationField.AdvisedOn]],
            Account = walk[columns[RecommendationField.Account]],
            Symbol = walk[columns[RecommendationField.Symbol]],
            Action = walk[columns[RecommendationField.Action]],
            Limit = walk[columns[RecommendationField.Limit]],
            Reference = walk[columns[RecommendationField.Reference]],
            Target = walk[columns[RecommendationField.Target]],
            OrderType = walk[columns[RecommendationField.OrderType]],
            TimeInForce = forTheDay ? "DAY"u8 : walk[columns[RecommendationField.TimeInForce]],
            ValidThrough = walk[columns[RecommendationField.ValidThrough]],
            Stop = walk[columns[RecommendationField.Stop]],
            Note = walk[columns[RecommendationField.Note]],
            Source = walk[columns[RecommendationField.Source]],
        };
        report = reader.Read(text, walk.Place, where!, faults)!;
        if (report is not null && report.Recommendation.Symbol.Name is not ("TOTAL" or "TOTALS" or "SUBTOTAL")) return true;
        var row = faults;
        faults = new();
        return FirstReading.Refuse(walk, columns[RecommendationField.Symbol], row, refused);
    }
}
