using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// Prices that wait for a person because they contradict what is recorded or what is likely: not in the store's series, not lost.
/// One item is one decision: a single bar, a run of them, or a whole changed history.
/// </summary>
/// <param name="Why">The sentence a person reads; it names the first difference.</param>
/// <param name="Bars">What accepting would record.</param>
/// <param name="Recorded">The bar now recorded for the first of those days, if there is one.</param>
/// <param name="Replaces">Accepting replaces the whole series, because these bars are on another footing; otherwise it puts them in.</param>
public sealed record HeldPrice(Code Code, string Why, PriceSeries Bars, Bar? Recorded, bool Replaces = false)
{
    /// <summary>Rows written out in <see cref="Text"/>; longer items are shown by their ends and kept whole in the store.</summary>
    public const int RowsShown = 20;

    public Symbol Symbol => Bars.Name.Symbol;

    public TradeDate Day => Bars.First;

    public Bar Offered => Bars[0];

    /// <summary>The item as the journal keeps it: what it is of, then its rows under a header, in the layout the importer reads.</summary>
    public string Text(string id)
    {
        var fields = Bars.Fields.ToArray();
        var shown = Enumerable.Range(0, fields.Length).Where(i => fields[i] is not null).ToArray();
        List<string> lines =
        [
            $"{id} {Bars.Name} {Bars.Unit} {Bars.First}..{Bars.Last} bars={Bars.Count}",
            "date," + string.Join(',', shown.Select(i => PriceSeries.FieldNames[i])),
        ];
        for (var row = 0; row < Bars.Count; row++)
        {
            if (Bars.Count > RowsShown && row == RowsShown / 2)
            {
                row = Bars.Count - RowsShown / 2;
                lines.Add("...");
            }

            var at = row;
            lines.Add(TradeDate.FromNumber(Bars.Days[at]) + "," + string.Join(',', shown.Select(i => fields[i]![at] is { } value ? Digits.Text(value) : "")));
        }

        return string.Join('\n', lines);
    }
}
