using System.Runtime.InteropServices;
using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>Free text fields: blank or not, and fit to be kept.</summary>
static class Texts
{
    public const int Longest = 4000;

    public static bool IsBlank(ReadOnlySpan<byte> text) => text.IsEmpty || (text[0] <= ' ' && text.Trim(" \t\r\n"u8).IsEmpty);

    /// <summary>The text without the blanks around it; null where nothing is left.</summary>
    /// <remarks>An apostrophe put there to keep a spreadsheet from running it is taken off (<see cref="FormulaGuard"/>).</remarks>
    public static string? Word(ReadOnlySpan<byte> text) => IsBlank(text) ? null : FormulaGuard.Original(Encoding.UTF8.GetString(text.Trim(" \t\r\n"u8)));

    /// <param name="lines">Whether line breaks and tabs belong in it.</param>
    public static void Check<TField>(ReadOnlySpan<byte> text, string name, TField field, Func<TField, Place> where, Rejections refused, bool lines = false)
    {
        if (text.IsEmpty) return;
        if (text.Length > Longest && Encoding.UTF8.GetCharCount(text) is > Longest and var count)
            refused.Add(Codes.TextTooLong, where(field), $"{name} has {count} characters, and at most {Longest} fit");
        var control = text.IndexOfAnyInRange((byte)0, (byte)31);
        while (control >= 0)
        {
            var found = text[control];
            if (!lines || found is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                refused.Add(Codes.ControlCharacter, where(field), $"{name} has the control character U+{found:X4} in it");
                return;
            }

            var next = text[(control + 1)..].IndexOfAnyInRange((byte)0, (byte)31);
            control = next < 0 ? -1 : control + 1 + next;
        }
    }
}

/// <summary>Texts that repeat over an input, each kept once.</summary>
sealed class Words
{
    readonly Interned<string> seen = new();

    public string? Of(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return null;
        if (seen.Has(text, out var word)) return word;
        if (Texts.Word(text) is not { } trimmed) return null;
        seen.Keep(text, trimmed);
        return trimmed;
    }
}

/// <summary>The last day an input named, with the text it was named by: rows of one day stand together.</summary>
struct DayMemory
{
    (ulong Head, ushort Tail) key;
    TradeDate day;

    public readonly bool Is(ReadOnlySpan<byte> text, out TradeDate known)
    {
        known = day;
        return text.Length == 10 && day != default && Key(text) == key;
    }

    public void Keep(ReadOnlySpan<byte> text, TradeDate value)
    {
        if (text.Length != 10) return;
        key = Key(text);
        day = value;
    }

    static (ulong Head, ushort Tail) Key(ReadOnlySpan<byte> text) => (MemoryMarshal.Read<ulong>(text), MemoryMarshal.Read<ushort>(text[8..]));
}
