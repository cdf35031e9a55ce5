using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Simulate;

/// <summary>One simulated run. Everything that happens in it follows from <see cref="Seed"/>.</summary>
public sealed class SimulateOptions
{
    /// <summary>Seed of faults, customers, walkers and weather. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Number of kiosks, 1..1000. Default 20.</summary>
    public int Kiosks { get; init; } = 20;

    /// <summary>Calendar days, 1..1000; the time to drain afterwards comes on top. Default 30.</summary>
    public int Days { get; init; } = 30;

    /// <summary>Faults that may happen. Default all, as a swarm.</summary>
    public FaultSet Faults { get; init; } = FaultSet.All;

    /// <summary>How often they happen.</summary>
    public FaultRates Rates { get; init; } = new();

    /// <summary>
    /// Virtual time between two commits of the gateway, in ms, 1,000..29,000 (a device sends again after 30 s).
    /// Default 20,000.
    /// </summary>
    public int TickMs { get; init; } = 20_000;

    /// <summary>Customers per kiosk and day: least and most. Default 100 and 200.</summary>
    public int SalesMin { get; init; } = 100;

    /// <inheritdoc cref="SalesMin"/>
    public int SalesMax { get; init; } = 200;

    /// <summary>People who walk by a kiosk in a day. Default 400.</summary>
    public int WalkersPerDay { get; init; } = 400;

    /// <summary>
    /// From so many kiosks on they share the cores of this machine; with fewer, meeting after each tick costs more than
    /// it saves. The counts are the same. Default 50.
    /// </summary>
    public int SideBySideMin { get; init; } = 50;

    /// <summary>
    /// Folder for the gateway's database; null takes a temporary one, in memory where the system has such a place.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="FleetException">A value is out of its range; the message names it.</exception>
    internal void Check()
    {
        Require(Kiosks is >= 1 and <= 1000, "--kiosks must be 1 to 1000");
        Require(Days is >= 1 and <= 1000, "--days must be 1 to 1000");
        Require(TickMs is >= 1_000 and <= 29_000, "the tick must be 1,000 to 29,000 ms");
        Require(
            SalesMin >= 0 && SalesMax >= SalesMin && SalesMax <= 1_000,
            "sales must be 0 to 1000, least before most");
        Require(WalkersPerDay is >= 0 and <= 20_000, "walkers must be 0 to 20,000 a day");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new FleetException(message);
        }
    }
}
