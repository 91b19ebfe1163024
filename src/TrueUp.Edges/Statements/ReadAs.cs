using NodaTime;
using TrueUp.Edges.Settings;
using TrueUp.Ledger.Values;

namespace TrueUp.Edges.Statements;

/// <summary>What a file leaves unsaid, from the book, the command line and the profile.</summary>
public sealed record ReadAs
{
    /// <summary>The account of rows that name none; null refuses such rows.</summary>
    public AccountName? Account { get; init; }

    /// <summary>The currency of money that names none: that of the account.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The book's market zone: times that carry no zone are in it, and days are counted in it.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The day of rows that carry none (<c>--date</c>).</summary>
    public TradeDate? Day { get; init; }

    /// <summary>The market's today: facts after it are refused. Null asks nothing.</summary>
    public TradeDate? Today { get; init; }

    public string? Broker { get; init; }

    public Profile? Profile { get; init; }

    /// <summary>The encoding named by a person; null is UTF-8, or UTF-16 by its byte order mark.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether identical rows without ids are held, where the profile does not say; null leaves it to the layout.</summary>
    public bool? HoldsIdenticalRows { get; init; }

    /// <summary>The money a week may be spent, against which a weekly target file is checked; null checks the file against itself only.</summary>
    public decimal? WeeklyBudget { get; init; }
}

/// <summary>What a file states.</summary>
public enum StatementKind
{
    Fills,
    Recommendations,
    Cash,
    Actions,
    Prices,

    /// <summary>Positions, cash or equity as another party keeps them: claims for <c>check</c>.</summary>
    Holdings,
}
