namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code NumberEmpty = new("TU1201", "A number is missing", "fill it in; an unknown number is never taken as zero");
    public static readonly Code NumberPlaceholder = new("TU1202", "A sign for \"no value\" stands where a number is needed", "fill in the number, or leave the row out");
    public static readonly Code NumberExponent = new("TU1203", "A number is written with an exponent", "a spreadsheet shortened it; format the column as a plain number and export again");
    public static readonly Code NumberNotFinite = new("TU1204", "Not a number, or infinite", "fill in the number, or leave the row out");
    public static readonly Code NumberTooLong = new("TU1205", "A number has more than 28 digits", "shorten it; money is exact to 28 digits");
    public static readonly Code NumberGrouping = new("TU1206", "The separators in a number do not make groups of three", "write 1234.56 or 1,234.56");
    public static readonly Code NumberNotDecimal = new("TU1207", "Not a number with a decimal point", "write 1.25; where the whole file has decimal commas, say so in a profile: numbers: { decimal: \",\" }");
    public static readonly Code NumberParentheses = new("TU1208", "A number in parentheses", "write -100, or say in a profile that they mean negative: numbers: { parentheses: negative }");
    public static readonly Code NumberCurrencySign = new("TU1209", "A currency sign that does not agree with the currency", "remove the sign, or give the row its currency");
    public static readonly Code NumberCurrencyWord = new("TU1210", "A currency or unit is written with the number", "put the currency in a column of its own");
    public static readonly Code NumberPercent = new("TU1211", "A percentage where a plain number is needed", "write 0.05 for 5%");
    public static readonly Code NumberApostrophe = new("TU1212", "An apostrophe before the number", "a spreadsheet kept it as text; remove the apostrophe");
    public static readonly Code NumberForeignDigits = new("TU1213", "Digits or signs that are not 0-9, + and -", "type the number again on a plain keyboard layout");
    public static readonly Code NumberSpaces = new("TU1214", "Spaces inside a number", "remove the spaces (some look like nothing: no-break spaces)");
    public static readonly Code NumberIsDate = new("TU1215", "A date where a number is needed", "a spreadsheet changed the number into a date, or the columns are shifted");
    public static readonly Code PriceNegative = new("TU1216", "A price below zero", "a price is what one unit costs; the direction is in the side");
    public static readonly Code QuantityZero = new("TU1217", "A quantity of zero", "remove the row; nothing was traded");
    public static readonly Code QuantityTooFine = new("TU1218", "A quantity finer than 8 decimals", "no broker reports finer; check the column");
    public static readonly Code LimitZero = new("TU1219", "A limit of zero", "accept it if it is right: trueup held accept");
    public static readonly Code TargetHuge = new("TU1220", "A target above one billion", "accept it if it is right: trueup held accept");
    public static readonly Code QuantitySign = new("TU1221", "The sign of a quantity is not expected here", "write quantities without a sign, or say in a profile what it means: quantity: signed");
}
