namespace TrueUp;

/// <summary>The exit codes every command keeps to; part of the contract with scripts.</summary>
static class ExitCode
{
    public const int Clean = 0;

    /// <summary>Done, and there is something to look at: a break, a miss, a failed check, a "no".</summary>
    public const int Findings = 1;

    /// <summary>Bad usage or bad input; nothing was written.</summary>
    public const int Refused = 2;

    /// <summary>Recorded, but some rows wait for a person.</summary>
    public const int Held = 3;

    /// <summary>The disk, the network or a broker failed; nothing is half-done.</summary>
    public const int WorldFailed = 4;

    public const int Bug = 70;

    /// <summary>The reader of stdout went away: 128 + SIGPIPE, as other programs do it.</summary>
    public const int BrokenPipe = 141;
}
