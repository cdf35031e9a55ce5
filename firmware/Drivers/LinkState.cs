using System.Threading;

namespace Kiosk.Drivers;

/// <summary>
/// Whether a connection is up, for a loop that may not look while it is away for a moment: each loss is told once, at
/// the next look, also when the link is back by then (<see cref="Parts.Uplink.Connected"/>). Set by the connecting
/// thread, looked at by the loop.
/// </summary>
public sealed class LinkState
{
    private int _up;
    private int _lossUnseen;

    /// <summary>Says that the link is up or down; down after up is a loss.</summary>
    public void Set(bool up)
    {
        int before = Interlocked.Exchange(ref _up, up ? 1 : 0);
        if (before == 1 && !up)
        {
            Interlocked.Exchange(ref _lossUnseen, 1);
        }
    }

    /// <summary>True when the link is up and no loss is untold.</summary>
    public bool Look()
    {
        bool lost = Interlocked.Exchange(ref _lossUnseen, 0) == 1;
        return !lost && _up == 1;
    }
}
