using System.CommandLine;
using System.Globalization;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Render.Text;
using Option = TrueUp.Ledger.Values.Option;
using Symbol = TrueUp.Ledger.Values.Symbol;

namespace TrueUp.Commands;

/// <summary><c>trueup instrument add SYMBOL</c>: what a symbol is, where it is more than an equity in the account's currency.</summary>
static class InstrumentCommand
{
    public static Command Build()
    {
        Command instrument = new("instrument", "What symbols are: options, pence lines, other currencies, aliases");
        instrument.Add(Add());
        instrument.Add(new Command("list", "List declared instruments") { Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var sheet = desk.Answer();
            // What is declared holds from the start of the book, whenever it was said.
            var declared = Listed.Of(desk, ["instrument"], null, null, all: false, everyDay: true).Select(p => ((InstrumentDeclared)p.Entry).Instrument);
            sheet.List("instruments", Columns, declared.GroupBy(i => i.Symbol).Select(g => g.Last()).OrderBy(i => i.Symbol), "every symbol is an equity in its account's currency");
            sheet.End();
            return ExitCode.Clean;
        }));
        return instrument;
    }

    static readonly Columns<Instrument> Columns = new Columns<Instrument>()
        .Text("symbol", i => i.Symbol.Name)
        .Text("kind", i => i.Kind)
        .Text("currency", i => i.Currency.Code)
        .Number("multiplier", i => i.Multiplier)
        .Number("quoteFactor", i => i.QuoteFactor)
        .Words("aliases", i => i.Aliases);

    static Command Add()
    {
        Argument<string> symbol = new("symbol") { Description = "Ticker or OCC option symbol" };
        Option<string?> kind = new("--kind") { Description = "equity or fund (an OCC symbol is an option)" };
        Option<string?> currency = new("--currency") { Description = "Currency or quote unit: USD, GBP, GBX for pence (default: the account's)" };
        Option<decimal?> multiplier = new("--multiplier") { Description = "Options: units of the underlying per contract" };
        Option<string[]> alias = new("--alias") { Description = "Another spelling, as a broker or feed writes it", AllowMultipleArgumentsPerToken = true };
        return new Command("add", "Declare an instrument") { symbol, kind, currency, multiplier, alias }.Does(desk =>
        {
            var text = desk.Args.GetValue(symbol)!;
            var name = Symbol.From(text) ?? throw new RefusedException(Codes.Usage, new("symbol"), $"\"{text}\" is not a symbol");
            var (measure, factor) = QuotedIn(desk.Args.GetValue(currency), desk.Accounts.Count == 1 ? desk.Accounts[0].Currency : desk.Terms.Currency);
            ValueList<string> aliases = [.. (desk.Args.GetValue(alias) ?? []).Select(Spelled)];
            RefuseTaken(desk, name, aliases);
            var declared = OccSymbol.From(name.Name) is { } terms
                ? new Option(terms, desk.Args.GetValue(multiplier) is { } m and > 0 ? m : throw new RefusedException(Codes.Usage, new("--multiplier"), "an option needs its contract's multiplier", "100 is usual; adjusted contracts differ"))
                {
                    Symbol = name,
                    Currency = measure,
                    QuoteFactor = factor,
                    Aliases = aliases,
                }
                : Share(desk.Args.GetValue(kind), name, measure, factor, aliases, desk.Args.GetValue(multiplier));
            desk.Write(desk.Stamp("instrument add"), to => to.Append(new InstrumentDeclared(declared) { Day = desk.Today, At = desk.Now }));
            var article = declared is Fund ? "a" : "an";
            var quoted = factor == 1 ? "" : $", quoted in units of {factor.ToString(CultureInfo.InvariantCulture)}";
            var contract = declared.Multiplier == 1 ? "" : $", multiplier {Digits.Text(declared.Multiplier)}";
            desk.Notes.WriteLine($"{name} is {article} {declared.Kind} in {measure}{quoted}{contract}");
            return ExitCode.Clean;
        });
    }

    static string Spelled(string alias) => Symbol.From(alias)?.Name
        ?? throw new RefusedException(Codes.Usage, new("--alias"), $"\"{alias}\" is not a symbol, and is read from no file", "letters, digits and . - / ^ = _");

    /// <summary>One spelling means one instrument: anything else would have to be guessed, row by row.</summary>
    static void RefuseTaken(Desk desk, Symbol name, ValueList<string> aliases)
    {
        var others = Books.Terms(desk.Journal, desk.Settings.Lots).Instruments.Values.Where(i => i.Symbol != name).ToList();
        List<Rejection> taken = [];
        foreach (var alias in aliases)
            if (others.Find(o => o.Symbol.Name == alias || o.Aliases.Any(a => Aliases.Spelled(a) == alias)) is { } other)
                taken.Add(new(Codes.AliasTaken, new("--alias"), $"\"{alias}\" already means {other.Symbol}"));
        if (others.Find(o => o.Aliases.Any(a => Aliases.Spelled(a) == name.Name)) is { } known) taken.Add(new(Codes.AliasTaken, new("symbol"), $"\"{name}\" already means {known.Symbol}"));
        if (taken.Count > 0) throw new RefusedException(taken);
    }

    static Instrument Share(string? kind, Symbol name, Currency currency, decimal factor, ValueList<string> aliases, decimal? multiplier)
    {
        if (multiplier is not null) throw new RefusedException(Codes.Usage, new("--multiplier"), $"{name} is not an option", "an OCC symbol is ROOT, YYMMDD, C or P, and the strike times 1000 in eight digits");
        return kind?.ToLowerInvariant() switch
        {
            null or "equity" => new Equity { Symbol = name, Currency = currency, QuoteFactor = factor, Aliases = aliases },
            "fund" => new Fund { Symbol = name, Currency = currency, QuoteFactor = factor, Aliases = aliases },
            _ => throw new RefusedException(Codes.Usage, new("--kind"), $"\"{kind}\" is not a kind of instrument", "equity or fund; options are known by their OCC symbol"),
        };
    }

    /// <summary>Pence are pounds quoted in hundredths; the same is done for South African cents and Israeli agorot.</summary>
    static (Currency, decimal) QuotedIn(string? text, Currency account) => text switch
    {
        null => (account, 1),
        "GBX" or "GBp" or "GBPX" => (Currency.Gbp, 0.01m),
        "ZAC" => (new("ZAR"), 0.01m),
        "ILA" => (new("ILS"), 0.01m),
        _ => (Currency.From(text) ?? throw new RefusedException(Codes.Usage, new("--currency"), $"\"{text}\" is not a currency", "three letters of ISO 4217, or GBX for pence"), 1),
    };
}
