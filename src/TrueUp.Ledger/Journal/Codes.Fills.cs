namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code UnknownSide = new("TU1401", "A side that is not known", "buy, sell, short and cover are known, and the usual words of brokers for them; map others in a profile: sides:");
    public static readonly Code OptionSymbol = new("TU1402", "An option symbol that is not one", "ROOT, then YYMMDD, C or P, and the strike times 1000 in eight digits: AAPL260116C00150000");
    public static readonly Code NeitherBuyNorSell = new("TU1403", "A row that is neither a buy nor a sell, or both", "fill either the bought or the sold columns");
    public static readonly Code SideAgainstSign = new("TU1404", "The sign of a quantity contradicts the side", "a buy adds units and a sell takes them away; check both columns");
    public static readonly Code FeeSignMixed = new("TU1405", "Commissions of both signs in one file", "say in a profile what is paid: fee: positive-paid or fee: negative-paid");
    public static readonly Code CancelOfNothing = new("TU1406", "A cancellation or correction that names no fill", "the id of the fill it cancels or corrects is needed");
    public static readonly Code AllocationParent = new("TU1407", "An order given once whole and again by its allocations", "accept either the whole or its parts, and drop the other: trueup held list");
    public static readonly Code UnknownStatus = new("TU1408", "A status that is not known", "new, cancel, correct and bust are known, and the usual words for them");
    public static readonly Code UnknownCurrency = new("TU1409", "Not a currency", "use the three letters of ISO 4217, such as USD");
    public static readonly Code BadMultiplier = new("TU1410", "A multiplier that is not above zero", "100 is usual for options; the contract says which");
    public static readonly Code UnsupportedInstrument = new("TU1412", "A kind of instrument TrueUp does not keep books for", "equities, funds and options are kept; drop the row if it is not of this book");
    public static readonly Code BadRevision = new("TU1413", "A revision that is not a whole number", "brokers count corrections 1, 2, 3; leave it empty for the first report");
}
