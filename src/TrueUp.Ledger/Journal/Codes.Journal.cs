namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code NoBook = new("TU1801", "No book here", "make one with: trueup init");
    public static readonly Code BookExists = new("TU1802", "A book is already here", "choose another folder; a book is never overwritten");
    public static readonly Code NotABook = new("TU1803", "The file is not a TrueUp book", "point --book at a folder made by trueup init");
    public static readonly Code EmptyBook = new("TU1804", "The book file has no bytes", "restore a backup with: trueup restore BACKUP DIR");
    public static readonly Code NewerBook = new("TU1805", "The book was written by a newer TrueUp", "install that version or later");
    public static readonly Code BookDamaged = new("TU1806", "The book's file is damaged", "restore a backup with: trueup restore BACKUP DIR, then import what came after it again");
    public static readonly Code BookReadOnly = new("TU1807", "The book cannot be written", "check who owns the book's folder and whether the disk is mounted read-only");
    public static readonly Code DiskFull = new("TU1808", "The disk is full", "free some space and run the same command again; nothing was recorded");
    public static readonly Code DiskFailed = new("TU1809", "The disk failed while writing", "check the disk, then run the same command again; nothing was recorded");
    public static readonly Code BookLocked = new("TU1810", "Another process keeps the book locked", "wait for it, or stop it, and run the same command again; --wait says for how long to wait");
    public static readonly Code NoSuchEntry = new("TU1811", "No such entry", "trueup verify --json shows how many entries there are");
    public static readonly Code AlreadyReversed = new("TU1812", "The entry is already reversed", "reverse the reversal instead to bring it back");
    public static readonly Code CannotReverse = new("TU1813", "This kind of entry cannot be reversed", "");
    public static readonly Code NetworkFolder = new("TU1814", "The book is in a network or synchronised folder", "keep the book on a local disk, or pass --i-know and accept the risk of losing it");
    public static readonly Code ChainBroken = new("TU1815", "The hash chain does not hold", "the entry named was changed after it was recorded; restore a backup made before");
    public static readonly Code NoSuchAccount = new("TU1816", "No such account", "trueup init names the first account; others are opened with: trueup account open NAME");
    public static readonly Code AccountExists = new("TU1818", "The account exists", "trueup account list shows them");
    public static readonly Code AccountNeeded = new("TU1817", "Which account is not clear", "name it with --account");
}
