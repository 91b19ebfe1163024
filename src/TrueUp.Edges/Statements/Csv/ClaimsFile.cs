using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>
/// Somebody else's record of a book, for <c>check</c>: positions by day with cash and equity (<c>date,symbol,quantity,…</c>), the Micro-Cap
/// Experiment's daily file, and its trade log, whose sales say what they brought. Nothing of it is ever recorded.
/// </summary>
public static class ClaimsFile
{
    internal static readonly Dictionary<string, ClaimField> Names = new(StringComparer.Ordinal)
    {
        ["date"] = ClaimField.Date,
        ["day"] = ClaimField.Date,
        ["as_of"] = ClaimField.Date,
        ["trade_date"] = ClaimField.Date,
        ["report_date"] = ClaimField.Date,
        ["account"] = ClaimField.Account,
        ["account_id"] = ClaimField.Account,
        ["account_name"] = ClaimField.Account,
        ["symbol"] = ClaimField.Symbol,
        ["ticker"] = ClaimField.Symbol,
        ["quantity"] = ClaimField.Quantity,
        ["qty"] = ClaimField.Quantity,
        ["shares"] = ClaimField.Quantity,
        ["units"] = ClaimField.Quantity,
        ["position"] = ClaimField.Quantity,
        ["price"] = ClaimField.Price,
        ["current_price"] = ClaimField.Price,
        ["close"] = ClaimField.Price,
        ["mark"] = ClaimField.Price,
        ["mark_price"] = ClaimField.Price,
        ["last_price"] = ClaimField.Price,
        ["market_price"] = ClaimField.Price,
        ["value"] = ClaimField.Value,
        ["total_value"] = ClaimField.Value,
        ["market_value"] = ClaimField.Value,
        ["position_value"] = ClaimField.Value,
        ["stop"] = ClaimField.Stop,
        ["stop_loss"] = ClaimField.Stop,
        ["stop_price"] = ClaimField.Stop,
        ["action"] = ClaimField.Action,
        ["currency"] = ClaimField.Currency,
        ["ccy"] = ClaimField.Currency,
        ["cash"] = ClaimField.Cash,
        ["cash_balance"] = ClaimField.Cash,
        ["equity"] = ClaimField.Equity,
        ["total_equity"] = ClaimField.Equity,
        ["net_liquidation"] = ClaimField.Equity,
        ["nav"] = ClaimField.Equity,
        ["account_value"] = ClaimField.Equity,
    };

    static readonly Dictionary<string, ClaimField> SaleNames = new(StringComparer.Ordinal)
    {
        ["date"] = ClaimField.Date,
        ["ticker"] = ClaimField.Symbol,
        ["shares_sold"] = ClaimField.Quantity,
        ["sell_price"] = ClaimField.Price,
        ["pnl"] = ClaimField.Gain,
    };

    /// <returns>The claims, the file's hash, and what is worth saying of the file.</returns>
    /// <exception cref="RefusedException">Everything that is wrong with the file.</exception>
    public static (Claims Claims, string Sha256, IReadOnlyList<string> Notes) Read(TextFile file, ReadAs how)
    {
        Remarks remarks = new();
        Rejections refused = new();
        var header = Headers.Find(file, how, Names.ContainsKey);
        var areSales = header.Has("shares_sold", "sell_price", "pnl");
        if (!areSales) Headers.RefuseOtherKind(header, StatementKind.Holdings);
        var columns = Headers.Match(header, areSales ? SaleNames : Names, null, refused);
        var claims = columns.Has(ClaimField.Quantity) || columns.Has(ClaimField.Cash) || columns.Has(ClaimField.Equity);
        if (!claims || (columns.Has(ClaimField.Quantity) && !columns.Has(ClaimField.Symbol)))
            throw new RefusedException(Codes.ClaimsUnknownLayout, header.Place, $"expected columns such as date, symbol, quantity, cash, equity; found: {Headers.Listed(header.Names)}");
        if (!columns.Has(ClaimField.Date) && how.Day is null)
            refused.Add(Codes.DateNeeded, header.Place, $"no column for the date; expected one of: date, day, as_of; found: {Headers.Listed(header.Names)}");
        refused.ThrowIfAny();
        Headers.Remark(header, columns, remarks);

        ClaimReading reading = new(file.Name, new()
        {
            Days = how.Profile?.Days ?? DayFormat.Iso,
            Numbers = Sections.Numbers(how.Profile, header),
            Day = columns.Has(ClaimField.Date) ? null : how.Day,
            Account = how.Account,
            ShowsExits = header.Has("action", "total_equity"),
            AreSales = areSales,
        }, refused);
        using CsvWalk walk = new(new(file, header, how.Profile?.Encoding ?? how.Encoding, []), remarks, refused);
        while (walk.Next()) Add(reading, walk, columns);
        refused.ThrowIfAny();
        var all = reading.Claims;
        if (all.Positions.Count + all.Cash.Count + all.Equity.Count + all.Gains.Count == 0) throw new RefusedException(Codes.ClaimsEmpty, new(file.Name), "the file has no row that claims anything");
        return (all, walk.Sha256, remarks.Sentences);
    }

    static void Add(ClaimReading reading, CsvWalk walk, Columns<ClaimField> columns)
    {
        ClaimText text = new()
        {
            Date = walk[columns[ClaimField.Date]],
            Account = walk[columns[ClaimField.Account]],
            Symbol = walk[columns[ClaimField.Symbol]],
            Quantity = walk[columns[ClaimField.Quantity]],
            Price = walk[columns[ClaimField.Price]],
            Value = walk[columns[ClaimField.Value]],
            Stop = walk[columns[ClaimField.Stop]],
            Action = walk[columns[ClaimField.Action]],
            Currency = walk[columns[ClaimField.Currency]],
            Cash = walk[columns[ClaimField.Cash]],
            Equity = walk[columns[ClaimField.Equity]],
            Gain = walk[columns[ClaimField.Gain]],
        };
        reading.Add(text, Totals.IsWord(text.Symbol), walk.Place, field => walk.PlaceOf(columns[field]));
    }
}
