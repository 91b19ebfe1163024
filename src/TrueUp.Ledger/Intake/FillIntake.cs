using System.Globalization;
using System.Text;
using TrueUp.Ledger.Calendars;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <summary>What the rules for fills may look at. Every member is an answer, not an effect.</summary>
/// <param name="Find">The journal's knowledge of an identity.</param>
/// <param name="Read">An entry the journal has.</param>
/// <param name="Units">What an account held of a symbol before this input.</param>
/// <param name="LastClose">The last raw close at or before a day; null where none is known or the series is adjusted.</param>
public sealed record FillSurroundings(
    Func<Identity, Known?> Find,
    Func<long, Entry> Read,
    Func<AccountName, Symbol, Units> Units,
    Func<Symbol, TradeDate, Price?> LastClose,
    ExchangeCalendar Calendar)
{
    /// <summary>Accounts that never sell short.</summary>
    public IReadOnlySet<AccountName> LongOnly { get; init; } = new HashSet<AccountName>();

    /// <summary>The journal has fills typed by hand that a broker's record may be about.</summary>
    public bool AnyByHand { get; init; }

    /// <summary>Instruments the book has declared, for options' multipliers.</summary>
    public IReadOnlyDictionary<Symbol, Instrument> Instruments { get; init; } = new Dictionary<Symbol, Instrument>();

    /// <summary>What each account was funded with, where it was.</summary>
    public IReadOnlyDictionary<AccountName, Funding> Funded { get; init; } = new Dictionary<AccountName, Funding>();

    /// <summary>What an account is worth as of a day in its own currency, before this input; null where a rate is missing.</summary>
    public Func<AccountName, TradeDate, decimal?> Worth { get; init; } = (_, _) => null;
}

/// <param name="OpenedOn">The day of its opening cash, where that is stated; fills before it are odd.</param>
/// <param name="PaidIn">Deposits less withdrawals in the account's own currency.</param>
/// <param name="IsPaidIn">Whether there were any.</param>
public sealed record Funding(TradeDate? OpenedOn, Money PaidIn, bool IsPaidIn);

/// <summary>Decides where each fill of one input lands. Stateful only in what it has counted of this input.</summary>
public sealed class FillIntake(FillSurroundings surroundings)
{
    const decimal OddQuantity = 1_000_000_000m;
    const int OddMultiple = 10;
    static readonly CompositeFormat HandReplaced = CompositeFormat.Parse("the broker's record {0} of this fill takes its place");
    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    Dictionary<(AccountName, Symbol), decimal>? moved;

    /// <param name="doubt">What the reader of the row found odd about it, if anything: such a row is held where it would have been recorded.</param>
    public Landing Decide(FillRecorded report, Doubt? doubt = null)
    {
        var landing = Judge(report, doubt);
        if (surroundings.LongOnly.Contains(report.Fill.Account)) Follow(landing);
        return landing;
    }

    Landing Judge(FillRecorded report, Doubt? doubt)
    {
        var (fill, detail) = (report.Fill, report.Detail);
        var ordinal = detail.ExecutionId is { Length: > 0 } ? 1 : Count(fill, detail);
        var identity = Identities.Of(fill, detail, ordinal);
        if (surroundings.Find(identity) is { } known) return Again(report, identity, known);
        if (surroundings.AnyByHand && !detail.ByHand && detail.ExecutionId is not null && ByHand(report, identity) is { } confirmed) return confirmed;
        return (doubt is null ? Doubtful(fill, detail) : (doubt.Code, doubt.Why)) is var (code, why)
            ? new Landing.Hold(report, code, why, identity)
            : new Landing.Record(report, identity, detail.ByHand ? FreeHand(fill) : default);
    }

    /// <summary>A broker withdraws an execution (cancel, bust).</summary>
    public Landing Withdraw(FillRecorded report)
    {
        var landing = Taken(report);
        if (surroundings.LongOnly.Contains(report.Fill.Account)) Follow(landing);
        return landing;
    }

    Landing Taken(FillRecorded report)
    {
        var identity = Identities.Of(report.Fill, report.Detail, 1);
        var mark = Identities.WithdrawalOf(identity);
        if (surroundings.Find(mark) is { } done) return new Landing.Already(done.Sequence);
        if (surroundings.Find(identity) is { } gone && surroundings.Read(gone.Sequence) is EntryReversed) return new Landing.Already(gone.Sequence);
        return surroundings.Find(identity) is { } known
            ? new Landing.Withdraw(known.Sequence, $"the broker cancelled execution {report.Detail.ExecutionId}", mark)
            : new Landing.Hold(report, Codes.CancelWithoutOriginal, $"it cancels execution {report.Detail.ExecutionId}, which this book does not have", mark);
    }

    Landing Again(FillRecorded report, Identity identity, Known known)
    {
        if (known.Digest == identity.Digest) return new Landing.Already(known.Sequence);
        // The contradiction has an identity of its own, so that the same file again does not hold it again.
        var contradiction = Identities.Contradicting(identity);
        if (surroundings.Find(contradiction) is { } seen) return new Landing.Already(seen.Sequence);
        // A person took the earlier record back: what comes under its id now is the right one, unless it is an older word of the broker's.
        if (surroundings.Read(known.Sequence) is EntryReversed taken)
            return surroundings.Read(taken.Sequence) is FillRecorded { Detail.Correction: var last } && report.Detail.Correction < last
                ? new Landing.Already(known.Sequence)
                : new Landing.Record(report, identity);
        if (surroundings.Read(known.Sequence) is not FillRecorded earlier) return new Landing.Already(known.Sequence);
        if (report.Detail.Correction > earlier.Detail.Correction)
            return new Landing.Replace(known.Sequence, string.Create(CultureInfo.InvariantCulture, $"the broker's correction {report.Detail.Correction} of execution {report.Detail.ExecutionId}"), report, identity);
        if (report.Detail.Correction < earlier.Detail.Correction) return new Landing.Already(known.Sequence);
        return new Landing.Hold(
            report, Codes.SameIdOtherContent, $"execution {report.Detail.ExecutionId} is recorded as {Describe(earlier.Fill)}, here it is {Describe(report.Fill)}", contradiction);
    }

    Landing? ByHand(FillRecorded report, Identity identity)
    {
        List<long> candidates = [];
        for (var n = 1; surroundings.Find(Identities.OfHand(report.Fill, n)) is { } known; n++)
            if (known.Sequence > 0) candidates.Add(known.Sequence);
        var open = candidates.Where(s => !confirmed.Contains(s) && surroundings.Read(s) is FillRecorded { Detail.ByHand: true }).ToList();
        if (open.Count == 0) return null;
        if (open.Count > 1)
            return new Landing.Hold(report, Codes.TwoByHand, $"{open.Count} fills typed by hand (entries {string.Join(", ", open)}) could be this one, {Describe(report.Fill)}", identity);
        confirmed.Add(open[0]);
        return new Landing.Replace(open[0], string.Format(CultureInfo.InvariantCulture, HandReplaced, report.Detail.ExecutionId), report, identity);
    }

    readonly HashSet<long> confirmed = [];

    // A second fill typed alike gets the next number, so that two broker records find two of them.
    Identity FreeHand(in Fill fill)
    {
        var n = 1;
        while (surroundings.Find(Identities.OfHand(fill, n)) is not null) n++;
        return Identities.OfHand(fill, n);
    }

    (Code Code, string Why)? Doubtful(in Fill fill, FillDetail detail)
    {
        var evidence = detail.ExecutionId is { Length: > 0 };
        if (fill.Price.PerUnit == 0) return (Codes.ZeroPrice, "its price is zero; assignments, exercises and expiries are recorded with: trueup action");
        if (OccSymbol.From(fill.Symbol.Name) is not null && !surroundings.Instruments.ContainsKey(fill.Symbol))
            return (Codes.NoMultiplier, $"{fill.Symbol} is an option whose multiplier this book does not know");
        if (fill.Quantity.Value > OddQuantity) return (Codes.OddQuantity, $"a quantity of {fill.Quantity} is more than {Digits.Text(OddQuantity)}");
        if (!evidence && Outsized(fill) is { } outsized) return (Codes.OddNotional, outsized);
        if (surroundings.Funded.TryGetValue(fill.Account, out var funding) && funding.OpenedOn is { } opened && fill.TradeDate < opened)
            return (Codes.BeforeInception, $"it is dated {fill.TradeDate}, before the account's opening cash of {opened}");
        if (!evidence && surroundings.Calendar.Covers(fill.TradeDate) && surroundings.Calendar.WhyClosed(fill.TradeDate) is { } closed)
            return (Codes.NoSession, $"{fill.TradeDate} was no session of {surroundings.Calendar.Code} ({closed}) and no broker's execution id vouches for it");
        if (!fill.Side.IsBuying && surroundings.LongOnly.Contains(fill.Account) && Held(fill) is var held && held.Value < fill.Quantity.Value)
            return (Codes.SellsMoreThanHeld, $"it sells {fill.Quantity} {fill.Symbol} and {fill.Account} is long only and holds {held}");
        if (!evidence && surroundings.LastClose(fill.Symbol, fill.TradeDate) is { PerUnit: > 0 } close)
        {
            var ratio = fill.Price.PerUnit / close.PerUnit;
            if (ratio is > 80 and < 125 or > 0.008m and < 0.0125m) return (Codes.HundredTimes, $"its price {fill.Price} is about a hundred times off the last close {close}: pence for pounds?");
            if (ratio is > 1.5m or < 0.5m) return (Codes.FarFromClose, $"its price {fill.Price} is more than 50 % off the last close {close}");
        }

        return null;
    }

    Units Held(in Fill fill) => new(surroundings.Units(fill.Account, fill.Symbol).Value + (moved?.GetValueOrDefault((fill.Account, fill.Symbol)) ?? 0));

    // Where what is held matters, what this input brings counts as it goes on.
    void Follow(Landing landing)
    {
        switch (landing)
        {
            case Landing.Record { Entry: FillRecorded e }: Move(e.Fill, 1); break;
            case Landing.Replace { Entry: FillRecorded e } l:
                if (surroundings.Read(l.Sequence) is FillRecorded replaced) Move(replaced.Fill, -1);
                Move(e.Fill, 1);
                break;
            case Landing.Withdraw l:
                if (surroundings.Read(l.Sequence) is FillRecorded gone) Move(gone.Fill, -1);
                break;
            default: break;
        }

        void Move(in Fill fill, int sign)
        {
            moved ??= [];
            moved[(fill.Account, fill.Symbol)] = moved.GetValueOrDefault((fill.Account, fill.Symbol)) + sign * fill.Units.Value;
        }
    }

    // Only beyond everything ever paid in is the account valued: that folds the book, and no ordinary fill is so large.
    string? Outsized(in Fill fill)
    {
        if (!surroundings.Funded.TryGetValue(fill.Account, out var funding) || !funding.IsPaidIn) return null;
        var paid = funding.PaidIn;
        var instrument = surroundings.Instruments.TryGetValue(fill.Symbol, out var declared) ? declared : Instrument.Undeclared(fill.Symbol, paid.Currency);
        if (instrument.Currency != paid.Currency) return null;
        var value = fill.Quantity.Value * fill.Price.PerUnit * instrument.PointValue;
        return value > paid.Amount && surroundings.Worth(fill.Account, fill.TradeDate) is { } worth && value > OddMultiple * worth
            ? $"it comes to {Digits.Text(Math.Round(value, 2))} {paid.Currency}, more than ten times the {Digits.Text(Math.Round(worth, 2))} that {fill.Account} is worth"
            : null;
    }

    int Count(in Fill fill, FillDetail detail)
    {
        var key = detail.OrderId is { Length: > 0 } ? Convert.ToHexString(Identities.Of(fill, detail, 0).Key.Span) : Identities.RowText(fill, 0);
        seen.TryGetValue(key, out var before);
        return seen[key] = before + 1;
    }

    static string Describe(in Fill fill) => $"{fill.Side.Word} {fill.Quantity} {fill.Symbol} at {fill.Price} on {fill.TradeDate}";
}
