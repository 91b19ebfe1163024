using System.Text;
using TrueUp.Ledger.Journal;
using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Reading;

/// <summary>The symbols and accounts of one input, each distinct text read once.</summary>
/// <param name="account">The account of rows that name none; null refuses them.</param>
/// <param name="words">Where account names are kept.</param>
sealed class Names(AccountName? account, Words words)
{
    readonly Interned<Symbol> symbols = new();

    public Symbol Symbol<TField>(ReadOnlySpan<byte> text, TField field, Func<TField, Place> where, Rejections refused)
    {
        if (symbols.Has(text, out var symbol)) return symbol;
        var fault = Symbols.Read(text, out symbol);
        if (fault == SymbolFault.None) symbols.Keep(text, symbol);
        else refused.Add(Symbols.Reject(fault, Encoding.UTF8.GetString(text), where(field)));
        return symbol;
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
        return default;
    }
}
