using System.Globalization;
using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Reading;

/// <summary>
/// Gives a day back as the very bytes it came in: where all facts of the day, and nothing else, are the rows of one file that was imported in the layout
/// asked for and is still kept. Spelling that the journal does not keep (2.6 or 2.60, the order of dates and quotes) is then not made up.
/// </summary>
static class KeptSource
{
    /// <param name="facts">All that count of one day, one account and one kind.</param>
    /// <param name="header">The layout's first line.</param>
    /// <returns>Null where the day has to be written anew.</returns>
    public static byte[]? Of(BookFolder folder, IReadOnlyList<Posted> facts, string header)
    {
        if (facts.Count == 0 || facts[0].Stamp.SourceSha256 is not { } sha256) return null;
        if (facts.Any(f => f.Stamp.SourceSha256 != sha256 || f.Line == 0) || facts.Select(f => f.Line).Distinct().Count() != facts.Count) return null;
        var path = Path.Combine(folder.Sources, sha256);
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) != sha256) return null;
        return IsLayout(bytes, header, facts.Count) ? bytes : null;
    }

    static bool IsLayout(byte[] bytes, string header, int rows)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        if (!text.StartsWith(header, StringComparison.Ordinal) || text.Length == header.Length || text[header.Length] is not ('\r' or '\n')) return false;
        var (found, cells) = (0, 0);
        foreach (var (cell, endsRow) in Cells(text[header.Length..].TrimStart('\r', '\n')))
        {
            cells += cell.Length;
            // Nothing leaves here that a spreadsheet would run; numbers with a sign are not text.
            if (FormulaGuard.Needed(cell) && !decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _)) return false;
            if (!endsRow) continue;
            if (cells > 0) found++;
            cells = 0;
        }

        return found == rows;
    }

    static IEnumerable<(string Cell, bool EndsRow)> Cells(string text)
    {
        StringBuilder cell = new();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c is ',' or '\n')
            {
                yield return (cell.ToString().TrimEnd('\r'), c == '\n');
                cell.Clear();
            }
            else cell.Append(c);
        }

        if (cell.Length > 0) yield return (cell.ToString(), true);
    }
}
