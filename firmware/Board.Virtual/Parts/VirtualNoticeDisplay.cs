using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>A residents' panel without a chip: pages are timed, not drawn. One thread.</summary>
public sealed class VirtualNoticeDisplay : NoticeDisplay
{
    private int _state;

    /// <summary>False makes the panel fail every page.</summary>
    public bool Works { get; set; } = true;

    /// <summary>Pages shown.</summary>
    public int Refreshes { get; private set; }

    /// <inheritdoc/>
    public override bool TakesPixels => false;

    /// <inheritdoc/>
    public override int State(long nowMs) => _state;

    /// <inheritdoc/>
    public override void Wake(bool partial, long nowMs) => _state = Ready;

    /// <inheritdoc/>
    public override void Write(bool old, byte[] band)
    {
        // It takes no pixels.
    }

    /// <inheritdoc/>
    public override void Refresh(long nowMs)
    {
        Refreshes += Works ? 1 : 0;
        _state = Works ? Asleep : Failed;
    }
}
