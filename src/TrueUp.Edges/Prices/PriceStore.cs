using System.Globalization;
using NodaTime;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Prices;

/// <summary>Where an import got its bars: kept with the series, and no part of any figure.</summary>
public sealed record PriceSource(string Name, string Sha256, Instant ImportedAt);

/// <summary>Stored prices that are not what was stored: found by hash or by count.</summary>
public sealed record PriceProblem(SeriesName? Series, string Problem);

/// <summary>
/// The prices of a book, beside its journal in the same file but no part of it: they come from elsewhere and can be fetched again.
/// Reads check the hash of every piece they use, so that no figure is computed from a damaged one. Writes belong inside the
/// journal's write transaction; this type begins and ends none.
/// </summary>
public sealed partial class PriceStore
{
    /// <summary>Tables, in SQL that SQLite and PostgreSQL both take but for the names of the types <c>blob</c> and <c>integer</c>.</summary>
    public const string Schema =
        """
        create table price_series (
            id           integer primary key,
            symbol       text not null,
            convention   text not null,            -- raw, split-adjusted, total-return, fixing, mid
            currency     text not null,
            quote_factor text not null,            -- money per quoted unit: 1, or 0.01 for pence
            fields       integer not null,         -- bit i: some bar has field i of close, open, high, low, adj_close, volume, dividend, split
            first_day    integer not null,         -- days since 0001-01-01
            last_day     integer not null,
            bars         integer not null,
            source       text not null,
            sha256       text not null,            -- of the source file
            imported_at  integer not null,         -- milliseconds since 1970 UTC
            unique (symbol, convention)
        );

        -- One row a series and calendar year. Days and closes are apart from the rest because valuations read nothing else.
        create table price_closes (
            series      integer not null,
            year        integer not null,
            bars        integer not null,
            fingerprint integer not null,          -- of the first bars of the year; 0 where they name nothing
            sha256      blob not null,
            data        blob not null,
            primary key (series, year)
        );
        create index price_closes_fingerprint on price_closes (fingerprint);

        create table price_details (
            series integer not null,
            year   integer not null,
            sha256 blob not null,
            data   blob not null,
            primary key (series, year)
        );

        -- Prices that wait for a person, whole; the journal has an entry about each.
        create table price_held (
            id           text primary key,         -- prices- and 16 hex digits of the SHA-256 of what is offered
            symbol       text not null,
            convention   text not null,
            currency     text not null,
            quote_factor text not null,
            code         text not null,
            why          text not null,
            replaces     integer not null,
            source       text not null,
            decision     text                      -- null, accepted, dropped
        );

        create table price_held_block (
            held           text not null,
            year           integer not null,
            closes_sha256  blob not null,
            closes         blob not null,
            details_sha256 blob not null,
            details        blob not null,
            primary key (held, year)
        );
        """;

    const string HeaderColumns = "symbol, convention, currency, quote_factor, fields, first_day, last_day, bars, source, imported_at";

    readonly Database database;
    readonly string file;

    /// <param name="database">Inside a write transaction where something is to be written.</param>
    public PriceStore(Database database) => (this.database, file) = (database, database.File);

    public IReadOnlyList<SeriesHeader> Headers()
    {
        List<SeriesHeader> headers = [];
        using var rows = Sql("select " + HeaderColumns + " from price_series order by symbol, convention");
        while (rows.Step()) headers.Add(Header(rows));
        return headers;
    }

    public IReadOnlyList<SeriesHeader> HeadersOf(Symbol symbol)
    {
        List<SeriesHeader> headers = [];
        using var rows = Sql("select " + HeaderColumns + " from price_series where symbol = ? order by convention").Bind(1, symbol.Name);
        while (rows.Step()) headers.Add(Header(rows));
        return headers;
    }

    /// <summary>What a series is quoted in; null where none of that name is recorded.</summary>
    public QuoteUnit? UnitOf(SeriesName name) => Find(name)?.Unit;

    /// <summary>The whole series; null where none of that name is recorded.</summary>
    /// <exception cref="WorldFailedException">TU1619 where its bytes are not those stored.</exception>
    public PriceSeries? Read(SeriesName name) => Find(name) is { } found ? Read(found.Id, name, found.Unit) : null;

    /// <summary>Days and closes alone: five times less to read.</summary>
    public PriceSeries? ReadCloses(SeriesName name)
    {
        if (Find(name) is not { } found) return null;
        using var rows = Sql(ClosesSql);
        return ReadCloses(rows, found, name);
    }

    /// <summary>The series that answers for each symbol (<see cref="SeriesChoice.ForValue"/>), in the footing its units trade on.</summary>
    /// <param name="needs">Symbols, and what the book knows of them.</param>
    public PriceBook BookFor(IReadOnlyList<PriceNeed> needs, TradeDate from, TradeDate to)
    {
        // Keyed by text: collections of our own structs would be compiled at every start.
        Dictionary<string, List<Stored>> known = new(StringComparer.Ordinal);
        using (var all = Sql("select " + HeaderColumns + ", id from price_series"))
        {
            while (all.Step())
            {
                Stored one = new(all.Int64(10), Header(all));
                if (known.TryGetValue(one.Header.Name.Symbol.Name, out var series)) series.Add(one);
                else known[one.Header.Name.Symbol.Name] = [one];
            }
        }

        using var rows = Sql(ClosesSql);
        Dictionary<string, RawPrices> prices = new(needs.Count, StringComparer.Ordinal);
        foreach (var need in needs)
        {
            if (!known.TryGetValue(need.Symbol.Name, out var series)) continue;
            if (SeriesChoice.ForValue(series.ConvertAll(s => s.Header), from, to) is not { } header) continue;
            // Raw closes need nothing else; their splits are read only where fills are there to be compared with them.
            var plain = header.Name.Convention == Convention.Raw && (need.Fills.Count == 0 || !header.Has("split"));
            Found found = new(series.Find(s => ReferenceEquals(s.Header, header))!.Id, header.Unit, header.Bars);
            prices[need.Symbol.Name] = RawPrices.Of(plain ? ReadCloses(rows, found, header.Name) : Read(found.Id, header.Name, found.Unit), need.Actions, need.Fills, to);
        }

        return new(prices);
    }

    public FxRates Rates() => new(Headers().Where(h => h.Name.Convention.IsRate).Select(h => ReadCloses(h.Name)!));

    /// <summary>A benchmark's index over sessions; null where no price is recorded on or before the last one.</summary>
    public BenchmarkIndex? Benchmark(Symbol symbol, int[] sessions, IReadOnlyList<KnownAction> actions)
    {
        if (sessions.Length == 0) return null;
        var header = SeriesChoice.ForReturn(HeadersOf(symbol), TradeDate.FromNumber(sessions[0]), TradeDate.FromNumber(sessions[^1]));
        return header is null ? null : BenchmarkIndex.Of(Read(header.Name)!, sessions, actions);
    }

    /// <summary>Stores a series as it now is, writing only the years that changed.</summary>
    public void Write(PriceSeries series, PriceSource source)
    {
        var id = Find(series.Name)?.Id ?? NewId();
        Dictionary<int, byte[]> closes = [], details = [];
        using (var rows = Sql("select year, sha256 from price_closes where series = ?").Bind(1, id))
            while (rows.Step()) closes[(int)rows.Int64(0)] = rows.Bytes(1).ToArray();
        using (var rows = Sql("select year, sha256 from price_details where series = ?").Bind(1, id))
            while (rows.Step()) details[(int)rows.Int64(0)] = rows.Bytes(1).ToArray();

        // "insert or replace" is SQLite's own, so a changed row is deleted and inserted.
        using var deleteCloses = Sql("delete from price_closes where series = ? and year = ?");
        using var deleteDetails = Sql("delete from price_details where series = ? and year = ?");
        using var insertCloses = Sql("insert into price_closes (series, year, bars, fingerprint, sha256, data) values (?, ?, ?, ?, ?, ?)");
        using var insertDetails = Sql("insert into price_details (series, year, sha256, data) values (?, ?, ?, ?)");
        HashSet<int> years = [];
        foreach (var block in PriceBlock.Of(series))
        {
            years.Add(block.Year);
            if (!closes.TryGetValue(block.Year, out var known) || !known.AsSpan().SequenceEqual(block.ClosesHash))
            {
                if (known is not null) deleteCloses.Bind(1, id).Bind(2, (long)block.Year).Run();
                insertCloses.Bind(1, id).Bind(2, (long)block.Year).Bind(3, (long)block.Bars).Bind(4, block.Fingerprint);
                insertCloses.BindBlob(5, block.ClosesHash).BindBlob(6, block.Closes).Run();
            }

            if (!details.TryGetValue(block.Year, out known) || !known.AsSpan().SequenceEqual(block.DetailsHash))
            {
                if (known is not null) deleteDetails.Bind(1, id).Bind(2, (long)block.Year).Run();
                insertDetails.Bind(1, id).Bind(2, (long)block.Year).BindBlob(3, block.DetailsHash).BindBlob(4, block.Details).Run();
            }
        }

        foreach (var gone in closes.Keys.Where(y => !years.Contains(y)).ToArray())
        {
            deleteCloses.Bind(1, id).Bind(2, (long)gone).Run();
            deleteDetails.Bind(1, id).Bind(2, (long)gone).Run();
        }

        using var deleteSeries = Sql("delete from price_series where id = ?");
        deleteSeries.Bind(1, id).Run();
        using var insertSeries = Sql("insert into price_series (id, symbol, convention, currency, quote_factor, fields, first_day, last_day, bars, source, sha256, imported_at) "
            + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insertSeries.Bind(1, id)
            .Bind(2, series.Name.Symbol.Name)
            .Bind(3, series.Name.Convention.Text)
            .Bind(4, series.Unit.Currency.Code)
            .Bind(5, Digits.Text(series.Unit.Factor))
            .Bind(6, (long)SeriesHeader.FieldsOf(series))
            .Bind(7, (long)series.First.Number)
            .Bind(8, (long)series.Last.Number)
            .Bind(9, (long)series.Count)
            .Bind(10, source.Name)
            .Bind(11, source.Sha256)
            .Bind(12, source.ImportedAt.ToUnixTimeMilliseconds())
            .Run();
    }

    /// <summary>Deletes a series and all its blocks.</summary>
    public void Forget(SeriesName name)
    {
        using var id = Sql("select id from price_series where symbol = ? and convention = ?").Bind(1, name.Symbol.Name).Bind(2, name.Convention.Text);
        if (!id.Step()) return;
        var series = id.Int64(0);
        id.Reset();
        foreach (var sql in Deletions)
        {
            using var delete = Sql(sql);
            delete.Bind(1, series).Run();
        }
    }

    static readonly string[] Deletions =
        ["delete from price_closes where series = ?", "delete from price_details where series = ?", "delete from price_series where id = ?"];

    /// <summary>Another symbol with the same closes on every day both have, at least <see cref="PriceBlock.FingerprintBars"/> of them; null where there is none.</summary>
    /// <param name="areOneCompany">Symbols that may well have one history.</param>
    public SeriesName? TwinOf(PriceSeries series, Func<Symbol, Symbol, bool> areOneCompany)
    {
        foreach (var block in PriceBlock.Of(series))
        {
            if (block.Fingerprint == 0) continue;
            List<(long, SeriesName, QuoteUnit)> candidates = [];
            using (var rows = Sql("select s.id, s.symbol, s.convention, s.currency, s.quote_factor from price_closes c join price_series s on s.id = c.series "
                + "where c.fingerprint = ? and c.year = ? and s.symbol <> ?")
                .Bind(1, block.Fingerprint).Bind(2, (long)block.Year).Bind(3, series.Name.Symbol.Name))
            {
                while (rows.Step()) candidates.Add((rows.Int64(0), Name(rows, 1), Unit(rows, 3)));
            }

            foreach (var (id, name, unit) in candidates)
                if (!areOneCompany(name.Symbol, series.Name.Symbol) && PriceIntake.AreTwins(Read(id, name, unit), series)) return name;
        }

        return null;
    }

    /// <summary>Every stored piece against its hash, every header against its pieces, and no piece without a series.</summary>
    public IReadOnlyList<PriceProblem> Verify()
    {
        List<PriceProblem> problems = [];
        List<(long Id, SeriesHeader Header)> all = [];
        using (var rows = Sql("select " + HeaderColumns + ", id from price_series order by id"))
            while (rows.Step())
                Try(problems, null, () => all.Add((rows.Int64(10), Header(rows))));

        foreach (var (id, header) in all)
        {
            Try(problems, header.Name, () =>
            {
                var series = Read(id, header.Name, header.Unit);
                if ((series.First, series.Last, series.Count, SeriesHeader.FieldsOf(series)) != (header.First, header.Last, header.Bars, header.Fields))
                {
                    problems.Add(new(header.Name, $"the header says {header.Bars} bars from {header.First} to {header.Last}, "
                        + $"the blocks have {series.Count} from {series.First} to {series.Last}"));
                }
            });
        }

        foreach (var sql in Orphans)
        {
            using var rows = Sql(sql);
            if (rows.Step() && rows.Int64(0) is > 0 and var count) problems.Add(new(null, $"{count} blocks belong to no series"));
        }

        return problems;
    }

    static readonly string[] Orphans =
    [
        "select count(*) from price_closes where series not in (select id from price_series)",
        "select count(*) from price_details where series not in (select id from price_series)",
        "select count(*) from price_details d where not exists (select 1 from price_closes c where c.series = d.series and c.year = d.year)",
    ];

    static void Try(List<PriceProblem> problems, SeriesName? series, Action look)
    {
        try
        {
            look();
        }
        catch (WorldFailedException e)
        {
            problems.Add(new(series, e.Message));
        }
    }

    Found? Find(SeriesName name)
    {
        using var row = Sql("select id, currency, quote_factor, bars from price_series where symbol = ? and convention = ?").Bind(1, name.Symbol.Name).Bind(2, name.Convention.Text);
        return row.Step() ? new(row.Int64(0), Unit(row, 1), (int)row.Int64(3)) : null;
    }

    long NewId()
    {
        using var row = Sql("select coalesce(max(id), 0) + 1 from price_series");
        row.Step();
        return row.Int64(0);
    }

    PriceSeries Read(long id, SeriesName name, QuoteUnit unit)
    {
        List<int> days = new(256);
        var fields = Columns();
        PriceBlockHash hash = new(name, unit);
        using var rows = Sql("select c.year, c.sha256, c.data, d.sha256, d.data from price_closes c "
            + "left join price_details d on d.series = c.series and d.year = c.year where c.series = ? order by c.year").Bind(1, id);
        while (rows.Step())
        {
            var year = (int)rows.Int64(0);
            if (!hash.OfCloses(year, rows.Bytes(2)).SequenceEqual(rows.Bytes(1))) throw Damaged(name, year);
            if (!hash.OfDetails(year, rows.Bytes(4)).SequenceEqual(rows.Bytes(3))) throw Damaged(name, year);
            PriceBlock.ReadOnto(days, fields, rows.Bytes(2), rows.Bytes(4));
        }

        return days.Count > 0
            ? PriceBlock.Make(name, unit, days, fields)
            : throw new WorldFailedException(Codes.PriceStoreDamaged, file, $"{name} has no blocks");
    }

    /// <param name="rows">Prepared by <see cref="ClosesSql"/>; made once for many series.</param>
    PriceSeries ReadCloses(Statement rows, Found found, SeriesName name)
    {
        CloseSeries closes = new(name, found.Unit, found.Bars);
        PriceBlockHash hash = new(name, found.Unit);
        rows.Reset().Bind(1, found.Id);
        while (rows.Step())
        {
            var year = (int)rows.Int64(0);
            var block = rows.Bytes(2);
            if (!hash.OfCloses(year, block).SequenceEqual(rows.Bytes(1)) || !closes.Add(block)) throw Damaged(name, year);
        }

        return closes.Build() ?? throw new WorldFailedException(Codes.PriceStoreDamaged, file, $"{name} lacks blocks");
    }

    const string ClosesSql = "select year, sha256, data from price_closes where series = ? order by year";

    sealed record Stored(long Id, SeriesHeader Header);

    /// <summary>Where a series' blocks are.</summary>
    readonly record struct Found(long Id, QuoteUnit Unit, int Bars);

    static DecimalColumn.Builder[] Columns() => [.. PriceSeries.FieldNames.Select(_ => new DecimalColumn.Builder())];

    WorldFailedException Damaged(SeriesName name, int year) =>
        new(Codes.PriceStoreDamaged, file, string.Create(CultureInfo.InvariantCulture, $"the stored prices of {name} in {year} are not those that were recorded"));

    SeriesHeader Header(Statement rows) => new(
        Name(rows, 0),
        Unit(rows, 2),
        (int)rows.Int64(4),
        Day(rows.Int64(5)),
        Day(rows.Int64(6)),
        (int)rows.Int64(7),
        rows.Text(8),
        Instant.FromUnixTimeMilliseconds(rows.Int64(9)));

    TradeDate Day(long number) =>
        number >= 0 && number <= DateOnly.MaxValue.DayNumber ? TradeDate.FromNumber((int)number) : throw Unreadable(number.ToString(CultureInfo.InvariantCulture));

    SeriesName Name(Statement rows, int column) =>
        ConventionNames.From(rows.Text(column + 1)) is { } convention ? new(Symbol.Stored(rows.Text(column)), convention) : throw Unreadable(rows.Text(column + 1));

    QuoteUnit Unit(Statement rows, int column)
    {
        var factor = rows.Text(column + 1);
        return Currency.From(rows.Text(column)) is { } currency && decimal.TryParse(factor, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? new(currency, value)
            : throw Unreadable(factor);
    }

    WorldFailedException Unreadable(string text) => new(Codes.PriceStoreDamaged, file, $"a header of the price store reads {text}");

    Statement Sql(string sql) => database.Prepare(sql);
}
