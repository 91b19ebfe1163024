using System.Diagnostics;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Checks;

/// <summary>
/// One disagreement between the book and somebody else's record of it. The same disagreement on day after day is one break. Nothing is decided by
/// it: who is right is for a person to say.
/// </summary>
/// <param name="Day">The first day it was seen; <paramref name="Ours"/> and <paramref name="Theirs"/> are of that day.</param>
/// <param name="Ours">What the book has; null where it has nothing to compare.</param>
/// <param name="Evidence">The figures that speak for the cause, in sentences.</param>
public sealed record Break(
    BreakKind Kind,
    Symbol? Symbol,
    Currency? Currency,
    TradeDate Day,
    decimal? Ours,
    decimal? Theirs,
    LikelyCause Cause,
    string Evidence)
{
    /// <summary>The last of its days.</summary>
    public TradeDate LastSeen { get; init; } = Day;

    /// <summary>On how many of the source's days it was seen.</summary>
    public int Days { get; init; } = 1;

    /// <summary>What neither earlier breaks nor the cause accounts for: the amount a person must find. Null where that is not a figure.</summary>
    public decimal? Unexplained { get; init; }

    /// <summary>Theirs − ours.</summary>
    public decimal? Difference => Theirs - Ours;

    /// <summary>The same break has the same id in every run: kind, what it is about, and the day it began.</summary>
    public string Id => string.Join('/', ((string?[])[Kind.Text, Symbol?.Name ?? Currency?.Code, Day.ToString()]).OfType<string>());
}

/// <summary>What differs.</summary>
public enum BreakKind
{
    /// <summary>A day the exchange traded that their record lacks, or a day of theirs on which it did not.</summary>
    Session,

    /// <summary>Both have the position, in different size.</summary>
    Units,

    /// <summary>Theirs, not ours.</summary>
    MissingOurs,

    /// <summary>Ours, not theirs.</summary>
    MissingTheirs,
    Cash,

    /// <summary>The price a position is valued at.</summary>
    Price,
    Equity,

    /// <summary>Rows of a source identical to another row of it.</summary>
    Duplicate,

    /// <summary>A fill that the market or its own order did not allow.</summary>
    Fill,

    /// <summary>What a sale is said to have brought.</summary>
    Gain,

    /// <summary>Their figures do not add up among themselves.</summary>
    Arithmetic,
}

/// <summary>What the evidence points to. A cause is a guess by rule (docs/specs/checks.md), never a verdict.</summary>
public enum LikelyCause
{
    /// <summary>No rule recognizes it.</summary>
    Unknown,
    MissingSession,
    NoSession,
    LateBooking,
    EarlyBooking,
    NotBooked,
    NotInBook,
    DuplicateRows,
    FractionalResidue,
    SplitNotApplied,
    OtherName,
    UnexplainedCash,
    CashMovementNotBooked,
    StopShownAsClose,
    SalePriceShownAsClose,
    OtherDaysClose,
    PriceScale,
    NoPriceOfOurs,
    DiffersFromTape,
    ImpossibleFill,
    FollowsFromOthers,
    OtherPriceInGain,
    GainArithmetic,
    DoesNotAddUp,
}

public static class BreakKindWords
{
    extension(BreakKind kind)
    {
        public string Text => kind switch
        {
            BreakKind.Session => "session",
            BreakKind.Units => "units",
            BreakKind.MissingOurs => "missing ours",
            BreakKind.MissingTheirs => "missing theirs",
            BreakKind.Cash => "cash",
            BreakKind.Price => "price",
            BreakKind.Equity => "equity",
            BreakKind.Duplicate => "duplicate",
            BreakKind.Fill => "fill",
            BreakKind.Gain => "gain",
            BreakKind.Arithmetic => "arithmetic",
            _ => throw new UnreachableException($"no word for break kind {kind}"),
        };
    }
}

public static class LikelyCauseWords
{
    extension(LikelyCause cause)
    {
        public string Text => cause switch
        {
            LikelyCause.Unknown => "unknown",
            LikelyCause.MissingSession => "missing session",
            LikelyCause.NoSession => "row on a day without a session",
            LikelyCause.LateBooking => "late booking",
            LikelyCause.EarlyBooking => "early booking",
            LikelyCause.NotBooked => "fill not booked by them",
            LikelyCause.NotInBook => "not in the book",
            LikelyCause.DuplicateRows => "duplicate rows",
            LikelyCause.FractionalResidue => "fractional residue",
            LikelyCause.SplitNotApplied => "split applied by one side only",
            LikelyCause.OtherName => "another name for it",
            LikelyCause.UnexplainedCash => "unexplained cash",
            LikelyCause.CashMovementNotBooked => "cash movement not booked by them",
            LikelyCause.StopShownAsClose => "stop price shown as close",
            LikelyCause.SalePriceShownAsClose => "sale price shown as close",
            LikelyCause.OtherDaysClose => "another day's close",
            LikelyCause.PriceScale => "prices of another scale",
            LikelyCause.NoPriceOfOurs => "no closes of ours",
            LikelyCause.DiffersFromTape => "differs from the tape",
            LikelyCause.ImpossibleFill => "impossible fill",
            LikelyCause.FollowsFromOthers => "follows from other breaks",
            LikelyCause.OtherPriceInGain => "another price than the fill's",
            LikelyCause.GainArithmetic => "gain not proceeds minus cost",
            LikelyCause.DoesNotAddUp => "does not add up",
            _ => throw new UnreachableException($"no words for cause {cause}"),
        };
    }
}
