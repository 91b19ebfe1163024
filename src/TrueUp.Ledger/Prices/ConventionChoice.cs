using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// The convention a file's prices are taken in: the one declared, unless the file's own columns prove another; where none is declared,
/// the one its columns prove. Never a guess: what is neither declared nor shown is refused.
/// </summary>
public static class ConventionChoice
{
    /// <param name="Said">Why, where it was not declared; null where it was.</param>
    public readonly record struct Chosen(Convention Convention, string? Said);

    /// <param name="bars">Under any provisional convention; only its prices and splits are looked at.</param>
    public static (Chosen? Chosen, Rejection? Rejection) Of(PriceLayout layout, PriceSeries bars, Convention? declared, Place file)
    {
        switch (layout)
        {
            case PriceLayout.Rates: return (new(Convention.Fixing, declared is null ? null : "currency pairs have no such convention: taken as fixings"), null);
            case PriceLayout.BidAsk: return (new(Convention.Mid, declared is null ? null : "currency pairs have no such convention: taken as mids"), null);
        }

        var proof = layout is PriceLayout.Bars { OnlyAdjusted: false } ? ConventionProof.Of(bars) : new ConventionProof.None();
        return (declared, proof) switch
        {
            (Convention.Raw or Convention.SplitAdjusted, ConventionProof.Proven p) when p.Convention != declared => (null, new(
                Codes.ConventionContradicted,
                file,
                $"{bars.Name.Symbol} is declared {declared.Value.Text}, and its {Digits.Text(p.Ratio)} split on {p.Day} {(p.Convention == Convention.Raw ? "shows" : "does not show")} in its closes: they are {p.Convention.Text}",
                $"import it with --convention {p.Convention.Text}")),
            ({ } convention, _) => (new(convention, layout is PriceLayout.Bars { OnlyAdjusted: true } && convention != Convention.TotalReturn
                ? $"adjusted closes are taken as {convention.Text}, as declared"
                : null), null),
            (null, ConventionProof.Proven p) => (new(p.Convention, $"{p.Convention.Text}: the {Digits.Text(p.Ratio)} split on {p.Day} {(p.Convention == Convention.Raw ? "shows" : "does not show")} in the closes"), null),
            (null, ConventionProof.Contradictory c) => (null, new(
                Codes.ConventionNeeded,
                file,
                $"{bars.Name.Symbol}: the split on {c.Shows} shows in the closes and the one on {c.DoesNot} does not; say which convention the file means")),
            _ when layout is PriceLayout.Bars { OnlyAdjusted: true } => (new(Convention.TotalReturn, "total-return: the only prices are adjusted closes"), null),
            _ when layout is PriceLayout.Bars { OnlyClose: true } => (new(Convention.Raw, "raw: a close alone is the price traded at; declare --convention if it was adjusted"), null),
            _ => (null, new(Codes.ConventionNeeded, file, $"{bars.Name.Symbol}: nothing in the columns shows whether the prices are raw or adjusted")),
        };
    }

    /// <summary>
    /// The series as the chosen convention reads its columns: a total-return import of a file with both closes takes the adjusted one and
    /// leaves the fields that are not adjusted like it.
    /// </summary>
    public static PriceSeries Read(PriceSeries bars, Convention convention, QuoteUnit unit)
    {
        SeriesName name = new(bars.Name.Symbol, convention);
        if (convention != Convention.TotalReturn || bars.AdjustedClose is not { } adjusted) return PriceSeries.Of(name, unit, bars.Days.ToArray(), bars.Fields.ToArray());
        PriceSeries.Builder total = new(name, unit);
        for (var i = 0; i < bars.Count; i++)
            if (adjusted[i] is { } price) total.Add(new Bar(TradeDate.FromNumber(bars.Days[i]), price, Volume: bars.Volume?[i]));
        return total.Build();
    }
}
