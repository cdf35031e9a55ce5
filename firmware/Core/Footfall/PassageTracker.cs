namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Reads one busy period (from the first broken beam until both are free) as passages, by the sequences of device.md
/// 3.6. States: 0 none, 1 A, 2 B, 3 both. One thread, no allocation.
/// </summary>
public sealed class PassageTracker
{
    /// <summary>
    /// A further person in the same busy period: the entry beam was free this long before, in milliseconds.
    /// </summary>
    public const int NextGapMs = 150;

    /// <summary>... and then broken at least this long, in milliseconds.</summary>
    public const int NextPulseMs = 200;

    /// <summary>
    /// A period that never showed both beams counts only when it was at most this long, in milliseconds.
    /// </summary>
    public const int SkipMaxMs = 1000;

    /// <summary>A period as long as this is a blocked beam, in milliseconds.</summary>
    public const int BlockedMs = 60000;

    private int _first;
    private int _state;
    private bool _both;
    private long _fellA;
    private long _roseA;
    private long _fellB;
    private long _roseB;
    private int _nextA;
    private int _nextB;

    /// <summary>Start of the running busy period (monotonic ms); meaningful while <see cref="IsBusy"/>.</summary>
    public long StartMs;

    /// <summary>Result of the last finished period: persons A to B, B to A.</summary>
    public int AToB, BToA;

    /// <summary>
    /// The last finished period could not be read / was blocked / counted without both beams seen together.
    /// </summary>
    public bool Ambiguous, Blocked, LowConfidence;

    /// <summary>True while a beam is broken.</summary>
    public bool IsBusy
    {
        get { return _state != 0; }
    }

    /// <summary>Takes a settled change. Returns true when it ends a busy period; the results are then valid.</summary>
    public bool Change(long atMs, int state)
    {
        int before = _state;
        _state = state;
        if (before == 0)
        {
            Begin(atMs, state);
            return false;
        }

        NotePulses(before, state, atMs);
        if (state == 0)
        {
            Read(before, atMs);
            return true;
        }

        _both = _both || state == 3;
        return false;
    }

    /// <summary>Forgets the running period: nobody saw how it went on.</summary>
    public void Abandon()
    {
        _state = 0;
    }

    private void Begin(long atMs, int state)
    {
        StartMs = atMs;
        _first = state;
        _both = state == 3;
        _nextA = 0;
        _nextB = 0;
        _roseA = atMs;
        _roseB = atMs;
        _fellA = atMs;
        _fellB = atMs;
    }

    private void NotePulses(int before, int state, long atMs)
    {
        int changed = before ^ state;
        if ((changed & 1) != 0)
        {
            if ((state & 1) != 0)
            {
                _roseA = atMs;
            }
            else
            {
                _nextA += IsNext(_fellA, _roseA, atMs) ? 1 : 0;
                _fellA = atMs;
            }
        }

        if ((changed & 2) != 0)
        {
            if ((state & 2) != 0)
            {
                _roseB = atMs;
            }
            else
            {
                _nextB += IsNext(_fellB, _roseB, atMs) ? 1 : 0;
                _fellB = atMs;
            }
        }
    }

    /// <summary>
    /// A pulse that is a further person; the first pulse of a beam has no gap before it (fell == start).
    /// </summary>
    private bool IsNext(long fellMs, long roseMs, long endMs)
    {
        return fellMs > StartMs && roseMs - fellMs >= NextGapMs && endMs - roseMs >= NextPulseMs;
    }

    private void Read(int last, long atMs)
    {
        AToB = 0;
        BToA = 0;
        LowConfidence = false;
        Ambiguous = false;
        Blocked = atMs - StartMs >= BlockedMs;
        if (Blocked)
        {
            return;
        }

        if (_first == 3 || last == 3)
        {
            Ambiguous = true;
            return;
        }

        if (_first == last)
        {
            return;
        }

        if (!_both)
        {
            LowConfidence = atMs - StartMs <= SkipMaxMs;
            Ambiguous = !LowConfidence;
        }

        if (Ambiguous)
        {
            return;
        }

        if (_first == 1)
        {
            AToB = 1 + _nextA;
        }
        else
        {
            BToA = 1 + _nextB;
        }
    }
}
