using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual;

/// <summary>A clock that stands still until it is driven. Calendar times are ms since 1970 UTC; monotonic time starts at 0 at each power-on.</summary>
public sealed class VirtualClock : Clock
{
    private long _powerOnMs;

    /// <summary>The calendar's now in ms since 1970 UTC.</summary>
    public long CalendarMs { get; private set; }

    /// <summary>Moves the calendar; the monotonic clock follows and never goes back.</summary>
    public void SetCalendar(long calendarMs) => CalendarMs = Math.Max(CalendarMs, calendarMs);

    /// <summary>The board starts now: monotonic time is 0.</summary>
    public void PowerOn() => _powerOnMs = CalendarMs;

    /// <inheritdoc/>
    public override long MonotonicMs => CalendarMs - _powerOnMs;

    /// <inheritdoc/>
    public override bool TryReadWall(out long utcSeconds, out int quality)
    {
        utcSeconds = CalendarMs / 1000;
        quality = 4;
        return true;
    }

    /// <inheritdoc/>
    public override void SetWall(long utcSeconds)
    {
    }
}
