using TrueUp.Ledger.Journal;

namespace TrueUp.Ledger.Reading;

/// <summary>
/// What was refused while one input was read. All are counted and the first <see cref="Kept"/> are kept, so that a person can mend
/// a file in one go and a hostile file costs no memory.
/// </summary>
public sealed class Rejections
{
    public const int Kept = 50;

    readonly List<Rejection> first = [];

    public long Count { get; private set; }

    public IReadOnlyList<Rejection> First => first;

    public void Add(Rejection rejection)
    {
        Count++;
        if (first.Count < Kept) first.Add(rejection);
    }

    public void Add(Code code, Place place, string found, string? hint = null) => Add(new Rejection(code, place, found, hint));

    /// <summary>Those of another input, of which only the first may be kept.</summary>
    public void Add(IReadOnlyList<Rejection> some, long count)
    {
        foreach (var rejection in some) Add(rejection);
        Count += count - some.Count;
    }

    /// <summary>Refuses the input if anything of it was refused.</summary>
    public void ThrowIfAny()
    {
        if (Count > 0) throw new RefusedException(first) { Total = Count };
    }
}
