using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Positions;

/// <summary>What becomes of options, by hand. Premium goes into the price of delivered shares; the option itself then realizes nothing.</summary>
public class OptionTests
{
    const string Put = "XYZ260116P00040000", Call = "XYZ260116C00040000", Adjusted = "XYZ1260116C00040000";

    static Given Options(string fills)
    {
        Given book = new();
        foreach (var name in (string[])[Put, Call]) book.Declare(Contract(name, 100));
        return book.Declare(Contract(Adjusted, 103)).Fills(fills);
    }

    static Option Contract(string name, decimal multiplier) => new(OccSymbol.From(name)!.Value, multiplier) { Symbol = Given.Name(name), Currency = Currency.Usd };

    static OptionEvent.Assigned Assigned(string name, int? contracts = null) => new(Given.Name("XYZ")) { Symbol = Given.Name(name), Contracts = Count(contracts) };

    static OptionEvent.Exercised Exercised(string name, int? contracts = null) => new(Given.Name("XYZ")) { Symbol = Given.Name(name), Contracts = Count(contracts) };

    static Quantity? Count(int? contracts) => contracts is { } count ? new(count) : null;

    [Fact]
    public void A_long_option_that_expires_worthless_loses_its_premium() =>
        Assert.Equal($"{Call} 0 gain -250 paid 1\nUSD -251", Options($"5 {Call},buy,1,2.50,1").Happens(16, new OptionEvent.ExpiredWorthless { Symbol = Given.Name(Call) }).Book());

    [Fact]
    public void A_short_option_that_expires_worthless_keeps_its_premium() =>
        Assert.Equal($"{Put} 0 gain 500\nUSD 500", Options($"5 {Put},sell,2,2.50").Happens(16, new OptionEvent.ExpiredWorthless { Symbol = Given.Name(Put) }).Book());

    [Fact]
    public void Expiry_comes_after_the_last_fill_of_its_day() =>
        // Bought back for 0.05 on the last day: 250 − 5. Nothing is left to expire.
        Assert.Equal($"{Put} 0 gain 245\nUSD 245", Options($"5 {Put},sell,1,2.50").Happens(16, new OptionEvent.ExpiredWorthless { Symbol = Given.Name(Put) }).Fills($"16 {Put},buy,1,0.05").Book());

    [Fact]
    public void Cash_settlement_pays_intrinsic_value()
    {
        // 3.20 × 100 × 2 received for what cost 500.
        Assert.Equal($"{Call} 0 gain 140\nUSD 140", Options($"5 {Call},buy,2,2.50").Happens(16, new OptionEvent.CashSettled(3.20m) { Symbol = Given.Name(Call) }).Book());
        Assert.Equal($"{Call} 0 gain -140\nUSD -140", Options($"5 {Call},sell,2,2.50").Happens(16, new OptionEvent.CashSettled(3.20m) { Symbol = Given.Name(Call) }).Book());
    }

    [Fact]
    public void A_short_put_assigned_buys_shares_below_the_strike() =>
        // 100 at 40, less the 250 received; the fee of opening comes along.
        Assert.Equal($"XYZ 100 cost 3750 fees 1\n{Put} 0\nUSD -3751", Options($"5 {Put},sell,1,2.50,1.00").Happens(16, Assigned(Put)).Book());

    [Fact]
    public void A_short_call_assigned_sells_shares_above_the_strike() =>
        // Shares bought at 38 go at 40 plus the 2.50 received: 450.
        Assert.Equal($"XYZ 0 gain 450\n{Call} 0\nUSD 450", Options($"""
            5 {Call},sell,1,2.50
            5 XYZ,buy,100,38
            """).Happens(16, Assigned(Call)).Book());

    [Fact]
    public void A_short_call_assigned_without_shares_opens_a_short() =>
        Assert.Equal($"XYZ -100 cost -4250\n{Call} 0\nUSD 4250", Options($"5 {Call},sell,1,2.50").Happens(16, Assigned(Call)).Book());

    [Fact]
    public void A_long_call_exercised_buys_shares_at_strike_and_premium() =>
        Assert.Equal($"XYZ 100 cost 4250\n{Call} 0\nUSD -4250", Options($"5 {Call},buy,1,2.50").Happens(16, Exercised(Call)).Book());

    [Fact]
    public void A_long_put_exercised_sells_shares_at_strike_less_premium() =>
        // 4,000 − 250 − 3,800 = −50.
        Assert.Equal($"XYZ 0 gain -50\n{Put} 0\nUSD -50", Options($"""
            5 {Put},buy,1,2.50
            5 XYZ,buy,100,38
            """).Happens(16, Exercised(Put)).Book());

    [Fact]
    public void An_adjusted_contract_delivers_its_own_number_of_shares() =>
        // 103 × 40 = 4,120 and 103 × 2.50 = 257.50.
        Assert.Equal($"XYZ 103 cost 4377.5\n{Adjusted} 0\nUSD -4377.5", Options($"5 {Adjusted},buy,1,2.50").Happens(16, Exercised(Adjusted)).Book());

    [Fact]
    public void A_partial_assignment_takes_its_part_of_premium_and_fee() =>
        // One of two: 40 × 100 − 250, half of the fee. The other stays short at 250.
        Assert.Equal($"XYZ 100 cost 3750 fees 0.5\n{Put} -1 cost -250 fees 0.5\nUSD -3501", Options($"5 {Put},sell,2,2.50,1.00").Happens(15, Assigned(Put, 1)).Book());

    [Theory]
    [InlineData(LotMethod.Fifo, 3800)]         // the 200 sold first
    [InlineData(LotMethod.Lifo, 3700)]         // the 300 sold last
    [InlineData(LotMethod.HighestCost, 3800)]  // the one sold lowest
    [InlineData(LotMethod.AverageCost, 3750)]
    public void Which_contracts_are_assigned_follows_the_lot_method(LotMethod method, int cost) =>
        Assert.Contains($"XYZ 100 cost {cost}\n", Options($"""
            5 {Put},sell,1,2
            6 {Put},sell,1,3
            """).Happens(15, Assigned(Put, 1)).Book(method), StringComparison.Ordinal);

    [Fact]
    public void A_premium_above_the_strike_keeps_its_sign() =>
        // Sold a 40 put at 45 and assigned: paid 4,000 for shares and was paid 4,500: they cost −500, and sold at 1 bring 600.
        Assert.Equal($"XYZ 0 gain 600\n{Put} 0\nUSD 600", Options($"5 {Put},sell,1,45").Happens(15, Assigned(Put)).Fills("16 XYZ,sell,100,1").Book());
}
