using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Prices;

/// <summary>What a book reads from its price store, end to end over files.</summary>
public sealed class PriceReadingTests : IDisposable
{
    readonly Shelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void A_hundred_Apple_are_worth_the_same_after_seven_for_one_in_either_convention()
    {
        shelf.Import("AAPL.csv", "date,close,split\n2014-06-05,647.35,1\n2014-06-06,645.57,1\n2014-06-09,93.7,7.000007\n2014-06-10,94.25,1\n");
        var raw = Value("AAPL", [new(Given.Day("2014-06-09"), 7)], "2014-06-06", 100, "2014-06-09", 700);
        shelf.Import("APPL.csv", "date,close,split\n2014-06-05,92.4785,1\n2014-06-06,92.2243,1\n2014-06-09,93.7,7.000007\n2014-06-10,94.25,1\n", Convention.SplitAdjusted);
        var adjusted = Value("APPL", [new(Given.Day("2014-06-09"), 7)], "2014-06-06", 100, "2014-06-09", 700);

        Assert.Equal((64_557m, 65_590m), raw);
        Assert.Equal((64_557.01m, 65_590m), adjusted);
    }

    [Fact]
    public void XLF_is_continuous_whether_its_spin_off_is_booked_as_the_vendors_ratio()
    {
        shelf.Import("XLF.csv", "date,close,dividend,split\n2016-09-15,19.4638,0,1\n2016-09-16,19.1877,0.092608,1\n2016-09-19,19.31,0,1.231\n2016-09-20,19.3,0,1\n", Convention.SplitAdjusted);

        Assert.Equal((2_362.00587m, 2_377.061m), Value("XLF", [new(Given.Day("2016-09-19"), 1.231m)], "2016-09-16", 100, "2016-09-19", 123.1m));
    }

    [Fact]
    public void Pence_are_pounds_and_a_dollar_fund_is_pounds_by_the_days_rate()
    {
        shelf.Import("BRBY.L.csv", "date,close\n2026-01-05,1600\n", currency: "GBX");
        shelf.Import("XLK.csv", "date,close\n2026-01-05,145\n");
        shelf.Import("ecb.csv", "date,eurusd,eurgbp\n2026-01-05,1.25,0.8\n", convention: null);
        var day = Given.Day("2026-01-05");

        var book = shelf.Store.BookFor([Need("BRBY.L"), Need("XLK")], day, day);
        decimal Pounds(string symbol, decimal units)
        {
            var unit = book.UnitOf(Symbol.Stored(symbol))!.Value;
            return units * book.On(Symbol.Stored(symbol), day)!.Value.Price.PerUnit * unit.Factor * shelf.Store.Rates().On(unit.Currency, Currency.Gbp, day)!.PerUnit;
        }

        Assert.Equal(160m, Pounds("BRBY.L", 10));                                          // 10 x 1,600p
        Assert.Equal(928m, Pounds("XLK", 10));                                             // 10 x 145 x 0.8 / 1.25
    }

    [Fact]
    public void A_symbol_without_prices_has_no_mark_and_says_why()
    {
        var book = shelf.Store.BookFor([Need("DOUG")], Given.Day("2026-01-05"), Given.Day("2026-01-06"));

        Assert.Null(book.On(Symbol.Stored("DOUG"), Given.Day("2026-01-06")));
        Assert.Equal("no prices are recorded", book.BasisOf(Symbol.Stored("DOUG")).Text);
        Assert.Equal(2, book.Align(Symbol.Stored("DOUG"), [1, 2]).First);
    }

    [Fact]
    public void A_benchmark_is_its_total_return_where_one_is_recorded()
    {
        shelf.Import("SPY.csv", "date,close\n2026-01-05,600\n2026-01-06,594\n2026-01-07,600\n");
        int[] sessions = [Given.Day("2026-01-05").Number, Given.Day("2026-01-06").Number, Given.Day("2026-01-07").Number];
        Assert.False(shelf.Store.Benchmark(Symbol.Stored("SPY"), sessions, [])!.IsTotalReturn);

        shelf.Import("wide.csv", "date,SPY\n2026-01-05,500\n2026-01-06,500\n2026-01-07,505\n", Convention.TotalReturn);
        var index = shelf.Store.Benchmark(Symbol.Stored("SPY"), sessions, [])!;

        Assert.Equal((true, 1.01m, "SPY total-return"), (index.IsTotalReturn, index.Points[2], index.From.ToString()));
        Assert.Null(shelf.Store.Benchmark(Symbol.Stored("QQQ"), sessions, []));
    }

    [Fact]
    public void Closes_of_any_digits_come_back_the_same_by_the_fast_way_and_the_whole_one()
    {
        var rows = Enumerable.Range(0, 900).Select(i => $"{Given.Day("2023-01-02").Plus(i)},{(i % 100 == 7 ? "1.409999966621399" : i == 800 ? "999999999999.5" : (i % 300 + 1) * 0.01m)}");
        var anywhere = Enumerable.Range(0, 900).Select(i => new KnownAction(Given.Day("2023-01-02").Plus(i), 1, 0, true)).ToArray();
        shelf.Import("AMEH.csv", "date,close,volume\n" + string.Join('\n', rows.Select(r => r + ",100")), rules: new() { ActionsOf = _ => anywhere });
        var name = new SeriesName(Symbol.Stored("AMEH"), Convention.Raw);

        var (whole, fast) = (shelf.Store.Read(name)!, shelf.Store.ReadCloses(name)!);

        Assert.Equal(900, whole.Count);
        Assert.Equal(whole.Days.ToArray(), fast.Days.ToArray());
        Assert.Equal(Enumerable.Range(0, 900).Select(i => whole.Close[i]), Enumerable.Range(0, 900).Select(i => fast.Close[i]));
        Assert.Equal(999999999999.5m, fast[800].Close);
    }

    (decimal Before, decimal After) Value(string symbol, KnownAction[] actions, string before, decimal units, string after, decimal unitsAfter)
    {
        var book = shelf.Store.BookFor([new(Symbol.Stored(symbol), actions, [])], Given.Day(before), Given.Day(after));
        return (units * book.On(Symbol.Stored(symbol), Given.Day(before))!.Value.Price.PerUnit, unitsAfter * book.On(Symbol.Stored(symbol), Given.Day(after))!.Value.Price.PerUnit);
    }

    static PriceNeed Need(string symbol) => new(Symbol.Stored(symbol), [], []);
}
