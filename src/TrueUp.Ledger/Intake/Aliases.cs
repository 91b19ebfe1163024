using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <summary>
/// Other spellings of declared instruments, as brokers and feeds write them. What comes in under one is recorded under the instrument's own symbol; what was
/// recorded under one before it was declared stays as it is, and is known again when it comes again.
/// </summary>
public sealed class Aliases
{
    public static readonly Aliases None = new([]);

    readonly Dictionary<string, Symbol> own = new(StringComparer.OrdinalIgnoreCase);

    public Aliases(IEnumerable<Instrument> declared)
    {
        foreach (var instrument in declared)
            foreach (var alias in instrument.Aliases) own[Spelled(alias)] = instrument.Symbol;
    }

    public Symbol Of(Symbol written) => own.Count > 0 && own.TryGetValue(written.Name, out var symbol) ? symbol : written;

    /// <summary>An alias in the spelling in which symbols are read: <c>BRK/B</c> is <c>BRK.B</c>.</summary>
    public static string Spelled(string alias) => Symbol.From(alias)?.Name ?? alias;

    public FillRecorded Of(FillRecorded written) =>
        Of(written.Fill.Symbol) is var symbol && symbol == written.Fill.Symbol ? written : written with { Fill = written.Fill with { Symbol = symbol } };

    public Recommendation Of(Recommendation written) => Of(written.Symbol) is var symbol && symbol == written.Symbol ? written : written with { Symbol = symbol };

    /// <summary>Cash movements, corporate actions and option events; any other entry is as it was.</summary>
    public Entry Of(Entry written) => own.Count == 0 ? written : written switch
    {
        CashMoved { Symbol: { } symbol } e => e with { Symbol = Of(symbol) },
        CorporateActionRecorded e => e with { Action = Of(e.Action) },
        OptionEventRecorded { Event: OptionEvent.Assigned option } e => e with { Event = option with { Underlying = Of(option.Underlying) } },
        OptionEventRecorded { Event: OptionEvent.Exercised option } e => e with { Event = option with { Underlying = Of(option.Underlying) } },
        _ => written,
    };

    CorporateAction Of(CorporateAction written)
    {
        var action = written switch
        {
            CorporateAction.SymbolChange change => change with { To = Of(change.To) },
            CorporateAction.SpinOff spinOff => spinOff with { Child = Of(spinOff.Child) },
            CorporateAction.Merger { Into: { } into } merger => merger with { Into = Of(into) },
            _ => written,
        };
        return action with { Symbol = Of(action.Symbol) };
    }
}
