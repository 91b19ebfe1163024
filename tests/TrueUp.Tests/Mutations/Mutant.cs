using System.Globalization;
using System.Text;

namespace TrueUp.Tests.Mutations;

/// <summary>An input that things are done to: bytes flipped, cut, repeated and moved, and words put in that have broken readers before.</summary>
sealed class Mutant
{
    /// <summary>Of each reader. TRUEUP_FUZZ sets another number; TRUEUP_FUZZ_SEED where to begin, as a failure names it.</summary>
    public static readonly int Inputs = Number("TRUEUP_FUZZ", 1_000_000);

    public static readonly int FirstSeed = Number("TRUEUP_FUZZ_SEED", 0);

    static readonly byte[][] Words =
    [
        .. ((string[])
        [
            "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "#", "\0", "\uFEFF", "\u200B", "\u202E", "٣", "１", "(100)", "1e5", "NaN", "-0", "-", "+", "1,25", "1.234,56", "$5", "£5", "5%", "'5",
            "79228162514264337593543950335", "79228162514264337593543950336", "0.0000000000000000000000000001", "9999999999999999999", "-1", "0", "1000000000000", "0.000000001", "2026-02-30", "2026-01-05", "2024-02-29",
            "9999-12-31", "0001-01-01", "45905", "1757065800", "2026-03-08T02:30:00", "2026-11-01T01:30:00", "T23:59:60Z", "+19:00", "America/Gotham", "TOTAL", "CASH", "<<<<<<<", "=======", "hold", "cancel", "buy", "sell", "short",
            "é", "😀", "\u00A0", "=1+1", "AAPL261332C00150000", "AAPL260116C00150000", "sep=;", "USD", "GBX", "null", "N/A", "{", "}", "[", "]", ": ", "- ", "&a", "*a", "!x", "|", ">", "%", "@", "`", "\\", "\\u0000", "\\", "true", "1E400",
        ]).Select(Encoding.UTF8.GetBytes),
        Encoding.UTF8.GetBytes(new string('9', 28)),
        Encoding.UTF8.GetBytes(new string('9', 40)),
    ];

    // Long ones cost more to read than they find, so they come seldom.
    static readonly byte[][] LongWords = [.. ((string[])[new string('x', 5000), new string(',', 600), new string('[', 300), new string(' ', 200)]).Select(Encoding.UTF8.GetBytes)];

    readonly byte[] bytes = new byte[1 << 15];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    public void Become(ReadOnlySpan<byte> original)
    {
        original.CopyTo(bytes);
        Length = original.Length;
    }

    /// <summary>Anything at all.</summary>
    public void Change(ref Chance chance)
    {
        if (Length == 0) return;
        var at = chance.Next(Length);
        switch (chance.Next(8))
        {
            case 0: bytes[at] = (byte)chance.Next(256); break;
            case 1: bytes[at] ^= (byte)(1 << chance.Next(8)); break;
            case 2: Remove(at, chance.Next(20) + 1); break;
            case 3: Repeat(at, chance.Next(80) + 1); break;
            case 4: (bytes[at], bytes[Length - 1]) = (bytes[Length - 1], bytes[at]); break;
            case 5 when chance.Next(8) == 0: Length = at; break;
            default: Insert(at, Word(ref chance)); break;
        }
    }

    /// <summary>What happens to one row among others: a field becomes another word, loses or gains something, changes its place, is there twice or not at all.</summary>
    public void ChangeRow(ref Chance chance)
    {
        if (Length == 0) return;
        var (start, length) = Field(ref chance);
        var at = start + chance.Next(length + 1);
        switch (chance.Next(10))
        {
            case 0 or 1 or 2:
                Remove(start, length);
                Insert(start, Word(ref chance));
                break;
            case 3: Insert(at, Word(ref chance)); break;
            case 4: Remove(start, length + 1); break;
            case 5: Repeat(start, length + 1); break;
            case 6: Remove(start, length); break;
            case 7 when at < Length: bytes[at] = (byte)(' ' + chance.Next(95)); break;
            case 8 when at < Length && bytes[at] < 128: bytes[at] ^= (byte)(1 << chance.Next(6)); break;
            default:
                var (other, otherLength) = Field(ref chance);
                if (other > start)
                {
                    Span<byte> kept = stackalloc byte[Math.Min(otherLength, 256)];
                    bytes.AsSpan(other, kept.Length).CopyTo(kept);
                    Insert(start, kept);
                }

                break;
        }
    }

    static ReadOnlySpan<byte> Word(ref Chance chance) => chance.Next(256) == 0 ? LongWords[chance.Next(LongWords.Length)] : Words[chance.Next(Words.Length)];

    (int Start, int Length) Field(ref Chance chance)
    {
        var separators = Bytes.Count((byte)',');
        var start = 0;
        for (var skip = chance.Next(separators + 1); skip > 0; skip--) start += Bytes[start..].IndexOf((byte)',') + 1;
        var end = Bytes[start..].IndexOf((byte)',');
        return (start, end < 0 ? Length - start : end);
    }

    void Remove(int at, int count)
    {
        count = Math.Min(count, Length - at);
        bytes.AsSpan(at + count, Length - at - count).CopyTo(bytes.AsSpan(at));
        Length -= count;
    }

    void Repeat(int at, int count)
    {
        count = Math.Min(count, Length - at);
        Span<byte> again = stackalloc byte[Math.Min(count, 512)];
        bytes.AsSpan(at, again.Length).CopyTo(again);
        Insert(at, again);
    }

    void Insert(int at, ReadOnlySpan<byte> what)
    {
        if (Length + what.Length > bytes.Length) return;
        bytes.AsSpan(at, Length - at).CopyTo(bytes.AsSpan(at + what.Length));
        what.CopyTo(bytes.AsSpan(at));
        Length += what.Length;
    }

    static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
