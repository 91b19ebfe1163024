using System.CommandLine;
using NodaTime;
using TrueUp.Edges.Settings;
using TrueUp.Edges.Statements;
using TrueUp.Edges.Statements.Csv;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using TrueUp.Recording;
using Symbol = TrueUp.Ledger.Values.Symbol;

namespace TrueUp.Commands;

/// <summary>
/// The <c>import FILE</c> verbs. Each reads a file twice: once to refuse it whole if anything in it is wrong, and once, under the journal's lock, to record it;
/// the second reading fails if the bytes are no longer the same.
/// </summary>
static class ImportCommands
{
    public static Command Fills()
    {
        Inputs inputs = new("Fills: any layout TrueUp knows, or a profile");
        return inputs.Command.Does(desk => inputs.Record(desk, "fill import", "fill", FillFile.Check, (to, recorder, rows) =>
        {
            AccountNames accounts = new(desk);
            var surroundings = new Surroundings(desk, to).OfFills();
            Instruments instruments = new(surroundings.Instruments, accounts, to);
            FillIntake intake = new(surroundings with { Instruments = instruments.Known });
            recorder.Remarks = () => intake.Remarks.Sentences;
            foreach (var (report, line, row) in InOrder(rows, surroundings.LongOnly.Count > 0))
            {
                accounts.MustKnow(report.Fill.Account, report.Place);
                recorder.Carry(Typed.Decide(intake, instruments.Declared(report)), line, row);
            }
        }));
    }

    public static Command Recommendations()
    {
        Inputs inputs = new("Recommendations: any layout TrueUp knows, or a profile");
        return inputs.Command.Does(desk => inputs.Record(desk, "rec import", "recommendation", RecommendationFile.Check, (to, recorder, rows) =>
        {
            AccountNames accounts = new(desk);
            RecommendationIntake intake = new(new Surroundings(desk, to).OfRecommendations());
            recorder.Remarks = () => intake.Remarks;
            while (rows.Read(out var report))
            {
                accounts.MustKnow(report.Recommendation.Account, report.Place);
                recorder.Carry(LogRecCommand.Decide(desk, intake, report), rows.CurrentLine, () => rows.CurrentRow);
            }
        }));
    }

    public static Command Cash()
    {
        Inputs inputs = new("Cash movements: date,kind,amount,currency,note");
        return inputs.Command.Does(desk => inputs.Record(desk, "cash import", "cash movement", CashFile.Check, (to, recorder, rows) =>
        {
            AccountNames accounts = new(desk);
            var aliases = Surroundings.AliasesOf(desk);
            ContentCount count = new();
            while (rows.Read(out var report))
            {
                accounts.MustKnow(report.Entry.Account, report.Place);
                recorder.Carry(Doubted(ContentIntake.Decide(report.Entry, count.Next(report.Entry), to.Find, aliases), report.Doubt), rows.CurrentLine, () => rows.CurrentRow);
            }
        }));
    }

    public static Command Actions()
    {
        Inputs inputs = new("Corporate actions and option events: date,symbol,kind,… or date,symbol,numerator,denominator");
        return inputs.Command.Does(desk => inputs.Record(desk, "action import", "event", ActionFile.Check, (to, recorder, rows) =>
        {
            var aliases = Surroundings.AliasesOf(desk);
            ContentCount count = new();
            while (rows.Read(out var report))
                recorder.Carry(Doubted(ContentIntake.Decide(report.Entry, count.Next(report.Entry), to.Find, aliases), report.Doubt), rows.CurrentLine, () => rows.CurrentRow);
        }));
    }

    /// <param name="byTime">In the order of the world instead of the file's: a sale above its purchase is covered all the same.</param>
    static IEnumerable<(FillReport Report, int Line, Func<string> Row)> InOrder(Rows<FillReport> rows, bool byTime)
    {
        if (!byTime)
        {
            while (rows.Read(out var report)) yield return (report, rows.CurrentLine, () => rows.CurrentRow);
            yield break;
        }

        List<(FillReport Report, int Line, string Row)> all = [];
        while (rows.Read(out var report)) all.Add((report, rows.CurrentLine, rows.CurrentRow));
        foreach (var (report, line, row) in all.OrderBy(r => FactOrder.Of(r.Report.Fill, FactOrder.TieOf(r.Report.Detail.ExecutionId)))) yield return (report, line, () => row);
    }

    static Landing Doubted(Landing landing, Doubt? doubt) =>
        doubt is not null && landing is Landing.Record record ? new Landing.Hold(record.Entry, doubt.Code, doubt.Why, record.Identity) : landing;

    /// <summary>What every import takes.</summary>
    sealed class Inputs
    {
        readonly Argument<string[]> files = new("file") { Description = "A file, or - for standard input", Arity = ArgumentArity.OneOrMore };
        readonly Option<string?> profile = new("--profile") { Description = "A mapping profile: profiles/NAME.yaml in the book, or one that comes with TrueUp" };
        readonly Option<string?> date = new("--date") { Description = "The day of rows that carry none" };
        readonly Option<string?> broker = new("--broker") { Description = "The broker of rows that name none" };
        readonly Option<string?> encoding = new("--encoding") { Description = "The text encoding, where it is not UTF-8" };
        readonly Option<bool> large = new("--large") { Description = "Accept a file of more than 256 MB" };

        public Inputs(string description) => Command = new("import", description) { files, profile, date, broker, encoding, large };

        public Command Command { get; }

        /// <summary>Checks every file before anything of any is recorded, and records them in one write.</summary>
        public int Record<TReport>(
            Desk desk,
            string verb,
            string what,
            Func<TextFile, ReadAs, StatementFile<TReport>> check,
            Action<Edges.Store.IJournalWriter, Recorder, Rows<TReport>> land)
        {
            var how = How(desk);
            List<(TextFile File, StatementFile<TReport> Statement)> statements = [];
            Rejections refused = new();
            var paths = desk.Args.GetValue(files)!;
            // A folder a day has files of one name: then the folder tells them apart.
            var alike = paths.Length > 1 && paths.Select(p => Path.GetFileName(p)).Distinct(StringComparer.Ordinal).Count() < paths.Length;
            foreach (var path in paths)
            {
                try
                {
                    var file = path == "-" ? TextFile.Of(Sources.StandardInput(), "stdin", desk.Args.GetValue(large)) : TextFile.At(path, desk.Args.GetValue(large), alike ? path : null);
                    var statement = check(file, how);
                    refused.Add(statement.Checked.Refused, statement.Checked.RefusedCount);
                    statements.Add((file, statement));
                }
                catch (RefusedException e)
                {
                    refused.Add(e.Rejections, e.Total);
                }
            }

            refused.ThrowIfAny();
            var said = statements.SelectMany(s => s.Statement.Checked.Notes);
            foreach (var note in statements.Count == 1 ? said : Recorder.Together(said)) desk.Notes.WriteLine($"note: {note}");
            desk.MustBeWritable();
            // Before the entries: a source without entries is harmless, entries whose source failed to be kept are not what was answered.
            if (!desk.DryRun)
                foreach (var (file, statement) in statements) Sources.Keep(desk.Folder, file, statement.Checked.Sha256);
            using var progress = Progress.On(desk, statements.Count == 1 ? statements[0].File.Name : Recorder.Plural(statements.Count, "file"));
            var size = statements.Sum(s => Size(s.File));
            var (before, done) = (0L, 0L);
            // The same file twice in one command is once: the second reading finds everything recorded.
            var recorders = desk.Write([.. statements.Select(s => new Edges.Store.WritePart<Recorder>(desk.Stamp(verb, s.File.Name, s.Statement.Checked.Sha256), to =>
            {
                using var rows = s.Statement.Open();
                Recorder recorder = new(to) { EachRow = progress.IsSeen ? () => progress.At(size > 0 ? before + rows.BytesRead : ++done, size) : null };
                land(to, recorder, rows);
                before += Size(s.File);
                return recorder;
            }))]);
            progress.Dispose();
            foreach (var layout in statements.GroupBy(s => s.Statement.Checked.Layout))
                desk.Notes.WriteLine($"{(layout.Count() == 1 ? layout.First().File.Name : Recorder.Plural(layout.Count(), "file"))}: {layout.Key}");
            desk.Notes.WriteLine(Recorder.Summary(recorders, what, desk.DryRun));
            Recorder.Explain(recorders, desk.Notes);
            return recorders.Any(r => r.Held.Count > 0) ? ExitCode.Held : ExitCode.Clean;
        }

        // What share of a compressed file has been read cannot be known: then the rows are counted.
        static long Size(TextFile file) => file.Path == "-" || file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? 0 : new FileInfo(file.Path).Length;

        ReadAs How(Desk desk)
        {
            var account = desk.Accounts.Count == 1 || desk.Args.GetValue(Options.Account) is not null || desk.Settings.Account is not null ? desk.Account : null;
            return new()
            {
                Account = account?.Account,
                Currency = account?.Currency ?? desk.Terms.Currency,
                Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(desk.Terms.Zone) ?? DateTimeZone.Utc,
                Day = desk.Args.GetValue(date) is { } day ? desk.Day(day, "--date") : null,
                Today = desk.Today,
                Broker = desk.Args.GetValue(broker),
                Encoding = desk.Args.GetValue(encoding),
                HoldsIdenticalRows = desk.Settings.HoldsIdenticalRows,
                WeeklyBudget = desk.Settings.WeeklyBudget,
                Profile = desk.Args.GetValue(profile) is { } name ? Profiles.Find(desk.Folder.Profiles, name) : null,
            };
        }
    }

    /// <summary>The book's accounts: a row of another account is refused, never put somewhere else.</summary>
    sealed class AccountNames(Desk desk)
    {
        readonly Dictionary<AccountName, AccountOpened> known = desk.Accounts.ToDictionary(a => a.Account);
        AccountName? last;

        public Currency CurrencyOf(AccountName account) => known[account].Currency;

        public void MustKnow(AccountName account, Place place)
        {
            if (account == last) return;
            if (!known.ContainsKey(account))
                throw new RefusedException(Codes.NoSuchAccount, place, $"\"{account}\" is not an account of this book; it has {string.Join(", ", known.Keys)}", $"open it with: trueup account open {account}");
            last = account;
        }
    }

    /// <summary>What a file says of instruments beside its fills: stated multipliers and currencies are declared.</summary>
    sealed class Instruments
    {
        readonly Dictionary<Symbol, Instrument> known;
        readonly Aliases aliases;
        readonly AccountNames accounts;
        readonly Edges.Store.IJournalWriter to;

        public Instruments(IReadOnlyDictionary<Symbol, Instrument> declared, AccountNames accounts, Edges.Store.IJournalWriter to)
        {
            (this.accounts, this.to) = (accounts, to);
            known = new(declared);
            aliases = new(declared.Values);
        }

        public IReadOnlyDictionary<Symbol, Instrument> Known => known;

        public FillReport Declared(in FillReport report)
        {
            if (report is { Multiplier: null, QuotedIn: null } || aliases.Of(report.Fill.Symbol) is var symbol && known.ContainsKey(symbol)) return report;
            if (Stated(report, symbol) is { } instrument)
            {
                to.Append(new InstrumentDeclared(instrument) { Day = report.Fill.TradeDate }, report.Place.Line);
                known[instrument.Symbol] = instrument;
            }

            return report;
        }

        Instrument? Stated(in FillReport report, Symbol symbol)
        {
            var account = accounts.CurrencyOf(report.Fill.Account);
            var pence = report.QuotedIn is "GBX";
            var currency = pence ? Currency.Gbp : report.QuotedIn is { } code ? new Currency(code) : account;
            var factor = pence ? 0.01m : 1;
            if (OccSymbol.From(symbol.Name) is { } terms)
                return report.Multiplier is { } multiplier ? new Ledger.Values.Option(terms, multiplier) { Symbol = symbol, Currency = currency, QuoteFactor = factor } : null;
            return currency == account && factor == 1 ? null : new Equity { Symbol = symbol, Currency = currency, QuoteFactor = factor };
        }
    }
}
