using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>Gathers what a check finds: breaks, and how many claims agreed. Mutable while the check runs.</summary>
sealed class Score
{
    readonly List<Break> breaks = [];
    readonly Dictionary<(int, Currency), (decimal Amount, LikelyCause Cause, List<string> Why)> explained = [];

    public int Claims { get; private set; }

    public int Matched { get; private set; }

    public int NotCompared { get; private set; }

    public IReadOnlyList<Break> Breaks => breaks;

    public void Add(Break found) => breaks.Add(found);

    public void Count(bool agrees)
    {
        Claims++;
        if (agrees) Matched++;
    }

    public void CountNotCompared()
    {
        Claims++;
        NotCompared++;
    }

    /// <summary>Remembers that a break moves their cash against ours on a day, so that the cash is not reported as unexplained.</summary>
    public void Explain(int index, Currency currency, decimal amount, LikelyCause cause, string why)
    {
        if (!explained.TryGetValue((index, currency), out var known)) known = (0, cause, []);
        known.Why.Add(why);
        explained[(index, currency)] = (known.Amount + amount, known.Cause, known.Why);
    }

    /// <summary>What breaks of other kinds do to their cash against ours after one day and up to another.</summary>
    public (decimal Amount, LikelyCause Cause, List<string> Why) Explained(int after, int upTo, Currency currency)
    {
        var (amount, cause, why) = (0m, LikelyCause.Unknown, new List<string>());
        for (var i = after + 1; i <= upTo; i++)
        {
            if (!explained.TryGetValue((i, currency), out var some)) continue;
            amount += some.Amount;
            if (cause == LikelyCause.Unknown) cause = some.Cause;
            why.AddRange(some.Why);
        }

        return (amount, cause, why);
    }
}
