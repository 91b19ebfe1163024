using System.Runtime.CompilerServices;
using System.Text;
using TrueUp.Ledger.Journal;

namespace TrueUp.Edges.Statements.Csv;

/// <summary>The first line of a file: its column names as written, and as they are compared.</summary>
sealed record Header(char Separator, int Line, IReadOnlyList<string> Names, IReadOnlyList<Place> Places, byte[] Raw)
{
    public Place Place => Places[0] with { Column = 0 };

    public IReadOnlyList<string> Keys { get; } = [.. Names.Select(Key)];

    public bool Has(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (!Keys.Contains(key)) return false;
        return true;
    }

    public bool HasAny(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (Keys.Contains(key)) return true;
        return false;
    }

    /// <summary>Lower case, with everything but letters and digits as one underscore: <c>Fees &amp; Comm</c> and <c>fees_comm</c> are one name.</summary>
    public static string Key(string name)
    {
        StringBuilder key = new();
        foreach (var c in name.Trim())
        {
            if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
            else if (key.Length > 0 && key[^1] != '_') key.Append('_');
        }

        return key.ToString().TrimEnd('_');
    }
}

/// <summary>Which column of a file states which field; −1 where none does.</summary>
sealed class Columns<TField> where TField : struct, Enum
{
    static readonly int FieldCount = Enum.GetValues<TField>().Length;

    readonly int[] at = [.. Enumerable.Repeat(-1, FieldCount)];

    public int this[TField field]
    {
        get => at[Index(field)];
        set => at[Index(field)] = value;
    }

    public bool Has(TField field) => this[field] >= 0;

    /// <summary>Columns that no field was found for.</summary>
    public IEnumerable<string> Unread(Header header) => header.Names.Where((name, i) => name.Length > 0 && !at.Contains(i));

    static int Index(TField field) => Unsafe.As<TField, int>(ref field);
}
