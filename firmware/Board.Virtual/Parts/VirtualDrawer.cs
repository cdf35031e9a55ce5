using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>A drawer that springs open at a pulse and stays open until it is shut by hand. One thread.</summary>
public sealed class VirtualDrawer : Drawer
{
    private bool _open;
    private long _pulseEndMs = long.MaxValue;

    /// <summary>Pulses since start.</summary>
    public int Pulses { get; private set; }

    /// <inheritdoc/>
    public override bool IsOpen => _open;

    /// <summary>Shuts the drawer.</summary>
    public void Shut() => _open = false;

    /// <inheritdoc/>
    public override void Open(long nowMs)
    {
        Pulses++;
        _open = true;
        _pulseEndMs = nowMs + 50;
    }

    /// <inheritdoc/>
    public override long Poll(long nowMs)
    {
        _pulseEndMs = nowMs >= _pulseEndMs ? long.MaxValue : _pulseEndMs;
        return _pulseEndMs;
    }
}
