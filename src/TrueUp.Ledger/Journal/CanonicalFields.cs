using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TrueUp.Ledger.Journal;

/// <summary>
/// The fields of one canonical payload by name. What the writer writes for plain text is read here in one pass; anything else, an escape or a stray byte, goes
/// through the reader of any JSON, so the two never disagree on what they both read.
/// </summary>
sealed class CanonicalFields
{
    // string, long, bool, string[] or CanonicalFields.
    readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

    /// <exception cref="JsonException">Where the payload is no JSON object.</exception>
    /// <exception cref="FormatException">Where a value is of a kind that no payload has.</exception>
    public static CanonicalFields Read(ReadOnlyMemory<byte> payload)
    {
        if (Plain.Read(payload.Span) is { } plain) return plain;
        using var document = JsonDocument.Parse(payload);
        return Of(document.RootElement);
    }

    public bool Has(string key) => values.ContainsKey(key);

    public string? Text(string key) => values.TryGetValue(key, out var value) ? value as string ?? throw Another(key) : null;

    public string Required(string key) => Text(key) ?? throw new FormatException($"an entry without {key}");

    public long Integer(string key) => Value(key) is long number ? number : throw Another(key);

    public IReadOnlyList<string> Texts(string key) => values.TryGetValue(key, out var value) ? value as string[] ?? throw Another(key) : [];

    public CanonicalFields Nested(string key) => Value(key) as CanonicalFields ?? throw Another(key);

    object Value(string key) => values.TryGetValue(key, out var value) ? value : throw new FormatException($"an entry without {key}");

    static FormatException Another(string key) => new($"{key} is of another kind than was written");

    static CanonicalFields Of(JsonElement json)
    {
        CanonicalFields fields = new();
        foreach (var field in json.EnumerateObject())
        {
            fields.values[field.Name] = field.Value.ValueKind switch
            {
                JsonValueKind.String => field.Value.GetString()!,
                JsonValueKind.Number => field.Value.GetInt64(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Array => field.Value.EnumerateArray().Select(item => item.GetString() ?? throw Another(field.Name)).ToArray(),
                JsonValueKind.Object => Of(field.Value),
                _ => throw Another(field.Name),
            };
        }

        return fields;
    }

    /// <summary>Printable ASCII without escapes and white space, in the order it comes.</summary>
    ref struct Plain
    {
        ReadOnlySpan<byte> left;
        bool failed;

        public static CanonicalFields? Read(ReadOnlySpan<byte> payload)
        {
            Plain from = new() { left = payload };
            var fields = from.Fields(depth: 0);
            return from.failed || !from.left.IsEmpty ? null : fields;
        }

        CanonicalFields Fields(int depth)
        {
            CanonicalFields fields = new();
            failed |= !Eat('{') || depth > 8;
            while (!failed && !Eat('}'))
            {
                if (fields.values.Count > 0) failed |= !Eat(',');
                var key = Text();
                failed |= !Eat(':');
                if (!failed) fields.values[key] = Value(depth);
            }

            return fields;
        }

        object Value(int depth)
        {
            switch (left)
            {
                case [(byte)'"', ..]: return Text();
                case [(byte)'{', ..]: return Fields(depth + 1);
                case [(byte)'t', (byte)'r', (byte)'u', (byte)'e', ..]:
                    left = left[4..];
                    return true;
                case [(byte)'[', ..]: return Texts();
                default: return Integer();
            }
        }

        string[] Texts()
        {
            List<string> texts = [];
            Eat('[');
            while (!failed && !Eat(']'))
            {
                if (texts.Count > 0) failed |= !Eat(',');
                texts.Add(Text());
            }

            return [.. texts];
        }

        string Text()
        {
            var end = left is [(byte)'"', ..] ? left[1..].IndexOf((byte)'"') : -1;
            failed |= end < 0;
            if (failed) return "";
            var text = left.Slice(1, end);
            foreach (var c in text) failed |= c is < (byte)' ' or > (byte)'~' or (byte)'\\';
            left = left[(end + 2)..];
            return Encoding.ASCII.GetString(text);
        }

        long Integer()
        {
            var digits = 0;
            while (digits < left.Length && digits < 18 && char.IsAsciiDigit((char)left[digits])) digits++;
            failed |= digits == 0 || (digits > 1 && left[0] == '0');
            if (failed) return 0L;
            var number = long.Parse(left[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            left = left[digits..];
            return number;
        }

        bool Eat(char c)
        {
            if (left.IsEmpty || left[0] != c) return false;
            left = left[1..];
            return true;
        }
    }
}
