namespace TrueUp.Ledger.Reviews;

/// <summary>What a person should know of a row beside its status (M20).</summary>
[Flags]
public enum ReviewMarks
{
    None = 0,
    Late = 1,
    OutsideLimit = 2,
    OtherWord = 4,
    Withdrawn = 8,
    StillOpen = 16,
    Split = 32,
    NoBenchmark = 64,
    NoClose = 128,
    FeeNotConverted = 256,
}

public static class ReviewMarkWords
{
    static readonly (ReviewMarks Mark, string Word, string Sentence)[] All =
    [
        (ReviewMarks.Late, "late", "filled after its day"),
        (ReviewMarks.OutsideLimit, "outsideLimit", "a fill outside the limit: impossible for a limit order, so the limit, the price or the match is wrong"),
        (ReviewMarks.OtherWord, "otherWord", "the fill names the side by another word"),
        (ReviewMarks.Withdrawn, "withdrawn", "withdrawn before it was complete"),
        (ReviewMarks.StillOpen, "stillOpen", "may still be filled"),
        (ReviewMarks.Split, "split", "restated for a split"),
        (ReviewMarks.NoBenchmark, "noBenchmark", "no price to measure from"),
        (ReviewMarks.NoClose, "noClose", "no closing price for its last day"),
        (ReviewMarks.FeeNotConverted, "feeNotConverted", "a fee is in a currency there is no rate for"),
    ];

    extension(ReviewMarks marks)
    {
        /// <summary>One word for each mark, for programs.</summary>
        public IEnumerable<string> Words => All.Where(m => marks.HasFlag(m.Mark)).Select(m => m.Word);

        /// <summary>For people: the marks in words, joined by semicolons; empty when there are none.</summary>
        public string Sentence => marks == ReviewMarks.None ? "" : string.Join("; ", All.Where(m => marks.HasFlag(m.Mark)).Select(m => m.Sentence));
    }
}
