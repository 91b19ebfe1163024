namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code NoPrintEngine = new("TU1930", "No program here can make a PNG", "install one (Debian: apt-get install librsvg2-bin, or chromium), or ask for a .svg");
    public static readonly Code PrintFailed = new("TU1931", "The program that makes the PNG failed", "ask for a .svg, which needs no other program");
    public static readonly Code PrintTookTooLong = new("TU1932", "The program that makes the PNG did not finish", "give it longer with --wait SECONDS, or ask for a .svg");
    public static readonly Code UnknownPicture = new("TU1933", "The name does not end like a picture we make", "end it in .svg or .png");
    public static readonly Code OutputNotWritten = new("TU1934", "The file cannot be written", "check that its folder exists, that it is yours and that the disk has room");
}
