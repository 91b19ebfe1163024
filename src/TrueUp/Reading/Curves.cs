using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Performance;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;
using TrueUp.Ledger.Views;

namespace TrueUp.Reading;

/// <summary>A curve beside its benchmarks, with what a reader should know before believing it.</summary>
sealed record MeasuredCurve(EquityCurve Curve, IReadOnlyList<Benchmark> Benchmarks, IReadOnlyList<CarriedMark> Carried, IReadOnlyList<string> Notes)
{
    public CurveView View(string title, TradeDate asOf)
    {
        List<CurveLine> lines = [new("Portfolio", true, [.. Curve.Points.Select(p => new CurvePoint(p.Session, p.Index))])];
        foreach (var benchmark in Benchmarks)
        {
            CurvePoint[] points = [.. benchmark.Index.Zip(Curve.Points).Where(p => p.First is not null).Select(p => new CurvePoint(p.Second.Session, p.First!.Value))];
            if (points.Length > 0) lines.Add(new(benchmark.Symbol.Name, false, [.. points]));
        }

        return new(title, asOf, [.. lines], [.. Curve.Points.Select(p => new CurvePoint(p.Session, p.Drawdown))], [.. Notes]);
    }
}

/// <summary>One mark carried over several sessions.</summary>
sealed record CarriedMark(StaleMark Mark, TradeDate From, TradeDate To, int Sessions);

/// <summary>Reads a cut of the journal and the prices that bear on it into a curve.</summary>
static class Curves
{
    const int NotesListed = 10;

    /// <param name="to">The last day asked for; null is the last there is something to say of (R4).</param>
    public static MeasuredCurve Of(Desk desk, Cut cut, TradeDate? from, TradeDate? to, IReadOnlyList<Symbol> benchmarks, FlowTiming timing = default)
    {
        var currency = desk.Terms.Currency;
        var latest = Ended(desk) is var ended && cut.AsOf < ended ? cut.AsOf.Value : ended;
        if (to is { } asked && asked < latest) latest = asked;
        Facts facts = new(desk, cut with { AsOf = latest });
        var book = facts.Daily(EquityCurve.Sessions(facts.Background, desk.Calendar, latest, desk.AccountFilter));
        if (book.Days.Length == 0) return new(EquityCurve.Empty with { Currency = currency }, [], [], []);

        book = book.With(Later(desk, facts, book, benchmarks, latest, isAsked: to is not null));
        var (first, last) = (TradeDate.FromNumber(book.Days[0]), TradeDate.FromNumber(book.Days[^1]));
        var prices = facts.Prices(book, first, last);
        var curve = EquityCurve.Of(facts.Background, book, prices, facts.Rates(),
            new(desk.Calendar, currency, last) { From = from, Account = desk.AccountFilter, Timing = timing });
        var actions = facts.Actions();
        var days = curve.Days;
        var beside = benchmarks.Select(b => Benchmark.Of(b, facts.Store.Benchmark(b, days, [.. actions[b]]), curve)).ToList();
        var carried = Carried(curve);
        return new(curve, beside, carried, Notes(curve, beside, carried, prices, [.. book.Lines.Select(l => l.Instrument.Symbol).Distinct()]));
    }

    // R4: without a day asked for, not beyond what there is a fact or a price of.
    static IEnumerable<int> Later(Desk desk, Facts facts, DailyBook book, IReadOnlyList<Symbol> benchmarks, TradeDate latest, bool isAsked)
    {
        var known = TradeDate.FromNumber(book.Days[^1]);
        var last = known;
        if (isAsked) last = latest;
        else
        {
            HashSet<Symbol> priced = [.. book.Lines.Select(l => l.Instrument.Symbol), .. benchmarks];
            foreach (var header in facts.Headers)
                if (header.Last > last && priced.Contains(header.Name.Symbol)) last = header.Last < latest ? header.Last : latest;
        }

        return last > known ? desk.Calendar.Sessions(known.Plus(1), last).Select(d => d.Number) : [];
    }

    static TradeDate Ended(Desk desk)
    {
        var today = desk.Calendar.Today(desk.Now);
        return desk.Calendar.Covers(today) ? desk.Calendar.LastEndedSession(desk.Now) : today < desk.Calendar.FirstDay ? desk.Calendar.FirstDay : desk.Calendar.LastDay;
    }

    static List<CarriedMark> Carried(EquityCurve curve)
    {
        List<CarriedMark> runs = [];
        Dictionary<StaleMark, int> open = [];
        foreach (var point in curve.Points)
        {
            foreach (var mark in point.StaleMarks)
            {
                if (open.TryGetValue(mark, out var at)) runs[at] = runs[at] with { To = point.Session, Sessions = runs[at].Sessions + 1 };
                else
                {
                    open[mark] = runs.Count;
                    runs.Add(new(mark, point.Session, point.Session, 1));
                }
            }
        }

        return runs;
    }

    static List<string> Notes(EquityCurve curve, List<Benchmark> benchmarks, List<CarriedMark> carried, PriceBook prices, List<Symbol> symbols)
    {
        List<string> notes = [.. CurveNote.Sentences(curve.Notes)];
        foreach (var symbol in curve.Points.SelectMany(p => p.Unpriced).Distinct().Order(StringComparer.Ordinal).Take(NotesListed))
            notes.Add($"{symbol} has no price or rate on {Many(curve.Points.Count(p => p.Unpriced.Contains(symbol)), "session")}: it is counted as nothing there");

        foreach (var symbol in symbols.Order().Where(s => prices.BasisOf(s) is Basis.Refused or { Doubt: not null }).Take(NotesListed))
            notes.Add(prices.BasisOf(symbol).Text is var why && why.StartsWith(symbol.Name + " ", StringComparison.Ordinal) ? why : $"{symbol}: {why}");

        var executions = carried.Where(c => c.Mark.Source == MarkSource.Execution).GroupBy(c => c.Mark.Name).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (executions.Count > 0)
            notes.Add($"marked at the book's own last execution for want of closes: {Listed([.. executions.Select(g => $"{g.Key} on {Many(g.Sum(c => c.Sessions), "session")}")])}");
        var closes = carried.Where(c => c.Mark.Source != MarkSource.Execution).GroupBy(c => c.Mark.Name).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (closes.Count > 0) notes.Add($"carried forward from an earlier day: {Listed([.. closes.Select(g => $"{g.Key} on {Many(g.Sum(c => c.Sessions), "session")}")])}");

        var assumed = symbols.Where(s => prices.BasisOf(s) is Basis.AssumedAsTraded).Order().Select(s => s.Name).ToList();
        if (assumed.Count > 0) notes.Add($"adjusted closes taken as traded, no split or dividend since being known: {Listed(assumed)}");
        var lacking = symbols.Where(s => prices.BasisOf(s) is Basis.Unadjusted { LacksDividends: true }).Order().Select(s => s.Name).ToList();
        if (lacking.Count > 0)
            notes.Add($"total-return closes multiplied back by splits alone, no dividend being known; earlier days come out too low where one was paid: {Listed(lacking)}");
        notes.AddRange(OfBenchmarks(benchmarks));
        return notes;
    }

    /// <summary>What is so of several benchmarks is said once.</summary>
    static IEnumerable<string> OfBenchmarks(List<Benchmark> benchmarks) => benchmarks.Where(b => b.Note.Length > 0)
        .GroupBy(b => b.Note.StartsWith(b.Symbol.Name, StringComparison.Ordinal) ? b.Note[b.Symbol.Name.Length..] : $": {b.Note}", StringComparer.Ordinal)
        .Select(g => $"{string.Join(", ", g.Select(b => b.Symbol.Name))}{g.Key}");

    static string Listed(List<string> all) => string.Join(", ", all.Take(NotesListed)) + (all.Count > NotesListed ? $" and {all.Count - NotesListed} more" : "");

    static string Many(int count, string what) => Recording.Recorder.Plural(count, what);
}
