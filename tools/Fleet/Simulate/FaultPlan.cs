using System.Numerics;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// Which faults a run has, how often they struck, and the dice of its parts. Started and healed by one thread; kiosks
/// draw and count from theirs, each from dice of its own.
/// </summary>
internal sealed class FaultPlan
{
    private readonly int _seed;
    private readonly FaultKind _on;
    private readonly long[] _struck = new long[BitOperations.PopCount((uint)FaultKind.All)];

    public FaultPlan(int seed, FaultSet set, FaultRates rates)
    {
        _seed = seed;
        Rates = rates;
        var random = Dice(Part.Swarm, 0);
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            var switchedOff = random.NextDouble() * 100 < rates.SwarmOffPercent;
            var single = kind != FaultKind.None && kind != FaultKind.All;
            if (single && set.Kinds.HasFlag(kind) && !(set.Swarm && switchedOff))
            {
                _on |= kind;
            }
        }
    }

    /// <summary>The parts of a run that draw from dice of their own, so that one does not disturb the other.</summary>
    public enum Part
    {
        Swarm, Link, Power, Clock, Partition, Stall, Shopper, Walkers, Weather, Gateway, City, Counter, Unknown,
    }

    public FaultRates Rates { get; }

    /// <summary>False after <see cref="Heal"/>: nothing goes wrong any more.</summary>
    public bool Active { get; private set; }

    /// <summary>How often each kind of this run struck.</summary>
    public IReadOnlyDictionary<FaultKind, long> Struck => Enum.GetValues<FaultKind>()
        .Where(kind => BitOperations.IsPow2((uint)kind) && Has(kind))
        .ToDictionary(kind => kind, kind => Volatile.Read(ref _struck[Place(kind)]));

    public void Start() => Active = true;

    public void Heal() => Active = false;

    public bool Has(FaultKind kind) => (_on & kind) != 0;

    /// <summary>Counts one fault.</summary>
    public void Note(FaultKind kind) => Interlocked.Increment(ref _struck[Place(kind)]);

    /// <summary>Draws whether a fault strikes now, and counts it.</summary>
    public bool Strikes(FaultKind kind, double percent, Random dice)
    {
        if (!Active || !Has(kind) || dice.NextDouble() * 100 >= percent)
        {
            return false;
        }

        Note(kind);
        return true;
    }

    /// <summary>Draws when a fault of a mean rate comes next; never when it is off.</summary>
    public long Next(FaultKind kind, double perDay, long fromMs, Random dice) => Has(kind) && perDay > 0
        ? fromMs + 1 + (long)(-Math.Log(1 - dice.NextDouble()) * 86_400_000 / perDay)
        : long.MaxValue;

    /// <summary>Dice of one part of one kiosk: the same for the same seed.</summary>
    public Random Dice(Part part, int kiosk)
    {
        unchecked
        {
            var mixed = ((ulong)(uint)_seed << 32) ^ ((ulong)(uint)kiosk << 8);
            mixed ^= (ulong)(uint)part * 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return new Random((int)((mixed ^ (mixed >> 31)) & 0x7FFFFFFF));
        }
    }

    private static int Place(FaultKind kind) => BitOperations.TrailingZeroCount((uint)kind);
}
