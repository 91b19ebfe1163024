using System.CommandLine;
using System.Text;
using NodaTime;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Reading;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup cash</c>: balances per currency; <c>cash add</c> and <c>cash import</c> move money for any reason but a fill, and <c>cash list</c> shows that.</summary>
static class CashCommand
{
    public static Command Build()
    {
        Command cash = new("cash", "Cash balances per account and currency; add, import and list movements") { Options.AsOf, Options.KnownBy };
        cash.Add(Add());
        cash.Add(ImportCommands.Cash());
        cash.Add(List());
        return cash.Does(desk =>
        {
            var book = Books.At(desk.Journal, desk.Cut, desk.Settings.Lots).ToBook();
            var sheet = desk.Answer();
            sheet.List("balances", Columns, book.Cash.Where(c => desk.AccountFilter is not { } only || c.Account == only), "no cash has moved");
            sheet.End();
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }

    static readonly Columns<CashBalance> Columns = new Columns<CashBalance>()
        .Text("account", c => c.Account.Name)
        .Text("currency", c => c.Amount.Currency.Code)
        .Key()
        .Amount("amount", c => c.Amount.Amount);

    static readonly Columns<Posted> Movements = new Columns<Posted>()
        .Integer("sequence", p => p.Sequence)
        .Date("date", p => p.Entry.Day)
        .Key()
        .Moment("at", p => p.Entry.At)
        .Text("account", p => Of(p).Account.Name)
        .Text("kind", p => Canonical.Word(Of(p).Kind))
        .Amount("amount", p => Of(p).Amount.Amount)
        .Text("currency", p => Of(p).Amount.Currency.Code)
        .Amount("counterAmount", p => Of(p).Counter?.Amount)
        .Text("counterCurrency", p => Of(p).Counter?.Currency.Code)
        .Text("symbol", p => Of(p).Symbol?.Name)
        .Text("note", p => Of(p).Note)
        .Text("source", p => p.Stamp.Source is { } source ? $"{source}:{p.Line}" : p.Stamp.Actor);

    static CashMoved Of(Posted posted) => (CashMoved)posted.Entry;

    static Command List()
    {
        Option<string?> date = new("--date") { Description = "One day" };
        Option<string?> from = new("--from") { Description = "First day" };
        Option<string?> to = new("--to") { Description = "Last day" };
        Option<bool> all = new("--all") { Description = "Reversed ones too" };
        return new Command("list", "List what moved cash besides fills, with the numbers that reverse takes") { date, from, to, all, Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var (first, last) = Range.Of(desk, date, from, to);
            var sheet = desk.Answer();
            sheet.List("movements", Movements, Listed.Of(desk, ["cash"], first, last, desk.Args.GetValue(all)), "no cash has moved");
            sheet.End();
            desk.NoteHeld();
            return ExitCode.Clean;
        });
    }

    static Command Add()
    {
        Option<string> date = new("--date") { Description = "The day: YYYY-MM-DD, today or yesterday", Required = true };
        Option<string?> note = new("--note") { Description = "In your words" };
        Option<string?> symbol = new("--symbol") { Description = "The instrument that paid or charged it" };
        Option<string?> counter = new("--for") { Description = "fx only: the money on the other side, such as 1080.50" };
        Option<string?> counterCurrency = new("--in") { Description = "fx only: the currency of the other side" };
        Argument<string> kind = new("kind") { Description = "deposit, withdrawal, dividend, interest, fee, tax or fx" };
        Argument<string> amount = new("amount") { Description = "Digits with a decimal point" };
        Argument<string?> currency = new("currency") { Description = "Default: the account's", Arity = ArgumentArity.ZeroOrOne };
        return new Command("add", "Record a cash movement") { date, note, symbol, counter, counterCurrency, kind, amount, currency }.Does(desk =>
        {
            var account = desk.Account;
            Rejections refused = new();
            CashMovements reader = new(new CashStyle
            {
                Account = account.Account,
                Currency = account.Currency,
                Moments = new(null),
                Day = Typed.Day(desk, desk.Args.GetValue(date)!),
                Today = desk.Today,
            });
            CashText text = new()
            {
                Kind = Bytes(desk.Args.GetValue(kind)),
                Amount = Bytes(desk.Args.GetValue(amount)),
                Currency = Bytes(desk.Args.GetValue(currency)),
                Symbol = Bytes(desk.Args.GetValue(symbol)),
                CounterAmount = Bytes(desk.Args.GetValue(counter)),
                CounterCurrency = Bytes(desk.Args.GetValue(counterCurrency)),
                Note = Bytes(desk.Args.GetValue(note)),
            };
            var report = reader.Read(text, new("argument"), field => new(field.ToString().ToLowerInvariant()), refused);
            refused.ThrowIfAny();
            // Typed now, so the moment makes it a movement of its own: two deposits of one amount on one day are two.
            var entry = report!.Entry with { At = report.Entry.At ?? (report.Entry.Day == desk.Today ? desk.Now : null) };
            var recorder = desk.Write(desk.Stamp("cash add"), to =>
            {
                Recorder recording = new(to);
                recording.Carry(ContentIntake.Decide(entry, 1, to.Find, Surroundings.AliasesOf(desk)), 0, () => "");
                return recording;
            });
            desk.Notes.WriteLine(recorder.Summary("cash movement", desk.DryRun));
            return ExitCode.Clean;
        });
    }

    internal static byte[] Bytes(string? text) => text is null ? [] : Encoding.UTF8.GetBytes(text);
}
