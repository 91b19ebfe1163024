using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>What a curve is drawn from, beside the facts.</summary>
/// <param name="Through">The last day that may be on it.</param>
public sealed record CurveTerms(ExchangeCalendar Calendar, Currency Currency, TradeDate Through)
{
    /// <summary>The first day shown, where it is not all: the curve is rebased there, never recomputed.</summary>
    public TradeDate? From { get; init; }

    /// <summary>Only this account; null is the whole book.</summary>
    public AccountName? Account { get; init; }

    public FlowTiming Timing { get; init; } = FlowTiming.InAtStartOutAtEnd;
}

/// <summary>
/// Cash and positions at the end of every session, and the return of the money in them: docs/specs/returns.md. Not a record of anything: fold it
/// again after a correction and it is the corrected curve.
/// </summary>
public sealed record EquityCurve(Currency Currency, FlowTiming Timing, IReadOnlyList<EquityPoint> Points, IReadOnlyList<CurveNote> Notes)
{
    public static readonly EquityCurve Empty = new(Currency.Usd, default, [], []);

    public decimal TotalReturn => Points.Count == 0 ? 0 : Points[^1].Index / Points[0].Index - 1;

    public Drawdown MaxDrawdown => Drawdown.Deepest(Points.Select(p => (p.Session, p.Index)).ToArray());

    /// <summary>The days of <see cref="Points"/> as numbers, for laying benchmarks on the same ones.</summary>
    public int[] Days => [.. Points.Select(p => p.Session.Number)];

    /// <summary>R1 and R3: the sessions a curve may have points on, from its base; for a <see cref="DailyWalk"/>.</summary>
    public static Func<FirstFact, IEnumerable<int>> Sessions(Background background, ExchangeCalendar calendar, TradeDate through, AccountName? account) => fact =>
    {
        // There is no session before the calendar's first: what happened by then is all in that one.
        var earliest = calendar.SessionOnOrAfter(calendar.FirstDay);
        var first = fact.Day < earliest ? earliest : calendar.SessionOnOrAfter(fact.Day);
        if (first > through) return [];
        // The base is where nothing has been earned yet: the session of the first funding, or the one before where more than that happened.
        var moved = fact.Fill <= first || background.Others.Any(o => o.Order.Day <= first.Number && IsEarning(o.Entry, account));
        return calendar.Sessions(moved && first > earliest ? calendar.PreviousSession(first) : first, through).Select(d => d.Number);
    };

    public static EquityCurve Of(Background background, FactList fills, PriceBook prices, FxRates rates, CurveTerms terms)
    {
        DailyWalk walk = new(background, terms.Account, Sessions(background, terms.Calendar, terms.Through, terms.Account));
        walk.All(fills);
        return Of(background, walk.End(terms.Through), prices, rates, terms);
    }

    /// <param name="book">On the days of <see cref="Sessions"/>.</param>
    public static EquityCurve Of(Background background, DailyBook book, PriceBook prices, FxRates rates, CurveTerms terms)
    {
        var sessions = book.Days;
        if (sessions.Length == 0) return Empty with { Currency = terms.Currency, Timing = terms.Timing };

        var value = Valuation.Of(book, background, prices, rates, terms.Currency);
        var flows = Flows.Of(background, terms.Account, sessions);
        var points = new EquityPoint[sessions.Length];
        List<CurveNote> notes = [];
        var (nextFlow, before, index, peak) = (0, 0m, 1m, 1m);
        for (var i = 0; i < sessions.Length; i++)
        {
            var day = TradeDate.FromNumber(sessions[i]);
            var (cash, positions, inflow, outflow) = (value.Cash(i), value.Positions(i), 0m, 0m);
            for (; nextFlow < flows.Count && flows[nextFlow].Session == i; nextFlow++)
            {
                inflow += value.Converted(flows[nextFlow].In, flows[nextFlow].Currency, i);
                outflow += value.Converted(flows[nextFlow].Out, flows[nextFlow].Currency, i);
            }

            var after = cash + positions;
            var earned = i == 0 ? null : TimeWeightedReturn.OfSession(before, after, inflow, outflow, terms.Timing);
            if (i > 0 && earned is null && (before != 0 || after != 0 || inflow != 0 || outflow != 0)) notes.Add(new(CurveNoteKind.ReturnUndefined, day, before + inflow));
            var late = book.LateFacts.GetValueOrDefault(i);
            if (late > 0) notes.Add(new(CurveNoteKind.LateFacts, day, late));
            if (cash < 0) notes.Add(new(CurveNoteKind.CashOwed, day, cash));
            index *= 1 + (earned ?? 0);
            peak = Math.Max(peak, index);
            points[i] = new(
                day, Digits.Normal(cash), Digits.Normal(positions), Digits.Normal(inflow - outflow), earned, index, Drawdown.Below(index, peak),
                value.StaleMarks(i), value.Unpriced(i), late);
            before = after;
        }

        EquityCurve whole = new(terms.Currency, terms.Timing, points, notes);
        return terms.From is { } from ? whole.Since(from) : whole;
    }

    /// <summary>R12: the part from the last session before <paramref name="from"/> on, rebased to 1 there; without such a session, the whole.</summary>
    public EquityCurve Since(TradeDate from)
    {
        var start = 0;
        while (start + 1 < Points.Count && Points[start + 1].Session < from) start++;
        if (start == 0 || Points[start].Index == 0) return this;
        var rebased = new EquityPoint[Points.Count - start];
        var peak = 1m;
        for (var i = 0; i < rebased.Length; i++)
        {
            var point = Points[start + i];
            var index = point.Index / Points[start].Index;
            peak = Math.Max(peak, index);
            rebased[i] = point with { Index = index, Drawdown = Drawdown.Below(index, peak) };
        }

        rebased[0] = rebased[0] with { Return = null, Flow = 0, LateFacts = 0 };
        return this with { Points = rebased, Notes = [.. Notes.Where(n => n.Session > rebased[0].Session)] };
    }

    static bool IsEarning(Entry entry, AccountName? account) => entry switch
    {
        CashMoved { Kind: CashKind.Deposit or CashKind.Withdrawal } => false,
        CashMoved e => account is null || e.Account == account,
        _ => false,
    };
}
