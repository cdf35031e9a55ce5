using Kiosk.Board.Virtual;
using Kiosk.Fleet.City;

namespace Kiosk.Fleet.Simulate;

/// <summary>
/// Who comes to one simulated kiosk, and the merchant whose hands serve them. Calendar ms. One thread.
/// </summary>
internal abstract class Customers(long startMs)
{
    /// <summary>Tickets that the merchant saw sealed, and their cents as asked for, refunds negative.</summary>
    public long Sales { get; protected set; }

    /// <inheritdoc cref="Sales"/>
    public long Cents { get; protected set; }

    /// <summary>Codes that were scanned and are in no catalogue (R59), each once.</summary>
    public virtual IReadOnlyCollection<long> UnknownCodes => [];

    /// <summary>When the next key is due; <see cref="long.MaxValue"/> when nobody comes any more.</summary>
    public long NextAtMs { get; protected set; } = startMs;

    /// <summary>Nobody comes any more; the sale under way is finished.</summary>
    public abstract void CloseDoor();

    /// <summary>Does what is due.</summary>
    public abstract void Act(VirtualKiosk kiosk, long nowMs);

    /// <summary>Looks at the till after it has run.</summary>
    /// <exception cref="FleetException">The sale was keyed and is not sealed, or for another amount.</exception>
    public abstract void Look(VirtualKiosk kiosk, long nowMs);

    /// <summary>After a power cut: what is sealed is sold, anything else is keyed again.</summary>
    public abstract void LookAfterPowerCut(VirtualKiosk kiosk, long nowMs);

    /// <summary>What the merchant does to the plug now; told once.</summary>
    public virtual Mishap TakeMishap() => default;
}
