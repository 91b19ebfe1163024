using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Prices;

/// <summary>A held item as the store keeps it.</summary>
/// <param name="Id">Names what is offered by its content, so that the same prices offered again are the same item. First word of the journal's row.</param>
/// <param name="Decision">Null while it waits; accepted or dropped.</param>
public sealed record StoredHold(string Id, HeldPrice Held, string Source, string? Decision);

public sealed partial class PriceStore
{
    const string AcceptedWord = "accepted";
    const string DroppedWord = "dropped";

    /// <summary>Keeps an item. If exactly these prices were held before, that item is returned and nothing is written.</summary>
    public (StoredHold Hold, bool IsNew) Hold(HeldPrice held, PriceSource source)
    {
        var blocks = PriceBlock.Of(held.Bars).ToArray();
        var id = IdOf(held, blocks);
        if (FindHold(id) is { } known)
        {
            // Accepted once and contradicted again since: the series went back, so a person is asked again.
            if (known.Decision != AcceptedWord) return (known, false);
            Decide(id, null);
            return (known with { Decision = null }, true);
        }

        using var insert = Sql("insert into price_held (id, symbol, convention, currency, quote_factor, code, why, replaces, source, decision) "
            + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, null)");
        insert.Bind(1, id)
            .Bind(2, held.Symbol.Name)
            .Bind(3, held.Bars.Name.Convention.Text)
            .Bind(4, held.Bars.Unit.Currency.Code)
            .Bind(5, Digits.Text(held.Bars.Unit.Factor))
            .Bind(6, held.Code.Id)
            .Bind(7, held.Why)
            .Bind(8, held.Replaces ? 1L : 0L)
            .Bind(9, source.Name)
            .Run();
        using var insertBlock = Sql("insert into price_held_block (held, year, closes_sha256, closes, details_sha256, details) values (?, ?, ?, ?, ?, ?)");
        foreach (var block in blocks)
        {
            insertBlock.Bind(1, id).Bind(2, (long)block.Year).BindBlob(3, block.ClosesHash).BindBlob(4, block.Closes);
            insertBlock.BindBlob(5, block.DetailsHash).BindBlob(6, block.Details).Run();
        }

        return (new(id, held, source.Name, null), true);
    }

    /// <summary>The item of that id; null where there is none.</summary>
    /// <param name="id">As <see cref="StoredHold.Id"/>, or the row of a <see cref="PriceHeld"/> entry, which starts with it.</param>
    public StoredHold? FindHold(string id)
    {
        id = id.Split(' ', '\n')[0];
        HeldPrice held;
        string source;
        string? decision;
        using (var row = Sql("select symbol, convention, currency, quote_factor, code, why, replaces, source, decision from price_held where id = ?").Bind(1, id))
        {
            if (!row.Step()) return null;
            var (name, unit) = (Name(row, 0), Unit(row, 2));
            held = new(CodeOf(row.Text(4)), row.Text(5), HeldBars(id, name, unit), null, row.Int64(6) == 1);
            (source, decision) = (row.Text(7), row.TextOrNull(8));
        }

        return new(id, held with { Recorded = RecordedFor(held.Bars) }, source, decision);
    }

    /// <summary>Items that still wait, in order of symbol and day.</summary>
    public IReadOnlyList<StoredHold> Holds()
    {
        List<string> ids = [];
        using (var rows = Sql("select id from price_held where decision is null order by symbol, convention, id"))
            while (rows.Step()) ids.Add(rows.Text(0));
        return [.. ids.Select(id => FindHold(id)!).OrderBy(h => h.Held.Symbol).ThenBy(h => h.Held.Day)];
    }

    /// <summary>Puts an item's prices into its series, as a person decided.</summary>
    public void Accept(StoredHold hold, PriceSource source)
    {
        Write(PriceIntake.Accepted(Read(hold.Held.Bars.Name), hold.Held), source);
        Decide(hold.Id, AcceptedWord);
    }

    /// <summary>Leaves the series as it is, and remembers, so that the same prices are not asked about again.</summary>
    public void Drop(StoredHold hold) => Decide(hold.Id, DroppedWord);

    void Decide(string id, string? decision)
    {
        using var update = Sql("update price_held set decision = ? where id = ?");
        update.Bind(1, decision).Bind(2, id).Run();
    }

    Bar? RecordedFor(PriceSeries offered) =>
        ReadCloses(offered.Name) is { } series && series.IndexOf(offered.Days[0]) is >= 0 and var at ? Read(offered.Name)![at] : null;

    PriceSeries HeldBars(string id, SeriesName name, QuoteUnit unit)
    {
        List<int> days = [];
        var fields = Columns();
        using var rows = Sql("select year, closes_sha256, closes, details_sha256, details from price_held_block where held = ? order by year").Bind(1, id);
        while (rows.Step())
        {
            var year = (int)rows.Int64(0);
            if (!PriceBlock.HashOfCloses(name, unit, year, rows.Bytes(2)).AsSpan().SequenceEqual(rows.Bytes(1))
                || !PriceBlock.HashOfDetails(name, unit, year, rows.Bytes(4)).AsSpan().SequenceEqual(rows.Bytes(3)))
                throw Damaged(name, year);
            PriceBlock.ReadOnto(days, fields, rows.Bytes(2), rows.Bytes(4));
        }

        return days.Count > 0 ? PriceBlock.Make(name, unit, days, fields) : throw Damaged(name, 0);
    }

    static string IdOf(HeldPrice held, PriceBlock[] blocks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"trueup held prices 1\0{held.Code.Id}\0{held.Replaces}\0"));
        foreach (var block in blocks)
        {
            hash.AppendData(block.ClosesHash);
            hash.AppendData(block.DetailsHash);
        }

        return "prices-" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    static Code CodeOf(string id) => HeldCodes.FirstOrDefault(c => c.Id == id) ?? Codes.UnexplainedMove;

    static readonly Code[] HeldCodes =
        [Codes.PriceRestated, Codes.HistoryChanged, Codes.UnexplainedMove, Codes.ConventionsMixed, Codes.UnitFlipped, Codes.TwinSeries];
}
