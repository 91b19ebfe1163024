using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Prices;

/// <summary>The numbered invariants of <see cref="PriceIntake"/> on random series: calm ones, wild ones, ones with holes.</summary>
public sealed class PriceIntakeLaws
{
    static readonly Gen<PriceSeries> Some =
        from count in Gen.Choose(1, 40)
        from gaps in Gen.Choose(1, 4).ArrayOf(count)
        from closes in Gen.Frequency((20, Gen.Choose(900, 1_100)), (1, Gen.Choose(1, 200_000))).ArrayOf(count)
        from volumes in Gen.Choose(-1, 9).ArrayOf(count)
        select Make(gaps, closes, volumes);

    [Fact]
    public void Every_bar_offered_is_recorded_already_recorded_or_held_and_a_recorded_one_never_changes() =>
        Prop.ForAll(Some.Two().ToArbitrary(), pair =>
        {
            var (stored, offered) = pair;
            var intake = PriceIntake.Decide(stored, offered, IntakeRules.None);
            var after = intake.After ?? stored;

            return intake.Recorded + intake.AlreadyRecorded + intake.Held.Sum(h => h.Bars.Count) == offered.Count
                && after.Count == stored.Count + intake.Recorded
                && Enumerable.Range(0, stored.Count).All(i => after.IndexOf(stored.Days[i]) is >= 0 and var at && after.Close[at] == stored.Close[i]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_decided_once_is_decided_the_same_again_and_records_nothing_more() =>
        Prop.ForAll(Some.Two().ToArbitrary(), pair =>
        {
            var (stored, offered) = pair;
            var once = PriceIntake.Decide(stored, offered, IntakeRules.None);
            var again = PriceIntake.Decide(once.After ?? stored, offered, IntakeRules.None);

            return again.Recorded == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_calm_series_is_the_same_in_whatever_pieces_and_order_it_comes() =>
        Prop.ForAll(
            (from closes in Gen.Choose(950, 1_050).ArrayOf(30)
             from cuts in Gen.Choose(0, 29).Two().ArrayOf(6)
             select (closes, cuts)).ToArbitrary(),
            given =>
            {
                var whole = Make([.. Enumerable.Repeat(1, 30)], given.closes, [.. Enumerable.Repeat(5, 30)]);
                PriceSeries? grown = null;
                foreach (var (a, b) in given.cuts.Append((0, 29)))
                    grown = PriceIntake.Decide(grown, Part(whole, Math.Min(a, b), Math.Max(a, b)), IntakeRules.None).After ?? grown;

                return Given.Text(grown) == Given.Text(whole);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_held_item_that_is_accepted_is_then_what_the_series_says() =>
        Prop.ForAll(Some.Two().ToArbitrary(), pair =>
        {
            var (stored, offered) = pair;
            var intake = PriceIntake.Decide(stored, offered, IntakeRules.None);
            var series = intake.After ?? stored;
            foreach (var held in intake.Held)
            {
                series = PriceIntake.Accepted(series, held);
                for (var i = 0; i < held.Bars.Count; i++)
                    if (series.Close[series.IndexOf(held.Bars.Days[i])] != held.Bars.Close[i]) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_bytes_make_an_import_end_in_anything_but_success_or_a_named_refusal()
    {
        using Shelf shelf = new();
        var seeds = new[]
        {
            "date,symbol,close\n2026-01-05,DOUG,10\n2026-01-06,DOUG,10.5\n2026-01-05,\"ABE\"\"O\",5.8\n",
            "date,open,high,low,close,adj_close,volume,dividend,split\n2026-01-05,10,11,9,10,9,100,0,1\n2026-01-06,5,6,4,5,5,100,0.1,2\n",
            "date,SPY,IWM\n2026-01-05,600.1,\n2026-01-06,601,220\n",
            "date;eurusd\n2026-01-05;1.25\n",
        };
        Random random = new(20260105);
        for (var i = 0; i < 4_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(seeds[i % seeds.Length]);
            for (var edits = random.Next(1, 5); edits > 0; edits--)
            {
                var at = random.Next(bytes.Length);
                bytes = random.Next(3) switch
                {
                    0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                    1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 6))..], (byte)'\n'],
                    _ => [.. bytes[..at], ",\"-.0192eE\n\r\0 "u8[random.Next(13)], .. bytes[(at + 1)..]],
                };
            }

            shelf.Refusal("DOUG.csv", bytes, i % 2 == 0 ? Convention.Raw : null);
        }

        Assert.Empty(shelf.Store.Verify());
    }

    static PriceSeries Make(int[] gaps, int[] closes, int[] volumes)
    {
        List<Bar> bars = [];
        var day = Given.Day("2026-01-05");
        for (var i = 0; i < closes.Length; i++)
        {
            day = day.Plus(gaps[i]);
            bars.Add(new(day, closes[i] / 100m, Volume: volumes[i] < 0 ? null : volumes[i] * 100));
        }

        return PriceSeries.Of(new(Symbol.Stored("DOUG"), Convention.Raw), QuoteUnit.Usd, bars);
    }

    static PriceSeries Part(PriceSeries whole, int first, int last) =>
        PriceSeries.Of(whole.Name, whole.Unit, [.. Enumerable.Range(first, last - first + 1).Select(i => whole[i])]);
}
