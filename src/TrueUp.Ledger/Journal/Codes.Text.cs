namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code EmptyFile = new("TU1101", "The file has no bytes", "export it again; the download was probably cut off");
    public static readonly Code NotUtf8 = new("TU1102", "The file is not valid UTF-8", "save it as UTF-8, or name its encoding with --encoding");
    public static readonly Code LooksLikeWindows1252 = new("TU1103", "The file looks like Windows-1252 text, not UTF-8", "read it with --encoding windows-1252");
    public static readonly Code NulInText = new("TU1104", "The file has a NUL character", "a text file has none; export it again");
    public static readonly Code CutOff = new("TU1105", "The last line is cut off", "export or download the file again");
    public static readonly Code UnclosedQuote = new("TU1106", "A quote is opened and never closed", "close the quote, or double it (\"\") where it belongs to the text");
    public static readonly Code StrayQuote = new("TU1107", "A quote stands inside a field that is not quoted", "quote the whole field and double the quotes inside it");
    public static readonly Code LineTooLong = new("TU1108", "A line is longer than 1 MB", "no statement has such lines; export the file again");
    public static readonly Code TooManyColumns = new("TU1109", "A line has more than 500 columns", "no statement has so many; export the file again");
    public static readonly Code FileTooLarge = new("TU1110", "The file is larger than 256 MB", "pass --large if it is meant to be");
    public static readonly Code UnknownHeader = new("TU1111", "The header is not of a layout TrueUp knows", "name the columns as listed, or write a profile: profiles/NAME.yaml in the book, then --profile NAME");
    public static readonly Code DuplicateColumn = new("TU1112", "Two columns have the same name", "rename or remove one of them");
    public static readonly Code ColumnMissing = new("TU1113", "A column that is needed is missing", "add the column, or map it in a profile: profiles/NAME.yaml in the book, then --profile NAME");
    public static readonly Code RowLength = new("TU1114", "A row has more or fewer fields than the header", "a comma inside a text needs quotes around the whole field");
    public static readonly Code MergeMarker = new("TU1115", "The file has an unfinished merge in it", "resolve the merge (the lines with <<<<<<<, ======= and >>>>>>>) first");
    public static readonly Code WebPage = new("TU1116", "The file looks like HTML, not a statement", "log in again and export the file; a login or error page was saved");
    public static readonly Code OtherFileType = new("TU1117", "The file is not a text file", "export it as CSV");
    public static readonly Code TooCompressed = new("TU1118", "The file expands to far more than it should", "decompress it yourself and look at it before importing it");
    public static readonly Code Archive = new("TU1119", "The file is an archive", "unpack it and import the files in it");
    public static readonly Code NotAFile = new("TU1120", "The path is not a file", "name a file; - reads standard input");
    public static readonly Code CannotRead = new("TU1121", "The file cannot be read", "check its name and who may read it");
    public static readonly Code ChangedWhileRead = new("TU1122", "The file changed while it was read", "nothing was recorded; import it again when nobody is writing to it");
    public static readonly Code MarkMidFile = new("TU1123", "A byte order mark stands in the middle of the file", "two files were joined; import them one by one");
    public static readonly Code TotalsRow = new("TU1124", "A row of totals stands among the rows", "remove it, or name it under skip: in a profile");
    public static readonly Code AmbiguousColumn = new("TU1125", "Two columns could mean the same thing", "say which one in a profile: profiles/NAME.yaml in the book, then --profile NAME");
    public static readonly Code OtherKindOfFile = new("TU1126", "The file is of another kind than the command reads", "use the command named");
    public static readonly Code UnknownEncoding = new("TU1127", "The encoding is not one TrueUp reads", "utf-8, utf-16, windows-1252 and iso-8859-1 are read");
    public static readonly Code DateNeeded = new("TU1128", "The rows have no date", "pass --date YYYY-MM-DD, or keep the file in a folder named after its day");
    public static readonly Code ItemShort = new("TU1129", "An item has too few fields", "recommendations are TICKER,action,limit,shares[,note] and fills are TICKER,side,qty,price[,order_id][,note]");
    public static readonly Code ItemEmpty = new("TU1130", "An item is empty or ends in a comma", "remove the last comma, or write what follows it");
    public static readonly Code TextTooLong = new("TU1131", "A text is longer than 4,000 characters", "shorten it");
    public static readonly Code ControlCharacter = new("TU1132", "A text has a control character in it", "remove it; line breaks and tabs are fine in notes only");
    public static readonly Code SymbolCharacters = new("TU1133", "A symbol has characters that no symbol has", "type the symbol again; copied text can carry invisible or look-alike characters");
    public static readonly Code SymbolMissing = new("TU1134", "A row has no symbol", "every row needs one");
    public static readonly Code AccountMissing = new("TU1135", "A row does not say which account it is of", "fill the account column, or name the account with --account");
}
