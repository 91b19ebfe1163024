using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <summary>
/// The identities of facts, exactly as docs/specs/intake-ids.md gives them. The first byte says which rule made the key, so that keys of different rules
/// never meet.
/// </summary>
public static class Identities
{
    /// <summary>I1: the broker's execution id.</summary>
    public const byte Execution = (byte)'x';

    /// <summary>I2: an order id, where there is no execution id.</summary>
    public const byte Order = (byte)'o';

    /// <summary>I3: the row itself and how many like it came before in its source.</summary>
    public const byte Row = (byte)'r';

    /// <summary>I4: a fill typed by hand, findable by the broker's later record of it.</summary>
    public const byte Hand = (byte)'h';

    /// <summary>I5: a recommendation's own id.</summary>
    public const byte RecommendationId = (byte)'q';

    /// <summary>I6: a recommendation without an id.</summary>
    public const byte RecommendationRow = (byte)'p';

    /// <summary>I7: any other fact, by its content.</summary>
    public const byte Content = (byte)'c';

    /// <summary>The best identity a fill's report allows, before the count of its like is known.</summary>
    public static Identity Of(in Fill fill, FillDetail detail, int ordinal) => (detail.ExecutionId, detail.OrderId) switch
    {
        ({ Length: > 0 } execution, _) => new(Key(Execution, fill.Account.Name, execution), Digest(fill, detail)),
        (_, { Length: > 0 } order) => new(Key(Order, OrderText(fill, order, ordinal)), 0),
        _ => new(Key(Row, RowText(fill, ordinal)), 0),
    };

    static string OrderText(in Fill fill, string order, int ordinal) => string.Create(
        CultureInfo.InvariantCulture,
        $"{fill.Account.Name}\n{order}\n{fill.Symbol.Name}\n{Sign(fill.Side)}\n{fill.Quantity.ToString()}\n{fill.Price.ToString()}\n{ordinal}");

    public static string RowText(in Fill fill, int ordinal) => string.Create(
        CultureInfo.InvariantCulture,
        $"{fill.Account.Name}\n{fill.TradeDate.ToString()}\n{Ticks(fill)}\n{fill.Symbol.Name}\n{Sign(fill.Side)}\n{fill.Quantity.ToString()}\n{fill.Price.ToString()}\n{Digits.Text(fill.Fee)}\n{ordinal}");

    public static Identity OfHand(in Fill fill, int ordinal) => new(
        Key(Hand, string.Create(
            CultureInfo.InvariantCulture,
            $"{fill.Account.Name}\n{fill.TradeDate.ToString()}\n{fill.Symbol.Name}\n{Sign(fill.Side)}\n{fill.Quantity.ToString()}\n{fill.Price.ToString()}\n{ordinal}")),
        0);

    public static Identity Of(Recommendation r, bool ownId, int ordinal)
    {
        CanonicalWriter to = new();
        var content = Canonical.Write(new RecommendationMade(ownId ? r : r with { Id = "" }) { Day = r.EffectiveOn }, to);
        return ownId
            ? new(Key(RecommendationId, $"{r.Account.Name}\n{r.Id}"), Digest(content))
            : new(Key(RecommendationRow, string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexString(SHA256.HashData(content))}\n{ordinal}")), 0);
    }

    /// <summary>For cash movements, actions and option events: their canonical content, and how many like it came before in the source.</summary>
    public static Identity OfContent(Entry entry, int ordinal)
    {
        CanonicalWriter to = new();
        return new(Key(Content, string.Create(CultureInfo.InvariantCulture, $"{Canonical.KindOf(entry)}\n{Convert.ToHexString(SHA256.HashData(Canonical.Write(entry, to)))}\n{ordinal}")), 0);
    }

    /// <summary>The key of a record that contradicts another under the same execution id, so that the same contradiction is noticed once.</summary>
    public static Identity Contradicting(Identity identity) => new(identity.Key.ToArray().Append((byte)'!').Concat(BitConverter.GetBytes(identity.Digest)).ToArray(), identity.Digest);

    /// <summary>The key of a broker's cancel of an execution.</summary>
    public static Identity WithdrawalOf(Identity identity) => new(identity.Key.ToArray().Prepend((byte)'w').ToArray(), 0);

    static string Ticks(in Fill fill) => fill.ExecutedAt is { } at ? at.ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture) : "";

    static char Sign(Side side) => side.IsBuying ? '+' : '-';

    static byte[] Key(byte rule, string text)
    {
        var key = new byte[1 + Encoding.UTF8.GetByteCount(text)];
        key[0] = rule;
        Encoding.UTF8.GetBytes(text, key.AsSpan(1));
        return key;
    }

    static byte[] Key(byte rule, string first, string second)
    {
        var length = Encoding.UTF8.GetByteCount(first);
        var key = new byte[2 + length + Encoding.UTF8.GetByteCount(second)];
        key[0] = rule;
        Encoding.UTF8.GetBytes(first, key.AsSpan(1));
        key[1 + length] = (byte)'\n';
        Encoding.UTF8.GetBytes(second, key.AsSpan(2 + length));
        return key;
    }

    /// <summary>Everything economic a broker's record says: the same execution id with another digest contradicts it.</summary>
    static long Digest(in Fill fill, FillDetail detail)
    {
        // FNV-1a over exact values: no security rests on it, only the noticing of a difference.
        var hash = 14695981039346656037UL;
        Mix(ref hash, (ulong)fill.TradeDate.Number);
        Mix(ref hash, (ulong)(fill.ExecutedAt?.ToUnixTimeTicks() ?? 0));
        Mix(ref hash, fill.Symbol.Name);
        Mix(ref hash, fill.Side.IsBuying ? 1UL : 0);
        Mix(ref hash, fill.Quantity.Value);
        Mix(ref hash, fill.Price.PerUnit);
        Mix(ref hash, fill.Fee);
        Mix(ref hash, (ulong)detail.Correction);
        return unchecked((long)hash);
    }

    static void Mix(ref ulong hash, ulong value) => hash = unchecked((hash ^ value) * 1099511628211UL);

    static void Mix(ref ulong hash, string text)
    {
        foreach (var c in text) Mix(ref hash, c);
    }

    static void Mix(ref ulong hash, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(Digits.Normal(value), parts);
        foreach (var part in parts) Mix(ref hash, unchecked((uint)part));
    }

    static long Digest(ReadOnlySpan<byte> content) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(content));
}
