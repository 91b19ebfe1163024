using System.Text;
using TrueUp.Edges.Settings;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Reading;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>Finds the header of a file and what its columns mean: by their names, or by a profile that maps them.</summary>
static class Headers
{
    static readonly char[] Separators = [',', ';', '\t', '|'];

    /// <summary>The header by the separator under which most of its names mean something.</summary>
    /// <param name="file">The file.</param>
    /// <param name="how">The encoding, and the profile with a separator and lines to skip.</param>
    /// <param name="knows">Whether a name, by its key, means something.</param>
    /// <exception cref="RefusedException">The file is no text, or has no header.</exception>
    public static Header Find(TextFile file, ReadAs how, Func<string, bool> knows)
    {
        Header? best = null;
        var most = -1;
        Rejections refused = new();
        foreach (var separator in how.Profile?.Separator is { } stated ? [stated] : Separators)
        {
            Rejections wrong = new();
            if (First(file, separator, how, wrong) is not { } header)
            {
                if (refused.Count == 0) refused = wrong;
                continue;
            }

            var known = header.Keys.Distinct(StringComparer.Ordinal).Count(knows);
            if (known > most) (best, most) = (header, known);
            if (known >= 2 && known == header.Keys.Count) break;
        }

        // A line that another separator refuses and this one knows nothing of is that line, not a header of one column.
        if (best is not null && (most >= 2 || refused.Count == 0)) return best;
        refused.ThrowIfAny();
        throw new RefusedException(Codes.EmptyFile, new(file.Name), "the file has no header and no rows");
    }

    static Header? First(TextFile file, char separator, ReadAs how, Rejections refused)
    {
        using CsvRecords records = new(file, separator, how.Profile?.Encoding ?? how.Encoding);
        var skip = how.Profile?.SkipLines ?? 0;
        while (records.Read(refused))
        {
            if (refused.Count > 0) return null;
            if (records.Line <= skip) continue;
            // The line by which Excel is told the separator.
            if (records.RawBytes is [(byte)'s' or (byte)'S', (byte)'e' or (byte)'E', (byte)'p' or (byte)'P', (byte)'=', _]) continue;
            List<string> names = [];
            List<Place> places = [];
            for (var i = 0; i < records.Count; i++)
            {
                names.Add(Encoding.UTF8.GetString(records[i]).Trim());
                places.Add(records.PlaceOf(i));
            }

            return new(separator, records.Line, names, places, records.RawBytes.ToArray());
        }

        return null;
    }

    /// <summary>Which column states which field. Names that stand twice, or two names for one field, are refused.</summary>
    public static Columns<TField> Match<TField>(Header header, IReadOnlyDictionary<string, TField> names, ProfileSection? section, Rejections refused)
        where TField : struct, Enum
    {
        RefuseDuplicates(header, refused);
        Columns<TField> columns = new();
        if (section is not null)
        {
            foreach (var (field, name) in section.Columns)
            {
                var at = header.Keys.ToList().IndexOf(Header.Key(name));
                if (at >= 0) columns[Enum.Parse<TField>(field)] = at;
                else refused.Add(Codes.ColumnMissing, header.Place, $"the profile maps {Name(field)} to column {Quoted.Text(name)}, and there is none; found: {Listed(header.Names)}");
            }

            return columns;
        }

        for (var i = 0; i < header.Keys.Count; i++)
        {
            if (!names.TryGetValue(header.Keys[i], out var field)) continue;
            if (!columns.Has(field)) columns[field] = i;
            else if (header.Keys[columns[field]] != header.Keys[i])
                refused.Add(Codes.AmbiguousColumn, header.Places[i], $"columns {Quoted.Text(header.Names[columns[field]])} and {Quoted.Text(header.Names[i])} could both be the {Name(field.ToString())}");
        }

        return columns;
    }

    static void RefuseDuplicates(Header header, Rejections refused)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < header.Keys.Count; i++)
        {
            if (header.Keys[i].Length == 0 || seen.TryAdd(header.Keys[i], i)) continue;
            refused.Add(Codes.DuplicateColumn, header.Places[i], $"column {Quoted.Text(header.Names[i])} stands twice, as the {Nth(seen[header.Keys[i]])} and the {Nth(i)}");
        }
    }

    /// <summary>Refuses a header that lacks a field, listing what was expected and what was found.</summary>
    public static void Require<TField>(Header header, Columns<TField> columns, Rejections refused, params ReadOnlySpan<(TField Field, string Names)> needed)
        where TField : struct, Enum
    {
        foreach (var (field, names) in needed)
        {
            if (columns.Has(field)) continue;
            refused.Add(Codes.ColumnMissing, header.Place, $"no column for the {Name(field.ToString())}; expected one of: {names}; found: {Listed(header.Names)}");
        }
    }

    /// <summary>Says what of the header is not read, and which separator it has where that is not a comma.</summary>
    public static void Remark<TField>(Header header, Columns<TField> columns, Remarks remarks) where TField : struct, Enum
    {
        if (header.Separator != ',') remarks.Say($"the separator is {Spoken(header.Separator)}");
        string[] unread = [.. columns.Unread(header)];
        if (unread.Length > 0) remarks.Say($"not read: {Listed(unread)}");
    }

    /// <summary>The kind of file a header is most likely of, or null: to name the right command, never to pick a layout.</summary>
    public static StatementKind? KindOf(Header header)
    {
        if (header.HasAny("total_equity", "cash_balance") && header.HasAny("total_value", "current_price")) return StatementKind.Holdings;
        if (header.HasAny("fill_price", "avg_fill_price", "fill_id", "exec_id", "execution_id", "fill_time", "shares_bought", "avg_price")) return StatementKind.Fills;
        if (header.HasAny("target_shares", "rec_id", "recommendation_id", "effective_date", "order_type", "tif", "stop_loss", "valid_until", "valid_through") && header.HasAny("action", "side")) return StatementKind.Recommendations;
        if (header.HasAny("numerator", "denominator", "ratio")) return StatementKind.Actions;
        if (header.HasAny("close", "adj_close", "adjusted_close", "open", "high", "low")) return StatementKind.Prices;
        if (header.HasAny("avg_cost", "average_cost", "market_value")) return StatementKind.Holdings;
        if (header.HasAny("symbol", "ticker") && header.HasAny("side") && header.HasAny("qty", "quantity", "shares") && header.HasAny("price")) return StatementKind.Fills;
        if (header.HasAny("symbol", "ticker") && header.HasAny("action", "side") && header.HasAny("limit", "limit_price")) return StatementKind.Recommendations;
        if (header.HasAny("amount") && header.HasAny("kind", "type")) return StatementKind.Cash;
        return header.HasAny("kind") && header.HasAny("symbol", "ticker") ? StatementKind.Actions : null;
    }

    /// <summary>Refuses a header that is plainly of another kind, naming the command for it.</summary>
    public static void RefuseOtherKind(Header header, StatementKind wanted)
    {
        if (KindOf(header) is not { } kind || kind == wanted) return;
        var (what, command) = kind switch
        {
            StatementKind.Fills => ("fills", "trueup fill import"),
            StatementKind.Recommendations => ("recommendations", "trueup rec import"),
            StatementKind.Cash => ("cash movements", "trueup cash import"),
            StatementKind.Actions => ("corporate actions", "trueup action import"),
            StatementKind.Prices => ("prices", "trueup price import"),
            StatementKind.Holdings => ("positions or equity", "trueup check"),
            _ => throw new System.Diagnostics.UnreachableException($"no command reads {kind}"),
        };
        throw new RefusedException(Codes.OtherKindOfFile, header.Place, $"the columns are those of {what}: {Listed(header.Names)}", $"read it with: {command}");
    }

    /// <summary>Refuses a header of which nothing, or next to nothing, is known.</summary>
    public static void RefuseUnknown(Header header, int known, string expected)
    {
        if (known >= 2) return;
        throw new RefusedException(Codes.UnknownHeader, header.Place, $"expected columns such as {expected}; found: {Listed(header.Names)}");
    }

    public static string Listed(IReadOnlyList<string> names)
    {
        var shown = string.Join(", ", names.Take(20).Select(n => n.Length == 0 ? "(no name)" : Quoted.Text(n).Trim('"')));
        return names.Count > 20 ? $"{shown} and {names.Count - 20} more" : shown;
    }

    static string Name(string field) => field switch
    {
        "ExecutionId" => "fill id",
        "OrderId" => "order id",
        "FeeCurrency" => "commission currency",
        "Fee" => "commission",
        "BoughtQuantity" => "quantity bought",
        "BoughtPrice" => "price bought at",
        "SoldQuantity" => "quantity sold",
        "SoldPrice" => "price sold at",
        _ => string.Concat(field.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString())),
    };

    static string Spoken(char separator) => separator switch { ';' => "a semicolon", '\t' => "a tab", '|' => "a bar", _ => $"\"{separator}\"" };

    static string Nth(int index) => (index + 1) switch { 1 => "1st", 2 => "2nd", 3 => "3rd", var n => n + "th" };
}
