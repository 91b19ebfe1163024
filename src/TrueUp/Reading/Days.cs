using TrueUp.Edges.Store;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;

namespace TrueUp.Reading;

/// <summary>One day of a book with everything its page and files need.</summary>
sealed record ReadDay(DayView View, Review Review, MeasuredCurve Measured, IReadOnlyList<Position> Open, int Fills);

/// <summary>Reads one day: what was meant against what happened, what is held, what it is worth and how it did.</summary>
static class Days
{
    /// <summary>A page has room for the worst of a kind; the command named beside them shows all.</summary>
    const int MarksNamed = 5;

    public static ReadDay Of(Desk desk, TradeDate day, IReadOnlyList<Symbol> benchmarks)
    {
        var cut = desk.Cut with { AsOf = day };
        var measured = Curves.Of(desk, cut, null, null, benchmarks);
        var review = Reviews.Of(desk, cut).Within(day, day);
        List<Disposal> closed = [];
        var book = Books.At(desk.Journal, cut, desk.Settings.Lots, closed.Add).ToBook();
        var before = Books.At(desk.Journal, cut with { AsOf = desk.Calendar.PreviousSession(day) }, desk.Settings.Lots).ToBook();
        var only = desk.AccountFilter;
        var open = book.Open.Where(p => only is null || p.Account == only).ToList();
        var fills = FillsOn(desk, cut, day);

        var last = measured.Curve.Points.Count == 0 ? null : measured.Curve.Points[^1];
        DayView view = new()
        {
            Day = day,
            Calendar = desk.Calendar.Code,
            WhyClosed = desk.Calendar.WhyClosed(day),
            WhyEarly = desk.Calendar.WhyEarly(day),
            Currency = desk.Terms.Currency,
            Concerns = [.. Concerns(desk, day, review, last)],
            Trades = [.. review.Select(r => DayTrade.Of(r))],
            TradeTotals = review.Count == 0 ? null : DayTradeTotals.Of(review.Totals),
            Positions = [.. Positions(desk, new(desk, cut), open, last)],
            Cash = [.. Cash(book, before, only)],
            Realized = [.. closed.Where(d => d.ClosedOn == day && (only is null || d.Account == only))
                .Select(d => new DayDisposal(d.Symbol, d.Currency, d.Short ? -d.Quantity.Value : d.Quantity.Value, d.OpenedOn, d.PriceGain, d.Fees))],
            Equity = last is null ? null : new(last.Session, last.Equity, last.Cash, last.PositionsValue, last.Flow, last.Return, last.Index, last.Drawdown),
            Curve = measured.Curve.Points.Count == 0 ? null : Commands.ChartCommand.View(measured, desk),
            From = new(Path.GetFileName(desk.Folder.Path), day, desk.Journal.Head.Sequence, desk.Journal.Head.Hash, cut.KnownBy),
            Version = typeof(Days).Assembly.GetName().Version?.ToString(3) ?? "",
        };
        return new(view, review, measured, open, fills);
    }

    static int FillsOn(Desk desk, Cut cut, TradeDate day)
    {
        var through = cut.KnownBy is { } known ? desk.Journal.SequenceKnownBy(known) : desk.Journal.Head.Sequence;
        Background background = new(desk.Journal.ReadKinds(Background.Kinds, through), desk.Settings.Lots, cut.AsOf);
        var count = 0;
        desk.Journal.ScanFills(new FillQuery(through, From: day, To: day), (long sequence, in Fill fill, long tie) =>
        {
            if (!background.IsReversed(sequence) && (desk.AccountFilter is not { } only || fill.Account == only)) count++;
        });
        return count;
    }

    static IEnumerable<DayCash> Cash(Book book, Book before, AccountName? only)
    {
        foreach (var balance in book.Cash)
        {
            if (only is { } account && balance.Account != account) continue;
            var known = before.Cash.FirstOrDefault(b => b.Account == balance.Account && b.Amount.Currency == balance.Amount.Currency);
            yield return new(balance.Account, balance.Amount, balance.Amount.Amount - (known?.Amount.Amount ?? 0));
        }
    }

    /// <summary>With the very marks the equity was computed with, so that the page adds up.</summary>
    static IEnumerable<DayPosition> Positions(Desk desk, Facts facts, List<Position> open, EquityPoint? last)
    {
        if (open.Count == 0) yield break;
        var session = last?.Session ?? desk.Calendar.SessionOnOrBefore(open.Max(p => p.Lots[^1].OpenedOn));
        var book = facts.Daily(_ => [session.Number]);
        var prices = facts.Prices(book, session.Plus(-SeriesChoice.SlackDays), session);
        var rates = facts.Rates();
        var value = Ledger.Performance.Valuation.Of(book, facts.Background, prices, rates, desk.Terms.Currency);
        foreach (var position in open)
        {
            var instrument = position.Instrument;
            var mark = value.MarkOf(position.Symbol, 0);
            var unit = mark?.Source == MarkSource.Close ? prices.UnitOf(position.Symbol) : null;
            var (currency, perPoint) = unit is { } quoted ? (quoted.Currency, instrument.Multiplier * quoted.Factor) : (instrument.Currency, instrument.PointValue);
            var worth = position.Units.Value * mark?.Price * perPoint;
            var basis = position.GrossCost + (desk.Settings.CapitalizeFees ? position.Fees : 0);
            yield return new()
            {
                Account = position.Account,
                Symbol = position.Symbol,
                Currency = currency,
                Units = position.Units,
                AverageCost = position.GrossCost / position.Units.Value / instrument.PointValue,
                CostBasis = basis,
                Mark = mark?.Price,
                MarkDate = mark?.Day,
                MarkIsStale = mark is { } known && (known.Source != MarkSource.Close || known.Day != session),
                MarketValue = worth,
                Unrealized = currency == instrument.Currency ? worth - basis : null,
                Weight = last is { Equity: > 0 } && worth is { } some ? value.Converted(some, currency, 0) / last.Equity : null,
            };
        }
    }

    static IEnumerable<DayConcern> Concerns(Desk desk, TradeDate day, Review review, EquityPoint? last)
    {
        var reconcile = $"trueup reconcile --date {day}";
        foreach (var row in review.Where(r => r.Marks.HasFlag(ReviewMarks.OutsideLimit)))
            yield return new(DayConcernKind.ImpossibleFill, $"{row.Symbol}: a {row.Side.Word} at {row.AverageFillPrice} is outside its limit of {row.LimitPrice}.", reconcile);

        var held = Held.Waiting(desk.Journal).Count();
        if (held > 0) yield return new(DayConcernKind.HeldRows, $"{Recording.Recorder.Plural(held, "row")} held for review and not in these figures.", "trueup held list");
        if (Unconfirmed.Of(desk) is { Count: > 0 } unconfirmed)
            yield return new(DayConcernKind.Other, $"{Unconfirmed.Sentence(unconfirmed)}.", Unconfirmed.WhatToDo(unconfirmed));

        List<string> execution = [];
        foreach (var status in (ReadOnlySpan<ReviewStatus>)[ReviewStatus.Missed, ReviewStatus.Partial, ReviewStatus.Unplanned, ReviewStatus.Overfilled, ReviewStatus.Expired])
            if (review.Totals[status] is > 0 and var count) execution.Add($"{count} {status.Word}");
        if (execution.Count > 0) yield return new(DayConcernKind.Execution, $"Not as recommended: {string.Join(", ", execution)}.", reconcile);

        if (last is null) yield break;
        foreach (var name in last.Unpriced.Take(MarksNamed)) yield return new(DayConcernKind.StaleMark, $"{name} has no price: it is counted as nothing.", "trueup price import FILE");
        foreach (var mark in last.StaleMarks.Take(MarksNamed))
        {
            var what = mark.Source == MarkSource.Execution ? $"{mark.Name} is valued at the book's own last execution, {Digits.Text(mark.Price)} on {mark.Day}." : $"{mark.Name} is valued at its {mark.Source.Text} of {mark.Day}.";
            yield return new(DayConcernKind.StaleMark, what, "trueup price import FILE");
        }

        if (last.StaleMarks.Count > MarksNamed) yield return new(DayConcernKind.StaleMark, $"{last.StaleMarks.Count - MarksNamed} more marks are not of {last.Session}.", $"trueup equity --to {last.Session}");
        if (last.Cash < 0) yield return new(DayConcernKind.Other, $"Cash is below zero: {Digits.Fixed(last.Cash, 2)}. Money is owed, or a deposit is not recorded.", "trueup cash");
    }
}
