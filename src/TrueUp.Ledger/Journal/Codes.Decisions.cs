namespace TrueUp.Ledger.Journal;

/// <summary>Why a readable row waits for a person.</summary>
public static partial class Codes
{
    public static readonly Code IdenticalRow = new("TU1451", "A row identical to another in every column", "trueup held list shows it; trueup held accept or drop decides, with a reason");
    public static readonly Code SameIdOtherContent = new("TU1452", "An execution id the book has with other content", "ask the broker which is right, then accept or drop it: trueup held");
    public static readonly Code CancelWithoutOriginal = new("TU1453", "A cancel of an execution the book does not have", "import the statement with the original first, or drop it: trueup held drop");
    public static readonly Code TwoByHand = new("TU1454", "More than one fill typed by hand could be this one", "reverse the one that was typed twice (trueup reverse), then accept this row: trueup held accept");
    public static readonly Code ZeroPrice = new("TU1455", "A fill at a price of zero", "record what happened with trueup action, or accept the row as a fill: trueup held accept");
    public static readonly Code NoMultiplier = new("TU1456", "An option whose multiplier is unknown", "declare it (trueup instrument add SYMBOL --multiplier 100), then accept the row: trueup held accept");
    public static readonly Code OddQuantity = new("TU1457", "A quantity too large to be true", "accept it if it is right: trueup held accept");
    public static readonly Code BeforeInception = new("TU1458", "A fill before the account was funded", "check the year; accept it if it is right: trueup held accept");
    public static readonly Code NoSession = new("TU1459", "A fill on a day without a session", "check the date; accept it if it is right: trueup held accept");
    public static readonly Code SellsMoreThanHeld = new("TU1460", "A long-only account sells more than it holds", "an earlier buy may be missing; accept it if it is right: trueup held accept");
    public static readonly Code HundredTimes = new("TU1461", "A price about a hundred times off", "declare a pence line with trueup instrument add SYMBOL --currency GBX; accept the row if it is right: trueup held accept");
    public static readonly Code FarFromClose = new("TU1462", "A price far from the last close", "accept it if it is right: trueup held accept");
    public static readonly Code OddNotional = new("TU1463", "A fill worth more than ten times the account", "accept it if it is right: trueup held accept");
    public static readonly Code BeforeSplit = new("TU1464", "A fill that looks as from before the split of its day", "give it in units of after the split, or accept it if it is right: trueup held accept");
    public static readonly Code FilledAfterEnd = new("TU1465", "A fill of a symbol that was delisted or merged away", "check the symbol and the day; accept it if the name belongs to another company now: trueup held accept");
    public static readonly Code FeeWithoutRate = new("TU1466", "A commission in a currency without a rate", "import rates (trueup price import FILE), or accept it as it is: trueup held accept");
    public static readonly Code RecommendationChanged = new("TU1551", "A recommendation id the book has with other content", "withdraw the earlier one (trueup rec withdraw ID) and give the new one an id of its own");
    public static readonly Code NoSuchRecommendation = new("TU1554", "No such recommendation", "trueup rec list shows them");
    public static readonly Code FillOrderedItem = new("TU1552", "A recommendation whose fields look like a fill's", "accept it if it is right: trueup held accept");
    public static readonly Code LimitFarFromClose = new("TU1553", "A limit far from the last close", "accept it if it is right: trueup held accept");
    public static readonly Code RecommendedAfterEnd = new("TU1555", "A recommendation of a symbol that was delisted or merged away", "check the symbol; accept it if the name belongs to another company now: trueup held accept");
}
