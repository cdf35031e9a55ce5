namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Turns raw edges of two beams into settled state changes. A beam's new level counts, at the time of its edge, once it
/// has held for <see cref="HoldMs"/>; shorter spikes vanish (the 3-of-4 vote of F-FOOT-4 at 100 Hz). Also tells
/// flapping: more than 20 raw edges within a second. One thread, no allocation after construction.
/// </summary>
public sealed class BeamFilter
{
    /// <summary>How long a level must hold before it counts, in milliseconds.</summary>
    public const int HoldMs = 25;

    /// <summary>Raw edges within a second above which the pair is flapping.</summary>
    public const int FlappingEdges = 20;

    private readonly long[] _recent = new long[FlappingEdges];
    private int _recentNext;
    private int _raw;
    private long _sinceA;
    private long _sinceB;

    /// <summary>Settled state: bit 0 beam A broken, bit 1 beam B broken.</summary>
    public int State;

    /// <summary>Spikes shorter than <see cref="HoldMs"/> that were ignored since start.</summary>
    public int Spikes;

    /// <summary>Empties the flapping window.</summary>
    public BeamFilter()
    {
        for (int i = 0; i < _recent.Length; i++)
        {
            _recent[i] = -1000000;
        }
    }

    /// <summary>True while a level differs from the settled one.</summary>
    public bool IsPending
    {
        get { return _raw != State; }
    }

    /// <summary>Takes a raw state at its time; times never go back. Returns true when the pair is flapping.</summary>
    public bool Accept(long atMs, int state)
    {
        int changed = (_raw ^ state) & 3;
        if (changed == 0)
        {
            return false;
        }

        if ((changed & 1) != 0)
        {
            _sinceA = Flip(1, state, atMs);
        }

        if ((changed & 2) != 0)
        {
            _sinceB = Flip(2, state, atMs);
        }

        _raw = state & 3;
        long oldest = _recent[_recentNext];
        _recent[_recentNext] = atMs;
        _recentNext = _recentNext + 1 == _recent.Length ? 0 : _recentNext + 1;
        return atMs - oldest < 1000;
    }

    /// <summary>
    /// Settles the earliest change whose level has held until <paramref name="horizonMs"/> plus the hold time.
    /// Returns its time, or -1 when none is due. Changes of both beams at one instant settle together.
    /// </summary>
    public long Settle(long horizonMs)
    {
        int waiting = _raw ^ State;
        long at = long.MaxValue;
        if ((waiting & 1) != 0)
        {
            at = _sinceA;
        }

        if ((waiting & 2) != 0 && _sinceB < at)
        {
            at = _sinceB;
        }

        if (at > horizonMs)
        {
            return -1;
        }

        if ((waiting & 1) != 0 && _sinceA == at)
        {
            State ^= 1;
        }

        if ((waiting & 2) != 0 && _sinceB == at)
        {
            State ^= 2;
        }

        return at;
    }

    /// <summary>Nobody looked any more: what was broken is forgotten.</summary>
    public void Forget()
    {
        _raw = 0;
        State = 0;
    }

    private long Flip(int beam, int state, long atMs)
    {
        if ((state & beam) == (State & beam))
        {
            Spikes++;
        }

        return atMs;
    }
}
