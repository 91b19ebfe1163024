using TrueUp.Edges.Prices;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Statements;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class PriceMutationTests
{
    static readonly string[] Files =
    [
        "date,symbol,open,high,low,close,volume,dividend,split\n2026-01-05,DOUG,2.5,2.7,2.4,2.6,1000,,\n2026-01-06,DOUG,2.6,2.8,2.5,2.75,1200,0.1,0\n2026-01-05,PRLD,1.2,1.25,1.1,1.22,500,,2\n",
        "Date,Open,High,Low,Close,Adj Close,Volume\n2026-01-05,2.5,2.7,2.4,2.6,2.55,1000\n2026-01-06 00:00:00,2.6,2.8,2.5,2.75,2.7,1200\n",
        "date,SPY,IWM,IWC\n2026-01-05,600.5,220.25,120\n2026-01-06,601,221,\n",
        "date,EUR/USD,GBP/USD\n2026-01-05,1.10,1.30\n2026-01-06,1.11,1.31\n",
        "date,close\n2026-01-05,2.60\n2026-01-06,2.75\n2026-01-07,2.70\n",
    ];

    static readonly TradeDate Today = Given.How.Today!.Value;

    [Fact]
    public void P22_whatever_is_done_to_prices_reading_them_ends_in_series_or_refusals() => CsvMutations.Hold(Files, "ABC.csv", (text, seed) =>
    {
        Rejections refused = new();
        using var file = PriceFile.Read(text, null, refused);
        Judgment.OfNotes(file.Notes.Select(n => n.Text));
        var bars = 0L;
        // The steps of an import up to the store.
        foreach (var read in file.Series)
        {
            var (chosen, rejection) = ConventionChoice.Of(file.Layout!, read.Bars, seed % 2 == 0 ? Convention.Raw : null, new(text.Name));
            if (rejection is not null) refused.Add(rejection);
            if (chosen is not { } choice) continue;
            var series = ConventionChoice.Read(read.Bars, choice.Convention, QuoteUnit.Usd);
            BarChecks.Of(series, Today, read.Place, refused.Add);
            bars += series.Count;
        }

        refused.ThrowIfAny();
        return Reading.Of(bars);
    });
}
