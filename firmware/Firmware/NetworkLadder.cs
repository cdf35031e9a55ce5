using Kiosk.Firmware.Notices;
using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware;

/// <summary>
/// What is tried while records wait and the city answers nothing (F-SYNC-6): close the connection, give its socket and
/// its thread up, restart the network interface, and only then restart the board: never because the network is away
/// alone, at most once a day, at night, with an idle till. One thread.
/// </summary>
public sealed class NetworkLadder
{
    /// <summary>Silence before the connection is closed; how long closing may take; silence before the interface
    /// restarts, and again after as long; in milliseconds.</summary>
    public const long CloseMs = 300_000, ClosingMs = 5_000, InterfaceMs = 1_200_000, AgainMs = 3_600_000;

    /// <summary>Silence, run time and idle time of the till before the board restarts, in milliseconds.</summary>
    public const long RebootMs = 6L * 3_600_000, DayMs = 24L * 3_600_000, IdleMs = 900_000;

    /// <summary>The night, outside every merchant's hours: Paris hours, from inclusive to exclusive.</summary>
    public const int NightFrom = 3, NightTo = 5;

    private const int Closing = 1, Dropping = 2, Restarting = 3;
    private readonly Uplink _uplink;
    private readonly TimeKeeper _time;
    private int _rung;
    private long _silentSinceMs;
    private long _nextMs;
    private int _answered;

    /// <summary>Steps taken since start.</summary>
    public int Closed, Dropped;

    /// <summary>Ladder of a connection.</summary>
    public NetworkLadder(Uplink uplink, TimeKeeper time)
    {
        _uplink = uplink;
        _time = time;
    }

    /// <summary>
    /// Takes the step that is due. <paramref name="answered"/> counts the city's answers, <paramref name="idleMs"/> is
    /// how long the till has rested. True when the board is to restart.
    /// </summary>
    public bool Step(long nowMs, int answered, long waiting, long idleMs)
    {
        if (waiting == 0 || answered != _answered || _nextMs == 0)
        {
            _answered = answered;
            _silentSinceMs = nowMs;
            _rung = 0;
            _nextMs = nowMs + CloseMs;
            return false;
        }

        if (nowMs < _nextMs)
        {
            return false;
        }

        bool ours = Climb(nowMs);
        return ours && nowMs - _silentSinceMs >= RebootMs && nowMs >= DayMs && idleMs >= IdleMs && IsNight(nowMs);
    }

    /// <summary>The next rung; false when the connection has nothing of its own that could be restarted.</summary>
    private bool Climb(long nowMs)
    {
        _rung = _rung == Restarting ? Closing : _rung + 1;
        switch (_rung)
        {
            case Closing:
                _nextMs = nowMs + ClosingMs;
                Closed++;
                return _uplink.Recover(Uplink.CloseConnection);
            case Dropping:
                long silent = nowMs - _silentSinceMs;
                _nextMs = nowMs + (silent < InterfaceMs ? InterfaceMs - silent : ClosingMs);
                Dropped++;
                return _uplink.Recover(Uplink.DropSocket);
            default:
                _nextMs = nowMs + AgainMs;
                return _uplink.Recover(Uplink.RestartInterface);
        }
    }

    private bool IsNight(long nowMs)
    {
        long wall = _time.RecordSeconds(nowMs);
        long hour = wall == 0 ? -1 : ParisDay.LocalSeconds(wall) / 3_600 % 24;
        return hour >= NightFrom && hour < NightTo;
    }
}
