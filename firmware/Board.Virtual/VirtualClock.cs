using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual;

/// <summary>
/// A clock that stands still until it is driven. Calendar times are ms since 1970 UTC; monotonic time starts at 0 at
/// each power-on. The battery clock (RTC) is apart: it may be missing, off by years, or drift. One thread.
/// </summary>
public sealed class VirtualClock : Clock
{
    private long _powerOnMs;
    private long _rtcSetAtMs;
    private long _rtcOffsetMs;

    /// <summary>The calendar's now in ms since 1970 UTC.</summary>
    public long CalendarMs { get; private set; }

    /// <summary>False when no battery clock is fitted.</summary>
    public bool RtcFitted { get; set; } = true;

    /// <summary>
    /// How much faster than the calendar the battery clock runs, in millionths; a good part has +/-3.5.
    /// </summary>
    public int RtcDriftPpm { get; set; }

    /// <summary>Quality the battery clock claims (F-TIME-3); 2 is an RTC.</summary>
    public int RtcQuality { get; set; } = 2;

    /// <summary>How often the firmware set the battery clock.</summary>
    public int RtcSets { get; private set; }

    /// <inheritdoc/>
    public override long MonotonicMs => CalendarMs - _powerOnMs;

    /// <summary>Moves the calendar; the monotonic clock follows and never goes back.</summary>
    public void SetCalendar(long calendarMs) => CalendarMs = Math.Max(CalendarMs, calendarMs);

    /// <summary>Lets the board lose time in a blocking call (a drive's erase): 0 ms or more.</summary>
    public void Stall(int milliseconds) => CalendarMs += Math.Max(0, milliseconds);

    /// <summary>The board starts now: monotonic time is 0.</summary>
    public void PowerOn() => _powerOnMs = CalendarMs;

    /// <summary>Puts the battery clock wrong: its time now in UTC seconds (0 is 1970).</summary>
    public void SetRtc(long utcSeconds)
    {
        _rtcSetAtMs = CalendarMs;
        _rtcOffsetMs = (utcSeconds * 1000) - CalendarMs;
    }

    /// <inheritdoc/>
    public override bool TryReadWall(out long utcSeconds, out int quality)
    {
        long drift = (CalendarMs - _rtcSetAtMs) * RtcDriftPpm / 1_000_000;
        utcSeconds = RtcFitted ? (CalendarMs + _rtcOffsetMs + drift) / 1000 : 0;
        quality = RtcFitted ? RtcQuality : 0;
        return RtcFitted;
    }

    /// <inheritdoc/>
    public override void SetWall(long utcSeconds)
    {
        RtcSets++;
        SetRtc(utcSeconds);
    }
}
