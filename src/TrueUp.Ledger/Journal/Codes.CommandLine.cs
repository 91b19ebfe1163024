namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code Usage = new("TU1001", "The command line is not understood", "trueup --help, or trueup COMMAND --help");
    public static readonly Code BadDate = new("TU1002", "A date on the command line is not one", "write it as YYYY-MM-DD, or today or yesterday");
    public static readonly Code NoTerminal = new("TU1005", "The command asks questions and there is no terminal", "give the same facts as arguments or in a file");
    public static readonly Code OutputExists = new("TU1006", "The output file exists", "name another file, or delete this one first");
    public static readonly Code FromAfterTo = new("TU1007", "The range ends before it starts", "swap --from and --to");
    public static readonly Code FutureDate = new("TU1008", "The date is in the future", "a fact is recorded after it happened; check the year");
    public static readonly Code NoOutput = new("TU1009", "The answer cannot be written", "check the disk, or the program that reads the output");
}
