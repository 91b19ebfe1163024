namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code NotACheckpoint = new("TU1820", "The file is not a checkpoint", "a checkpoint is a line with a sequence and a hash, as trueup verify --checkpoint-out FILE writes it");
    public static readonly Code PlaceTaken = new("TU1821", "Another entry has taken the place of the reversed one", "reverse that one first, if the earlier one is right");
    public static readonly Code NotYetAcceptable = new("TU1822", "A held row cannot be accepted yet", "do what is named first, or drop the row: trueup held drop");
    public static readonly Code NotHeld = new("TU1823", "The entry does not wait for a decision", "trueup held list shows what waits");
    public static readonly Code LotsDoNotFit = new("TU1824", "The lots chosen do not fit", "trueup positions --lots and trueup realized show which fills opened lots, and what was left of them");
    public static readonly Code ExportExists = new("TU1825", "The export would replace files that differ", "name another folder with --out, or pass --overwrite");
    public static readonly Code BackupUnusable = new("TU1826", "The backup is damaged", "use another backup; trueup verify says what is wrong with a book");
    public static readonly Code CommandRepeated = new("TU1827", "A command of this id is recorded", "give every command an id of its own in TRUEUP_COMMAND, or none");
    public static readonly Code OthersBook = new("TU1828", "The administrator uses another user's book", "run it as the book's owner; what root writes its owner cannot change (--i-know does it all the same)");
}
