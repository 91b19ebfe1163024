namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code PriceColumnsUnknown = new("TU1601", "The columns are not those of a price file", "a price file has a date and a close: date,close or date,symbol,close or date,open,high,low,close,volume or one column per symbol");
    public static readonly Code ConventionNeeded = new("TU1602", "What the prices mean is not said", "say --convention raw (as traded), split-adjusted or total-return");
    public static readonly Code ConventionContradicted = new("TU1603", "The prices are not of the convention declared", "import the file again with the convention its own columns show");
    public static readonly Code HighBelowLow = new("TU1604", "The high is below the low", "correct the row at its source");
    public static readonly Code OutsideRange = new("TU1605", "The close is outside the day's high and low", "correct the row; for adjusted prices declare --convention, which allows small differences");
    public static readonly Code PriceNotPositive = new("TU1606", "A price is zero or negative", "leave the field empty where there was no price: the day becomes a hole");
    public static readonly Code FutureBar = new("TU1607", "The price is of a day that has not come", "check the date order of the file and the clock of this machine");
    public static readonly Code VolumeImpossible = new("TU1608", "The volume cannot be", "a volume is a count from 0 to 9223372036854775807; leave it empty where unknown");
    public static readonly Code DayTwice = new("TU1609", "One day has two prices in one file", "keep the row that is right");
    public static readonly Code PriceRestated = new("TU1610", "Another price is recorded for that day", "trueup held accept takes the new one, trueup held drop keeps the old one");
    public static readonly Code HistoryChanged = new("TU1611", "Many recorded days have other prices in this file", "trueup held accept replaces the series by the file's, trueup held drop keeps the old one");
    public static readonly Code UnexplainedMove = new("TU1612", "The price moves by more than 40 % and nothing bears it out", "record the split or other action that explains it, or decide with trueup held accept or drop");
    public static readonly Code ConventionsMixed = new("TU1613", "The prices are on another footing than those recorded", "declare the right --convention: a raw and an adjusted series of one symbol can live side by side");
    public static readonly Code UnitFlipped = new("TU1614", "The prices change by a factor of a hundred, or to another currency", "declare pence with --currency GBX; decide with trueup held accept or drop");
    public static readonly Code TwinSeries = new("TU1615", "The prices are those of another symbol", "check the file's name and symbol; decide with trueup held accept or drop");
    public static readonly Code NoPriceFiles = new("TU1617", "There are no price files in the folder", "a folder is read for files that end in .csv or .csv.gz, not for folders inside it");
    public static readonly Code PriceSymbolUnknown = new("TU1618", "Which symbol the prices are of is not clear", "add a symbol column, or name the file after the symbol: AAPL.csv");
    public static readonly Code PriceStoreDamaged = new("TU1619", "Stored prices are damaged", "import the series named again; prices are not part of the journal");
    public static readonly Code NoSuchSeries = new("TU1620", "No prices are recorded for the symbol", "import some with: trueup price import PATH");
    public static readonly Code PriceBeyondMarkets = new("TU1624", "A price, dividend or split is beyond what any market has seen", "prices run from 0.000000001 to 1000000000000, splits from 0.000001 to 1000000; check the column");
    public static readonly Code QuoteUnitUnknown = new("TU1623", "The currency is not one", "use a three-letter code, or GBX for pence");
}
