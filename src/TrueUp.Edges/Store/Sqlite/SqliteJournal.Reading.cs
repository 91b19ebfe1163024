using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using TrueUp.Ledger.Intake;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Store.Sqlite;

public sealed partial class SqliteJournal
{
    public long SequenceKnownBy(Instant instant)
    {
        using var row = Query("select seq from entry where command <= coalesce((select max(id) from command where recorded_at <= ?), 0) order by seq desc limit 1");
        return row.Bind(1, instant.ToUnixTimeMilliseconds()).Step() ? row.Int64(0) : 0;
    }

    public IEnumerable<Posted> Read(long after, long through)
    {
        using var rows = Query("select seq, command, line, kind, payload from entry where seq > ? and seq <= ? order by seq");
        rows.Bind(1, after).Bind(2, through);
        while (rows.Step()) yield return ReadPosted(rows);
    }

    public IEnumerable<Posted> ReadKinds(ReadOnlySpan<string> kinds, long through)
    {
        var ids = new int[kinds.Length];
        for (var i = 0; i < kinds.Length; i++) ids[i] = Array.IndexOf(Kinds, kinds[i]);
        return ReadKinds(ids, through);
    }

    IEnumerable<Posted> ReadKinds(int[] kinds, long through)
    {
        var selects = new string[kinds.Length];
        for (var i = 0; i < kinds.Length; i++)
        {
            var table = Kinds[kinds[i]];
            selects[i] = table is "fill" or "recommendation" or "cash"
                ? $"select seq from {table} where seq <= ?1"
                : string.Create(CultureInfo.InvariantCulture, $"select seq from rare where kind = {kinds[i]} and seq <= ?1");
        }

        // All are found before the first is read, because whoever reads may write. By hand: a list of numbers is compiled at every start.
        var (found, count) = (new long[16], 0);
        using (var rows = Query($"{string.Join(" union all ", selects)} order by seq"))
        {
            rows.Bind(1, through);
            for (; rows.Step(); found[count++] = rows.Int64(0))
                if (count == found.Length) Array.Copy(found, found = new long[2 * count], count);
        }

        using var one = Query("select seq, command, line, kind, payload from entry where seq = ?");
        for (var i = 0; i < count; i++)
        {
            var sequence = found[i];
            one.Reset().Bind(1, sequence);
            if (one.Step()) yield return ReadPosted(one);
            else throw new WorldFailedException(Codes.BookDamaged, file, $"entry {sequence} is listed but not there");
        }
    }

    Posted ReadPosted(Statement row)
    {
        var sequence = row.Int64(0);
        try
        {
            return new(sequence, StampOf(row.Int64(1)), (int)row.Int64(2), Canonical.Read(KindName(row.Int64(3), file), row.Bytes(4).ToArray()));
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or KeyNotFoundException
            or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new WorldFailedException(Codes.BookDamaged, file, $"entry {sequence} cannot be read: {e.Message}", e);
        }
    }

    // What is hashed is 32 bits of line and the bytes of a blob, so a stored value beyond that would change unseen.
    int LineOf(Statement row)
    {
        var line = row.Int64(2);
        if (line is >= 0 and <= int.MaxValue && row.IsInteger(2) && row.IsBlob(4) && row.IsBlob(5) && row.Bytes(5).Length == 32) return (int)line;
        throw new WorldFailedException(Codes.BookDamaged, file, $"entry {row.Int64(0)} has a line, payload or hash of another type than was written");
    }

    public void ScanStored(StoredVisitor visit)
    {
        using var rows = Query("select seq, command, line, kind, payload, hash from entry order by seq");
        while (rows.Step())
        {
            visit(new StoredEntry
            {
                Sequence = rows.Int64(0),
                Stamp = StampOf(rows.Int64(1)),
                Line = LineOf(rows),
                Kind = KindName(rows.Int64(3), file),
                Payload = rows.Bytes(4),
                Hash = rows.Bytes(5),
            });
        }
    }

    public void ScanFills(in FillQuery query, FillVisitor visit)
    {
        var byDay = query.From is not null || query.To is not null;
        using var rows = Query(byDay
            ? "select seq, account, symbol, day, at, side, quantity, price, fee, fee_in, tie from fill where day >= ? and day <= ? and seq <= ? and seq > ? order by seq"
            : "select seq, account, symbol, day, at, side, quantity, price, fee, fee_in, tie from fill where seq <= ?3 and seq > ?4 order by seq");
        if (byDay) rows.Bind(1, (long)(query.From?.Number ?? 0)).Bind(2, (long)(query.To?.Number ?? int.MaxValue));
        rows.Bind(3, query.Through).Bind(4, query.After);
        while (rows.Step()) visit(rows.Int64(0), ReadFill(rows), rows.Int64(10));
    }

    public void ScanByHand(TradeDate to, FillVisitor visit)
    {
        using var rows = Query(
            "select f.seq, f.account, f.symbol, f.day, f.at, f.side, f.quantity, f.price, f.fee, f.fee_in, f.tie from identity i join fill f on f.seq = i.seq "
            + "where i.key >= ? and i.key < ? and f.day <= ? and exists (select 1 from fill b where b.day >= f.day and b.account = f.account and b.tie <> 0) order by f.seq");
        rows.BindBlob(1, [Identities.Hand]).BindBlob(2, [Identities.Hand + 1]).Bind(3, (long)to.Number);
        while (rows.Step()) visit(rows.Int64(0), ReadFill(rows), rows.Int64(10));
    }

    Fill ReadFill(Statement row)
    {
        try
        {
            return FillOf(row);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(row, e);
        }
    }

    Recommendation ReadRecommendation(Statement row)
    {
        try
        {
            return RecommendationOf(row);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw Damaged(row, e);
        }
    }

    // A derived row that cannot be read is damage to name, not a bug of ours to crash on.
    static bool IsDamage(Exception e) => e is FormatException or ArgumentException or OverflowException;

    WorldFailedException Damaged(Statement row, Exception e) =>
        new(Codes.BookDamaged, file, $"the columns of entry {row.Int64(0)} cannot be read: {e.Message}", e, "trueup rebuild makes them again from the entries");

    static Side SideOf(long stored) => stored is >= 0 and <= (long)Side.Cover ? (Side)stored : throw new FormatException($"{stored} is no side");

    Fill FillOf(Statement row)
    {
        var at = row.Int64(4);
        var fee = row.Bytes(8);
        return new(
            AccountOf(row.Int64(1)),
            SymbolOf(row.Int64(2)),
            SideOf(row.Int64(5)),
            new Quantity(StoredDecimal.Read(row.Bytes(6))),
            new Price(StoredDecimal.Read(row.Bytes(7))),
            fee.IsEmpty ? 0 : StoredDecimal.Read(fee),
            fee.IsEmpty ? null : CurrencyOf(row.Int64(9)),
            TradeDate.FromNumber((int)row.Int64(3)),
            at == 0 && row.IsNull(4) ? null : Instant.FromUnixTimeTicks(at));
    }

    public void ScanRecommendations(in RecommendationQuery query, Action<long, Recommendation> visit)
    {
        using var rows = Query("""
            select seq, id, account, symbol, day, through, side, target, limit_px, reference, stop, note, origin
            from recommendation where day >= ? and day <= ? and seq <= ? order by seq
            """);
        rows.Bind(1, (long)(query.From?.Number ?? 0)).Bind(2, (long)(query.To?.Number ?? int.MaxValue)).Bind(3, query.Through);
        while (rows.Step()) visit(rows.Int64(0), ReadRecommendation(rows));
    }

    Recommendation RecommendationOf(Statement row) => new(
        row.Text(1),
        AccountOf(row.Int64(2)),
        SymbolOf(row.Int64(3)),
        SideOf(row.Int64(6)),
        new Quantity(StoredDecimal.Read(row.Bytes(7))),
        PriceOrNull(row.Bytes(8)),
        PriceOrNull(row.Bytes(9)),
        TradeDate.FromNumber((int)row.Int64(4)),
        row.IsNull(5) ? null : TradeDate.FromNumber((int)row.Int64(5)),
        PriceOrNull(row.Bytes(10)),
        row.TextOrNull(11),
        row.TextOrNull(12));

    static Price? PriceOrNull(ReadOnlySpan<byte> text) => text.IsEmpty ? null : new Price(StoredDecimal.Read(text));

    public int CountFills() => Count("select count(*) from fill");

    public int CountRecommendations() => Count("select count(*) from recommendation");

    int Count(string sql)
    {
        using var row = Query(sql);
        row.Step();
        return (int)row.Int64(0);
    }

    public SavedFold? Saved(string name, long through)
    {
        using var row = Query("select through, hash, sha256, state from saved_fold where name = ? and through <= ? order by through desc limit 1");
        if (!row.Bind(1, name).Bind(2, through).Step()) return null;
        var state = row.Bytes(3).ToArray();
        // A flipped bit in a cache must never become a figure.
        if (!SHA256.HashData(state).AsSpan().SequenceEqual(row.Bytes(2))) return null;
        SavedFold saved = new(row.Int64(0), new EntryHash(row.Bytes(1)), state);
        using var entry = Query("select hash from entry where seq = ?");
        return entry.Bind(1, saved.Through).Step() && new EntryHash(entry.Bytes(0)) == saved.Hash ? saved : null;
    }
}
