namespace TrueUp.Ledger.Journal;

/// <summary>The name of one thing that can be wrong, stable across versions: documented and reproducible by code.</summary>
/// <param name="Id">TU and four digits.</param>
/// <param name="Title">What it is about, for the reference.</param>
/// <param name="Hint">What usually helps; empty only where nothing general can be said.</param>
public sealed record Code(string Id, string Title, string Hint)
{
    public override string ToString() => Id;
}

/// <summary>Where in an input something was found.</summary>
/// <param name="Source">File name, or <c>argument</c> for typed items.</param>
/// <param name="Line">1-based; 0 is the whole source.</param>
/// <param name="Column">1-based character in the line; 0 is the whole line.</param>
public readonly record struct Place(string Source, int Line = 0, int Column = 0)
{
    public override string ToString() => (Line, Column) switch
    {
        (0, _) => Source,
        (_, 0) => $"{Source}:{Line}",
        _ => $"{Source}:{Line}:{Column}",
    };
}

/// <summary>Input we refuse. All of an input's rejections are gathered and shown; nothing of it is recorded.</summary>
/// <param name="Found">What is wrong, naming what was found and what was expected.</param>
/// <param name="Hint">Instead of the code's own hint, where this case allows a better one.</param>
public sealed record Rejection(Code Code, Place Place, string Found, string? Hint = null)
{
    public string Message => $"{Code.Id} {Place}: {Found}";
}

/// <summary>Every code TrueUp can print, by area: one partial file per area.</summary>
public static partial class Codes;

/// <summary>The input or request was refused and nothing was written (exit 2).</summary>
public sealed class RefusedException(IReadOnlyList<Rejection> rejections) : Exception(rejections[0].Message)
{
    public RefusedException(Code code, Place place, string found, string? hint = null)
        : this([new(code, place, found, hint)])
    {
    }

    public IReadOnlyList<Rejection> Rejections { get; } = rejections;

    /// <summary>How many there were, where only the first are kept.</summary>
    public long Total { get; init; } = rejections.Count;
}

/// <summary>The world failed: disk, permission, engine, network (exit 4). The inner cause is kept.</summary>
public sealed class WorldFailedException(Code code, string place, string found, Exception? inner = null, string? hint = null)
    : Exception($"{code.Id} {place}: {found}", inner)
{
    public Code Code { get; } = code;

    public string Hint { get; } = hint ?? code.Hint;
}
