using System.Globalization;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Checks;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;
using TrueUp.Tests.Performance;

namespace TrueUp.Tests.Checks;

/// <summary>
/// A book and somebody else's record of it, as lines. The book as in <see cref="CurveScene"/>; the record as
/// <c>2026-03-02 theirs ABC 10 [5.10] [value=51] [stop=4]</c>, <c>theirs-exit ABC 10 4.50 stop=4.50</c>, <c>theirs-cash 100 [in=EUR]</c>, <c>theirs-equity 151 [positions=51]</c>,
/// <c>theirs-gain ABC 10 5.10 7.00</c>; <c>held buy ABC 10 5.00</c> is a row that waits for review.
/// </summary>
static class CheckScene
{
    public static CheckResult Check(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .ToLookup(l => l.Split(' ')[1] is var word && (word.StartsWith("theirs", StringComparison.Ordinal) || word == "held"));
        CurveScene scene = new(string.Join('\n', lines[false]));
        scene.Settle();
        List<PositionClaim> positions = [];
        List<CashClaim> cash = [];
        List<EquityClaim> equity = [];
        List<GainClaim> gains = [];
        List<(long, string, Fill)> held = [];
        foreach (var line in lines[true])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var named = words.Where(w => w.Contains('=')).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]);
            var plain = words.Where(w => !w.Contains('=')).ToArray();
            var day = TradeDate.From(words[0])!.Value;
            decimal? Maybe(string name) => named.TryGetValue(name, out var value) ? Number(value) : null;
            switch (words[1])
            {
                case "theirs" or "theirs-exit":
                    positions.Add(new(
                        day, Symbol.From(words[2])!, Number(words[3]), plain.Length > 4 ? Number(plain[4]) : null, Maybe("value"), Maybe("stop"), words[1] == "theirs-exit", positions.Count + 1));
                    break;
                case "theirs-cash": cash.Add(new(day, named.TryGetValue("in", out var currency) ? Currency.From(currency) : null, Number(words[2]))); break;
                case "theirs-equity": equity.Add(new(day, Number(words[2]), Maybe("positions"), 9)); break;
                case "theirs-gain": gains.Add(new(day, Symbol.From(words[2])!, Number(words[3]), Number(words[4]), Number(words[5]), 7)); break;
                case "held":
                    Fill waiting = new(
                        new("main"), Symbol.From(words[3])!, Sides.From(words[2])!.Value, new(Number(words[4])), new(Number(words[5])), 0, Currency.Usd, day, null);
                    held.Add((50 + held.Count, "alike", waiting));
                    break;
                default: throw new ArgumentException($"the scene does not know {line}", nameof(text));
            }
        }

        return BookCheck.Against(new("theirs.csv", positions, cash, equity, gains), new(scene.Background, scene.Fills, ExchangeCalendar.Find("XNYS")!, Currency.Usd)
        {
            Prices = scene.Prices,
            Tape = scene.Tape,
            Rates = scene.Rates,
            Held = held,
        });
    }

    /// <summary>One line a break: id, ours, theirs, how many days, what nothing explains, cause.</summary>
    public static string Lines(CheckResult result) => string.Join('\n', result.Breaks.Select(b =>
        $"{b.Id} {N(b.Ours)} {N(b.Theirs)} {b.Days}d{(b.Unexplained is { } rest and not 0 ? $" {N(rest)}!" : "")} {b.Cause.Text}"));

    static string N(decimal? number) => number is { } some ? Digits.Text(Math.Round(some, 4)) : "-";

    static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
