using NodaTime;
using TrueUp.Edges.Prices;
using TrueUp.Edges.Store.Sqlite;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Store;
using Xunit;

namespace TrueUp.Tests.Prices;

public sealed class PriceStoreTests : IDisposable
{
    static readonly PriceSource Source = new("test.csv", "00", Instant.FromUtc(2026, 1, 9, 12, 0));

    readonly Database database = Database.OpenInMemory();
    readonly PriceStore store;

    public PriceStoreTests()
    {
        database.Execute(PriceStore.Schema);
        store = new(database);
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public void A_series_comes_back_bar_for_bar_across_years()
    {
        var series = Given.Series("DOUG", Convention.SplitAdjusted, """
            date,open,high,low,close,adj_close,volume,dividend,split
            2024-12-30,10.1,10.5,10,10.2,9.8,1000,0,1
            2024-12-31,10.2,10.6,10.1,1.409999966621399,9.9,,0.11,1
            2025-01-02,,,,10.4,10,9223372036854775807,0,7.000007
            """);

        store.Write(series, Source);

        Assert.Equal(Given.Text(series), Given.Text(store.Read(series.Name)));
        var header = Assert.Single(store.Headers());
        Assert.Equal((series.Name, QuoteUnit.Usd, 3, series.First, series.Last, "test.csv"), (header.Name, header.Unit, header.Bars, header.First, header.Last, header.Source));
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void Writing_a_day_touches_the_blocks_of_its_year_only()
    {
        var two = Given.Closes("DOUG", "2025-12-30", 10, 10.1m, 10.2m, 10.3m);
        store.Write(two, Source);
        var before = Rows("select rowid as value from price_closes where year = 2025");

        store.Write(Given.Closes("DOUG", "2025-12-30", 10, 10.1m, 10.2m, 10.3m, 10.4m), Source);

        Assert.Equal(before, Rows("select rowid as value from price_closes where year = 2025"));
        Assert.Equal("5", Rows("select bars as value from price_series"));
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void A_series_that_lost_a_year_leaves_nothing_of_it_behind()
    {
        store.Write(Given.Closes("DOUG", "2025-12-30", 10, 10.1m, 10.2m, 10.3m), Source);
        store.Write(Given.Closes("DOUG", "2026-01-05", 10.2m, 10.3m), Source);

        Assert.Equal("2026", Rows("select year as value from price_closes"));
        Assert.Equal("2026", Rows("select year as value from price_details"));
        Assert.Empty(store.Verify());
    }

    [Theory]
    [InlineData("price_closes", "data")]
    [InlineData("price_closes", "sha256")]
    [InlineData("price_details", "data")]
    [InlineData("price_details", "sha256")]
    public void Any_flipped_bit_of_a_block_is_found_and_never_read_as_a_price(string table, string column)
    {
        store.Write(Given.Raw("DOUG", "date,close,volume\n2026-01-05,10,5000\n2026-01-06,10.1,6000"), Source);
        var bytes = Bytes($"select {column} from {table}");

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Set(table, column, flipped);
            Assert.Contains("DOUG", Assert.Single(store.Verify()).Problem);
            Assert.Equal(Codes.PriceStoreDamaged, Assert.Throws<WorldFailedException>(() => store.Read(new(Symbol.From("DOUG")!, Convention.Raw))).Code);
        }

        Set(table, column, bytes);
        Assert.Empty(store.Verify());
    }

    [Theory]
    [InlineData("update price_series set currency = 'GBP'")]
    [InlineData("update price_series set quote_factor = '0.01'")]
    [InlineData("update price_series set convention = 'total-return'")]
    [InlineData("update price_series set symbol = 'DOUH'")]
    [InlineData("update price_series set last_day = last_day + 1")]
    [InlineData("update price_series set bars = 3")]
    [InlineData("update price_series set convention = 'rew'")]
    [InlineData("update price_closes set year = 2027")]
    [InlineData("delete from price_details")]
    [InlineData("delete from price_series")]
    public void A_changed_header_is_found_by_its_blocks(string change)
    {
        store.Write(Given.Closes("DOUG", "2026-01-05", 10, 10.1m), Source);
        database.Execute(change);

        Assert.NotEmpty(store.Verify());
    }

    [Fact]
    public void Case_18_a_twin_of_another_symbol_is_found_by_its_content()
    {
        decimal[] closes = [.. Enumerable.Range(0, 60).Select(i => 10 + i * 0.1m)];
        store.Write(Given.Closes("GOOG", "2025-12-01", closes), Source);

        Assert.Equal("GOOG raw", store.TwinOf(Given.Closes("GOOGL", "2025-12-01", closes[..50]), NoRenames)?.ToString());
        closes[22] += 0.01m;
        Assert.Null(store.TwinOf(Given.Closes("GOOGL", "2025-12-01", closes), NoRenames));
        Assert.Null(store.TwinOf(Given.Closes("GOOG", "2025-12-01", closes), NoRenames));
    }

    [Fact]
    public void Case_18_series_that_do_not_move_are_nobodys_twins()
    {
        store.Write(Given.Closes("AAA", "2026-01-05", [.. Enumerable.Repeat(1m, 30)]), Source);

        Assert.Null(store.TwinOf(Given.Closes("BBB", "2026-01-05", [.. Enumerable.Repeat(1m, 30)]), NoRenames));
    }

    [Fact]
    public void A_held_price_waits_whole_until_it_is_accepted()
    {
        var stored = Given.Closes("DOUG", "2026-01-05", 10, 10.1m);
        store.Write(stored, Source);
        var held = PriceIntake.Decide(stored, Given.Closes("DOUG", "2026-01-06", 10.2m), IntakeRules.None).Held[0];

        var (hold, isNew) = store.Hold(held, Source);
        var text = held.Text(hold.Id);

        Assert.True(isNew);
        Assert.False(store.Hold(held, Source).IsNew);
        Assert.Equal(10.1m, store.Read(stored.Name)![1].Close);
        Assert.Equal(hold.Id + " DOUG raw USD 2026-01-06..2026-01-06 bars=1\ndate,close\n2026-01-06,10.2", text);

        var found = store.FindHold(text)!;
        Assert.Equal((10.1m, 10.2m, Codes.PriceRestated), (found.Held.Recorded!.Value.Close, found.Held.Offered.Close, found.Held.Code));
        store.Accept(found, Source);

        Assert.Equal(10.2m, store.Read(stored.Name)![1].Close);
        Assert.Empty(store.Holds());
        Assert.Equal("accepted", store.FindHold(hold.Id)!.Decision);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void A_dropped_price_is_remembered_and_not_asked_about_again()
    {
        var stored = Given.Closes("DOUG", "2026-01-05", 10, 10.1m);
        store.Write(stored, Source);
        var held = PriceIntake.Decide(stored, Given.Closes("DOUG", "2026-01-06", 10.2m), IntakeRules.None).Held[0];

        store.Drop(store.Hold(held, Source).Hold);

        Assert.Equal(("dropped", false), (store.Hold(held, Source).Hold.Decision, store.Hold(held, Source).IsNew));
        Assert.Equal(10.1m, store.Read(stored.Name)![1].Close);
    }

    static bool NoRenames(Symbol a, Symbol b) => false;

    byte[] Bytes(string sql)
    {
        using var row = database.Prepare(sql);
        return row.Step() ? row.Bytes(0).ToArray() : [];
    }

    string Rows(string sql) => string.Join(' ', RawSql.Texts(database, $"select cast(value as text) from ({sql})"));

    void Set(string table, string column, byte[] value)
    {
        using var update = database.Prepare($"update {table} set {column} = ?");
        update.BindBlob(1, value).Run();
    }
}
