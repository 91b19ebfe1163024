using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Journal;

/// <summary>
/// The hash chain, exactly as docs/specs/journal-format.md says: a command has a digest of who, when and from what; an entry's hash covers the hash
/// before it, its sequence, its command's digest, its source line, its kind and its canonical payload.
/// </summary>
public static class Chain
{
    static readonly byte[] CommandTag = Encoding.ASCII.GetBytes("trueup.command.1\n");
    static readonly byte[] EntryTag = Encoding.ASCII.GetBytes("trueup.entry.1\n");

    public static EntryHash Digest(CommandStamp stamp)
    {
        CanonicalWriter to = new();
        to.Begin();
        to.Text("actor", stamp.Actor);
        to.Text("id", stamp.Id);
        to.At("recordedAt", stamp.RecordedAt);
        to.Text("sha256", stamp.SourceSha256);
        to.Text("source", stamp.Source);
        to.Text("verb", stamp.Verb);
        to.End();
        return new(SHA256.HashData([.. CommandTag, .. to.Written]));
    }

    public static EntryHash Link(EntryHash before, long sequence, EntryHash command, int line, string kind, ReadOnlySpan<byte> payload)
    {
        var size = EntryTag.Length + 32 + 8 + 32 + 4 + kind.Length + 1 + payload.Length;
        var bytes = size <= 1024 ? stackalloc byte[size] : new byte[size];
        var at = EntryTag.Length;
        EntryTag.CopyTo(bytes);
        before.CopyTo(bytes[at..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[(at += 32)..], sequence);
        command.CopyTo(bytes[(at += 8)..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[(at += 32)..], line);
        at += 4;
        at += Encoding.ASCII.GetBytes(kind, bytes[at..]);
        bytes[at++] = (byte)'\n';
        payload.CopyTo(bytes[at..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return new(hash);
    }

    /// <summary>
    /// A stamp as it is kept, so that what is stored is what is hashed: text in form C and time to the millisecond. Time never runs backwards in the record, even
    /// where the machine's clock did.
    /// </summary>
    public static CommandStamp AsKept(CommandStamp stamp, Instant last) => new(
        Nfc.Of(stamp.Id),
        Milliseconds(Instant.Max(stamp.RecordedAt, last)),
        Nfc.Of(stamp.Actor),
        Nfc.Of(stamp.Verb),
        stamp.Source is { } source ? Nfc.Of(source) : null,
        stamp.SourceSha256);

    /// <summary>False where a stored stamp has another spelling than it was hashed with.</summary>
    public static bool IsKept(CommandStamp stamp) => AsKept(stamp, Instant.MinValue) is var kept
        && kept.Id == stamp.Id && kept.RecordedAt == stamp.RecordedAt && kept.Actor == stamp.Actor && kept.Verb == stamp.Verb && kept.Source == stamp.Source;

    static Instant Milliseconds(Instant instant) => Instant.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}
