namespace Kiosk.Ledger;

/// <summary>
/// What one commit added; raised after it is durable, on the committing thread. Handlers must be quick.
/// </summary>
/// <param name="devices">Devices with new events.</param>
/// <param name="newEvents">Number of new events.</param>
public sealed class CommitEventArgs(IReadOnlyCollection<long> devices, int newEvents) : EventArgs
{
    /// <summary>Devices with new events.</summary>
    public IReadOnlyCollection<long> Devices { get; } = devices;

    /// <summary>Number of new events.</summary>
    public int NewEvents { get; } = newEvents;
}
