namespace TrueUp.Tests.Mutations;

/// <summary>SplitMix64: the same numbers from the same seed on every machine and in every version of the runtime, and cheap to begin anew for every input.</summary>
struct Chance(ulong seed)
{
    ulong state = seed;

    /// <summary>0 up to but not including <paramref name="below"/>.</summary>
    public int Next(int below)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)(((z ^ (z >> 31)) >> 33) % (ulong)below);
        }
    }
}
