using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>Everything an entry's hash is computed from, as it is stored.</summary>
readonly ref struct Link(EntryHash before, long sequence, EntryHash command, int line, string? kind, ReadOnlySpan<byte> payload)
{
    public EntryHash Before { get; init; } = before;

    public long Sequence { get; } = sequence;

    public EntryHash Command { get; init; } = command;

    public int Line { get; init; } = line;

    public string? Kind { get; init; } = kind;

    public ReadOnlySpan<byte> Payload { get; init; } = payload;

    public EntryHash Hash() => Chain.Link(Before, Sequence, Command, Line, Kind!, Payload);
}

/// <summary>
/// The one flipped bit that explains why an entry does not fit its hash, and the field it is in. Found by trying every bit, which is a proof and no
/// guess: that another content has the same SHA-256 is out of the question.
/// </summary>
sealed record Repair(string Field, string Problem)
{
    public byte[]? Payload { get; private init; }

    public string? Kind { get; private init; }

    public CommandStamp? Stamp { get; private init; }

    /// <summary>What the entry's own hash was, where that is what is wrong.</summary>
    public EntryHash? Hash { get; private init; }

    static readonly string[] Kinds =
        ["book", "account", "instrument", "recommendation", "withdrawal", "fill", "cash", "action", "option", "reversal", "held", "heldprice", "decision", "lots"];

    public static Repair? Find(in Link link, EntryHash stored, CommandStamp stamp)
    {
        foreach (var kind in Kinds)
            if (kind != link.Kind && (link with { Kind = kind }).Hash() == stored) return new("kind", $"it is stored as {link.Kind ?? "a kind that does not exist"}, was {kind}") { Kind = kind };
        if (link.Kind is null) return null;
        if (link.Hash() is var hash && BitsBetween(hash, stored) == 1) return new("hash", $"one bit of the stored hash is flipped: it was {hash}") { Hash = hash };
        for (var bit = 0; bit < 32; bit++)
        {
            var line = link.Line ^ (1 << bit);
            if ((link with { Line = line }).Hash() == stored)
                return new("line", string.Create(CultureInfo.InvariantCulture, $"its line in the source is stored as {link.Line}, was {line}"));
        }

        return OfPayload(link, stored) ?? OfStamp(link, stored, stamp);
    }

    static Repair? OfPayload(in Link link, EntryHash stored)
    {
        if (link.Payload.Length > 1 << 16) return null;
        var payload = link.Payload.ToArray();
        for (var at = 0; at < payload.Length; at++)
        {
            for (var bit = 1; bit < 256; bit <<= 1)
            {
                payload[at] ^= (byte)bit;
                if ((link with { Payload = payload }).Hash() == stored)
                {
                    var (field, was) = FieldAt(payload, at);
                    var start = Math.Max(0, at - 12);
                    var found = Encoding.UTF8.GetString(link.Payload[start..Math.Min(link.Payload.Length, at + 12)]);
                    return new(field, was is null ? $"one bit is flipped, near {Readable(found)}" : $"one bit is flipped: it was {was}, near {Readable(found)}") { Payload = payload };
                }

                payload[at] ^= (byte)bit;
            }
        }

        return null;
    }

    static Repair? OfStamp(in Link link, EntryHash stored, CommandStamp stamp)
    {
        foreach (var (field, text, with) in Texts(stamp))
        {
            if (text is null) continue;
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var at = 0; at < bytes.Length; at++)
            {
                for (var bit = 1; bit < 256; bit <<= 1)
                {
                    bytes[at] ^= (byte)bit;
                    var repaired = with(Encoding.UTF8.GetString(bytes));
                    if (Fits(link, stored, repaired)) return new(field, $"the command that recorded it reads {Printable(text)}, was {Printable(Encoding.UTF8.GetString(bytes))}") { Stamp = repaired };
                    bytes[at] ^= (byte)bit;
                }
            }
        }

        for (var bit = 0; bit < 48; bit++)
        {
            var milliseconds = stamp.RecordedAt.ToUnixTimeMilliseconds() ^ (1L << bit);
            if (milliseconds > 253_402_300_799_999) continue;
            var repaired = stamp with { RecordedAt = Instant.FromUnixTimeMilliseconds(milliseconds) };
            if (Fits(link, stored, repaired)) return new("recordedAt", $"the command that recorded it has {InstantText.Of(stamp.RecordedAt)}, was {InstantText.Of(repaired.RecordedAt)}") { Stamp = repaired };
        }

        return null;
    }

    static bool Fits(in Link link, EntryHash stored, CommandStamp stamp) => (link with { Command = Chain.Digest(stamp) }).Hash() == stored;

    static (string Field, string? Text, Func<string, CommandStamp> With)[] Texts(CommandStamp stamp) =>
    [
        ("actor", stamp.Actor, text => stamp with { Actor = text }),
        ("command", stamp.Id, text => stamp with { Id = text }),
        ("verb", stamp.Verb, text => stamp with { Verb = text }),
        ("source", stamp.Source, text => stamp with { Source = text }),
        ("sha256", stamp.SourceSha256, text => stamp with { SourceSha256 = text }),
    ];

    // The field a byte of the (right) payload belongs to, and that field's value.
    static (string Field, string? Was) FieldAt(ReadOnlySpan<byte> payload, int at)
    {
        try
        {
            Utf8JsonReader reader = new(payload);
            var field = "payload";
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName) field = reader.GetString() ?? field;
                if (reader.TokenStartIndex + reader.ValueSpan.Length + 2 <= at) continue;
                var isValue = reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True;
                return (field, isValue ? Encoding.UTF8.GetString(reader.ValueSpan) : null);
            }
        }
        catch (JsonException)
        {
            // Then it was no JSON when it was recorded either, and has no fields.
        }

        return ("payload", null);
    }

    static int BitsBetween(EntryHash a, EntryHash b)
    {
        Span<byte> left = stackalloc byte[32], right = stackalloc byte[32];
        a.CopyTo(left);
        b.CopyTo(right);
        var bits = 0;
        for (var i = 0; i < 32; i++) bits += BitOperations.PopCount((uint)(left[i] ^ right[i]));
        return bits;
    }

    static string Printable(string text) => $"\"{Readable(text)}\"";

    static string Readable(string text) => string.Concat(text.Select(c => char.IsControl(c) || c == '\ufffd' ? '·' : c));
}
