using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Prices;

public sealed class FxRatesTests
{
    static readonly FxRates Rates = new(
    [
        Given.Series("EUR/USD", Convention.Fixing, "date,close\n2026-01-05,1.25\n2026-01-06,1.20"),
        Given.Series("EUR/GBP", Convention.Fixing, "date,close\n2026-01-05,0.8\n2026-01-06,0.8"),
        Given.Series("GBP/USD", Convention.Mid, "date,close\n2026-01-05,1.57\n2026-01-11,1.58"),
        Given.Series("USD/JPY", Convention.Fixing, "date,close\n2026-01-05,150"),
        Given.Closes("SPY", "2026-01-05", 600m),
    ]);

    [Theory]
    [InlineData("EUR", "USD", "2026-01-05", "1.25", "2026-01-05", false, "EUR/USD fixing")]
    [InlineData("USD", "EUR", "2026-01-05", "0.8", "2026-01-05", false, "1 / EUR/USD fixing")]
    [InlineData("GBP", "USD", "2026-01-05", "1.57", "2026-01-05", false, "GBP/USD mid")]
    [InlineData("GBP", "USD", "2026-01-06", "1.5", "2026-01-06", false, "1 / EUR/GBP fixing x EUR/USD fixing")]     // fresher by the cross
    [InlineData("GBP", "USD", "2026-01-12", "1.58", "2026-01-11", true, "GBP/USD mid")]                              // a Sunday's bar, carried
    [InlineData("EUR", "USD", "2026-02-02", "1.2", "2026-01-06", true, "EUR/USD fixing")]
    [InlineData("EUR", "JPY", "2026-01-05", "187.5", "2026-01-05", false, "EUR/USD fixing x USD/JPY fixing")]
    [InlineData("EUR", "JPY", "2026-01-06", "180", "2026-01-05", true, "EUR/USD fixing x USD/JPY fixing")]           // as old as its oldest leg
    [InlineData("CHF", "CHF", "2026-01-05", "1", "2026-01-05", false, "same currency")]
    public void A_rate_says_its_day_and_where_it_comes_from(string from, string to, string day, string rate, string of, bool stale, string source)
    {
        var found = Rates.On(new(from), new(to), Given.Day(day))!;

        Assert.Equal((decimal.Parse(rate), Given.Day(of), stale, source), (found.PerUnit, found.Day, found.IsStale, found.Source));
    }

    [Theory]
    [InlineData("EUR", "CHF", "2026-01-05")]
    [InlineData("EUR", "USD", "2026-01-04")]
    public void Where_nothing_leads_from_one_currency_to_the_other_there_is_no_rate(string from, string to, string day) =>
        Assert.Null(Rates.On(new(from), new(to), Given.Day(day)));

    [Fact]
    public void A_fixing_is_taken_before_a_mid_of_the_same_day()
    {
        FxRates both = new([Given.Series("EUR/USD", Convention.Mid, "date,close\n2026-01-05,1.3"), Given.Series("EUR/USD", Convention.Fixing, "date,close\n2026-01-05,1.2")]);

        Assert.Equal(1.2m, both.On(new("EUR"), new("USD"), Given.Day("2026-01-05"))!.PerUnit);
    }

    [Fact]
    public void Pence_become_pounds_and_pounds_become_dollars_once_each()
    {
        // 10 Burberry at 1,600 pence: 160 pounds, 251.20 dollars at 1.57.
        var unit = QuoteUnit.From("GBX")!.Value;
        var pounds = 10 * 1_600m * unit.Factor;

        Assert.Equal((160m, 251.20m), (pounds, pounds * Rates.On(unit.Currency, Currency.Usd, Given.Day("2026-01-05"))!.PerUnit));
    }

    [Theory]
    [InlineData("eurusd", "EUR/USD")]
    [InlineData("GBP/USD", "GBP/USD")]
    [InlineData("USDJPY=X", "USD/JPY")]
    [InlineData("SPYIWM", null)]
    [InlineData("USDUSD", null)]
    [InlineData("usd", null)]
    public void A_pair_is_two_known_currencies(string text, string? pair) => Assert.Equal(pair, CurrencyPair.From(text)?.ToString());

    [Theory]
    [InlineData("GBX", "GBP", "0.01")]
    [InlineData("GBp", "GBP", "0.01")]
    [InlineData("gbp", "GBP", "1")]
    [InlineData("GBP", "GBP", "1")]
    [InlineData("ZAc", "ZAR", "0.01")]
    [InlineData("ILA", "ILS", "0.01")]
    [InlineData("usd", "USD", "1")]
    public void A_quote_unit_is_a_currency_or_its_hundredth(string text, string currency, string factor) =>
        Assert.Equal(new QuoteUnit(new(currency), decimal.Parse(factor)), QuoteUnit.From(text));

    [Theory]
    [InlineData("US")]
    [InlineData("U$D")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_currency_is_no_quote_unit(string? text) => Assert.Null(QuoteUnit.From(text));
}
