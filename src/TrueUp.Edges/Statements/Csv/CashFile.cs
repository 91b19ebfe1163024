using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>Files of cash movements: <c>date,kind,amount,currency,note</c> in any order, and those a profile describes.</summary>
public static class CashFile
{
    internal static readonly Dictionary<string, CashField> Names = new(StringComparer.Ordinal)
    {
        ["date"] = CashField.Date,
        ["day"] = CashField.Date,
        ["timestamp"] = CashField.Time,
        ["ts"] = CashField.Time,
        ["time"] = CashField.Time,
        ["account"] = CashField.Account,
        ["account_id"] = CashField.Account,
        ["account_name"] = CashField.Account,
        ["kind"] = CashField.Kind,
        ["type"] = CashField.Kind,
        ["amount"] = CashField.Amount,
        ["currency"] = CashField.Currency,
        ["ccy"] = CashField.Currency,
        ["symbol"] = CashField.Symbol,
        ["ticker"] = CashField.Symbol,
        ["counter_amount"] = CashField.CounterAmount,
        ["counter_currency"] = CashField.CounterCurrency,
        ["id"] = CashField.Id,
        ["cash_id"] = CashField.Id,
        ["transaction_id"] = CashField.Id,
        ["note"] = CashField.Note,
        ["notes"] = CashField.Note,
        ["comment"] = CashField.Note,
        ["description"] = CashField.Note,
    };

    /// <summary>Reads the whole file once. Nothing is thrown for what is wrong with it: see <see cref="Checked.Refused"/>.</summary>
    public static StatementFile<CashReport> Check(TextFile file, ReadAs how)
    {
        try
        {
            return CheckOrThrow(file, how);
        }
        catch (RefusedException e)
        {
            return FirstReading.Refused<CashReport>(e);
        }
    }

    static StatementFile<CashReport> CheckOrThrow(TextFile file, ReadAs how)
    {
        Remarks remarks = new();
        Rejections refused = new();
        var section = Sections.Of(how.Profile, StatementKind.Cash);
        var header = Headers.Find(file, how, Sections.Knows(section, Names.ContainsKey));
        if (section is null)
        {
            Headers.RefuseOtherKind(header, StatementKind.Cash);
            Headers.RefuseUnknown(header, header.Keys.Count(Names.ContainsKey), "date, kind, amount, currency, note");
        }

        var columns = Headers.Match(header, Names, section, refused);
        Headers.Require(header, columns, refused, (CashField.Kind, "kind, type"), (CashField.Amount, "amount"));
        if (!columns.Has(CashField.Date) && !columns.Has(CashField.Time) && how.Day is null)
            refused.Add(Codes.DateNeeded, header.Place, $"no column for the date; expected one of: date, timestamp; found: {Headers.Listed(header.Names)}");
        refused.ThrowIfAny();
        Headers.Remark(header, columns, remarks);

        CsvShape shape = new(file, header, how.Profile?.Encoding ?? how.Encoding, Sections.Skips(header, section));
        CashStyle style = new()
        {
            Account = how.Profile?.Account ?? how.Account,
            Currency = how.Profile?.Currency ?? how.Currency,
            Moments = Sections.Moments(how, out _),
            Days = how.Profile?.Days ?? DayFormat.Iso,
            Numbers = Sections.Numbers(how.Profile, header),
            Day = columns.Has(CashField.Date) ? null : how.Day,
            Today = how.Today,
            Kinds = section?.Kinds ?? new Dictionary<string, CashKind>(),
        };
        var held = 0L;
        var (rows, sha256) = FirstReading.Of<CashReport>(
            shape, new CashRow(columns, style).Read, remarks, refused, (CsvWalk _, in CashReport report) => held += report.Doubt is null ? 0 : 1);
        return new(
            FirstReading.Checked(how.Profile is { } profile ? $"profile {profile.Name}" : "cash", rows, held, sha256, remarks, refused),
            shape,
            () => new CashRow(columns, style).Read);
    }

    /// <summary>Reads one row of cash movements after the other.</summary>
    sealed class CashRow(Columns<CashField> columns, CashStyle style)
    {
        readonly CashMovements reader = new(style);

        public bool Read(CsvWalk walk, Rejections refused, out CashReport report)
        {
            CashText text = new()
            {
                Date = walk[columns[CashField.Date]],
                Time = walk[columns[CashField.Time]],
                Account = walk[columns[CashField.Account]],
                Kind = walk[columns[CashField.Kind]],
                Amount = walk[columns[CashField.Amount]],
                Currency = walk[columns[CashField.Currency]],
                Symbol = walk[columns[CashField.Symbol]],
                CounterAmount = walk[columns[CashField.CounterAmount]],
                CounterCurrency = walk[columns[CashField.CounterCurrency]],
                Id = walk[columns[CashField.Id]],
                Note = walk[columns[CashField.Note]],
            };
            Rejections row = new();
            report = reader.Read(text, walk.Place, field => walk.PlaceOf(columns[field]), row)!;
            return report is not null || FirstReading.Refuse(walk, columns[CashField.Kind], row, refused);
        }
    }
}
