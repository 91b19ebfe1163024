using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Tests.Laws;
using Xunit;

namespace TrueUp.Tests.Journal;

/// <summary>Fills are read from their bytes by a reader of their own; it must be no other reader.</summary>
public sealed class CanonicalFillTests
{
    // A space at the end is no canonical form, so that the reader of any JSON reads it.
    static Entry Slowly(byte[] payload) => Canonical.Read("fill", (byte[])[.. payload, (byte)' ']);

    [Fact]
    public void Both_readers_read_every_fill_alike() => Journals.Hold(300, Journals.Any, seeds =>
    {
        foreach (var fill in Journals.Of(seeds).OfType<FillRecorded>())
        {
            var payload = Canonical.Write(fill, new CanonicalWriter()).ToArray();
            Assert.Equal(Slowly(payload), Canonical.Read("fill", payload));
        }
    });

    [Fact]
    public void Bytes_with_any_bit_flipped_are_read_alike_or_refused_alike()
    {
        var payload = Encoding.UTF8.GetBytes(
            """{"account":"main","at":"2026-01-05T15:30:01.25Z","broker":"IBKR","correction":12,"day":"2026-01-05","fee":"0.35","feeCurrency":"USD","hand":true,"price":"-2.6001","quantity":"100.125","side":"short","symbol":"DOUG"}""");
        for (var bit = 0; bit < payload.Length * 8; bit++)
        {
            byte[] flipped = [.. payload];
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Equal(Outcome(() => Slowly(flipped)), Outcome(() => Canonical.Read("fill", flipped)));
        }
    }

    static string Outcome(Func<Entry> read)
    {
        try
        {
            return read().ToString();
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or KeyNotFoundException
            or ArgumentException or InvalidOperationException or OverflowException)
        {
            return "refused";
        }
    }
}
