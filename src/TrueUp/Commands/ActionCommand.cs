using System.CommandLine;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Reading;
using TrueUp.Recording;

namespace TrueUp.Commands;

/// <summary><c>trueup action KIND SYMBOL …</c>: what an issuer did to holders, and what became of options.</summary>
static class ActionCommand
{
    public static Command Build()
    {
        Command action = new("action", "Corporate actions and option events");
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
        return action;
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
                recording.Carry(ContentIntake.Decide(report!.Entry, 1, to.Find), 0, () => "");
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
