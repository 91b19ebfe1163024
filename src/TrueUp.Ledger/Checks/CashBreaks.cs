using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>K4: cash by currency. A difference carried from day to day is the break it began as; each change of it is another.</summary>
static class CashBreaks
{
    public static void Find(Comparison compared, Score score)
    {
        foreach (var claims in compared.Claims.Cash.GroupBy(c => c.Currency ?? compared.Terms.Currency).OrderBy(g => g.Key))
            Find(compared, score, claims.Key, [.. claims.OrderBy(c => c.Day)]);
    }

    static void Find(Comparison compared, Score score, Currency currency, List<CashClaim> claims)
    {
        var tolerance = compared.Terms.Tolerance.Money;
        List<Break> found = [];
        var (before, carried, at, current) = (0m, 0m, -1, -1);
        CashClaim? last = null;
        foreach (var claim in claims)
        {
            var index = compared.IndexOf(claim.Day);
            var ours = OursOn(compared, currency, index);
            var difference = claim.Amount - ours;
            score.Count(Math.Abs(difference) <= tolerance);
            if (Math.Abs(difference - carried) > tolerance)
            {
                // Back to an earlier difference for a known reason: that break goes on.
                if (Break(compared, score, new(currency, last, claim, at, index, ours, difference - before), found) is { } one) found.Add(one);
                current = Math.Abs(difference) <= tolerance ? -1 : found.FindLastIndex(b => Math.Abs(b.Difference!.Value - difference) <= tolerance);
                carried = difference;
            }

            if (current >= 0 && found[current].LastSeen < claim.Day) found[current] = found[current] with { LastSeen = claim.Day, Days = found[current].Days + 1 };

            (before, at, last) = (difference, index, claim);
        }

        foreach (var one in found) score.Add(one with { Evidence = one.Evidence + Overdrawn(compared, one, currency) });
    }

    /// <summary>A change of the difference from one claim to the next.</summary>
    readonly record struct Change(Currency Currency, CashClaim? Last, CashClaim Claim, int From, int To, decimal Ours, decimal Step);

    static Break? Break(Comparison compared, Score score, Change change, List<Break> before)
    {
        var tolerance = compared.Terms.Tolerance.Money;
        var (explained, known, why) = score.Explained(change.From, change.To, change.Currency);
        var unexplained = change.Step - explained;
        var difference = change.Claim.Amount - change.Ours;
        var isExplained = Math.Abs(unexplained) <= tolerance;
        if (Math.Abs(difference) <= tolerance || (isExplained && before.Any(b => Math.Abs(b.Difference!.Value - difference) <= tolerance))) return null;
        var (cause, evidence) = isExplained ? (known, string.Join("; ", why)) : Cause(compared, change, unexplained, why);
        return new(BreakKind.Cash, null, change.Currency, change.Claim.Day, Digits.Normal(change.Ours), change.Claim.Amount, cause, evidence)
        {
            Unexplained = cause == LikelyCause.UnexplainedCash ? Digits.Normal(Math.Round(unexplained, 4)) : 0,
        };
    }

    static (LikelyCause, string) Cause(Comparison compared, Change change, decimal unexplained, List<string> why)
    {
        var tolerance = compared.Terms.Tolerance.Money;
        var held = compared.Terms.Held.Where(h => IsIn(compared, change, h.Fill.TradeDate) && compared.CurrencyOf(h.Fill) == change.Currency).ToList();
        if (held.Count > 0 && Math.Abs(held.Sum(h => compared.CashOf(h.Fill)) - unexplained) <= tolerance)
            return (LikelyCause.DuplicateRows, $"their cash counts {Sentences.Many(held.Count, "row")} the book holds for review: {Sentences.Of(held.Select(h => h.Fill))}");

        var moves = Moves(compared, change);
        if (moves.Count > 0 && Math.Abs(moves.Sum(m => m.Amount) + unexplained) <= tolerance)
            return (LikelyCause.CashMovementNotBooked, $"their cash is without {string.Join(", ", moves.Select(m => $"the {m.Kind} of {Sentences.Cents(m.Amount)} on {m.Day}"))}");

        var fills = Fills(compared, change);
        var ours = fills.Sum(f => compared.CashOf(f)) + moves.Sum(m => m.Amount);
        var book = fills.Count + moves.Count == 0
            ? "the book has no movement of money in between"
            : $"the book's movements in between are {Sentences.Signed(ours)}{(fills.Count == 0 ? "" : $" ({Sentences.Of(fills)})")}";
        var theirs = change.Last is { } last
            ? $"their cash went from {Sentences.Cents(last.Amount)} on {last.Day} to {Sentences.Cents(change.Claim.Amount)} ({Sentences.Signed(change.Claim.Amount - last.Amount)})"
            : $"their first balance is {Sentences.Cents(change.Claim.Amount)}";
        var rest = why.Count == 0 ? "" : $"; accounted for: {string.Join("; ", why)}";
        return (LikelyCause.UnexplainedCash, $"{theirs}; {book}{rest}; {Sentences.Signed(unexplained)} is explained by nothing");
    }

    static List<(decimal Amount, string Kind, TradeDate Day)> Moves(Comparison compared, Change change)
    {
        List<(decimal, string, TradeDate)> moves = [];
        foreach (var (_, _, entry) in compared.Terms.Background.Others)
        {
            if (entry is not CashMoved e || !IsIn(compared, change, e.Day) || (compared.Terms.Account is { } account && e.Account != account)) continue;
            if (e.Amount.Currency == change.Currency) moves.Add((e.Amount.Amount, e.Kind.ToString().ToLowerInvariant(), e.Day));
            if (e.Counter is { } counter && counter.Currency == change.Currency) moves.Add((counter.Amount, "fx", e.Day));
        }

        return moves;
    }

    static List<Fill> Fills(Comparison compared, Change change)
    {
        List<Fill> fills = [];
        for (var i = change.From + 1; i <= change.To; i++)
            foreach (var symbol in compared.Symbols) fills.AddRange(compared.FillsOn(i, symbol).Where(f => compared.CurrencyOf(f) == change.Currency));
        return fills;
    }

    static bool IsIn(Comparison compared, Change change, TradeDate day) =>
        day <= change.Claim.Day && (change.From < 0 ? day.Number <= compared.Days[change.To] : day > compared.Day(change.From));

    static string Overdrawn(Comparison compared, Break found, Currency currency)
    {
        if (found.Cause != LikelyCause.UnexplainedCash || !(found.Theirs > found.Ours)) return "";
        var (lowest, day) = (0m, found.Day);
        for (var i = compared.IndexOf(found.Day); i < compared.Days.Length && compared.Day(i) <= found.LastSeen; i++)
            if (OursOn(compared, currency, i) is var ours && ours < lowest) (lowest, day) = (ours, compared.Day(i));
        return lowest == 0 ? "" : $"; without it the account is overdrawn, by {Sentences.Cents(-lowest)} on {day}";
    }

    static decimal OursOn(Comparison compared, Currency currency, int index) => compared.Book.CashAt(currency, index);
}
