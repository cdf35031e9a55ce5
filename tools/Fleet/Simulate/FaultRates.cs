namespace Kiosk.Fleet.Simulate;

/// <summary>
/// How often and how hard each fault strikes. Per message: share in percent. Per day: mean number for each kiosk.
/// </summary>
public sealed record FaultRates
{
    /// <summary>Percent of the frames lost, of the downlinks lost. Default 5.</summary>
    public double LossPercent { get; init; } = 5;

    /// <inheritdoc cref="LossPercent"/>
    public double AckLossPercent { get; init; } = 5;

    /// <summary>Percent of the messages that come late, and by how much at most. Default 3 and 10 min.</summary>
    public double DelayPercent { get; init; } = 3;

    /// <inheritdoc cref="DelayPercent"/>
    public int DelayMsMax { get; init; } = 600_000;

    /// <summary>Percent of the messages that come twice. Default 5.</summary>
    public double DuplicatePercent { get; init; } = 5;

    /// <summary>Percent of the messages overtaken by later ones, and by how much at most. Default 5 and 90 s.</summary>
    public double ReorderPercent { get; init; } = 5;

    /// <inheritdoc cref="ReorderPercent"/>
    public int ReorderMsMax { get; init; } = 90_000;

    /// <summary>Percent of the messages changed or cut on the way. Default 2.</summary>
    public double CorruptPercent { get; init; } = 2;

    /// <summary>
    /// Percent of the drive operations that block, and for how long at most (device.md 2.14). Default 5 and 400 ms.
    /// </summary>
    public double StallPercent { get; init; } = 5;

    /// <inheritdoc cref="StallPercent"/>
    public int StallMsMax { get; init; } = 400;

    /// <summary>
    /// Cut-offs per kiosk and day, and their shortest and longest length. Default 0.25, 10 min to 3 days.
    /// </summary>
    public double PartitionsPerDay { get; init; } = 0.25;

    /// <inheritdoc cref="PartitionsPerDay"/>
    public long PartitionMsMin { get; init; } = 600_000;

    /// <inheritdoc cref="PartitionsPerDay"/>
    public long PartitionMsMax { get; init; } = 3 * 86_400_000L;

    /// <summary>
    /// Power cuts per kiosk and day, and the percent of them followed by another while it starts. Default 2 and 30.
    /// </summary>
    public double PowerCutsPerDay { get; init; } = 2;

    /// <inheritdoc cref="PowerCutsPerDay"/>
    public double CutAgainPercent { get; init; } = 30;

    /// <summary>How many drive operations ahead a cut falls at most. Default 40.</summary>
    public int CutOperationsMax { get; init; } = 40;

    /// <summary>Wrong battery clocks per kiosk and day. Default 0.3.</summary>
    public double ClockStepsPerDay { get; init; } = 0.3;

    /// <summary>
    /// True when a battery clock may be wrong by weeks or years, false when by two hours at most. Default true.
    /// </summary>
    public bool ClockWild { get; init; } = true;

    /// <summary>Old messages that come again per kiosk and day. Default 4.</summary>
    public double ReplaysPerDay { get; init; } = 4;

    /// <summary>Restarts of the gateway per day, and how long it stays away at most. Default 3 and 20 min.</summary>
    public double GatewayRestartsPerDay { get; init; } = 3;

    /// <inheritdoc cref="GatewayRestartsPerDay"/>
    public int GatewayAwayMsMax { get; init; } = 1_200_000;

    /// <summary>Percent of the runs in which a swarm switches a kind of fault off. Default 25.</summary>
    public double SwarmOffPercent { get; init; } = 25;
}
