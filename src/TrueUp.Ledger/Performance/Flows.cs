using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Positions;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Performance;

/// <summary>External money of one session in one currency, both unsigned.</summary>
sealed record ExternalFlow(int Session, Currency Currency, decimal In, decimal Out);

/// <summary>Reads what crossed the portfolio's boundary out of the facts.</summary>
static class Flows
{
    /// <summary>
    /// Deposits and withdrawals by session and currency, oldest first. Money that leaves one of the accounts and enters another
    /// on the same day, in the same amount, has not crossed the boundary (R8).
    /// </summary>
    public static List<ExternalFlow> Of(Background background, AccountName? account, int[] sessions)
    {
        List<(int Day, AccountName Account, Money Amount)> moves = [];
        foreach (var (_, _, entry) in background.Others)
        {
            if (entry is CashMoved { Kind: CashKind.Deposit or CashKind.Withdrawal } e && (account is null || e.Account == account))
                moves.Add((e.Day.Number, e.Account, e.Amount));
        }

        if (account is null) RemoveTransfers(moves);

        SortedDictionary<(int, Currency), (decimal In, decimal Out)> bySession = [];
        foreach (var (day, _, amount) in moves)
        {
            var at = Array.BinarySearch(sessions, day);
            if (at < 0) at = ~at;
            if (at == sessions.Length) continue;
            var key = (at, amount.Currency);
            var known = bySession.GetValueOrDefault(key);
            bySession[key] = amount.Amount >= 0 ? (known.In + amount.Amount, known.Out) : (known.In, known.Out - amount.Amount);
        }

        return [.. bySession.Select(f => new ExternalFlow(f.Key.Item1, f.Key.Item2, f.Value.In, f.Value.Out))];
    }

    static void RemoveTransfers(List<(int Day, AccountName Account, Money Amount)> moves)
    {
        for (var i = moves.Count - 1; i >= 0; i--)
        {
            var move = moves[i];
            var pair = moves.FindIndex(m => m.Day == move.Day && m.Account != move.Account && m.Amount == -move.Amount);
            if (pair < 0 || pair > i) continue;
            moves.RemoveAt(i);
            moves.RemoveAt(pair);
            i--;
        }
    }
}
