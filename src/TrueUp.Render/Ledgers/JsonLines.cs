using System.Buffers;
using System.Text.Json;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Render.Ledgers;

/// <summary>
/// The journal itself, an entry a line: sequence, hash, who recorded it when and from what, and the canonical payload, byte for byte as hashed. Enough to
/// check the chain without TrueUp, as docs/specs/journal-format.md says.
/// </summary>
public sealed class JsonLines(Stream to)
{
    static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly ArrayBufferWriter<byte> line = new(1024);

    public void Write(long sequence, CommandStamp stamp, int inLine, string kind, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash)
    {
        line.ResetWrittenCount();
        using (Utf8JsonWriter json = new(line, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence"u8, sequence);
            json.WriteString("hash"u8, Convert.ToHexStringLower(hash));
            json.WriteString("recordedAt"u8, InstantText.Of(stamp.RecordedAt));
            json.WriteString("actor"u8, stamp.Actor);
            json.WriteString("verb"u8, stamp.Verb);
            json.WriteString("command"u8, stamp.Id);
            if (stamp.Source is { } source) json.WriteString("source"u8, source);
            if (stamp.SourceSha256 is { } sha256) json.WriteString("sha256"u8, sha256);
            json.WriteNumber("line"u8, inLine);
            json.WriteString("kind"u8, kind);
            json.WritePropertyName("entry"u8);
            json.WriteRawValue(payload, skipInputValidation: true);
            json.WriteEndObject();
        }

        to.Write(line.WrittenSpan);
        to.WriteByte((byte)'\n');
    }
}
