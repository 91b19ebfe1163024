using TrueUp.Edges.Statements.Csv;

namespace TrueUp.Edges.Statements;

/// <summary>The column names that files of each kind are understood by, without a profile: for the reference.</summary>
/// <param name="Kind">What the file is of.</param>
/// <param name="Command">The command that reads it.</param>
/// <param name="Names">Field, and the names its column may have, each in lower case with one underscore for any punctuation.</param>
public sealed record ColumnNames(string Kind, string Command, IReadOnlyList<(string Field, IReadOnlyList<string> Names)> Names)
{
    public static IReadOnlyList<ColumnNames> All =>
    [
        new("Fills", "fill import", By(FillFile.Names)),
        new("Recommendations", "rec import", By(RecommendationFile.Names)),
        new("Cash movements", "cash import", By(CashFile.Names)),
        new("Corporate actions and option events", "action import", By(ActionFile.Names)),
        new("Somebody else's record", "check", By(ClaimsFile.Names)),
    ];

    static IReadOnlyList<(string, IReadOnlyList<string>)> By<TField>(Dictionary<string, TField> names) where TField : struct, Enum =>
        [.. names.GroupBy(n => n.Value).OrderBy(g => g.Key).Select(g => (g.Key.ToString(), (IReadOnlyList<string>)[.. g.Select(n => n.Key)]))];
}
