using Kiosk.Firmware.Parts;

namespace Kiosk.Drivers;

/// <summary>The board's monotonic time together with a battery clock. One thread.</summary>
public sealed class RtcClock : Clock
{
    /// <summary>Quality of a battery clock (F-TIME-3).</summary>
    public const int RtcQuality = 2;

    private readonly Clock _ticks;
    private readonly Ds3231 _rtc;

    /// <summary>Monotonic time of one clock, wall time of a battery clock.</summary>
    public RtcClock(Clock ticks, Ds3231 rtc)
    {
        _ticks = ticks;
        _rtc = rtc;
    }

    /// <inheritdoc/>
    public override long MonotonicMs
    {
        get { return _ticks.MonotonicMs; }
    }

    /// <inheritdoc/>
    public override bool TryReadWall(out long utcSeconds, out int quality)
    {
        bool read = _rtc.TryRead(out utcSeconds);
        quality = read ? RtcQuality : 0;
        Failures += read ? 0 : 1;
        return read;
    }

    /// <inheritdoc/>
    public override void SetWall(long utcSeconds)
    {
        if (!_rtc.Set(utcSeconds))
        {
            Failures++;
        }
    }
}
