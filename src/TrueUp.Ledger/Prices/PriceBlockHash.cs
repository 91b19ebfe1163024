using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>
/// The hashes of one series' blocks: SHA-256 over a domain tag, the series' identity and year, and the block's bytes. One instance serves one
/// series on one thread; what it returns is valid until it is asked again.
/// </summary>
public sealed class PriceBlockHash
{
    readonly byte[] closes;
    readonly byte[] details;
    readonly byte[] hash = new byte[SHA256.HashSizeInBytes];
    byte[] buffer = new byte[4096];

    public PriceBlockHash(SeriesName name, QuoteUnit unit)
    {
        var identity = $"{name.Symbol}\0{name.Convention.Text}\0{unit.Currency}\0{Digits.Text(unit.Factor)}\0";
        closes = Encoding.UTF8.GetBytes("trueup price closes 1\0" + identity);
        details = Encoding.UTF8.GetBytes("trueup price details 1\0" + identity);
    }

    public ReadOnlySpan<byte> OfCloses(int year, ReadOnlySpan<byte> bytes) => Of(closes, year, bytes);

    public ReadOnlySpan<byte> OfDetails(int year, ReadOnlySpan<byte> bytes) => Of(details, year, bytes);

    ReadOnlySpan<byte> Of(byte[] prefix, int year, ReadOnlySpan<byte> bytes)
    {
        const int YearLength = 11;
        if (buffer.Length < prefix.Length + YearLength + bytes.Length) buffer = new byte[2 * (prefix.Length + YearLength + bytes.Length)];
        prefix.CopyTo(buffer, 0);
        var length = prefix.Length;
        if (!Utf8Formatter.TryFormat(year, buffer.AsSpan(length), out var written)) throw new System.Diagnostics.UnreachableException("a year has at most four digits");
        length += written;
        buffer[length++] = 0;
        bytes.CopyTo(buffer.AsSpan(length));
        SHA256.HashData(buffer.AsSpan(0, length + bytes.Length), hash);
        return hash;
    }
}
