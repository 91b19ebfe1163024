using TrueUp.Ledger.Values;

namespace TrueUp.Ledger.Positions;

/// <summary>One account's cash in one currency while the fold runs.</summary>
sealed class Balance(AccountName account, Currency currency)
{
    public AccountName Account => account;

    public Currency Currency => currency;

    public decimal Amount;

    /// <summary>The part of it that came from outside: deposits less withdrawals.</summary>
    public decimal External;
}
