using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K2: their days against the exchange's sessions.</summary>
static class SessionBreaks
{
    public static void Find(Comparison compared, Score score)
    {
        if (compared.Days.Length == 0) return;
        var (calendar, theirs) = (compared.Terms.Calendar, compared.Days.ToHashSet());
        List<TradeDate> run = [];
        foreach (var session in calendar.Sessions(compared.Day(0), compared.Day(compared.Days.Length - 1)))
        {
            if (!theirs.Contains(session.Number)) run.Add(session);
            else Missing(compared, score, run);
        }

        foreach (var day in compared.Days.Select(TradeDate.FromNumber).Where(d => !calendar.IsSession(d)))
            score.Add(new(BreakKind.Session, null, null, day, null, null, LikelyCause.NoSession, $"{calendar.Code} was closed ({calendar.WhyClosed(day)}); their record has rows of that day"));
    }

    static void Missing(Comparison compared, Score score, List<TradeDate> run)
    {
        if (run.Count == 0) return;
        var (first, last) = (run[0], run[^1]);
        var fills = 0;
        foreach (ref readonly var fact in compared.Terms.Fills.InOrder())
            if (fact.Fill.TradeDate >= first && fact.Fill.TradeDate <= last && (compared.Terms.Account is not { } account || fact.Fill.Account == account)) fills++;
        var what = run.Count == 1 ? $"{compared.Terms.Calendar.Code} traded on {first}" : $"{compared.Terms.Calendar.Code} traded on {run.Count} days from {first} to {last}";
        score.Add(new(
            BreakKind.Session, null, null, first, null, null, LikelyCause.MissingSession,
            $"{what}; their record has no row of {(run.Count == 1 ? "that day" : "those days")}, the book has {(fills == 0 ? "no fills" : Sentences.Many(fills, "fill"))}")
        {
            LastSeen = last,
            Days = run.Count,
        });
        run.Clear();
    }
}
