using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Prices;

public sealed class PriceImportTests : IDisposable
{
    const string Bars = """
        date,open,high,low,close,adj_close,volume,dividend,split
        2014-06-05,92,93,91,92.48,90,100,0,1
        2014-06-06,92,93,91,92.22,90,100,0,1
        2014-06-09,93,94,92,93.70,91,100,0,7
        2014-06-10,94,95,93,94.25,92,100,0.5,1

        """;

    readonly Shelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Fact]
    public void Bars_of_one_symbol_take_it_from_the_files_name()
    {
        shelf.Import("BRBY.L.csv", Bars, Convention.SplitAdjusted, "GBX");

        var series = shelf.Read("BRBY.L", Convention.SplitAdjusted)!;
        Assert.Equal(QuoteUnit.Pence, series.Unit);
        Assert.Equal(new Bar(Given.Day("2014-06-10"), 94.25m, 94, 95, 93, 92, 100, 0.5m, 1), series[3]);
    }

    [Fact]
    public void Rows_of_many_symbols_go_to_a_series_each()
    {
        var file = shelf.Import("closes.csv", "ticker,date,adj_close\nABEO,2026-01-05,5.89\nSPY,2026-01-05,600.1\nABEO,2026-01-06,5.81\n", convention: null);

        Assert.Equal((3, 2), (file.Recorded, file.Series.Count));
        Assert.Equal(5.81m, shelf.Read("ABEO", Convention.TotalReturn)![1].Close);
        Assert.Contains(file.Notes, n => n.Kind == PriceNoteKind.ConventionTaken && n.Text.Contains("total-return: the only prices are adjusted closes"));
    }

    [Fact]
    public void A_table_has_a_series_per_column_and_holes_where_it_is_blank()
    {
        var file = shelf.Import("wide.csv", "date,SPY,IWM,BRK-B\n2026-01-05,600.1,,480\n2026-01-06,601,220.5,481\n", Convention.TotalReturn);

        Assert.Equal((5, 3), (file.Recorded, file.Series.Count));
        Assert.Equal(1, shelf.Read("IWM", Convention.TotalReturn)!.Count);
        Assert.Equal(481m, shelf.Read("BRK.B", Convention.TotalReturn)![1].Close);
    }

    [Fact]
    public void Currency_pairs_are_fixings_in_their_quote_currency_whatever_is_declared()
    {
        shelf.Import("ecb.csv", "date,eurusd,eurgbp\n2026-01-05,1.2592,0.70545\n", convention: null, currency: "GBX");

        Assert.Equal((1.2592m, QuoteUnit.Usd), (shelf.Read("EUR/USD", Convention.Fixing)![0].Close, shelf.Read("EUR/USD", Convention.Fixing)!.Unit));
        Assert.Equal(new QuoteUnit(Currency.Gbp, 1), shelf.Read("EUR/GBP", Convention.Fixing)!.Unit);
    }

    [Fact]
    public void Bids_and_asks_become_mids_of_the_pair_in_the_files_name()
    {
        shelf.Import("oanda_gbpusd_2007_2018.csv", "date,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close\n2007-01-01,1.95813,1.96383,1.9578,1.96325,1.95913,1.96483,1.9588,1.96425\n", convention: null);

        Assert.Equal(1.96375m, shelf.Read("GBP/USD", Convention.Mid)![0].Close);
        Assert.Equal(1.96375m, shelf.Store.Rates().On(Currency.Gbp, Currency.Usd, Given.Day("2007-01-01"))!.PerUnit);
    }

    [Theory]
    [InlineData("AAPL.csv", null, Convention.SplitAdjusted, "the 7 split on 2014-06-09 does not show in the closes")]
    [InlineData("AAPL.csv", "93.70>645.54", Convention.Raw, "")]
    public void A_convention_is_taken_where_splits_prove_it(string name, string? change, Convention expected, string said)
    {
        // Times seven before the split, as it traded then.
        var content = change is null ? Bars : Bars.Replace("91,92.48", "600,647.36").Replace("91,92.22", "600,645.54").Replace("92,93,", "646,660,");

        var file = shelf.Import(name, content, convention: null);

        Assert.Equal(expected, Assert.Single(file.Series).Name.Convention);
        Assert.Contains(file.Notes, n => n.Kind == PriceNoteKind.ConventionTaken && n.Text.Contains(said.Length > 0 ? said : "shows in the closes"));
    }

    [Fact]
    public void A_convention_that_the_splits_disprove_is_refused()
    {
        var refused = Assert.Throws<RefusedException>(() => shelf.Import("AAPL.csv", Bars, Convention.Raw)).Rejections;

        Assert.Equal(Codes.ConventionContradicted, Assert.Single(refused).Code);
        Assert.Equal("import it with --convention split-adjusted", refused[0].Hint);
    }

    [Theory]
    [InlineData("date,open,high,low,close,volume\n2026-01-05,10,11,9,10,100\n", "TU1602")]
    [InlineData("date,SPY,IWM\n2026-01-05,10,11\n", "TU1602")]
    [InlineData("date,close\n2026-01-05,10\n", "")]
    [InlineData("date,symbol,close\n2026-01-05,DOUG,10\n", "")]
    public void What_columns_do_not_show_must_be_declared(string content, string code) =>
        Assert.StartsWith(code, shelf.Refusal("DOUG.csv", System.Text.Encoding.UTF8.GetBytes(content), convention: null));

    [Fact]
    public void A_total_return_import_of_bars_takes_the_adjusted_close_alone()
    {
        shelf.Import("AAPL.csv", Bars, Convention.TotalReturn);

        Assert.Equal(new Bar(Given.Day("2014-06-05"), 90, Volume: 100), shelf.Read("AAPL", Convention.TotalReturn)![0]);
    }

    [Fact]
    public void A_folder_is_read_file_by_file_and_gzip_too()
    {
        shelf.Put("all/AAA.csv", "date,close\n2026-01-05,10\n");
        shelf.Put("all/BBB.csv.gz", Shelf.Gzip("date,close\n2026-01-05,20\n"u8.ToArray()));
        shelf.Put("all/README.md", "prices");
        shelf.Put("empty/deeper/CCC.csv", "date,close\n2026-01-05,30\n");

        Assert.Equal(2, shelf.Import([Path.Combine(shelf.Folder, "all")]).Count);
        Assert.Equal(20m, shelf.Read("BBB")![0].Close);
        var refused = Assert.Throws<RefusedException>(() => shelf.Import([Path.Combine(shelf.Folder, "empty")])).Rejections[0];
        Assert.Equal((Codes.NoPriceFiles, true), (refused.Code, refused.Found.Contains("only folders: deeper")));
    }

    [Fact]
    public void The_same_file_again_and_a_longer_one_add_only_what_is_new()
    {
        shelf.Import("DOUG.csv", "date,close\n2026-01-05,10\n2026-01-06,10.1\n");

        var again = shelf.Import("renamed.csv", "close,symbol,date\n10.10,doug,2026-01-06\n10,DOUG,2026-01-05\n");
        var longer = shelf.Import("DOUG.csv", "date,close\n2026-01-06,10.1\n2026-01-07,10.2\n");

        Assert.Equal((0, 2), (again.Recorded, again.AlreadyRecorded));
        Assert.Equal((1, 1), (longer.Recorded, longer.AlreadyRecorded));
        Assert.Equal(3, shelf.Read("DOUG")!.Count);
    }

    [Fact]
    public void The_same_file_twice_in_one_import_is_recorded_once()
    {
        var path = shelf.Put("DOUG.csv", "date,close\n2026-01-05,10\n");

        Assert.Equal([(1, 0), (0, 1)], shelf.Import([path, path]).Select(f => (f.Recorded, f.AlreadyRecorded)));
    }

    [Fact]
    public void A_recorded_unit_is_kept_where_none_is_declared()
    {
        shelf.Import("BRBY.L.csv", "date,close\n2026-01-05,1600\n", currency: "GBX");

        Assert.Empty(shelf.Import("BRBY.L.csv", "date,close\n2026-01-06,1610\n").Held);
        Assert.Equal((2, QuoteUnit.Pence), (shelf.Read("BRBY.L")!.Count, shelf.Read("BRBY.L")!.Unit));
    }

    [Fact]
    public void Every_row_is_recorded_already_recorded_held_or_ignored()
    {
        shelf.Import("DOUG.csv", "date,close\n2026-01-05,10\n2026-01-06,10.1\n");

        var file = shelf.Import("DOUG.csv", "date,close\n2026-01-05,10\n2026-01-06,10.2\n2026-01-07,\n2026-01-08,10.1\ndate,close\n2026-01-09,10.3\n2026-01-09,10.3\n2026-01-12,99\n");

        Assert.Equal((2, 1, 2, 3), (file.Recorded, file.AlreadyRecorded, file.HeldBars, file.Ignored));
    }

    [Fact]
    public void Prices_a_person_dropped_are_not_asked_about_again()
    {
        shelf.Import("DOUG.csv", "date,close\n2026-01-05,10\n");
        shelf.Store.Drop(Assert.Single(shelf.Import("DOUG.csv", "date,close\n2026-01-05,10.2\n").Held));

        var file = shelf.Import("DOUG.csv", "date,close\n2026-01-05,10.2\n");

        Assert.Equal((0, 1, 0), (file.Held.Count, file.AlreadyRecorded, file.HeldBars));
        Assert.Contains(file.Notes, n => n.Kind == PriceNoteKind.DroppedBefore);
    }

    [Fact]
    public void Prices_accepted_once_and_contradicted_since_are_asked_about_again()
    {
        var first = "date,close\n2026-01-05,10\n";
        var second = "date,close\n2026-01-05,10.2\n";
        Given.Day("2026-01-05");
        shelf.Import("DOUG.csv", first);
        shelf.Store.Accept(Assert.Single(shelf.Import("DOUG.csv", second).Held), new("person", "", default));
        shelf.Store.Accept(Assert.Single(shelf.Import("DOUG.csv", first).Held), new("person", "", default));

        Assert.Single(shelf.Import("DOUG.csv", second).Held);
        Assert.Equal(10m, shelf.Read("DOUG")![0].Close);
    }

    [Fact]
    public void A_damaged_series_is_imported_anew()
    {
        var content = "date,close\n2025-12-30,9.9\n2026-01-05,10\n";
        shelf.Import("DOUG.csv", content);
        shelf.Run("update price_closes set data = x'00' where year = 2025");
        Assert.Single(shelf.Store.Verify());

        var file = shelf.Import("DOUG.csv", content);

        Assert.Equal((2, true), (file.Recorded, file.Notes.Any(n => n.Kind == PriceNoteKind.DamageReplaced)));
        Assert.Equal(9.9m, shelf.Read("DOUG")![0].Close);
        Assert.Empty(shelf.Store.Verify());
    }

    [Fact]
    public void A_float_noise_price_keeps_every_digit()
    {
        shelf.Import("DOUG.csv", "date,close\n2026-01-05,1.409999966621399\n2026-01-06,1.4\n");

        Assert.Equal(1.409999966621399m, shelf.Read("DOUG")![0].Close);
    }
}
