using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>A fill as the typed table has it.</summary>
/// <param name="Tie">As <see cref="FactOrder.TieOf"/> gives it.</param>
public readonly record struct FillRow(Fill Fill, long Tie);

/// <summary>A cash movement as the typed table has it: what people with SQL see, less than the entry says.</summary>
public sealed record CashRow(AccountName Account, TradeDate Day, string Kind, decimal Amount, string Currency, string? Symbol, string? Note);

/// <summary>Whether a typed row says what its entry says. Each answer is the first field that differs with both values, or null.</summary>
public static class StoredRowCheck
{
    public static (string Field, string Stored, string Recorded)? Difference(FillRecorded entry, in FillRow row)
    {
        var (ours, theirs) = (entry.Fill, row.Fill);
        if (ours == theirs && row.Tie == FactOrder.TieOf(entry.Detail.ExecutionId)) return null;
        return Differ("account", theirs.Account.Name, ours.Account.Name)
            ?? Differ("symbol", theirs.Symbol.Name, ours.Symbol.Name)
            ?? Differ("day", theirs.TradeDate.ToString(), ours.TradeDate.ToString())
            ?? Differ("at", Text(theirs.ExecutedAt), Text(ours.ExecutedAt))
            ?? Differ("side", Word(theirs.Side), Word(ours.Side))
            ?? Differ("quantity", theirs.Quantity.ToString(), ours.Quantity.ToString())
            ?? Differ("price", theirs.Price.ToString(), ours.Price.ToString())
            ?? Differ("fee", Digits.Text(theirs.Fee), Digits.Text(ours.Fee))
            ?? Differ("feeCurrency", theirs.FeeCurrency?.Code, ours.FeeCurrency?.Code)
            ?? ("tie", Digits.Text(row.Tie), Digits.Text(FactOrder.TieOf(entry.Detail.ExecutionId)));
    }

    public static (string Field, string Stored, string Recorded)? Difference(Recommendation ours, Recommendation theirs)
    {
        if (ours == theirs) return null;
        return Differ("id", theirs.Id, ours.Id)
            ?? Differ("account", theirs.Account.Name, ours.Account.Name)
            ?? Differ("symbol", theirs.Symbol.Name, ours.Symbol.Name)
            ?? Differ("day", theirs.EffectiveOn.ToString(), ours.EffectiveOn.ToString())
            ?? Differ("through", theirs.ValidThrough?.ToString(), ours.ValidThrough?.ToString())
            ?? Differ("side", Word(theirs.Side), Word(ours.Side))
            ?? Differ("target", theirs.Target.ToString(), ours.Target.ToString())
            ?? Differ("limit", theirs.Limit?.ToString(), ours.Limit?.ToString())
            ?? Differ("reference", theirs.Reference?.ToString(), ours.Reference?.ToString())
            ?? Differ("stop", theirs.Stop?.ToString(), ours.Stop?.ToString())
            ?? Differ("note", theirs.Note, ours.Note)
            ?? Differ("from", theirs.From, ours.From);
    }

    public static (string Field, string Stored, string Recorded)? Difference(CashMoved entry, CashRow row) =>
        Differ("account", row.Account.Name, entry.Account.Name)
            ?? Differ("day", row.Day.ToString(), entry.Day.ToString())
            ?? Differ("kind", row.Kind, Canonical.Word(entry.Kind))
            ?? Differ("amount", Digits.Text(row.Amount), Digits.Text(entry.Amount.Amount))
            ?? Differ("currency", row.Currency, entry.Amount.Currency.Code)
            ?? Differ("symbol", row.Symbol, entry.Symbol?.Name)
            ?? Differ("note", row.Note, entry.Note);

    static (string, string, string)? Differ(string field, string? stored, string? recorded) =>
        string.Equals(stored, recorded, StringComparison.Ordinal) ? null : (field, stored ?? "nothing", recorded ?? "nothing");

    static string? Text(NodaTime.Instant? at) => at is { } instant ? InstantText.Of(instant) : null;

    static string Word(Side side) => Enum.IsDefined(side) ? side.Word : ((int)side).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
