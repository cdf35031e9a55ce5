using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Reads the drawer's sense line back (R54): tells an opening that no pulse of ours explains, a pulse that did not open
/// it, and a drawer left open. Nothing is told when no sense line was ever seen to change. One thread.
/// </summary>
public sealed class DrawerWatch
{
    /// <summary>Nothing to tell; opened by hand or key; did not open; left open.</summary>
    public const int Nothing = 0, OpenedAlone = 1, Stuck = 2, LeftOpen = 3;

    /// <summary>Time for the drawer to spring open; time after which it counts as left open. Milliseconds.</summary>
    public const int OpenMs = 800, LeftMs = 120_000;

    private const int PollMs = 250;
    private bool _open, _wired, _pulsed, _told;
    private long _pulseMs, _sinceMs;

    /// <summary>Openings without a pulse since start.</summary>
    public int Alone;

    /// <summary>The drawer is being opened by the till.</summary>
    public void Pulsed(long nowMs)
    {
        _pulsed = true;
        _pulseMs = nowMs;
    }

    /// <summary>Looks at the drawer; returns one thing to tell, once.</summary>
    public int Look(Drawer drawer, long nowMs)
    {
        bool open = drawer.IsOpen;
        if (open != _open)
        {
            _open = open;
            _wired = true;
            _told = false;
            _sinceMs = nowMs;
            bool ours = _pulsed && nowMs - _pulseMs <= OpenMs;
            _pulsed = false;
            if (open && !ours)
            {
                Alone++;
                return OpenedAlone;
            }

            return Nothing;
        }

        if (_pulsed && nowMs - _pulseMs > OpenMs)
        {
            _pulsed = false;
            return _wired && !open ? Stuck : Nothing;
        }

        if (open && !_told && nowMs - _sinceMs > LeftMs)
        {
            _told = true;
            return LeftOpen;
        }

        return Nothing;
    }

    /// <summary>When to look again (monotonic ms).</summary>
    public long NextMs(long nowMs)
    {
        return _pulsed ? nowMs + PollMs : nowMs + 4 * PollMs;
    }
}
