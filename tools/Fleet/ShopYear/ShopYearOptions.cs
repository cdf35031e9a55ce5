using Kiosk.Fleet.City;
using Kiosk.Fleet.Simulate;

namespace Kiosk.Fleet.ShopYear;

/// <summary>One merchant's year. Everything that happens in it follows from <see cref="Seed"/>.</summary>
public sealed class ShopYearOptions
{
    /// <summary>Seed of customers, errands and faults. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Folder that gets the archives; must hold none yet.</summary>
    public required string Out { get; init; }

    /// <summary>Civil months from January 2026, 1 to 12. Default 12; fewer have no year closing.</summary>
    public int Months { get; init; } = 12;

    /// <summary>Civil midnight at which the year begins, and its days when not 0: for short years in tests.</summary>
    internal DateTime First { get; init; } = new(2026, 1, 1);

    /// <inheritdoc cref="First"/>
    internal int Days { get; init; }

    /// <summary>Sales of an open day: least and most. Default 70 and 145, about 30,000 in a year.</summary>
    public int SalesMin { get; init; } = 70;

    /// <inheritdoc cref="SalesMin"/>
    public int SalesMax { get; init; } = 145;

    /// <summary>Faults beside those that the merchant makes. Default power, clock, line and gateway.</summary>
    public FaultSet Faults { get; init; } = new(
        FaultKind.Power | FaultKind.Clock | FaultKind.Partition | FaultKind.Loss | FaultKind.AckLoss
        | FaultKind.Duplicate | FaultKind.Reorder | FaultKind.Gateway, Swarm: false);

    /// <summary>How often they happen: less than in a run that hunts for bugs.</summary>
    public FaultRates Rates { get; init; } = new()
    {
        PowerCutsPerDay = 0.3, ClockStepsPerDay = 0.1, ClockWild = false, PartitionsPerDay = 0.04,
        PartitionMsMax = 10 * 86_400_000L, GatewayRestartsPerDay = 0.2, LossPercent = 1, AckLossPercent = 1,
        DuplicatePercent = 1, ReorderPercent = 1,
    };

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="FleetException">A value is out of its range; the message names it.</exception>
    internal void Check()
    {
        if (Months is < 1 or > 12)
        {
            throw new FleetException("--months must be 1 to 12");
        }

        if (SalesMin < 1 || SalesMax < SalesMin || SalesMax > 1_000)
        {
            throw new FleetException("sales must be 1 to 1000 a day, least before most");
        }

        if (Directory.Exists(Out) && Directory.EnumerateFiles(Out, "*.zip").Any())
        {
            throw new FleetException($"--out: '{Out}' already holds archives; name an empty folder");
        }
    }
}
