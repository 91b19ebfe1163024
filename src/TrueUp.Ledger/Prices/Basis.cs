using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>How a symbol's recorded prices stand for the prices its units trade at. Shown beside every figure that is not plainly raw.</summary>
public abstract record Basis
{
    private Basis() { }

    /// <summary>The series the prices come from; null where there is none.</summary>
    public SeriesName? From { get; init; }

    /// <summary>Something that speaks against the prices, although they are used: fills at other prices, a split the book does not have.</summary>
    public string? Doubt { get; init; }

    /// <summary>Prices as traded.</summary>
    public sealed record AsTraded : Basis;

    /// <summary>Adjusted prices multiplied back by the splits, and where needed the dividends, that came after each day.</summary>
    /// <param name="By">Whose splits: the series' own, or the book's.</param>
    public sealed record Unadjusted(string By) : Basis
    {
        /// <summary>Dividends are in the prices and nobody knows one: if there was one, prices of earlier days come out too low.</summary>
        public bool LacksDividends { get; init; }
    }

    /// <summary>Adjusted prices taken as they are, because nobody knows of a split or dividend since. Right unless there was one.</summary>
    public sealed record AssumedAsTraded : Basis;

    /// <summary>No price: the prices recorded cannot be those of the units held.</summary>
    public sealed record Refused(string Why) : Basis;

    public sealed record NoPrices : Basis;

    /// <summary>One clause for a note; empty where there is nothing to say.</summary>
    public string Text => this switch
    {
        AsTraded => Doubt ?? "",
        Unadjusted basis => $"{From} prices, multiplied back by {basis.By}{(basis.LacksDividends ? " but by no dividend, none being known" : "")}" + And,
        AssumedAsTraded => $"{From} prices taken as traded: no split or dividend since is known" + And,
        Refused basis => basis.Why,
        NoPrices => "no prices are recorded",
        _ => throw new System.Diagnostics.UnreachableException($"no words for basis {GetType().Name}"),
    };

    string And => Doubt is null ? "" : "; " + Doubt;
}
