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
    public static readonly EquityCurve Empty = new(default, default, [], []);

    public decimal TotalReturn => Points.Count == 0 ? 0 : Points[^1].Index / Points[0].Index - 1;

    public Drawdown MaxDrawdown => Drawdown.Deepest(Points.Select(p => (p.Session, p.Index)).ToArray());

    /// <summary>The days of <see cref="Points"/> as numbers, for laying benchmarks on the same sessions.</summary>
    public int[] Sessions => [.. Points.Select(p => p.Session.Number)];

    /// <summary>The day of the first fact that moves units or money; null in a book without any.</summary>
    public static TradeDate? FirstFact(Background background, FactList fills, AccountName? account = null)
    {
        var first = background.Others.Where(o => IsOf(o.Entry, account)).Select(o => (int?)o.Order.Day).FirstOrDefault();
        foreach (ref readonly var fact in fills.InOrder())
        {
            if (account is not null && fact.Fill.Account != account) continue;
            if (first is null || fact.Order.Day < first) first = fact.Order.Day;
            break;
        }

        return first is { } day ? TradeDate.FromNumber(day) : null;
    }

    public static EquityCurve Of(Background background, FactList fills, PriceBook prices, FxRates rates, CurveTerms terms)
    {
        var sessions = SessionsOf(background, fills, terms);
        if (sessions.Length == 0) return Empty with { Currency = terms.Currency, Timing = terms.Timing };

        var book = DailyBook.Of(background, fills, sessions, terms.Account);
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
            if (book.LateFacts[i] > 0) notes.Add(new(CurveNoteKind.LateFacts, day, book.LateFacts[i]));
            if (cash < 0) notes.Add(new(CurveNoteKind.CashOwed, day, cash));
            index *= 1 + (earned ?? 0);
            peak = Math.Max(peak, index);
            points[i] = new(
                day, Digits.Normal(cash), Digits.Normal(positions), Digits.Normal(inflow - outflow), earned, index, Drawdown.Below(index, peak),
                value.StaleMarks(i), value.Unpriced(i), book.LateFacts[i]);
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

    // R3: the base is where nothing has been earned yet: the session of the first funding, or the one before where units moved that very session.
    static int[] SessionsOf(Background background, FactList fills, CurveTerms terms)
    {
        if (FirstFact(background, fills, terms.Account) is not { } fact) return [];
        var first = terms.Calendar.SessionOnOrAfter(fact);
        if (first > terms.Through) return [];
        if (MovesUnits(background, fills, first, terms.Account)) first = terms.Calendar.PreviousSession(first);
        return [.. terms.Calendar.Sessions(first, terms.Through).Select(d => d.Number)];
    }

    static bool MovesUnits(Background background, FactList fills, TradeDate through, AccountName? account)
    {
        foreach (ref readonly var fact in fills.InOrder())
        {
            if (fact.Order.Day > through.Number) break;
            if (account is null || fact.Fill.Account == account) return true;
        }

        return background.Others.Any(o => o.Order.Day <= through.Number && IsOf(o.Entry, account)
            && o.Entry is not CashMoved { Kind: CashKind.Deposit or CashKind.Withdrawal });
    }

    static bool IsOf(Entry entry, AccountName? account) => account is null || entry switch
    {
        CashMoved e => e.Account == account,
        OptionEventRecorded e => e.Account == account,
        // An action alone moves nothing: it needs a holding, and so a fill, before it.
        _ => false,
    };
}
