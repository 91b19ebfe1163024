namespace TrueUp.Demo;

/// <summary>Made-up numbers that are the same on every machine: SplitMix64 and whole numbers only. Not for anything but the demonstration.</summary>
sealed class Dice(ulong seed)
{
    /// <summary>0 to <paramref name="below"/> - 1.</summary>
    public int Next(int below) => (int)(Bits() % (ulong)below);

    /// <summary>Around 0, nearly normal, with a standard deviation of one: the sum of twelve even ones.</summary>
    public decimal Bell()
    {
        var sum = 0;
        for (var i = 0; i < 12; i++) sum += Next(1000);
        return (sum - 5994) / 1000m;
    }

    ulong Bits()
    {
        unchecked
        {
            seed += 0x9E3779B97F4A7C15;
            var z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
