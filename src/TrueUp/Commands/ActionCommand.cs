using System.CommandLine;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using TrueUp.Reading;
using TrueUp.Recording;
using TrueUp.Render.Text;

namespace TrueUp.Commands;

/// <summary><c>trueup action KIND SYMBOL …</c>: what an issuer did to holders, and what became of options.</summary>
static class ActionCommand
{
    public static Command Build()
    {
        Command action = new("action", "Corporate actions and option events: one by one, import, list");
        action.Add(Kind("split", "New units for old: 7:1, or 1:10 for a reverse split", Field.Ratio, Field.CashInLieu));
        action.Add(Kind("dividend", "Cash per unit held", Field.PerUnit, Field.Withholding));
        action.Add(Kind("stock_dividend", "New units per unit held", Field.PerUnit));
        action.Add(Kind("rename", "The symbol changes", Field.To));
        action.Add(Kind("spinoff", "Units of a child per unit, and the share of cost that goes with them", Field.To, Field.PerUnit, Field.BasisShare, Field.CashInLieu));
        action.Add(Kind("merger", "Units become cash, units of another symbol, or both", Field.To, Field.PerUnit, Field.Cash, Field.CashInLieu));
        action.Add(Kind("delist", "Worth nothing and gone"));
        action.Add(Kind("expire", "An option expired worthless", Field.Contracts));
        action.Add(Kind("settle", "An option was settled in cash", Field.PerUnit, Field.Contracts));
        action.Add(Kind("assign", "A short option was assigned", Field.To, Field.Contracts));
        action.Add(Kind("exercise", "A long option was exercised", Field.To, Field.Contracts));
        action.Add(ImportCommands.Actions());
        action.Add(List());
        return action;
    }

    static readonly Columns<Posted> Columns = new Columns<Posted>()
        .Integer("sequence", p => p.Sequence)
        .Date("date", p => p.Entry.Day)
        .Key()
        .Text("account", p => p.Entry switch { CorporateActionRecorded e => e.Account?.Name, OptionEventRecorded e => e.Account.Name, _ => null })
        .Text("symbol", p => p.Entry switch { CorporateActionRecorded e => e.Action.Symbol.Name, OptionEventRecorded e => e.Event.Symbol.Name, _ => null })
        .Text("kind", p => p.Entry switch { CorporateActionRecorded e => Canonical.Word(e.Action), OptionEventRecorded e => Canonical.Word(e.Event), _ => null })
        .Text("terms", p => Terms(p.Entry))
        .Text("source", p => p.Stamp.Source is { } source ? $"{source}:{p.Line}" : p.Stamp.Actor);

    static string Terms(Entry entry) => entry switch
    {
        CorporateActionRecorded { Action: CorporateAction.Split a } => $"{Digits.Text(a.Numerator)} for {Digits.Text(a.Denominator)}{Lieu(a.CashInLieuPerUnit)}",
        CorporateActionRecorded { Action: CorporateAction.CashDividend a } =>
            $"{Digits.Text(a.PerUnit)} a unit{(a.WithholdingRate == 0 ? "" : $", {Digits.Text(a.WithholdingRate * 100)} % withheld")}",
        CorporateActionRecorded { Action: CorporateAction.StockDividend a } => $"{Digits.Text(a.PerUnit)} new for each",
        CorporateActionRecorded { Action: CorporateAction.SymbolChange a } => $"to {a.To}",
        CorporateActionRecorded { Action: CorporateAction.SpinOff a } =>
            $"{Digits.Text(a.PerUnit)} {a.Child} for each, with {Digits.Text(a.ChildBasisShare * 100)} % of the cost{Lieu(a.CashInLieuPerUnit)}",
        CorporateActionRecorded { Action: CorporateAction.Merger a } => $"{Offer(a)}{Lieu(a.CashInLieuPerUnit)}",
        OptionEventRecorded { Event: OptionEvent.CashSettled e } => $"at {Digits.Text(e.PerUnit)}{Some(e.Contracts)}",
        OptionEventRecorded { Event: OptionEvent.Assigned e } => $"{e.Underlying}{Some(e.Contracts)}",
        OptionEventRecorded { Event: OptionEvent.Exercised e } => $"{e.Underlying}{Some(e.Contracts)}",
        OptionEventRecorded { Event: OptionEvent.ExpiredWorthless e } => Some(e.Contracts).TrimStart(',', ' '),
        _ => "",
    };

    static string Offer(CorporateAction.Merger merger)
    {
        var cash = $"{Digits.Text(merger.CashPerUnit)} in cash a unit";
        if (merger.Into is not { } into) return cash;
        return $"{Digits.Text(merger.UnitsPerUnit)} {into} for each{(merger.CashPerUnit == 0 ? "" : $" and {cash}")}";
    }

    static string Lieu(decimal? perUnit) => perUnit is { } cash ? $", {Digits.Text(cash)} a unit in lieu of fractions" : "";

    static string Some(Quantity? contracts) => contracts is { } some ? $", {some} contracts" : "";

    static Command List()
    {
        Option<string?> date = new("--date") { Description = "One day" };
        Option<string?> from = new("--from") { Description = "First day" };
        Option<string?> to = new("--to") { Description = "Last day" };
        Option<bool> all = new("--all") { Description = "Reversed ones too" };
        return new Command("list", "List corporate actions and option events, with the numbers that reverse takes") { date, from, to, all, Options.AsOf, Options.KnownBy }.Does(desk =>
        {
            var (first, last) = Range.Of(desk, date, from, to);
            var sheet = desk.Answer();
            sheet.List("actions", Columns, Listed.Of(desk, ["action", "option"], first, last, desk.Args.GetValue(all)), "no events");
            sheet.End();
            return ExitCode.Clean;
        });
    }

    enum Field
    {
        Ratio,
        PerUnit,
        Withholding,
        To,
        BasisShare,
        Cash,
        CashInLieu,
        Contracts,
    }

    static Command Kind(string kind, string description, params Field[] fields)
    {
        Option<string> date = new("--date") { Description = "The ex-date or the day of the event: YYYY-MM-DD, today or yesterday", Required = true };
        Argument<string> symbol = new("symbol") { Description = "The instrument" };
        Command command = new(kind, description) { date, symbol };
        Dictionary<Field, Option<string?>> options = fields.ToDictionary(f => f, f => new Option<string?>(Name(f)) { Description = Describe(f) });
        foreach (var option in options.Values) command.Add(option);
        return command.Does(desk =>
        {
            byte[] Of(Field field) => options.TryGetValue(field, out var option) ? CashCommand.Bytes(desk.Args.GetValue(option)) : [];
            Rejections refused = new();
            var named = desk.Args.GetValue(Options.Account);
            Actions reader = new(new ActionStyle
            {
                Account = desk.Accounts.Count == 1 || named is not null ? desk.Account.Account : null,
                Day = desk.Day(desk.Args.GetValue(date)!, "--date"),
            });
            ActionText text = new()
            {
                Kind = CashCommand.Bytes(kind),
                Symbol = CashCommand.Bytes(desk.Args.GetValue(symbol)),
                Account = CashCommand.Bytes(named),
                Ratio = Of(Field.Ratio),
                PerUnit = Of(Field.PerUnit),
                WithholdingRate = Of(Field.Withholding),
                To = Of(Field.To),
                BasisShare = Of(Field.BasisShare),
                CashPerUnit = Of(Field.Cash),
                CashInLieu = Of(Field.CashInLieu),
                Contracts = Of(Field.Contracts),
            };
            var report = reader.Read(text, new("argument"), field => new(field.ToString().ToLowerInvariant()), refused);
            refused.ThrowIfAny();
            var recorder = desk.Write(desk.Stamp($"action {kind}"), to =>
            {
                Recorder recording = new(to);
                recording.Carry(ContentIntake.Decide(report!.Entry, 1, to.Find, Surroundings.AliasesOf(desk)), 0, () => "");
                return recording;
            });
            desk.Notes.WriteLine(recorder.Summary("event", desk.DryRun));
            return ExitCode.Clean;
        });
    }

    static string Name(Field field) => field switch
    {
        Field.Ratio => "--ratio",
        Field.PerUnit => "--per-unit",
        Field.Withholding => "--withholding",
        Field.To => "--to",
        Field.BasisShare => "--basis-share",
        Field.Cash => "--cash",
        Field.CashInLieu => "--cash-in-lieu",
        Field.Contracts => "--contracts",
        _ => throw new System.Diagnostics.UnreachableException($"no option for {field}"),
    };

    static string Describe(Field field) => field switch
    {
        Field.Ratio => "New units for old: 7:1",
        Field.PerUnit => "Money or units per unit held",
        Field.Withholding => "The part withheld as tax, such as 15%",
        Field.To => "The other symbol: new name, child, acquirer or underlying",
        Field.BasisShare => "The part of cost that moves, such as 0.25",
        Field.Cash => "Cash per unit",
        Field.CashInLieu => "Cash per whole unit for fractions; without it fractions are kept",
        Field.Contracts => "How many contracts (default: all)",
        _ => throw new System.Diagnostics.UnreachableException($"no words for {field}"),
    };
}
