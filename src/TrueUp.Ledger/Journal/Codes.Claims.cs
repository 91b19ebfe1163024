namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code ClaimsUnknownLayout = new("TU1911", "The file is not a record of positions, cash or equity that TrueUp knows", "columns: date, symbol, quantity, and where there are any price, value, stop, cash, equity; a row with the symbol CASH is money");
    public static readonly Code ClaimsEmpty = new("TU1912", "The file claims nothing", "a header alone says nothing; export the record again");
    public static readonly Code ClaimContradicts = new("TU1913", "The file says two different things about one day", "remove the row that is wrong; a record has one balance a day and currency");
    public static readonly Code ClaimWithoutFigure = new("TU1914", "A row claims nothing", "a position needs a quantity; a row of totals needs cash or equity");
}
