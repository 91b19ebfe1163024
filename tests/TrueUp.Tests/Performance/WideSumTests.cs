using System.Numerics;
using TrueUp.Ledger.Performance;
using Xunit;

namespace TrueUp.Tests.Performance;

public sealed class WideSumTests
{
    [Fact]
    public void Sums_of_products_are_those_of_big_integers()
    {
        Random random = new(7);
        for (var round = 0; round < 500; round++)
        {
            WideSum sum = default;
            BigInteger expected = 0;
            for (var i = random.Next(1, 40); i > 0; i--)
            {
                var factor = random.Next(4) == 0 ? Edge(random) : random.Next(-int.MaxValue, int.MaxValue);
                var number = random.Next(4) switch
                {
                    0 => random.NextInt64(long.MinValue + 1, long.MaxValue),
                    1 => Edge(random),
                    2 => uint.MaxValue,
                    _ => random.Next(-100_000, 100_000),
                };
                sum.Add(factor, number);
                expected += (BigInteger)factor * number;
            }

            Assert.Equal(expected.IsZero, sum.IsZero);
            if (BigInteger.Abs(expected) < BigInteger.Pow(2, 96)) Assert.Equal((decimal)expected, sum.WithPlaces(0));
            // Too long for a decimal: the first 28 digits are right.
            else Assert.True(BigInteger.Abs(new BigInteger(sum.WithPlaces(10)) - expected / BigInteger.Pow(10, 10)) <= BigInteger.Abs(expected) / BigInteger.Pow(10, 27));
        }
    }

    [Fact]
    public void Places_are_decimal_places_and_the_sign_is_kept()
    {
        WideSum sum = default;
        sum.Add(-3, 250);
        Assert.Equal(-7.50m, sum.WithPlaces(2));
        sum.Add(3, 250);
        Assert.True(sum.IsZero);
        Assert.Equal(0, sum.WithPlaces(2));
    }

    static int Edge(Random random) => random.Next(4) switch { 0 => 0, 1 => 1, 2 => int.MaxValue, _ => -int.MaxValue };
}
