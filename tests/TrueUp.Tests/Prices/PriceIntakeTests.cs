using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Prices;

/// <summary>The catalogue of bad prices (reliability, section 6, prices and quotes), by number, as far as a series decides it.</summary>
public sealed class PriceIntakeTests
{
    static readonly PriceSeries Week = Given.Closes("DOUG", "2026-01-05", 10m, 10.1m, 10.2m, 10.1m, 10.3m);

    [Fact]
    public void Case_4_the_same_value_of_the_same_day_is_already_recorded()
    {
        var again = PriceIntake.Decide(Week, Week, IntakeRules.None);

        Assert.Null(again.After);
        Assert.Equal((0, 5, 0), (again.Recorded, again.AlreadyRecorded, again.Held.Count));
    }

    [Fact]
    public void Case_5_another_value_of_a_recorded_day_waits_and_the_rest_is_recorded()
    {
        var offered = Given.Closes("DOUG", "2026-01-08", 10.1m, 10.4m, 10.5m);           // Friday was 10.3

        var intake = PriceIntake.Decide(Week, offered, IntakeRules.None);

        var held = Assert.Single(intake.Held);
        Assert.Equal(Codes.PriceRestated, held.Code);
        Assert.Equal((Given.Day("2026-01-09"), 10.3m, 10.4m), (held.Day, held.Recorded!.Value.Close, held.Offered.Close));
        Assert.Contains("close 10.3 is recorded, 10.4 is offered", held.Why);
        Assert.Equal((1, 1), (intake.Recorded, intake.AlreadyRecorded));
        Assert.Equal(10.3m, intake.After![4].Close);                                       // invariant 1
        Assert.Equal(10.5m, intake.After[5].Close);
    }

    [Fact]
    public void Case_6_missing_days_are_said_and_stay_holes()
    {
        var offered = Given.Raw("DOUG", "date,close\n2026-01-05,10\n2026-01-08,10.2");

        var intake = PriceIntake.Decide(null, offered, Given.Rules(day => !day.IsWeekend));

        Assert.Equal(2, intake.After!.Count);
        Assert.Contains(intake.Notes, n => n is { Kind: PriceNoteKind.SessionMissing, Count: 2 } && n.Text.Contains("2026-01-06"));
    }

    [Fact]
    public void Case_8_five_equal_closes_are_recorded_and_said_to_be_stale()
    {
        var four = PriceIntake.Decide(null, Given.Closes("DOUG", "2026-01-05", 10, 10, 10, 10), IntakeRules.None);
        var five = PriceIntake.Decide(null, Given.Closes("DOUG", "2026-01-05", 10, 10, 10, 10, 10), IntakeRules.None);

        Assert.DoesNotContain(four.Notes, n => n.Kind == PriceNoteKind.CloseUnchanged);
        Assert.Contains(five.Notes, n => n is { Kind: PriceNoteKind.CloseUnchanged, Count: 1 });
        Assert.Equal(5, five.Recorded);
    }

    [Fact]
    public void Case_9_a_spike_that_comes_back_waits_and_the_days_after_are_recorded()
    {
        var offered = Given.Closes("CNOB", "2014-04-17", 19.19m, 49.70m, 19.37m, 19.08m);

        var intake = PriceIntake.Decide(null, offered, IntakeRules.None);

        var held = Assert.Single(intake.Held);
        Assert.Equal((Codes.UnexplainedMove, 49.70m), (held.Code, held.Offered.Close));
        Assert.Equal(3, intake.Recorded);
        Assert.Equal(-1, intake.After!.IndexOf(Given.Day("2014-04-18").Number));
    }

    [Theory]
    [InlineData("a move on the last day, with nothing after it", "10 10.1 10 10.2 10 15", 1)]
    [InlineData("a move of exactly 40 %", "10 10 10 10 10 14", 0)]
    [InlineData("a move that lasts", "10 10.1 10 10.2 10 15 15.2", 0)]
    [InlineData("a fall that lasts", "10 10.1 10 10.2 10 4 4.1", 0)]
    [InlineData("a fall that does not", "10 10.1 10 10.2 10 4 9.9", 1)]
    public void Case_9_a_move_beyond_40_percent_waits_unless_the_days_after_bear_it_out(string what, string closes, int held)
    {
        var intake = PriceIntake.Decide(null, Given.Closes("DOUG", "2026-01-05", [.. closes.Split(' ').Select(decimal.Parse)]), IntakeRules.None);

        Assert.True(held == intake.Held.Count, what);
    }

    [Theory]
    [InlineData(1000, 1)]
    [InlineData(4000, 0)]
    public void Case_9_volume_bears_out_a_move_and_thin_volume_does_not(int volume, int held)
    {
        var offered = Given.Raw("BLFS", $"""
            date,close,volume
            2026-01-05,10,3000
            2026-01-06,10,3000
            2026-01-07,10,3000
            2026-01-08,10,5000
            2026-01-09,10,3000
            2026-01-12,16,{volume}
            """);

        Assert.Equal(held, PriceIntake.Decide(null, offered, IntakeRules.None).Held.Count);
    }

    [Fact]
    public void Case_9_a_split_in_the_file_or_in_the_book_explains_its_move()
    {
        var inFile = Given.Raw("AAPL", "date,close,split\n2014-06-06,645.57,1\n2014-06-09,93.70,7.000007");
        var inBook = Given.Raw("AAPL", "date,close\n2014-06-06,645.57\n2014-06-09,93.70");

        Assert.Empty(PriceIntake.Decide(null, inFile, IntakeRules.None).Held);
        Assert.Empty(PriceIntake.Decide(null, inBook, Given.Rules(null, new KnownAction(Given.Day("2014-06-09"), 7))).Held);
        Assert.Single(PriceIntake.Decide(null, inBook, IntakeRules.None).Held);
    }

    [Fact]
    public void Case_9_a_split_a_day_before_its_price_holds_that_day_only()
    {
        // ORMP 2013: the vendor has the 1:12 split on the 23rd and the new price from the 24th.
        var offered = Given.Raw("ORMP", "date,close,split\n2013-01-22,0.6,1\n2013-01-23,0.6,0.083333\n2013-01-24,7.49,1\n2013-01-25,6.51,1");

        var intake = PriceIntake.Decide(null, offered, IntakeRules.None);

        Assert.Equal(Given.Day("2013-01-23"), Assert.Single(intake.Held).Day);
        Assert.Equal(3, intake.Recorded);
    }

    [Fact]
    public void Case_10_raw_bars_onto_a_split_adjusted_series_wait_whole()
    {
        var stored = Given.Series("AAPL", Convention.SplitAdjusted, "date,close,split\n2014-06-04,92.12,1\n2014-06-05,92.48,1\n2014-06-06,92.22,1\n2014-06-09,93.7,7\n2014-06-10,94.25,1");
        var offered = Given.Series("AAPL", Convention.SplitAdjusted, "date,close\n2014-05-30,633\n2014-06-02,628.65\n2014-06-03,637.54");

        var held = Assert.Single(PriceIntake.Decide(stored, offered, IntakeRules.None).Held);

        Assert.Equal((Codes.ConventionsMixed, 3), (held.Code, held.Bars.Count));
    }

    [Fact]
    public void Case_10_raw_bars_over_split_adjusted_ones_are_named_for_what_they_are()
    {
        var stored = Given.Series("AAPL", Convention.SplitAdjusted, "date,close,split\n2014-06-02,90,1\n2014-06-03,91,1\n2014-06-04,92,1\n2014-06-05,92.5,1\n2014-06-06,92.22,1\n2014-06-09,93.7,7");
        var offered = Given.Series("AAPL", Convention.SplitAdjusted, "date,close\n2014-06-02,630\n2014-06-03,637\n2014-06-04,644\n2014-06-05,647.5\n2014-06-06,645.54\n2014-06-09,93.7");

        var held = Assert.Single(PriceIntake.Decide(stored, offered, IntakeRules.None).Held);

        Assert.Equal(Codes.ConventionsMixed, held.Code);
        Assert.Contains("one side is adjusted", held.Why);
    }

    [Fact]
    public void Case_11_a_changed_history_waits_whole_and_accepting_puts_it_in()
    {
        var offered = Given.Closes("DOUG", "2026-01-05", 10.01m, 10.15m, 10.18m, 10.12m, 10.35m, 10.4m);

        var intake = PriceIntake.Decide(Week, offered, IntakeRules.None);

        Assert.Null(intake.After);
        var held = Assert.Single(intake.Held);
        Assert.Equal((Codes.HistoryChanged, 6), (held.Code, held.Bars.Count));
        Assert.Contains("5 of 5 recorded days differ, first 2026-01-05", held.Why);
        Assert.Equal(10.35m, PriceIntake.Accepted(Week, held)[4].Close);
    }

    [Fact]
    public void Case_11_a_total_return_series_with_another_anchor_says_its_ratio_and_what_replacing_loses()
    {
        var stored = Given.Closes("SPY", Convention.TotalReturn, "2026-01-05", 100, 101, 102, 103, 104, 105, 106);
        var offered = Given.Closes("SPY", Convention.TotalReturn, "2026-01-06", 90.9m, 91.8m, 92.7m, 93.6m, 94.5m);

        var held = Assert.Single(PriceIntake.Decide(stored, offered, IntakeRules.None).Held);

        Assert.Equal((Codes.HistoryChanged, true), (held.Code, held.Replaces));
        Assert.Contains("ratio 0.9", held.Why);
        Assert.Contains("2 recorded days", held.Why);
        Assert.Equal(5, PriceIntake.Accepted(stored, held).Count);
    }

    [Theory]
    [InlineData("7.20 7.25 7.30 722 724 726", 3)]
    [InlineData("720 725 730 7.22 731", 1)]
    public void Case_12_a_change_by_a_factor_of_a_hundred_waits_however_long_it_lasts(string closes, int days)
    {
        var intake = PriceIntake.Decide(null, Given.Closes("BRBY.L", "2026-01-05", [.. closes.Split(' ').Select(decimal.Parse)]), IntakeRules.None);

        var held = Assert.Single(intake.Held);
        Assert.Equal((Codes.UnitFlipped, days), (held.Code, held.Bars.Count));
    }

    [Fact]
    public void Case_12_prices_offered_in_another_unit_than_recorded_wait_whole()
    {
        var pounds = PriceSeries.Of(Week.Name, new(Currency.Gbp, 1), [new(Given.Day("2026-01-12"), 10.4m)]);

        var held = Assert.Single(PriceIntake.Decide(Week, pounds, IntakeRules.None).Held);

        Assert.Equal(Codes.UnitFlipped, held.Code);
        Assert.Contains("recorded in USD and offered in GBP", held.Why);
    }

    [Fact]
    public void Case_16_and_17_a_bar_of_a_closed_day_is_recorded_and_said()
    {
        var offered = Given.Raw("DOUG", "date,close\n2026-01-02,10\n2026-01-03,10.1\n2026-01-05,10.2");       // a Saturday

        var intake = PriceIntake.Decide(null, offered, Given.Rules(day => !day.IsWeekend));

        Assert.Equal(3, intake.Recorded);
        Assert.Contains(intake.Notes, n => n is { Kind: PriceNoteKind.MarketClosed, Count: 1 } && n.Text.Contains("2026-01-03"));
    }

    [Fact]
    public void Case_18_twins_have_the_same_closes_on_every_common_day()
    {
        decimal[] closes = [.. Enumerable.Range(0, 25).Select(i => 10 + i * 0.1m)];
        var a = Given.Closes("GOOG", "2026-01-05", closes);
        var b = Given.Closes("GOOGL", "2026-01-05", closes[..22]);

        Assert.True(PriceIntake.AreTwins(a, b));
        closes[3] += 0.01m;
        Assert.False(PriceIntake.AreTwins(a, Given.Closes("GOOGL", "2026-01-05", closes)));
        Assert.False(PriceIntake.AreTwins(a, Given.Closes("GOOGL", "2026-01-05", closes[..19])));
    }

    [Fact]
    public void Fields_that_recorded_days_lack_are_completed()
    {
        var stored = Given.Raw("DOUG", "date,close\n2026-01-05,10\n2026-01-06,11");
        var offered = Given.Raw("DOUG", "date,close,volume\n2026-01-05,10,500\n2026-01-06,11,600");

        var intake = PriceIntake.Decide(stored, offered, IntakeRules.None);

        Assert.Equal((0, 2, 600m), (intake.Recorded, intake.AlreadyRecorded, intake.After![1].Volume));
        Assert.Contains(intake.Notes, n => n is { Kind: PriceNoteKind.Completed, Count: 2 });
    }

    [Fact]
    public void Another_volume_is_said_and_the_recorded_one_stays()
    {
        var stored = Given.Raw("DOUG", "date,close,volume\n2026-01-05,10,500");
        var offered = Given.Raw("DOUG", "date,close,volume\n2026-01-05,10,501");

        var intake = PriceIntake.Decide(stored, offered, IntakeRules.None);

        Assert.Null(intake.After);
        Assert.Contains(intake.Notes, n => n.Kind == PriceNoteKind.VolumeRestated);
    }

    [Theory]
    [InlineData(true, "9.5 9.7 9.9")]
    [InlineData(false, "9 9.2 ")]
    public void Adjusted_closes_of_another_anchor_are_never_mixed(bool spans, string after)
    {
        var stored = Given.Raw("DOUG", "date,close,adj_close\n2026-01-05,10,9\n2026-01-06,10.2,9.2");
        var offered = Given.Raw("DOUG", spans
            ? "date,close,adj_close\n2026-01-05,10,9.5\n2026-01-06,10.2,9.7\n2026-01-07,10.4,9.9"
            : "date,close,adj_close\n2026-01-06,10.2,9.7\n2026-01-07,10.4,9.9");

        var intake = PriceIntake.Decide(stored, offered, IntakeRules.None);

        Assert.Empty(intake.Held);
        Assert.Equal(after, string.Join(' ', Enumerable.Range(0, 3).Select(i => intake.After!.AdjustedClose![i] is { } a ? Digits.Text(a) : "")));
    }
}
