namespace TrueUp.Ledger.Values;

/// <summary>
/// Keeps text that somebody else wrote (a note, a symbol, a broker's words) from running as a formula when a spreadsheet opens our CSV.
/// For text cells only: numbers are typed columns and a negative number is never guarded.
/// </summary>
/// <remarks>Apostrophes that already stand before a dangerous character are kept by adding one more, so that reading back gives the original.</remarks>
public static class FormulaGuard
{
    public static bool Needed(ReadOnlySpan<char> cell) =>
        cell.TrimStart('\'') is { IsEmpty: false } bare && bare[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\0';

    public static string Guard(string cell) => Needed(cell) ? "'" + cell : cell;

    /// <summary>The text as it was before <see cref="Guard"/>; text that was never guarded is returned as it is.</summary>
    public static string Original(string cell) => cell.StartsWith('\'') && Needed(cell) ? cell[1..] : cell;
}
