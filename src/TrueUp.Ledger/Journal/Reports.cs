using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Journal;

/// <summary>
/// Why a row that can be understood is not taken at its word: it waits for a person, outside the books.
/// A row that cannot be understood is a <see cref="Rejection"/> instead.
/// </summary>
public sealed record Doubt(Code Code, string Why);

/// <summary>What a report says became of a fill.</summary>
public enum ReportStatus
{
    New,

    /// <summary>The fill named never counted: the broker took it back.</summary>
    Cancel,

    /// <summary>The fill named counts as reported now.</summary>
    Correct,

    /// <summary>The exchange broke the trade after the fact; as <see cref="Cancel"/>, by another hand.</summary>
    Bust,
}

/// <summary>
/// A claim that a fill happened, was taken back or was something else, as a broker or a person states it: not yet a fact of the book.
/// Small enough for millions.
/// </summary>
/// <param name="Place">The row or item it was read from.</param>
/// <param name="Status">Whether it is a first report or changes an earlier one.</param>
/// <param name="Fill">In the symbols and account names of this book's spelling; the account may not exist and the symbol may not be declared.</param>
/// <param name="Detail">Ids and words; <see cref="FillDetail.None"/> while a source is only being checked.</param>
public readonly record struct FillReport(Place Place, ReportStatus Status, Fill Fill, FillDetail Detail)
{
    /// <summary>The execution id of the fill this cancels, corrects or busts.</summary>
    public string? RefersTo { get; init; }

    /// <summary>The currency or quote unit the source states for the price, as ISO code or GBX; null where it states none. Not checked against the instrument here.</summary>
    public string? QuotedIn { get; init; }

    /// <summary>The contract multiplier the source states; null where it states none, and never assumed.</summary>
    public decimal? Multiplier { get; init; }

    /// <summary>The source's own marks for the row, such as an exercise or assignment.</summary>
    public string? Marks { get; init; }

    /// <summary>Not null: hold it for a person.</summary>
    public Doubt? Doubt { get; init; }
}

/// <summary>A claim of what was recommended. The recommendation's id is empty where the source gives none; whoever records it names it.</summary>
public sealed record RecommendationReport(Place Place, Recommendation Recommendation)
{
    /// <summary>The day the advice was written, where the source says; it takes effect on <see cref="Recommendation.EffectiveOn"/>.</summary>
    public TradeDate? AdvisedOn { get; init; }

    public Doubt? Doubt { get; init; }
}

/// <summary>A claim that money moved.</summary>
/// <param name="Place">The row it was read from.</param>
/// <param name="Entry">What recording it would append.</param>
public sealed record CashReport(Place Place, CashMoved Entry)
{
    /// <summary>The source's own id of the movement, where it gives one.</summary>
    public string? Id { get; init; }

    public Doubt? Doubt { get; init; }
}

/// <summary>A claim of a corporate action or an option event.</summary>
/// <param name="Place">The row it was read from.</param>
/// <param name="Entry">What recording it would append: a <see cref="CorporateActionRecorded"/> or an <see cref="OptionEventRecorded"/>.</param>
public sealed record ActionReport(Place Place, Entry Entry)
{
    public Doubt? Doubt { get; init; }
}
