using System.Diagnostics;

namespace TrueUp.Ledger.Reviews;

/// <summary>What became of a recommendation, or that a fill had none (M19). Exactly one per row.</summary>
public enum ReviewStatus
{
    Filled,
    Partial,
    Missed,
    Unplanned,
    Overfilled,
    FilledLate,
    Withdrawn,
    Expired,
    Open,
}

public static class ReviewStatuses
{
    extension(ReviewStatus status)
    {
        /// <summary>As JSON and text write it.</summary>
        public string Word => status switch
        {
            ReviewStatus.Filled => "filled",
            ReviewStatus.Partial => "partial",
            ReviewStatus.Missed => "missed",
            ReviewStatus.Unplanned => "unplanned",
            ReviewStatus.Overfilled => "overfilled",
            ReviewStatus.FilledLate => "filledLate",
            ReviewStatus.Withdrawn => "withdrawn",
            ReviewStatus.Expired => "expired",
            ReviewStatus.Open => "open",
            _ => throw new UnreachableException($"status {status} has no word"),
        };

        /// <summary>As the trackers' CSV writes it.</summary>
        public string TrackerWord => status == ReviewStatus.FilledLate ? "filled_late" : status.Word;
    }
}
