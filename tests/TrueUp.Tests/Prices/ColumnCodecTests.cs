using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using TrueUp.Ledger.Prices;
using Xunit;

namespace TrueUp.Tests.Prices;

public sealed class ColumnCodecTests
{
    [Theory]
    [InlineData("12.5 12.50 12.499")]
    [InlineData("1.409999966621399 100 0.000001")]
    [InlineData("92233720368547758.07 0.00000000001")]                                 // wider than 64 bits at one scale
    [InlineData("0 0 0 0 0 0 0 0 0.62 0 0 0 0 0 0 0")]                                  // dividends
    [InlineData("1 1 1 1 1 1 1 1 7.000007 1 1 1 1 1 1 1 1")]                            // splits
    [InlineData("- 3 - - 5 -")]
    [InlineData("- - -")]
    [InlineData("79228162514264337593543950335 -79228162514264337593543950335 0.0000000000000000000000000001")]
    [InlineData("-9223372036854775807 9223372036854775807")]
    public void A_column_comes_back_digit_for_digit(string values)
    {
        decimal?[] given = [.. values.Split(' ').Select(v => v == "-" ? (decimal?)null : decimal.Parse(v))];

        Assert.Equal(given, BackFrom(given));
    }

    [Fact]
    public void Any_column_comes_back_digit_for_digit()
    {
        var value = Gen.OneOf(
            Gen.Constant((decimal?)null),
            Gen.Choose(-1_000_000, 1_000_000).SelectMany(m => Gen.Choose(0, 9).Select(s => (decimal?)(m / (decimal)Math.Pow(10, s)))),
            ArbMap.Default.ArbFor<decimal>().Generator.Select(d => (decimal?)d));

        Prop.ForAll(value.ListOf().ToArbitrary(), column => BackFrom([.. column]).SequenceEqual(column)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_same_numbers_have_the_same_bytes_however_they_were_written() =>
        Assert.Equal(Bytes(Column([12.5m, 13m, 14.25m])), Bytes(Column([12.50m, 13.000m, 14.2500m])));

    [Fact]
    public void A_year_of_closes_takes_less_than_three_bytes_a_day()
    {
        var price = 100m;
        Random moves = new(7);
        decimal?[] year = [.. Enumerable.Range(0, 252).Select(_ => (decimal?)(price += moves.Next(-150, 151) / 100m))];

        Assert.InRange(Bytes(Column(year)).Length, 1, 252 * 3);
    }

    [Fact]
    public void Days_come_back_in_order()
    {
        int[] days = [735_000, 735_001, 735_004, 740_000];
        ArrayBufferWriter<byte> to = new();
        ColumnCodec.WriteDays(days, to);
        var from = to.WrittenSpan;

        Assert.Equal(days, ColumnCodec.ReadDays(ref from));
        Assert.True(from.IsEmpty);
    }

    static decimal?[] BackFrom(decimal?[] given)
    {
        var column = Column(given);
        ReadOnlySpan<byte> from = Bytes(column);
        DecimalColumn.Builder onto = new();
        ColumnCodec.ReadColumn(ref from, given.Length, onto);
        Assert.True(from.IsEmpty);
        var back = onto.Build();
        return [.. Enumerable.Range(0, given.Length).Select(i => back[i])];
    }

    static DecimalColumn Column(decimal?[] values)
    {
        DecimalColumn.Builder column = new();
        foreach (var value in values) column.Add(value);
        return column.Build();
    }

    static byte[] Bytes(DecimalColumn column)
    {
        ArrayBufferWriter<byte> to = new();
        ColumnCodec.WriteColumn(column, 0, column.Count, to);
        return to.WrittenSpan.ToArray();
    }
}
