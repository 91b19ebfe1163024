using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>
/// Files of corporate actions and option events: <c>date,symbol,kind,…</c>, or <c>date,symbol,numerator,denominator</c> where all are
/// splits, and those a profile describes.
/// </summary>
public static class ActionFile
{
    internal static readonly Dictionary<string, ActionField> Names = new(StringComparer.Ordinal)
    {
        ["date"] = ActionField.Date,
        ["ex_date"] = ActionField.Date,
        ["effective_date"] = ActionField.Date,
        ["day"] = ActionField.Date,
        ["account"] = ActionField.Account,
        ["account_id"] = ActionField.Account,
        ["account_name"] = ActionField.Account,
        ["symbol"] = ActionField.Symbol,
        ["ticker"] = ActionField.Symbol,
        ["kind"] = ActionField.Kind,
        ["type"] = ActionField.Kind,
        ["action"] = ActionField.Kind,
        ["event"] = ActionField.Kind,
        ["numerator"] = ActionField.Numerator,
        ["denominator"] = ActionField.Denominator,
        ["ratio"] = ActionField.Ratio,
        ["cash_in_lieu"] = ActionField.CashInLieu,
        ["cash_in_lieu_per_unit"] = ActionField.CashInLieu,
        ["per_unit"] = ActionField.PerUnit,
        ["per_share"] = ActionField.PerUnit,
        ["amount"] = ActionField.PerUnit,
        ["units_per_unit"] = ActionField.PerUnit,
        ["withholding_rate"] = ActionField.WithholdingRate,
        ["withholding"] = ActionField.WithholdingRate,
        ["to"] = ActionField.To,
        ["new_symbol"] = ActionField.To,
        ["into"] = ActionField.To,
        ["child"] = ActionField.To,
        ["underlying"] = ActionField.To,
        ["basis_share"] = ActionField.BasisShare,
        ["child_basis_share"] = ActionField.BasisShare,
        ["cash_per_unit"] = ActionField.CashPerUnit,
        ["cash"] = ActionField.CashPerUnit,
        ["cash_per_share"] = ActionField.CashPerUnit,
        ["contracts"] = ActionField.Contracts,
    };

    /// <summary>Reads the whole file once. Nothing is thrown for what is wrong with it: see <see cref="Checked.Refused"/>.</summary>
    public static StatementFile<ActionReport> Check(TextFile file, ReadAs how)
    {
        try
        {
            return CheckOrThrow(file, how);
        }
        catch (RefusedException e)
        {
            return FirstReading.Refused<ActionReport>(e);
        }
    }

    static StatementFile<ActionReport> CheckOrThrow(TextFile file, ReadAs how)
    {
        Remarks remarks = new();
        Rejections refused = new();
        var section = Sections.Of(how.Profile, StatementKind.Actions);
        var header = Headers.Find(file, how, Sections.Knows(section, Names.ContainsKey));
        if (section is null)
        {
            Headers.RefuseOtherKind(header, StatementKind.Actions);
            Headers.RefuseUnknown(header, header.Keys.Count(Names.ContainsKey), "date, symbol, kind, or date, symbol, numerator, denominator");
        }

        var columns = Headers.Match(header, Names, section, refused);
        Headers.Require(header, columns, refused, (ActionField.Symbol, "symbol, ticker"));
        if (!columns.Has(ActionField.Kind) && !columns.Has(ActionField.Ratio) && !(columns.Has(ActionField.Numerator) && columns.Has(ActionField.Denominator)))
            refused.Add(Codes.ColumnMissing, header.Place, $"no column for the kind; expected kind, or numerator and denominator, or ratio; found: {Headers.Listed(header.Names)}");
        if (!columns.Has(ActionField.Date) && how.Day is null)
            refused.Add(Codes.DateNeeded, header.Place, $"no column for the date; expected one of: date, ex_date; found: {Headers.Listed(header.Names)}");
        refused.ThrowIfAny();
        Headers.Remark(header, columns, remarks);

        CsvShape shape = new(file, header, how.Profile?.Encoding ?? how.Encoding, Sections.Skips(header, section));
        ActionStyle style = new()
        {
            Account = how.Profile?.Account ?? how.Account,
            Days = how.Profile?.Days ?? DayFormat.Iso,
            Numbers = Sections.Numbers(how.Profile, header),
            Day = columns.Has(ActionField.Date) ? null : how.Day,
        };
        var held = 0L;
        var (rows, sha256) = FirstReading.Of<ActionReport>(
            shape, new ActionRow(columns, style).Read, remarks, refused, (CsvWalk _, in ActionReport report) => held += report.Doubt is null ? 0 : 1);
        var layout = how.Profile is { } profile ? $"profile {profile.Name}" : columns.Has(ActionField.Kind) ? "actions" : "splits";
        return new(FirstReading.Checked(layout, rows, held, sha256, remarks, refused), shape, () => new ActionRow(columns, style).Read);
    }

    /// <summary>Reads one row of events after the other.</summary>
    sealed class ActionRow(Columns<ActionField> columns, ActionStyle style)
    {
        readonly Actions reader = new(style);

        public bool Read(CsvWalk walk, Rejections refused, out ActionReport report)
        {
            ActionText text = new()
            {
                Date = walk[columns[ActionField.Date]],
                Account = walk[columns[ActionField.Account]],
                Symbol = walk[columns[ActionField.Symbol]],
                Kind = walk[columns[ActionField.Kind]],
                Numerator = walk[columns[ActionField.Numerator]],
                Denominator = walk[columns[ActionField.Denominator]],
                Ratio = walk[columns[ActionField.Ratio]],
                CashInLieu = walk[columns[ActionField.CashInLieu]],
                PerUnit = walk[columns[ActionField.PerUnit]],
                WithholdingRate = walk[columns[ActionField.WithholdingRate]],
                To = walk[columns[ActionField.To]],
                BasisShare = walk[columns[ActionField.BasisShare]],
                CashPerUnit = walk[columns[ActionField.CashPerUnit]],
                Contracts = walk[columns[ActionField.Contracts]],
            };
            Rejections row = new();
            report = reader.Read(text, walk.Place, field => walk.PlaceOf(columns[field]), row)!;
            return report is not null || FirstReading.Refuse(walk, columns[ActionField.Symbol], row, refused);
        }
    }
}
