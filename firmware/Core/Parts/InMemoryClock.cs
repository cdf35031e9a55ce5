namespace Kiosk.Firmware.Parts;

/// <summary>Clock that is driven by hand. One thread.</summary>
public sealed class InMemoryClock : Clock
{
    private long _wallAtZero;

    /// <summary>Monotonic milliseconds; set by the driver, never lowered within a boot.</summary>
    public long NowMs;

    /// <summary>True when a battery clock is fitted and ticking.</summary>
    public bool HasBattery;

    /// <summary>Times the battery clock was set.</summary>
    public int Sets;

    /// <inheritdoc/>
    public override long MonotonicMs => NowMs;

    /// <summary>Lets the battery clock show a time from now on.</summary>
    public void ShowWall(long utcSeconds)
    {
        HasBattery = true;
        _wallAtZero = utcSeconds - NowMs / 1000;
    }

    /// <inheritdoc/>
    public override bool TryReadWall(out long utcSeconds, out int quality)
    {
        utcSeconds = HasBattery ? _wallAtZero + NowMs / 1000 : 0;
        quality = HasBattery ? TimeKeeper.Battery : TimeKeeper.Unknown;
        return HasBattery;
    }

    /// <inheritdoc/>
    public override void SetWall(long utcSeconds)
    {
        Sets++;
        if (HasBattery)
        {
            _wallAtZero = utcSeconds - NowMs / 1000;
        }
    }
}
