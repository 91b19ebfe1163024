using System.Globalization;

namespace TrueUp;

/// <summary>
/// One line on stderr, written over a few times a second and gone when the work is. Silent where stderr is no terminal, with <c>--no-progress</c>, and
/// for work that is done before anybody looks up.
/// </summary>
sealed class Progress : IDisposable
{
    const int FirstAfter = 500;
    const int Every = 200;

    readonly TextWriter? to;
    readonly string what;
    long next = Environment.TickCount64 + FirstAfter;
    int shown;

    Progress(TextWriter? to, string what) => (this.to, this.what) = (to, what);

    public static Progress On(Desk desk, string what) => new(Console.IsErrorRedirected || desk.Args.GetValue(Options.NoProgress) ? null : desk.Notes, what);

    /// <summary>Whether anything would be shown: lets a caller that counts rows skip the asking.</summary>
    public bool IsSeen => to is not null;

    public void At(long done, long of)
    {
        if (to is null || Environment.TickCount64 < next) return;
        next = Environment.TickCount64 + Every;
        var line = of > 0 ? string.Create(CultureInfo.InvariantCulture, $"{what}: {Math.Min(100, done * 100 / of)}%") : $"{what}: {done.ToString(CultureInfo.InvariantCulture)}";
        to.Write($"\r{line.PadRight(shown)}");
        shown = line.Length;
    }

    public void Dispose()
    {
        if (shown > 0) to!.Write($"\r{new string(' ', shown)}\r");
        shown = 0;
    }
}
