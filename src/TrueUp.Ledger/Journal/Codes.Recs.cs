namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code UnknownAction = new("TU1501", "An action that is not known", "buy, sell, short and cover are known");
    public static readonly Code TargetNotPositive = new("TU1502", "A target that is not above zero", "the direction is in the action; write how many");
    public static readonly Code UnknownOrderType = new("TU1504", "An order type that is not known", "limit and market are known; leave it empty where the price is only approximate");
    public static readonly Code UnknownTimeInForce = new("TU1505", "A time in force that is not known", "DAY and GTC are known");
    public static readonly Code LimitMissing = new("TU1506", "A limit order without a limit", "fill in limit_price, or make the order type market");
    public static readonly Code ValidityBeforeStart = new("TU1507", "Valid through a day before it takes effect", "check the two dates");
    public static readonly Code WeeklyTotal = new("TU1508", "The TOTAL row does not agree with the rows", "correct the row named; the sums are shown");
    public static readonly Code WeeklyTotalMissing = new("TU1509", "Not exactly one TOTAL row", "a weekly target file ends in one row with TOTAL as its ticker");
    public static readonly Code WeeklyCost = new("TU1510", "A cost basis that is not shares times price", "correct the shares, the price or the cost of the row");
    public static readonly Code WeeklyTooMany = new("TU1511", "A weekly target file of hundreds of rows", "it has two to four tickers; this is some other file");
    public static readonly Code TargetFractional = new("TU1512", "A fraction of a share where whole shares are expected", "the profile says wholeShares: true");
}
