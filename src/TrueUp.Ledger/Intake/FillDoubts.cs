using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Prices;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Intake;

/// <summary>
/// What is odd enough about a new fill that a person has to look. A broker's execution id vouches for prices, days and sizes; nothing vouches for a
/// multiplier nobody knows, a price of zero or units that are not there.
/// </summary>
sealed class FillDoubts(FillSurroundings surroundings)
{
    const decimal OddQuantity = 1_000_000_000m;
    const decimal OddTimesWorth = 10;

    // Smaller splits move a price less than a day does.
    const decimal SplitThatShows = 1.2m;

    Dictionary<(AccountName, Symbol), List<(TradeDate Day, decimal Units)>>? moved;

    /// <summary>Where what an account holds matters, what this input brings and takes back counts as it goes on.</summary>
    public void Landed(Landing landing)
    {
        switch (landing)
        {
            case Landing.Record { Entry: FillRecorded e }: Move(e.Fill, 1); break;
            case Landing.Replace { Entry: FillRecorded e } l:
                TakeBack(l.Sequence);
                Move(e.Fill, 1);
                break;
            case Landing.Withdraw l: TakeBack(l.Sequence); break;
            default: break;
        }
    }

    void TakeBack(long sequence)
    {
        if (surroundings.LongOnly.Count > 0 && surroundings.Read(sequence) is FillRecorded gone) Move(gone.Fill, -1);
    }

    void Move(in Fill fill, int sign)
    {
        if (!surroundings.LongOnly.Contains(fill.Account)) return;
        moved ??= [];
        if (!moved.TryGetValue((fill.Account, fill.Symbol), out var own)) moved[(fill.Account, fill.Symbol)] = own = [];
        own.Add((fill.TradeDate, sign * fill.Units.Value));
    }

    public (Code Code, string Why)? About(in Fill fill, FillDetail detail, string? marks)
    {
        var isDelivery = IsDelivery(marks);
        if (fill.Price.PerUnit == 0 && !(isDelivery && OccSymbol.From(fill.Symbol.Name) is not null))
            return (Codes.ZeroPrice, "its price is zero; assignments, exercises and expiries are recorded with: trueup action");
        if (OccSymbol.From(fill.Symbol.Name) is not null && !surroundings.Instruments.ContainsKey(fill.Symbol))
            return (Codes.NoMultiplier, $"{fill.Symbol} is an option whose multiplier this book does not know");
        if (fill.Quantity.Value > OddQuantity) return (Codes.OddQuantity, $"a quantity of {fill.Quantity} is more than {Digits.Text(OddQuantity)}");
        if (surroundings.Funded.TryGetValue(fill.Account, out var funding) && funding.OpenedOn is { } opened && fill.TradeDate < opened)
            return (Codes.BeforeInception, $"it is dated {fill.TradeDate}, before the account's opening cash of {opened}");
        if (Uncovered(fill) is { } uncovered) return uncovered;
        if (UnknownRate(fill) is { } rate) return rate;
        return detail.ExecutionId is { Length: > 0 } ? null : Unvouched(fill, isDelivery);
    }

    /// <summary>By assignment, exercise or expiry an option leaves at zero and shares move at the strike, where the row says so.</summary>
    static bool IsDelivery(string? marks)
    {
        if (marks is null) return false;
        foreach (var mark in marks.Split([';', ',', ' ', '/', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (mark.ToUpperInvariant() is "A" or "EX" or "EP" or "ASSIGNED" or "ASSIGNMENT" or "EXERCISED" or "EXERCISE" or "EXPIRED" or "EXPIRATION") return true;
        return false;
    }

    (Code, string)? Unvouched(in Fill fill, bool isDelivery)
    {
        if (surroundings.Calendar.Covers(fill.TradeDate) && surroundings.Calendar.WhyClosed(fill.TradeDate) is { } closed)
            return (Codes.NoSession, $"{fill.TradeDate} was no session of {surroundings.Calendar.Code} ({closed}) and no broker's execution id vouches for it");
        if (surroundings.EndedOn(fill.Symbol) is { } ended && fill.TradeDate > ended)
            return (Codes.FilledAfterEnd, $"{fill.Symbol} was delisted or merged away on {ended}, and this is dated {fill.TradeDate}");
        // A strike is far from the market whenever it is worth exercising.
        if (isDelivery) return null;
        return BeforeSplit(fill) ?? FarOff(fill) ?? TooLarge(fill);
    }

    (Code, string)? Uncovered(in Fill fill)
    {
        if (fill.Side.IsBuying || !surroundings.LongOnly.Contains(fill.Account)) return null;
        var units = surroundings.Units(fill.Account, fill.Symbol, fill.TradeDate).Value;
        if (moved is not null && moved.TryGetValue((fill.Account, fill.Symbol), out var own))
        {
            foreach (var (day, some) in own)
                if (day <= fill.TradeDate) units += some * surroundings.SplitBetween(fill.Symbol, day, fill.TradeDate);
        }

        return units >= fill.Quantity.Value
            ? null
            : (Codes.SellsMoreThanHeld, $"it sells {fill.Quantity} {fill.Symbol} and {fill.Account} is long only and held {Digits.Text(units)} on {fill.TradeDate}");
    }

    (Code, string)? UnknownRate(in Fill fill)
    {
        if (fill.Fee == 0 || fill.FeeCurrency is not { } feeIn || CurrencyOf(fill) is not { } own || feeIn == own) return null;
        return surroundings.HasRate(feeIn, own, fill.TradeDate)
            ? null
            : (Codes.FeeWithoutRate, $"its commission is in {feeIn} and no rate to {own} is known on {fill.TradeDate} or before");
    }

    (Code, string)? BeforeSplit(in Fill fill)
    {
        var eve = fill.TradeDate.Plus(-1);
        var ratio = surroundings.SplitBetween(fill.Symbol, eve, fill.TradeDate);
        if (ratio is < SplitThatShows and > 1 / SplitThatShows) return null;
        if ((surroundings.LastClose(fill.Symbol, eve) ?? surroundings.LastPaid(fill.Symbol, fill.TradeDate)) is not { PerUnit: > 0 } before) return null;
        var after = before.PerUnit / ratio;
        return Moves.Fold(fill.Price.PerUnit, before.PerUnit) >= Moves.Fold(fill.Price.PerUnit, after)
            ? null
            : (Codes.BeforeSplit,
                $"its price {fill.Price} fits {before} from before the split of {Digits.Text(ratio)} for 1 that day, and not {Digits.Text(Math.Round(after, 4))} after it");
    }

    (Code, string)? FarOff(in Fill fill)
    {
        if (surroundings.LastClose(fill.Symbol, fill.TradeDate) is not { PerUnit: > 0 } close) return null;
        var ratio = fill.Price.PerUnit / close.PerUnit;
        return ratio switch
        {
            > 80 and < 125 or > 0.008m and < 0.0125m => (Codes.HundredTimes, $"its price {fill.Price} is about a hundred times off the last close {close}: pence for pounds?"),
            > 1.5m or < 0.5m => (Codes.FarFromClose, $"its price {fill.Price} is more than 50 % off the last close {close}"),
            _ => null,
        };
    }

    // Only beyond everything ever paid in is the account valued: that folds the book, and no ordinary fill is so large.
    (Code, string)? TooLarge(in Fill fill)
    {
        if (!surroundings.Funded.TryGetValue(fill.Account, out var funding) || !funding.IsPaidIn || CurrencyOf(fill) != funding.PaidIn.Currency) return null;
        var paid = funding.PaidIn;
        var value = Notional(fill);
        return value > paid.Amount && surroundings.Worth(fill.Account, fill.TradeDate) is { } worth && value / OddTimesWorth > worth
            ? (Codes.OddNotional, $"it comes to {Digits.Text(Math.Round(value, 2))} {paid.Currency}, more than ten times the {Digits.Text(Math.Round(worth, 2))} that {fill.Account} is worth")
            : null;
    }

    decimal Notional(in Fill fill)
    {
        try
        {
            return fill.Quantity.Value * fill.Price.PerUnit * (surroundings.Instruments.TryGetValue(fill.Symbol, out var instrument) ? instrument.PointValue : 1);
        }
        catch (OverflowException)
        {
            // What no decimal holds is larger than any account.
            return decimal.MaxValue;
        }
    }

    Currency? CurrencyOf(in Fill fill) => surroundings.Instruments.TryGetValue(fill.Symbol, out var instrument) ? instrument.Currency
        : surroundings.Accounts.TryGetValue(fill.Account, out var account) ? account : null;
}
