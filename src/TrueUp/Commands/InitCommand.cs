using System.CommandLine;
using System.Globalization;
using TrueUp.Edges.Store;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Commands;

/// <summary><c>trueup init [DIR]</c>: makes a book; never touches one that is there.</summary>
static class InitCommand
{
    public static Command Build()
    {
        Argument<string?> folder = new("dir") { Description = "The book's folder (default: --book, $TRUEUP_BOOK, else here)", Arity = ArgumentArity.ZeroOrOne };
        Option<string> currency = new("--currency") { Description = "What the book is measured in", DefaultValueFactory = _ => "USD" };
        Option<string?> zone = new("--zone") { Description = "The market's time zone (default: the calendar's)" };
        Option<string> calendar = new("--calendar") { Description = $"Exchange calendar: {string.Join(", ", ExchangeCalendar.Codes)}", DefaultValueFactory = _ => "XNYS" };
        Option<string?> opening = new("--opening-cash") { Description = "Cash the account starts with" };
        Option<string?> on = new("--on") { Description = "The day of the opening cash" };
        return new Command("init", "Make a book") { folder, currency, zone, calendar, opening, on }.Does(desk =>
        {
            var exchange = ExchangeCalendar.Named(desk.Args.GetValue(calendar)!, new("--calendar"));
            var market = desk.Args.GetValue(zone) ?? exchange.Zone;
            if (!Zones.Knows(market)) throw new RefusedException([Zones.Unknown(market, new("--zone"))]);
            var measure = Currency.From(desk.Args.GetValue(currency)) ?? throw new RefusedException(Codes.Usage, new("--currency"), $"\"{desk.Args.GetValue(currency)}\" is not a currency", "three letters of ISO 4217, such as USD");
            var today = Zones.DayIn(market, desk.Now);
            AccountName account = new(desk.Args.GetValue(Options.Account) is { Length: > 0 } name ? name : "main");
            Plan plan = new(
                Folder(desk, desk.Args.GetValue(folder)),
                new BookOpened(measure, market, exchange.Code) { Day = today, At = desk.Now },
                new AccountOpened(account, measure) { Day = today, At = desk.Now },
                Opening(desk, opening, on, account, measure, today));
            Make(desk, plan);
            desk.Notes.WriteLine(desk.DryRun ? "dry run: nothing was made" : $"made a book in {plan.Folder.Path} ({measure}, {exchange.Code}, {market}, account {account})");
            return ExitCode.Clean;
        });
    }

    sealed record Plan(BookFolder Folder, BookOpened Book, AccountOpened Account, CashMoved? Opening);

    static BookFolder Folder(Desk desk, string? named)
    {
        if (named is not null) return new(Path.GetFullPath(named));
        var book = desk.Args.GetValue(Options.Book) ?? Environment.GetEnvironmentVariable("TRUEUP_BOOK");
        return new(Path.GetFullPath(string.IsNullOrWhiteSpace(book) ? "." : book));
    }

    static CashMoved? Opening(Desk desk, Option<string?> opening, Option<string?> on, AccountName account, Currency currency, TradeDate today)
    {
        if (desk.Args.GetValue(opening) is not { } text)
            return desk.Args.GetValue(on) is null ? null : throw new RefusedException(Codes.Usage, new("--on"), "--on is the day of --opening-cash, which is not given");
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount <= 0)
            throw new RefusedException(Codes.Usage, new("--opening-cash"), $"\"{text}\" is not an amount above zero", "digits with a decimal point, such as 100.00");
        var day = desk.Args.GetValue(on) switch
        {
            null or "today" => today,
            "yesterday" => today.Plus(-1),
            var given => TradeDate.From(given) ?? throw new RefusedException(Codes.BadDate, new("--on"), $"\"{given}\" is not a date"),
        };
        if (day > today) throw new RefusedException(Codes.FutureDate, new("--on"), $"{day} is after today, {today}");
        return new(account, CashKind.Deposit, new Money(amount, currency)) { Day = day, Note = "opening cash" };
    }

    // The store is built beside its place and linked into it whole, so that of two inits at once exactly one wins and a crash leaves no half book.
    static void Make(Desk desk, Plan plan)
    {
        if (File.Exists(plan.Folder.Database)) throw new RefusedException(Codes.BookExists, new(plan.Folder.Path), "there is already a book here");
        if (File.Exists(plan.Folder.Path)) throw new RefusedException(Codes.BookExists, new(plan.Folder.Path), "this is a file, not a folder");
        if (desk.DryRun) return;
        Durable.MakeFolder(plan.Folder.Path);
        var beside = Path.Combine(plan.Folder.Path, $".book.{Environment.ProcessId}.db");
        try
        {
            using (var journal = SqliteJournal.Create(beside))
            {
                journal.Write(desk.Stamp("init"), to =>
                {
                    to.Append(plan.Book);
                    to.Append(plan.Account);
                    return plan.Opening is { } cash ? to.Append(cash) : 0;
                });
            }

            File.Move(beside, plan.Folder.Database, overwrite: false);
        }
        catch (IOException) when (File.Exists(plan.Folder.Database))
        {
            throw new RefusedException(Codes.BookExists, new(plan.Folder.Path), "somebody else made a book here just now");
        }
        finally
        {
            foreach (var left in Directory.EnumerateFiles(plan.Folder.Path, Path.GetFileName(beside) + "*")) File.Delete(left);
        }

        if (!File.Exists(plan.Folder.Settings)) Durable.Write(plan.Folder.Settings, System.Text.Encoding.UTF8.GetBytes(Settings));
        Durable.SyncFolder(plan.Folder.Path);
    }

    const string Settings = """
        # How this book is read. Facts (currency, zone, calendar, accounts) are in the journal, not here.
        # docs/reference/config.md lists every setting; these are the defaults.
        # benchmarks: [SPY, IWM, IWC]
        # lots: fifo            # fifo, lifo, highest, average, specific
        # fees: capitalize      # capitalize into cost basis, or expense
        # longOnly: []          # accounts that never sell short
        # identicalRows: by-layout
        # weeklyBudget: none

        """;
}
