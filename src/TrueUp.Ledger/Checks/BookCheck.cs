using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>
/// Is the book the other party's book? Lists where they disagree, each disagreement once, with the figures that speak for a cause. Rules are
/// numbered in docs/specs/checks.md. Pure, and never an adjustment: it does not say who is right.
/// </summary>
public static class BookCheck
{
    public static CheckResult Against(Claims claims, CheckTerms terms)
    {
        Comparison compared = new(claims, terms);
        Score score = new();
        // Positions first: what they explain of the cash is not reported twice. Equity last: it follows from all the others.
        SessionBreaks.Find(compared, score);
        PositionBreaks.Find(compared, score);
        CashBreaks.Find(compared, score);
        PriceBreaks.Find(compared, score);
        HeldBreaks.Find(compared, score);
        FillBreaks.Find(compared, score);
        GainBreaks.Find(compared, score);
        SumBreaks.Find(compared, score);
        EquityBreaks.Find(compared, score);
        var breaks = score.Breaks.OrderBy(b => b.Day).ThenBy(b => b.Kind).ThenBy(b => b.Symbol?.Name ?? b.Currency?.Code, StringComparer.Ordinal);
        return new(score.Claims, score.Matched, score.NotCompared, [.. breaks]);
    }
}
