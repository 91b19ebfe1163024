namespace TrueUp.Ledger.Journal;

public static partial class Codes
{
    public static readonly Code NotACheckpoint = new("TU1820", "The file is not a checkpoint", "a checkpoint is a line with a sequence and a hash, as trueup verify --checkpoint-out FILE writes it");
}
