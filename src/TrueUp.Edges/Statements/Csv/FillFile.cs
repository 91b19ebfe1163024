using TrueUp.Edges.Settings;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>
/// Files of fills, found by their header: the tracker's, the live folder's, the generator's, executions as pulled from a broker, the
/// Micro-Cap Experiment's trade log, any other that names its columns plainly, and those a profile describes.
/// </summary>
public static class FillFile
{
    const string Expected = "date, symbol, side, quantity, price, commission, fill_id";

    internal static readonly Dictionary<string, FillField> Names = new(StringComparer.Ordinal)
    {
        ["date"] = FillField.Date,
        ["trade_date"] = FillField.Date,
        ["tradedate"] = FillField.Date,
        ["day"] = FillField.Date,
        ["timestamp"] = FillField.Time,
        ["ts"] = FillField.Time,
        ["time"] = FillField.Time,
        ["fill_time"] = FillField.Time,
        ["datetime"] = FillField.Time,
        ["date_time"] = FillField.Time,
        ["executed_at"] = FillField.Time,
        ["exec_time"] = FillField.Time,
        ["execution_time"] = FillField.Time,
        ["trade_time"] = FillField.Time,
        ["account"] = FillField.Account,
        ["account_id"] = FillField.Account,
        ["account_name"] = FillField.Account,
        ["acct"] = FillField.Account,
        ["symbol"] = FillField.Symbol,
        ["ticker"] = FillField.Symbol,
        ["side"] = FillField.Side,
        ["action"] = FillField.Side,
        ["buy_sell"] = FillField.Side,
        ["buysell"] = FillField.Side,
        ["quantity"] = FillField.Quantity,
        ["qty"] = FillField.Quantity,
        ["shares"] = FillField.Quantity,
        ["units"] = FillField.Quantity,
        ["filled_qty"] = FillField.Quantity,
        ["fill_qty"] = FillField.Quantity,
        ["price"] = FillField.Price,
        ["avg_price"] = FillField.Price,
        ["average_price"] = FillField.Price,
        ["fill_price"] = FillField.Price,
        ["avg_fill_price"] = FillField.Price,
        ["exec_price"] = FillField.Price,
        ["execution_price"] = FillField.Price,
        ["trade_price"] = FillField.Price,
        ["commission"] = FillField.Fee,
        ["commissions"] = FillField.Fee,
        ["fee"] = FillField.Fee,
        ["fees"] = FillField.Fee,
        ["commission_currency"] = FillField.FeeCurrency,
        ["fee_currency"] = FillField.FeeCurrency,
        ["currency"] = FillField.Currency,
        ["ccy"] = FillField.Currency,
        ["fill_id"] = FillField.ExecutionId,
        ["exec_id"] = FillField.ExecutionId,
        ["execution_id"] = FillField.ExecutionId,
        ["trade_id"] = FillField.ExecutionId,
        ["tradeid"] = FillField.ExecutionId,
        ["execid"] = FillField.ExecutionId,
        ["order_id"] = FillField.OrderId,
        ["orderid"] = FillField.OrderId,
        ["broker"] = FillField.Broker,
        ["note"] = FillField.Note,
        ["notes"] = FillField.Note,
        ["comment"] = FillField.Note,
        ["reason"] = FillField.Note,
        ["status"] = FillField.Status,
        ["exec_type"] = FillField.Status,
        ["report_type"] = FillField.Status,
        ["original_id"] = FillField.RefersTo,
        ["orig_exec_id"] = FillField.RefersTo,
        ["original_exec_id"] = FillField.RefersTo,
        ["original_fill_id"] = FillField.RefersTo,
        ["orig_trade_id"] = FillField.RefersTo,
        ["ref_id"] = FillField.RefersTo,
        ["revision"] = FillField.Revision,
        ["correction"] = FillField.Revision,
        ["multiplier"] = FillField.Multiplier,
        ["settlement_date"] = FillField.SettlesOn,
        ["settle_date"] = FillField.SettlesOn,
        ["settles_on"] = FillField.SettlesOn,
        ["code"] = FillField.Marks,
        ["codes"] = FillField.Marks,
        ["asset_class"] = FillField.AssetClass,
        ["shares_bought"] = FillField.BoughtQuantity,
        ["buy_price"] = FillField.BoughtPrice,
        ["shares_sold"] = FillField.SoldQuantity,
        ["sell_price"] = FillField.SoldPrice,
    };

    /// <summary>Reads the whole file once. Nothing is thrown for what is wrong with it: see <see cref="Checked.Refused"/>.</summary>
    public static StatementFile<FillReport> Check(TextFile file, ReadAs how)
    {
        try
        {
            return new Pass(file, how).Check();
        }
        catch (RefusedException e)
        {
            return FirstReading.Refused<FillReport>(e);
        }
    }

    /// <summary>What a layout does that its columns alone do not say.</summary>
    sealed record Layout(string Name, bool IsHandKept = false, bool SignsSells = false);

    static Layout LayoutOf(Header header, Columns<FillField> columns) => header switch
    {
        _ when columns.Has(FillField.BoughtQuantity) && columns.Has(FillField.SoldQuantity) => new("Micro-Cap Experiment trade log", IsHandKept: true),
        _ when header.Has("trade_id", "fill_price", "intended_price") => new("executions"),
        _ when header.Has("fill_price", "fill_time") => new("live folder", IsHandKept: true, SignsSells: true),
        _ when header.Has("ticker", "avg_price") => new("tracker", IsHandKept: true),
        _ when header.Has("fill_id", "ts") => new("generator"),
        _ => new("columns by name"),
    };

    /// <summary>One check of one file: the header, the first reading, and what only the whole file can tell.</summary>
    sealed class Pass
    {
        readonly TextFile file;
        readonly Remarks remarks = new();
        readonly Rejections refused = new();
        readonly Columns<FillField> columns;
        readonly CsvShape shape;
        readonly string layout;
        readonly bool holdsRepeats;
        FillStyle style;

        public Pass(TextFile file, ReadAs how)
        {
            this.file = file;
            var section = Sections.Of(how.Profile, StatementKind.Fills);
            var header = Headers.Find(file, how, Sections.Knows(section, Names.ContainsKey));
            if (section is null)
            {
                Headers.RefuseOtherKind(header, StatementKind.Fills);
                Headers.RefuseUnknown(header, header.Keys.Count(Names.ContainsKey), Expected);
            }

            columns = Headers.Match(header, Names, section, refused);
            refused.ThrowIfAny();

            var found = LayoutOf(header, columns);
            style = StyleOf(how, section, header, found);
            Require(header, how);
            Headers.Remark(header, columns, remarks);
            layout = how.Profile is { } profile ? $"profile {profile.Name}" : found.Name;
            holdsRepeats = section?.HoldsIdenticalRows ?? how.HoldsIdenticalRows ?? found.IsHandKept;
            shape = new(file, header, how.Profile?.Encoding ?? how.Encoding, Sections.Skips(header, section));
        }

        FillStyle StyleOf(ReadAs how, ProfileSection? section, Header header, Layout found)
        {
            var profile = how.Profile;
            var moments = Sections.Moments(how, out var zoneIsOurs);
            return new()
            {
                Account = profile?.Account ?? how.Account,
                Currency = profile?.Currency ?? how.Currency,
                Moments = moments,
                Days = profile?.Days ?? DayFormat.Iso,
                Numbers = Sections.Numbers(profile, header),
                Day = Undated(how, header),
                Today = how.Today,
                Broker = profile?.Broker ?? how.Broker,
                Sides = section?.Sides ?? new Dictionary<string, Side>(),
                Quantity = section?.Quantity ?? (found.SignsSells ? QuantitySign.Agrees : QuantitySign.None),
                HasBoughtAndSold = columns.Has(FillField.BoughtQuantity) && columns.Has(FillField.SoldQuantity),
                Fee = section?.Fee ?? FeeSign.Unknown,
                ZoneIsAssumed = zoneIsOurs,
            };
        }

        /// <summary>The day of a file without dates: the one named, else the folder's name.</summary>
        TradeDate? Undated(ReadAs how, Header header)
        {
            if (columns.Has(FillField.Date)) return null;
            if (how.Day is { } named)
            {
                remarks.Say($"dated {named} by --date");
                return named;
            }

            if (!header.HasAny("fill_time", "time") || TradeDate.From(file.Folder) is not { } folder) return null;
            remarks.Say($"dated {folder} by its folder");
            return folder;
        }

        void Require(Header header, ReadAs how)
        {
            if (style.HasBoughtAndSold)
            {
                Headers.Require(header, columns, refused, (FillField.Symbol, "symbol, ticker"), (FillField.BoughtPrice, "buy_price"), (FillField.SoldPrice, "sell_price"));
            }
            else
            {
                Headers.Require(header, columns, refused,
                    (FillField.Symbol, "symbol, ticker"),
                    (FillField.Quantity, "quantity, qty, shares, units"),
                    (FillField.Price, "price, avg_price, fill_price"));
                if (style.Quantity != QuantitySign.IsSide) Headers.Require(header, columns, refused, (FillField.Side, "side, action"));
            }

            if (!columns.Has(FillField.Date) && !columns.Has(FillField.Time) && how.Day is null && style.Day is null)
                refused.Add(Codes.DateNeeded, header.Place, $"no column for the date; expected one of: date, trade_date, timestamp, ts; found: {Headers.Listed(header.Names)}");
            refused.ThrowIfAny();
        }

        public StatementFile<FillReport> Check()
        {
            FillTally tally = new(style.Fee == FeeSign.Unknown);
            FillRow first = new(columns, style, remarks, detailed: false, holdsRepeats, null, FeeDoubt.None);
            var (rows, sha256) = FirstReading.Of<FillReport>(shape, first.Read, remarks, refused, tally.See);
            if (first.Fills.WithId == 0) remarks.Forget(Remark.SomeWithoutId);

            var doubt = tally.Decide(out var sign);
            if (sign == FeeSign.NegativeIsPaid)
                for (var i = 0L; i < tally.Negative; i++) remarks.Count(Remark.NegativeFeeIsPaid);
            if (style.Fee == FeeSign.Unknown) style = style with { Fee = sign };

            var held = tally.Held + tally.HeldBy(doubt);
            var parents = refused.Count == 0 && tally.HasSeveralAccounts && columns.Has(FillField.OrderId) ? Allocations.Of(shape, columns, style, remarks) : null;
            if (parents is not null) held = Count(parents, doubt);

            var finalStyle = style;
            return new(
                FirstReading.Checked(layout, rows, held, sha256, remarks, refused),
                shape,
                () => new FillRow(columns, finalStyle, new Remarks(), detailed: true, holdsRepeats, parents, doubt).Read);
        }

        long Count(IReadOnlySet<string> parents, FeeDoubt doubt)
        {
            var held = 0L;
            FillRow again = new(columns, style, new Remarks(), detailed: true, holdsRepeats, parents, doubt);
            FirstReading.Of<FillReport>(shape, again.Read, new Remarks(), new Rejections(), (CsvWalk _, in FillReport report) => held += report.Doubt is null ? 0 : 1);
            return held;
        }
    }
}
