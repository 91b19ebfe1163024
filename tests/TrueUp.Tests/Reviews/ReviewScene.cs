using System.Globalization;
using NodaTime;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reviews;
using TrueUp.Ledger.Values;

namespace TrueUp.Tests.Reviews;

/// <summary>
/// A review in a few lines of text. Items are written as they are typed: a recommendation is <c>TICKER,action,limit,shares</c>, a fill
/// <c>TICKER,side,shares,price</c>; numbers of fills are their journal sequences. Words with <c>=</c> say the rest.
/// </summary>
static class ReviewScene
{
    public static Review Of(string text, string asOf = "2026-12-31") => Read(text, asOf) is var (fills, sequences, wanted, facts)
        ? TradeReview.Of(fills, sequences, wanted, facts)
        : throw new InvalidOperationException();

    public static (Fill[] Fills, long[] Sequences, Wanted[] Wanted, ReviewFacts Facts) Read(string text, string asOf = "2026-12-31")
    {
        List<(long, Fill)> fills = [];
        List<Wanted> wanted = [];
        List<UnitSplit> splits = [];
        List<Renaming> renamings = [];
        List<Withdrawal> withdrawals = [];
        Dictionary<(Symbol, TradeDate), Price> closes = [];
        Dictionary<(string, string), decimal> rates = [];
        Dictionary<Symbol, Instrument> instruments = [];
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var named = words.Where(w => w.Contains('=')).Select(w => w.Split('=', 2)).ToDictionary(w => w[0], w => w[1]);
            string? Named(string key) => named.GetValueOrDefault(key);
            var account = new AccountName(Named("account") ?? "main");
            var item = words.FirstOrDefault(w => w.Contains(','))?.Split(',') ?? [];
            switch (words[0])
            {
                case "rec":
                    wanted.Add(new(
                        wanted.Count + 1, words[1], account, Symbol.From(item[0])!, Sides.From(item[1])!.Value, new(Number(item[3])),
                        MaybePrice(item[2]), MaybePrice(Named("ref") ?? ""), Day(words[2]), Named("until") is { } until ? Day(until) : null,
                        Named("note")?.Replace('_', ' ')));
                    break;
                case "fill":
                    fills.Add((long.Parse(words[1], CultureInfo.InvariantCulture), new(
                        account, Symbol.From(item[0])!, Sides.From(item[1])!.Value, new(Number(item[2])), new(Number(item[3])),
                        Number(Named("fee") ?? "0"), Currency.From(Named("feeIn") ?? "USD")!, Day(words[2]), At(words[2]))));
                    break;
                case "withdraw":
                    withdrawals.Add(new(words[1], Day(words[2]), At(words[2])));
                    break;
                case "split":
                    splits.Add(new(Day(words[1]), Symbol.From(words[2])!, Number(words[3].Split(':')[0]), Number(words[3].Split(':')[1]), Named("account") is null ? null : account));
                    break;
                case "rename":
                    renamings.Add(new(Day(words[1]), Symbol.From(words[2])!, Symbol.From(words[3])!));
                    break;
                case "close":
                    closes[(Symbol.From(words[2])!, Day(words[1]))] = new(Number(words[3]));
                    break;
                case "rate":
                    rates[(words[1], words[2])] = Number(words[3]);
                    break;
                case "option":
                    instruments[Symbol.From(words[1])!] = new Option(default, Number(words[2])) { Symbol = Symbol.From(words[1])!, Currency = Currency.Usd };
                    break;
                case "pence":
                    instruments[Symbol.From(words[1])!] = new Equity { Symbol = Symbol.From(words[1])!, Currency = Currency.Gbp, QuoteFactor = 0.01m };
                    break;
                default:
                    throw new ArgumentException($"the scene does not know {line}", nameof(text));
            }
        }

        ReviewFacts facts = new(Day(asOf), Currency.Usd)
        {
            Splits = splits,
            Renamings = renamings,
            Withdrawals = withdrawals,
            Instrument = (_, symbol) => instruments.GetValueOrDefault(symbol) ?? Instrument.Undeclared(symbol, Currency.Usd),
            Close = (symbol, day) => closes.TryGetValue((symbol, day), out var close) ? close : null,
            Rate = (from, to, _) => rates.TryGetValue((from.Code, to.Code), out var rate) ? rate : null,
        };
        return ([.. fills.Select(f => f.Item2)], [.. fills.Select(f => f.Item1)], [.. wanted], facts);
    }

    /// <summary>One line a row: <c>R1 partial 5 of 13 @ 2.59 from 1:5 marks</c>.</summary>
    public static string Describe(Review review) => string.Join('\n', review.Select(Describe));

    public static string Describe(ReviewRow row)
    {
        var who = row.Recommendation ?? $"{row.Date} {row.Symbol} {row.Side.Word}";
        var target = row.TargetQuantity is { } t ? $" of {Digits.Text(t)}" : "";
        var average = row.AverageFillPrice is { } a ? $" @ {Digits.Text(Math.Round(a.PerUnit, 6))}" : "";
        var from = row.Fills.Count == 0 ? "" : " from " + string.Join(' ', row.Fills.Select(f => $"{f.Sequence}:{Digits.Text(f.Quantity)}"));
        var marks = row.Marks & ~ReviewMarks.NoClose;
        return $"{who} {row.Status.Word} {Digits.Text(row.FilledQuantity)}{target}{average}{from}{string.Concat(marks.Words.Select(m => " " + m))}";
    }

    static TradeDate Day(string text) => TradeDate.From(text.AsSpan(0, 10)) ?? throw new ArgumentException(text, nameof(text));

    static Instant? At(string text) => text.Length == 10
        ? null
        : Instant.FromUtc(int.Parse(text[..4]), int.Parse(text[5..7]), int.Parse(text[8..10]), int.Parse(text[11..13]), int.Parse(text[14..16]));

    static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    static Price? MaybePrice(string text) => text is "" or "-" ? null : new(Number(text));
}
