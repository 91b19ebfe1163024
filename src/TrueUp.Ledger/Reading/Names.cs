using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>The symbols and accounts of one input, each distinct text read once.</summary>
/// <param name="account">The account of rows that name none; null refuses them.</param>
/// <param name="words">Where account names are kept.</param>
sealed class Names(AccountName? account, Words words)
{
    /// <summary>Stands where a symbol was refused, until the refusal ends the reading.</summary>
    public static readonly Symbol Refused = Values.Symbol.Stored("");

    static readonly AccountName NoAccount = new("");

    readonly Interned<Symbol> symbols = new();

    public Symbol Symbol<TField>(ReadOnlySpan<byte> text, TField field, Func<TField, Place> where, Rejections refused)
    {
        if (symbols.Has(text, out var symbol)) return symbol;
        var fault = Symbols.Read(text, out var read);
        if (read is null)
        {
            refused.Add(Symbols.Reject(fault, Encoding.UTF8.GetString(text), where(field)));
            return Refused;
        }

        symbols.Keep(text, read);
        return read;
    }

    public AccountName Account<TField>(ReadOnlySpan<byte> text, TField field, Func<TField, Place> where, Rejections refused)
    {
        if (!Texts.IsBlank(text))
        {
            Texts.Check(text, "account", field, where, refused);
            return new(words.Of(text)!);
        }

        if (account is { } known) return known;
        refused.Add(Codes.AccountMissing, where(field), "the row names no account, and none is named for the file");
        return NoAccount;
    }
}
