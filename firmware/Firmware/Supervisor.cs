namespace Kiosk.Firmware;

/// <summary>
/// The one place that says whether the external watchdog may be fed (F-WDT-1): only while every task has reported
/// progress inside its own deadline. The loop reports its tasks each time it has been through them; a task that waits
/// or rests after a fault counts, one that does not come back does not. Threads of a board report themselves, from
/// their first report until they rest. Any thread reports, the loop's thread asks.
/// </summary>
public sealed class Supervisor
{
    /// <summary>
    /// Threads of a board, behind the <see cref="KioskLoop.Tasks"/> of the loop: the one that samples the beams, the
    /// one that keeps the connection.
    /// </summary>
    public const int BeamThread = KioskLoop.Tasks, LinkThread = BeamThread + 1, Count = LinkThread + 1;

    /// <summary>
    /// Deadlines in milliseconds: till; beams and their count; probes; residents' display, whose longest legal refresh
    /// takes 27 s; housekeeping; sending.
    /// </summary>
    public const int TillMs = 5_000, FootfallMs = 2_000, ProbesMs = 60_000, DisplayMs = 60_000 + 27_000,
        HouseMs = 60_000, SyncMs = 120_000;

    // 31 bits of milliseconds in an int: one write is whole, whatever thread it comes from.
    private const int Mask = 0x7FFFFFFF, Resting = -1;
    private readonly int[] _deadlines = new int[] { TillMs, FootfallMs, ProbesMs, DisplayMs, HouseMs, SyncMs,
        FootfallMs, SyncMs };

    private readonly int[] _reported = new int[Count];

    /// <summary>Times that the watchdog was not to be fed, since start; the task that was late last.</summary>
    public int Withheld, LastLate;

    /// <summary>Supervisor that watches nobody yet.</summary>
    public Supervisor()
    {
        for (int task = 0; task < Count; task++)
        {
            _reported[task] = Resting;
        }
    }

    /// <summary>A task has made progress at a monotonic instant; it is watched from now on.</summary>
    public void Report(int task, long nowMs)
    {
        _reported[task] = (int)(nowMs & Mask);
    }

    /// <summary>A task has nothing to do any more and is not watched until its next report.</summary>
    public void Rest(int task)
    {
        _reported[task] = Resting;
    }

    /// <summary>True when the watchdog may be fed at a monotonic instant.</summary>
    public bool AllWell(long nowMs)
    {
        int now = (int)(nowMs & Mask);
        for (int task = 0; task < Count; task++)
        {
            int at = _reported[task];
            if (at != Resting && ((now - at) & Mask) > _deadlines[task])
            {
                Withheld++;
                LastLate = task;
                return false;
            }
        }

        return true;
    }
}
