namespace TrueUp.Ledger.Prices;

/// <summary>
/// What a recorded price means. Part of a series' identity: one symbol may have several series, each of one convention, and
/// no series ever holds two. The last two are for currency pairs only.
/// </summary>
public enum Convention
{
    /// <summary>As traded that day. A split shows as a jump, which the units held answer.</summary>
    Raw,

    /// <summary>Divided by every later split, so that no split shows. Dividends still show.</summary>
    SplitAdjusted,

    /// <summary>Divided by later splits and dividends: only ratios of it mean anything, and they are total returns.</summary>
    TotalReturn,

    /// <summary>One official rate a day, such as the ECB's at 14:15 CET.</summary>
    Fixing,

    /// <summary>Half way between the day's last bid and ask.</summary>
    Mid,
}

public static class ConventionNames
{
    extension(Convention convention)
    {
        public string Text => convention switch
        {
            Convention.Raw => "raw",
            Convention.SplitAdjusted => "split-adjusted",
            Convention.TotalReturn => "total-return",
            Convention.Fixing => "fixing",
            Convention.Mid => "mid",
            _ => throw new System.Diagnostics.UnreachableException($"no name for convention {convention}"),
        };

        public bool IsRate => convention is Convention.Fixing or Convention.Mid;
    }

    /// <summary>The conventions a person may declare, and those the store wrote. Null for anything else.</summary>
    public static Convention? From(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        "raw" => Convention.Raw,
        "split-adjusted" or "splitadj" or "split_adjusted" => Convention.SplitAdjusted,
        "total-return" or "total_return" => Convention.TotalReturn,
        "fixing" => Convention.Fixing,
        "mid" => Convention.Mid,
        _ => null,
    };
}
