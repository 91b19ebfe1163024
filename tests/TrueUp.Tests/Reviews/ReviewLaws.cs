using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using Xunit;

namespace TrueUp.Tests.Reviews;

/// <summary>What holds for every review. Facts are drawn from few days, symbols, prices and quantities, so that nearly all of them compete.</summary>
public class ReviewLaws
{
    static readonly TradeDate Monday = TradeDate.Of(2026, 1, 5);

    public sealed record Scene(Fill[] Fills, long[] Sequences, Wanted[] Wanted, ReviewFacts Facts)
    {
        public Review Review => TradeReview.Of(Fills, Sequences, Wanted, Facts);

        public override string ToString() =>
            $"as of {Facts.AsOf}\n{string.Join('\n', Fills.Zip(Sequences))}\n{string.Join('\n', Wanted)}\n{string.Join('\n', Facts.Withdrawals)}\n{string.Join('\n', Facts.Splits)}";
    }

    static Gen<T> One<T>(params T[] of) => Gen.Elements(of);

    static readonly Gen<Symbol> Symbols = One("AAA", "AAA", "AAA", "BBB").Select(s => Symbol.From(s)!);

    static readonly Gen<AccountName> Accounts = One("main", "main", "main", "other").Select(a => new AccountName(a));

    static readonly Gen<Side> SidesDrawn = One(Side.Buy, Side.Buy, Side.Cover, Side.Sell, Side.Short);

    static readonly Gen<Price> Prices = One(9.5m, 10m, 10.5m, 11m).Select(p => new Price(p));

    static readonly Gen<Instant?> Times = One<Instant?>(null, Instant.FromUtc(2026, 1, 5, 15, 0), Instant.FromUtc(2026, 1, 5, 16, 0));

    static readonly Gen<Fill> Fills =
        from account in Accounts
        from symbol in Symbols
        from side in SidesDrawn
        from quantity in One(1m, 2m, 3m, 5m, 7.5m, 10m)
        from price in Prices
        from fee in One(0m, 0m, 1m, 0.35m, -0.10m)
        from currency in One(Currency.Usd, Currency.Usd, Currency.Gbp)
        from day in Gen.Choose(0, 3)
        from at in Times
        select new Fill(account, symbol, side, new(quantity), price, fee, currency, Monday.Plus(day), at);

    static readonly Gen<Wanted> Wanteds =
        from account in Accounts
        from symbol in Symbols
        from side in SidesDrawn
        from target in One(0m, 2m, 5m, 10m, 12.5m)
        from limit in Gen.OneOf(Prices.Select(p => (Price?)p), Gen.Constant<Price?>(null))
        from reference in Gen.OneOf(Prices.Select(p => (Price?)p), Gen.Constant<Price?>(null), Gen.Constant<Price?>(new Price(0)))
        from day in Gen.Choose(0, 3)
        from length in One<int?>(null, null, 0, 1, 2, 4)
        select new Wanted(0, "", account, symbol, side, new(target), limit, reference, Monday.Plus(day), length is { } l ? Monday.Plus(day + l) : null);

    static decimal? OnEvenDays(Currency currency, Currency into, TradeDate day) => day.Number % 2 == 0 ? 1.25m : null;

    static Gen<Scene> Scenes(bool withSplits) =>
        from fills in Fills.ArrayOf()
        from wanted in Wanteds.ArrayOf()
        from asOf in Gen.Choose(2, 8)
        from withdrawals in (from id in Gen.Choose(1, 8) from day in Gen.Choose(0, 3) from at in Times select new Withdrawal($"R{id}", Monday.Plus(day), at)).ArrayOf()
        from splits in (
            from day in Gen.Choose(0, 3)
            from symbol in Symbols
            from ratio in One((2m, 1m), (1m, 4m), (1m, 3m), (3m, 2m))
            select new UnitSplit(Monday.Plus(day), symbol, ratio.Item1, ratio.Item2)).ArrayOf()
        select new Scene(
            fills,
            [.. Enumerable.Range(1, fills.Length).Select(i => 100L + i)],
            [.. wanted.Select((w, i) => w with { Sequence = i + 1, Id = $"R{i + 1}" })],
            new ReviewFacts(Monday.Plus(asOf), Currency.Usd)
            {
                Close = (symbol, day) => symbol.Name == "AAA" || day.Number % 2 == 0 ? new Price(10.25m + (day.Number % 3)) : null,
                Rate = OnEvenDays,
                Withdrawals = withdrawals,
                Splits = withSplits ? splits : [],
            });

    static void Holds(Func<Scene, bool> law, bool withSplits = true, int count = 300) =>
        Prop.ForAll(Scenes(withSplits).ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithEndSize(24));

    [Fact]
    public void P8_every_fill_is_allocated_exactly_once() => Holds(scene =>
    {
        var allocated = scene.Review.SelectMany(r => r.Fills).GroupBy(s => s.Sequence).ToDictionary(g => g.Key, g => g.Sum(s => s.Quantity));
        return scene.Fills.Zip(scene.Sequences).All(f => allocated.GetValueOrDefault(f.Second) == (f.First.TradeDate <= scene.Facts.AsOf ? f.First.Quantity.Value : 0));
    });

    [Fact]
    public void P9_allocation_agrees_with_a_second_implementation_of_the_page() => Holds(
        scene =>
        {
            SortedDictionary<(string, long), decimal> ours = [];
            foreach (var row in scene.Review)
                foreach (var share in row.Fills) ours[(row.Recommendation ?? "", share.Sequence)] = share.Quantity;
            return ours.SequenceEqual(ReferenceMatching.Of(scene));
        },
        withSplits: false,
        count: 3000);

    [Fact]
    public void P6_the_order_of_the_input_changes_nothing() =>
        Prop.ForAll(Scenes(withSplits: true).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (scene, seed) =>
        {
            Random random = new(seed);
            int[] fills = [.. Enumerable.Range(0, scene.Fills.Length)];
            int[] wanted = [.. Enumerable.Range(0, scene.Wanted.Length)];
            random.Shuffle(fills);
            random.Shuffle(wanted);
            var shuffled = scene with
            {
                Fills = [.. fills.Select(i => scene.Fills[i])],
                Sequences = [.. fills.Select(i => scene.Sequences[i])],
                Wanted = [.. wanted.Select(i => scene.Wanted[i])],
                Facts = scene.Facts with { Withdrawals = [.. scene.Facts.Withdrawals.Reverse()], Splits = [.. scene.Facts.Splits.Reverse()] },
            };
            return Everything(scene.Review) == Everything(shuffled.Review) && scene.Review.Totals == shuffled.Review.Totals;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(24));

    [Fact]
    public void Renumbering_the_journal_changes_only_the_numbers() => Holds(scene =>
    {
        // A file imported in another order: the same fills under other sequences.
        var renumbered = scene with { Sequences = [.. scene.Sequences.Reverse()] };
        return Everything(scene.Review, withFills: false) == Everything(renumbered.Review, withFills: false);
    });

    [Fact]
    public void P8_fees_sum_to_the_fills_fees() => Holds(scene =>
    {
        var shares = scene.Review.SelectMany(r => r.Fills).GroupBy(s => s.Sequence).ToDictionary(g => g.Key, g => g.Sum(s => s.Fee));
        return scene.Fills.Zip(scene.Sequences).Where(f => f.First.TradeDate <= scene.Facts.AsOf).All(f =>
            shares[f.Second] == (f.First.FeeCurrency == Currency.Usd ? f.First.Fee : f.First.Fee * (scene.Facts.Rate!(f.First.FeeCurrency!, Currency.Usd, f.First.TradeDate) ?? 0)))
            && scene.Review.All(r => r.Fees is null || r.Fees == r.Fills.Sum(f => f.Fee));
    });

    [Fact]
    public void P8_totals_are_the_sums_of_rows() => Holds(scene =>
    {
        var (rows, totals) = (scene.Review.ToList(), scene.Review.Totals);
        var planned = rows.Where(r => r.Recommendation is not null).ToList();
        return totals.Recommended == planned.Count
            && planned.Count == scene.Wanted.Length
            && Enum.GetValues<ReviewStatus>().All(s => totals[s] == rows.Count(r => r.Status == s))
            && totals.NotMeasured == planned.Count(r => r.Shortfall is null)
            && totals.OutsideLimit == rows.Count(r => r.Marks.HasFlag(ReviewMarks.OutsideLimit))
            && totals.SlippageMoney == rows.Sum(r => r.SlippageMoney ?? 0)
            && totals.Fees == rows.Sum(r => r.Fees ?? 0)
            && totals.OpportunityCost == rows.Sum(r => r.OpportunityCost ?? 0)
            && totals.Shortfall == rows.Sum(r => r.Shortfall ?? 0);
    }, withSplits: false);

    [Fact]
    public void P8_the_parts_of_a_window_sum_to_the_whole() => Holds(scene =>
    {
        var (whole, parts) = (scene.Review, Enumerable.Range(0, 6).Select(d => scene.Review.Within(Monday.Plus(d), Monday.Plus(d))).ToList());
        return whole.Count == parts.Sum(p => p.Count)
            && whole.Totals.Fees == parts.Sum(p => p.Totals.Fees)
            && Everything(whole) == string.Concat(parts.Select(p => Everything(p)));
    });

    [Fact]
    public void A_status_says_what_the_quantities_say() => Holds(scene => scene.Review.All(row => row.Status switch
    {
        ReviewStatus.Filled => row.FilledQuantity == row.TargetQuantity && row.Fills.All(f => f.Fill.TradeDate == row.Date),
        ReviewStatus.FilledLate => row.FilledQuantity == row.TargetQuantity && row.Fills.Any(f => f.Fill.TradeDate > row.Date),
        ReviewStatus.Partial => row.FilledQuantity > 0 && row.FilledQuantity < row.TargetQuantity,
        ReviewStatus.Overfilled => row.FilledQuantity > row.TargetQuantity,
        ReviewStatus.Unplanned => row.TargetQuantity is null && row.FilledQuantity > 0,
        ReviewStatus.Missed or ReviewStatus.Expired => row.FilledQuantity == 0 && Last(row, scene) <= scene.Facts.AsOf,
        ReviewStatus.Open => row.FilledQuantity == 0 && Last(row, scene) > scene.Facts.AsOf,
        ReviewStatus.Withdrawn => row.FilledQuantity == 0 && scene.Facts.Withdrawals.Any(w => w.Id == row.Recommendation && w.Day <= scene.Facts.AsOf),
        _ => false,
    }));

    [Fact]
    public void Shares_lie_within_the_life_and_the_line_of_their_recommendation() => Holds(scene => scene.Review.Where(r => r.Wanted is not null).All(row =>
        row.Fills.All(f => f.Fill.Account == row.Account && f.Fill.Symbol == row.Symbol && f.Fill.Side.IsBuying == row.Side.IsBuying
            && f.Fill.TradeDate >= row.Date && f.Fill.TradeDate <= Last(row, scene) && f.Quantity > 0)));

    [Fact]
    public void Without_splits_no_fill_is_called_impossible_while_an_order_of_its_day_that_allowed_it_missed_entirely() => Holds(
        scene => scene.Review.Where(r => r.Status == ReviewStatus.Missed && r.TargetQuantity > 0 && r.Wanted!.Value.Limit is not null).All(missed =>
            !scene.Review.Any(r => r.Date == missed.Date && r.Account == missed.Account && r.Symbol == missed.Symbol && r.Side.IsBuying == missed.Side.IsBuying
                && r.Fills.Any(f => f.Fill.TradeDate == missed.Date && Within(r, f.Fill) == false && Within(missed, f.Fill)))),
        withSplits: false);

    [Fact]
    public void Unplanned_fills_had_no_recommendation_in_force() => Holds(scene =>
    {
        var withdrawn = scene.Facts.Withdrawals.Select(w => w.Id).ToHashSet();
        // Without withdrawals and splits in the way, a fill is unplanned only where everything alive that day was complete before it.
        return scene.Review.Where(r => r.Status == ReviewStatus.Unplanned).All(u => scene.Wanted.All(w =>
            w.EffectiveOn != u.Date || w.Account != u.Account || w.Symbol != u.Symbol || w.Side.IsBuying != u.Side.IsBuying || withdrawn.Contains(w.Id)));
    });

    static bool Within(ReviewRow row, Fill fill) =>
        row.Wanted!.Value.Limit is not { } limit || (fill.Side.IsBuying ? fill.Price.PerUnit <= limit.PerUnit : fill.Price.PerUnit >= limit.PerUnit);

    static TradeDate Last(ReviewRow row, Scene scene) => row.Wanted is { } w && w.ValidThrough is { } through && through > w.EffectiveOn ? through : row.Date;

    static string Everything(Review review, bool withFills = true) => string.Concat(review.Select(r => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{r.Recommendation}|{r.Date}|{r.Account}|{r.Symbol}|{r.Side}|{r.LimitPrice}|{r.ReferencePrice}|{r.TargetQuantity}|{r.FilledQuantity}"
        + $"|{r.AverageFillPrice}|{r.SlippageMoney}|{r.SlippageBps}|{r.OpportunityCost}|{r.Fees}|{r.Shortfall}|{r.Status}|{r.Marks}"
        + $"|{(withFills ? string.Join(' ', r.Fills) : "")}\n")));
}
