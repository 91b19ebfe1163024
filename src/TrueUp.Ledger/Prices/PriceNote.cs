using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Prices;

/// <summary>Something worth saying about prices that were recorded all the same.</summary>
/// <param name="Symbol">Null where it is about a whole file.</param>
/// <param name="Count">How many rows or days it is about.</param>
/// <param name="Text">The sentence, naming the first case.</param>
public sealed record PriceNote(PriceNoteKind Kind, Symbol? Symbol, int Count, string Text);

public enum PriceNoteKind
{
    /// <summary>The convention was read from the columns, not declared.</summary>
    ConventionTaken,

    /// <summary>The file has nothing but a header.</summary>
    NoRows,

    ColumnIgnored,
    HeaderRepeated,
    RowRepeated,
    OtherSeparator,
    Unordered,

    /// <summary>No close that day: the day stays a hole.</summary>
    EmptyClose,

    /// <summary>Close outside high and low by no more than the last printed digits.</summary>
    RangeRounded,

    /// <summary>Close outside high and low in an adjusted series, where each field was adjusted and rounded by itself.</summary>
    RangeAdjusted,

    SessionMissing,
    MarketClosed,
    CloseUnchanged,

    /// <summary>More than 40 % in a day, and the volume or the days after bear it out.</summary>
    MoveBorneOut,

    /// <summary>Volume of a recorded day differs: the recorded one stays.</summary>
    VolumeRestated,

    /// <summary>The adjusted closes are of another anchor than those recorded.</summary>
    AdjustedCloseReanchored,

    /// <summary>Fields recorded days lacked.</summary>
    Completed,

    /// <summary>What was recorded could not be read, and the file's prices took its place.</summary>
    DamageReplaced,

    /// <summary>A person dropped exactly these prices before.</summary>
    DroppedBefore,

    /// <summary>Exactly these prices wait for a person already.</summary>
    HeldBefore,
}
