using System.CommandLine;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup account list</c> and <c>account open NAME</c>: the accounts of a book.</summary>
static class AccountCommand
{
    public static Command Build()
    {
        Command account = new("account", "The accounts of this book");
        account.Add(Open());
        account.Add(new Command("list", "List the accounts") { Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var sheet = desk.Answer();
            sheet.List("accounts", Columns, Listed.Of(desk, ["account"], null, null, all: false).Select(p => (AccountOpened)p.Entry), "no accounts");
            sheet.End();
            return ExitCode.Clean;
        }));
        return account;
    }

    static readonly Columns<AccountOpened> Columns = new Columns<AccountOpened>()
        .Text("account", a => a.Account.Name)
        .Text("currency", a => a.Currency.Code)
        .Text("broker", a => a.Broker)
        .Date("openedOn", a => a.Day);

    static Command Open()
    {
        Argument<string> name = new("name") { Description = "As its owner or broker writes it" };
        Option<string?> currency = new("--currency") { Description = "Default: the book's" };
        Option<string?> broker = new("--broker") { Description = "Who keeps it" };
        return new Command("open", "Add an account") { name, currency, broker }.Does(desk =>
        {
            var text = desk.Args.GetValue(name)!.Trim();
            if (text.Length is 0 or > 64 || text.Any(char.IsControl)) throw new RefusedException(Codes.Usage, new("name"), $"\"{text}\" is not a name for an account", "1 to 64 characters");
            if (desk.Accounts.Any(a => a.Account.Name == text)) throw new RefusedException(Codes.AccountExists, new("name"), $"the book already has an account {text}");
            var measure = desk.Args.GetValue(currency) is { } code
                ? Currency.From(code) ?? throw new RefusedException(Codes.Usage, new("--currency"), $"\"{code}\" is not a currency", "three letters of ISO 4217, such as GBP")
                : desk.Terms.Currency;
            desk.Write(desk.Stamp("account open"), to => to.Append(new AccountOpened(new(text), measure, desk.Args.GetValue(broker)) { Day = desk.Today, At = desk.Now }));
            desk.Notes.WriteLine($"opened account {text} in {measure}");
            return ExitCode.Clean;
        });
    }
}
