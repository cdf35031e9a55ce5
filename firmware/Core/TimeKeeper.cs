using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware;

/// <summary>
/// Wall time = offset + monotonic, in whole seconds (F-TIME-1, 3, 4). Sources: the gateway's time in an authenticated
/// acknowledgement, the battery clock, last known time plus elapsed. One thread.
/// </summary>
public sealed class TimeKeeper
{
    /// <summary>Qualities of F-TIME-3.</summary>
    public const int Unknown = 0, Estimated = 1, Battery = 2, SyncedDay = 3, SyncedHour = 4;

    /// <summary>A change of more than this many seconds leaves a clock-step event (F-TIME-4).</summary>
    public const int StepSeconds = 300;

    /// <summary>Differences up to this many seconds are the grain of the sources, not an error (F-TIME-2).</summary>
    public const int GrainSeconds = 2;

    /// <summary>
    /// A gateway's time that is further ahead than this (a day, in seconds) of what it told in this run is believed
    /// only when it has told so for as long: a chain that was dated ahead never comes back (R24).
    /// </summary>
    public const int DoubtSeconds = 86_400;

    /// <summary>A battery clock later than the floor by more than this is not believed: twenty years.</summary>
    public const long BelievableSeconds = 20L * 366 * 86_400;

    /// <summary>Largest time a record can carry: 2106-02-07.</summary>
    public const long WallMax = 4_294_967_295L;

    private readonly Clock _clock;
    private long _offsetSeconds;
    private long _syncedAtMs = -1, _doubtedAtMs = -1, _doubtedOffset;
    private bool _battery;

    /// <summary>Keeper over a board clock; <paramref name="floorUtcSeconds"/> is the firmware's build time,
    /// injected.</summary>
    public TimeKeeper(Clock clock, long floorUtcSeconds)
    {
        _clock = clock;
        WallFloor = floorUtcSeconds;
        _offsetSeconds = floorUtcSeconds;
    }

    /// <summary>Never report a time below this.</summary>
    public readonly long WallFloor;

    /// <summary>Quality 0..4 of <see cref="WallSeconds"/>, as of the last <see cref="Refresh"/>.</summary>
    public int Quality;

    /// <summary>Times offered by a source and not believed, since start.</summary>
    public int Refused;

    /// <summary>True while a clock step waits to be journaled.</summary>
    public bool StepWaits => StepNew != 0;

    /// <summary>Old and new UTC seconds of the step that waits; new 0 when none does.</summary>
    public long StepOld, StepNew;

    /// <summary>True while the gateway tells a time that is not believed yet (<see cref="DoubtSeconds"/>).</summary>
    public bool Doubts => _doubtedAtMs >= 0;

    /// <summary>
    /// Takes the first time after a boot: the battery clock when it is believable and not before
    /// <paramref name="lastKnown"/> (newest stamp on the drive, 0 none), else the last known time, else none.
    /// </summary>
    public void Start(long nowMs, long lastKnown)
    {
        bool ticking = _clock.TryReadWall(out long wall, out int quality) && quality > Unknown;
        _battery = ticking && wall >= WallFloor && wall <= WallFloor + BelievableSeconds;
        if (ticking && !_battery)
        {
            Refused++;
        }

        if (_battery && wall >= lastKnown)
        {
            _offsetSeconds = wall - nowMs / 1000;
            Quality = quality > Battery ? quality : Battery;
            _syncedAtMs = quality == SyncedHour ? nowMs : -1;
        }
        else if (lastKnown > 0)
        {
            Estimate(lastKnown, nowMs);
        }
        else
        {
            Quality = Unknown;
        }
    }

    /// <summary>Takes last known time plus elapsed when nothing better is known; no step event, the clock was not
    /// running.</summary>
    public void Estimate(long lastKnown, long nowMs)
    {
        bool later = Quality == Unknown || lastKnown > WallSeconds(nowMs);
        if (later && lastKnown > 0 && lastKnown <= WallMax)
        {
            _offsetSeconds = lastKnown - nowMs / 1000;
            Quality = Estimated;
            _battery = false;
        }
    }

    /// <summary>
    /// Takes the gateway's time from an authenticated acknowledgement that answers the frame in flight. False when it
    /// lies below the floor or beyond what a record can carry, or is doubted. A board clock that was itself set by the
    /// network within the hour comes first in the order of F-TIME-3 and is taken instead.
    /// </summary>
    public bool Synchronise(long gatewaySeconds, long nowMs)
    {
        bool better = _clock.TryReadWall(out long wall, out int quality) && quality >= SyncedHour && wall >= WallFloor;
        long utcSeconds = better ? wall : gatewaySeconds;
        if (utcSeconds < WallFloor || utcSeconds > WallMax)
        {
            Refused++;
            return false;
        }

        long before = WallSeconds(nowMs);
        long change = utcSeconds - before;
        if (!better && !IsBelieved(change, utcSeconds - nowMs / 1000, nowMs))
        {
            Refused++;
            return false;
        }

        bool known = Quality != Unknown;
        if (!known || change > GrainSeconds || change < -GrainSeconds)
        {
            _offsetSeconds = utcSeconds - nowMs / 1000;
            if (!better)
            {
                _clock.SetWall(utcSeconds);
            }

            if (known && (change > StepSeconds || change < -StepSeconds))
            {
                NoteStep(before, utcSeconds);
            }
        }

        _syncedAtMs = nowMs;
        Quality = SyncedHour;
        return true;
    }

    /// <summary>Lets the quality fall with the age of the last synchronisation.</summary>
    public void Refresh(long nowMs)
    {
        if (_syncedAtMs < 0)
        {
            return;
        }

        long ageMs = nowMs - _syncedAtMs;
        if (ageMs < 3_600_000L)
        {
            Quality = SyncedHour;
        }
        else if (ageMs < 86_400_000L)
        {
            Quality = SyncedDay;
        }
        else
        {
            Quality = _battery ? Battery : Estimated;
        }
    }

    /// <summary>Best wall time at a monotonic instant, UTC seconds, never below the floor.</summary>
    public long WallSeconds(long nowMs)
    {
        long wall = _offsetSeconds + nowMs / 1000;
        return wall < WallFloor ? WallFloor : wall;
    }

    /// <summary>Wall time as records carry it: 0 while unknown or beyond what a record can carry.</summary>
    public long RecordSeconds(long nowMs)
    {
        long wall = WallSeconds(nowMs);
        return Quality == Unknown || wall > WallMax ? 0 : wall;
    }

    /// <summary>
    /// What the platform's own clock is to be set to, by which TLS judges certificates (F-TIME-5); 0 leaves it. Its
    /// time is not believed below the floor, twenty years above it, or a day away from one that is known better than
    /// by estimate: so 1970, the roll of network time in 2036 and 2038 are put right.
    /// </summary>
    public long ForPlatform(long platformSeconds, long nowMs)
    {
        long ours = WallSeconds(nowMs);
        long apart = platformSeconds - ours;
        bool believable = platformSeconds >= WallFloor && platformSeconds <= WallFloor + BelievableSeconds;
        bool near = Quality < Battery || (apart <= 86_400 && apart >= -86_400);
        return believable && near ? 0 : ours;
    }

    private bool IsBelieved(long change, long offset, long nowMs)
    {
        if (_syncedAtMs < 0 || change <= DoubtSeconds)
        {
            _doubtedAtMs = -1;
            return true;
        }

        long apart = offset - _doubtedOffset;
        if (_doubtedAtMs < 0 || apart > StepSeconds || apart < -StepSeconds)
        {
            _doubtedAtMs = nowMs;
            _doubtedOffset = offset;
        }

        bool persists = nowMs - _doubtedAtMs >= DoubtSeconds * 1_000L;
        _doubtedAtMs = persists ? -1 : _doubtedAtMs;
        return persists;
    }

    private void NoteStep(long before, long after)
    {
        StepOld = StepWaits ? StepOld : before;
        StepNew = after;
    }
}
