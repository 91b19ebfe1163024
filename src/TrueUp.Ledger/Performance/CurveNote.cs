using System.Globalization;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>Something a reader of a curve should know about one of its sessions.</summary>
/// <param name="Amount">What it is about: the base a return would be divided by, the number of facts, the cash owed.</param>
public sealed record CurveNote(CurveNoteKind Kind, TradeDate Session, decimal Amount)
{
    /// <summary>One sentence a kind, naming how many sessions it is about and the first or worst of them.</summary>
    public static IEnumerable<string> Sentences(IReadOnlyList<CurveNote> notes)
    {
        foreach (var kind in notes.GroupBy(n => n.Kind).OrderBy(g => g.Key))
        {
            var first = kind.First();
            var worst = kind.MinBy(n => n.Amount)!;
            var sessions = Many(kind.Count(), "session");
            yield return kind.Key switch
            {
                CurveNoteKind.ReturnUndefined =>
                    $"no return on {sessions}, first on {first.Session}: the money that was there before was {Digits.Fixed(first.Amount, 2)}; record opening cash with trueup cash add --date D deposit AMOUNT",
                CurveNoteKind.LateFacts =>
                    $"{Many(kind.Sum(n => (int)n.Amount), "fact")} dated on days without a session, counted in the next one: first on {first.Session}",
                CurveNoteKind.CashOwed => $"cash is below zero on {sessions}, lowest {Digits.Fixed(worst.Amount, 2)} on {worst.Session}",
                _ => throw new System.Diagnostics.UnreachableException($"no sentence for {kind.Key}"),
            };
        }
    }

    static string Many(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}

public enum CurveNoteKind
{
    /// <summary>The base was nothing or less, so the index stands still.</summary>
    ReturnUndefined,

    /// <summary>Facts dated on days without a session.</summary>
    LateFacts,

    /// <summary>Cash below zero: a loan, or a deposit nobody recorded.</summary>
    CashOwed,
}
