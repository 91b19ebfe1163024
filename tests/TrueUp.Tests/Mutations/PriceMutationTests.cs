using TrueUp.Edges.Prices;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Reading;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Statements;
using Xunit;

namespace TrueUp.Tests.Mutations;

public sealed class PriceMutationTests
{
    // Many days, as rows of one day that differ refuse each other.
    static readonly string[] Files =
    [
        File("date,symbol,open,high,low,close,volume,dividend,split", (day, n) => $"{day},{(n % 2 == 0 ? "DOUG" : "PRLD")},2.5,2.7,2.4,2.6,1000,{(n % 5 == 0 ? "0.1" : "")},{(n % 7 == 0 ? "1.1" : "")}"),
        File("Date,Open,High,Low,Close,Adj Close,Volume", (day, _) => $"{day} 00:00:00,2.5,2.7,2.4,2.6,2.55,1000"),
        File("date,SPY,IWM,IWC", (day, n) => $"{day},600.5,220.25,{(n % 3 == 0 ? "" : "120")}"),
        File("date,EUR/USD,GBP/USD", (day, n) => $"{day},1.{n},1.30"),
        File("date,close", (day, n) => $"{day},2.{n}"),
    ];

    static string File(string header, Func<string, int, string> row) =>
        string.Concat(Enumerable.Range(0, 300).Select(n => row(TradeDate.Of(2025, 1, 1).Plus(n).ToString(), n) + "\n").Prepend(header + "\n"));

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
