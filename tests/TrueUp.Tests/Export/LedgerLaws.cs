using System.Diagnostics;
using System.Globalization;
using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Ledgers;
using TrueUp.Tests.Laws;
using Xunit;

namespace TrueUp.Tests.Export;

/// <summary>Other people's programs add our books up again: random books, exported, agree with hledger's and beancount's own arithmetic.</summary>
public sealed class LedgerLaws : IDisposable
{
    static readonly TradeDate AsOf = TradeDate.Of(2026, 2, 1);
    readonly string folder = Directory.CreateTempSubdirectory("trueup-ledger-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void P8_movements_conserve_money_in_every_currency() => Journals.Hold(150, Journals.Any, seeds =>
    {
        using var written = Written.Of("memory", Journals.Of(seeds));
        var (background, facts) = Facts(written.Journal);
        Dictionary<(AccountName, Symbol), decimal> units = [];
        Dictionary<(AccountName, Currency), decimal> cash = [];
        var book = Movements.Walk(background, facts, m =>
        {
            foreach (var l in m.Lots) units[(l.Account, l.Instrument.Symbol)] = units.GetValueOrDefault((l.Account, l.Instrument.Symbol)) + l.Units;
            foreach (var (account, money) in m.Cash) cash[(account, money.Currency)] = cash.GetValueOrDefault((account, money.Currency)) + money.Amount;
            // Of a fill the closed cost is not told, and cost that crosses into another currency is conserved in neither.
            var currencies = m.Lots.Select(l => l.Instrument.Currency)
            .Concat(m.Cash.Select(c => c.Amount.Currency)).Concat(m.Flows.Select(f => f.Amount.Currency)).Distinct().ToList();
            if (m.Fill is not null || currencies.Count > 1) return;
            foreach (var currency in currencies)
            {
                var came = m.Cash.Where(c => c.Amount.Currency == currency).Sum(c => c.Amount.Amount)
                    + m.Lots.Where(l => l.Instrument.Currency == currency).Sum(l => l.Opened.Sum(o => o.GrossCost) - l.ClosedCost);
                Assert.Equal(m.Flows.Where(f => f.Amount.Currency == currency).Sum(f => f.Amount.Amount), came, 9);
            }
        });

        foreach (var p in book.Positions) Assert.Equal(p.Units.Value, units.GetValueOrDefault((p.Account, p.Symbol)));
        foreach (var c in book.Cash) Assert.Equal(c.Amount.Amount, cash.GetValueOrDefault((c.Account, c.Amount.Currency)));
    });

    [Fact]
    public void Hledger_checks_random_books_strictly_and_comes_to_our_balances()
    {
        Require("hledger");
        var number = 0;
        Journals.Hold(12, Journals.Any, seeds =>
        {
            using var written = Written.Of("memory", Journals.Of(seeds));
            var (file, book) = Export(written.Journal, $"{number++}.journal", (to, title, extent, _) => new HledgerJournal(to, title, extent) is var j ? (j.Write, j.End) : default);

            Run("hledger", "-f", file, "check", "--strict");
            // And without believing the assertions of the file itself.
            var balances = Run("hledger", "-f", file, "-I", "balance", "assets", "--flat", "--no-total", "--empty", "-O", "csv", "--layout", "bare");
            Dictionary<(string, string), decimal> theirs = [];
            foreach (var row in balances.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(r => r.Trim('"', '\r').Split("\",\"")))
                theirs[(row[0], row[1].Trim('"'))] = decimal.Parse(row[2], CultureInfo.InvariantCulture);
            foreach (var p in book.Open)
                Assert.Equal(p.Units.Value, theirs[($"assets:{p.Account}:{p.Symbol}", p.Symbol.Name)]);
            foreach (var c in book.Cash.Where(c => !c.Amount.IsZero))
                Assert.Equal(Math.Round(c.Amount.Amount, 2), Math.Round(theirs[($"assets:{c.Account}:cash", c.Amount.Currency.Code)], 2));
        });
    }

    [Fact]
    public void Beancount_books_the_lots_of_random_books_first_in_first_out_to_our_gains()
    {
        Require("bean-check");
        var number = 0;
        Journals.Hold(12, Journals.Any, seeds =>
        {
            using var written = Written.Of("memory", Journals.Of(seeds));
            BeancountLedger? ledger = null;
            var (file, _) = Export(written.Journal, $"{number++}.beancount", (to, title, extent, currency) => (ledger = new(to, title, extent, currency)) is var l ? (l.Write, l.End) : default);

            // A premium above the strike makes shares of negative cost, which beancount does not know.
            if (ledger!.Unsayable.Count == 0) Run("bean-check", file);
        });
    }

    [Fact]
    public void A_gain_that_is_a_cent_off_is_not_accepted_by_beancount()
    {
        Require("bean-check");
        using var written = Written.Of("memory", [.. Journals.Opening, Fill(Side.Buy, 10, 5), Fill(Side.Buy, 10, 6), Fill(Side.Sell, 15, 7)]);
        var (file, _) = Export(written.Journal, "wrong.beancount", (to, title, extent, currency) => new BeancountLedger(to, title, extent, currency) is var l ? (l.Write, l.End) : default);
        // 15 × 7 − 10 × 5 − 5 × 6 = 25.
        Assert.Contains("Income:Main:Gains  -25.00 USD", File.ReadAllText(file), StringComparison.Ordinal);
        File.WriteAllText(file, File.ReadAllText(file).Replace("-25.00 USD", "-25.01 USD", StringComparison.Ordinal));

        Assert.NotEqual(0, Exit("bean-check", file).Code);
    }

    [Fact]
    public void Names_no_ledger_could_read_are_spelled_so_that_it_can()
    {
        string[] symbols = ["C", "TRUE", "0700.HK", "^GSPC", "GSPC", "ES=F", "BRK.B", "USD", "EURUSD=X", "A/B", "A_B", "NULL", "X", "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123X5"];
        AccountName odd = new("IRA  2; (mine):x");
        List<Entry> entries = [.. Journals.Opening, new AccountOpened(odd, Currency.Usd) { Day = Day }, new AccountOpened(new("main"), Currency.Usd) { Day = Day }];
        foreach (var symbol in symbols)
            foreach (var account in (AccountName[])[odd, new("Main"), new("main")]) entries.Add(Fill(Side.Buy, 10, 5, Symbol.From(symbol)!.Name, account));
        using var written = Written.Of("memory", entries);

        if (IsThere("bean-check"))
        {
            var (file, _) = Export(written.Journal, "odd.beancount", (to, title, extent, currency) => new BeancountLedger(to, title, extent, currency) is var l ? (l.Write, l.End) : default);
            Run("bean-check", file);
        }

        Require("hledger");
        var (journal, _) = Export(written.Journal, "odd.journal", (to, title, extent, _) => new HledgerJournal(to, title, extent) is var j ? (j.Write, j.End) : default);
        Run("hledger", "-f", journal, "check", "--strict");
    }

    [Fact]
    public void A_book_without_facts_is_a_file_without_transactions()
    {
        using var written = Written.Of("memory", Journals.Opening);
        var (hledger, _) = Export(written.Journal, "empty.journal", (to, title, extent, _) => new HledgerJournal(to, title, extent) is var j ? (j.Write, j.End) : default);
        var (beancount, _) = Export(written.Journal, "empty.beancount", (to, title, extent, currency) => new BeancountLedger(to, title, extent, currency) is var l ? (l.Write, l.End) : default);

        Assert.DoesNotContain("assets:", File.ReadAllText(hledger), StringComparison.Ordinal);
        Assert.DoesNotContain("Assets:", File.ReadAllText(beancount), StringComparison.Ordinal);
    }

    static readonly TradeDate Day = TradeDate.Of(2026, 1, 5);

    static FillRecorded Fill(Side side, decimal quantity, decimal price, string symbol = "AAA", AccountName? account = null) =>
        new(new Fill(account ?? new("Main"), Symbol.Stored(symbol), side, new(quantity), new(price), 0, default, Day, null), FillDetail.None) { Day = Day };

    static (Background, FactList) Facts(IJournal journal)
    {
        Background background = new(journal.ReadKinds(Background.Kinds, long.MaxValue), LotMethod.Fifo, null);
        return (background, Books.Facts(journal, background, null, long.MaxValue));
    }

    (string File, Book Book) Export(IJournal journal, string name, Func<TextWriter, string, Extent, Currency, (Action<Movement> Write, Action<Book, TradeDate> End)> open)
    {
        var (background, facts) = Facts(journal);
        Extent extent = new();
        var book = Movements.Walk(background, facts, extent.Saw);
        var path = Path.Combine(folder, name);
        using StreamWriter to = new(path);
        var (write, end) = open(to, "a \"random\" book", extent, background.Terms.Currency);
        Movements.Walk(background, facts, write);
        end(book, AsOf);
        return (path, book);
    }

    static void Require(string program) => Assert.SkipUnless(IsThere(program), $"{program} is not installed");

    static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(f => File.Exists(Path.Combine(f, program)));

    static string Run(params string[] command)
    {
        var (code, text) = Exit(command);
        Assert.True(code == 0, $"{string.Join(' ', command)}: {text}\n{File.ReadAllText(command.First(c => c.Contains('/', StringComparison.Ordinal)))}");
        return text;
    }

    static (int Code, string Text) Exit(params string[] command)
    {
        ProcessStartInfo start = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }
}
