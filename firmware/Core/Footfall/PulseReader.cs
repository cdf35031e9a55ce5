namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Reads from the pulses of one busy period how many walked in it, for the estimate (F-FOOT-1); the counts by direction
/// stay with <see cref="PassageTracker"/>. Somebody who follows closely shows as a further pulse, or as one pulse
/// longer than a body: its length in space is its length in time over the time from beam to beam. Somebody who turns
/// round shows as a way in and the same way out. One thread, no allocation after construction.
/// </summary>
public sealed class PulseReader
{
    /// <summary>
    /// Distance of the two beams along the pavement, mm (hardware/README.md). Less than a body, so that nobody stands
    /// between them unseen.
    /// </summary>
    public const int BeamGapMm = 150;

    /// <summary>What one body breaks at most along its way, mm; a longer pulse is two people.</summary>
    public const int OneBodyMm = 472;

    /// <summary>
    /// The two pulses of somebody who turned round differ by at most one part in this of their sum; else two met.
    /// </summary>
    public const int TurnParts = 8;

    private readonly long[] _rose = new long[2], _firstRose = new long[2], _fell = new long[2];
    private readonly long[] _firstWidth = new long[2], _lastWidth = new long[2];
    private readonly int[] _pulses = new int[2];
    private int _state, _first;

    /// <summary>People of the last finished period beyond the first.</summary>
    public int Companions;

    /// <summary>The one person of the last finished period turned round and did not pass.</summary>
    public bool Turned;

    /// <summary>Takes a settled change of the beams, as <see cref="PassageTracker.Change"/> does.</summary>
    public void Change(long atMs, int state)
    {
        int before = _state;
        _state = state;
        if (before == 0)
        {
            _first = state;
            _pulses[0] = 0;
            _pulses[1] = 0;
        }

        NotePulse(0, before & 1, state & 1, atMs);
        NotePulse(1, (before >> 1) & 1, (state >> 1) & 1, atMs);
        if (state == 0)
        {
            Read(before);
        }
    }

    /// <summary>Forgets the running period: nobody saw how it went on.</summary>
    public void Abandon()
    {
        _state = 0;
    }

    private void NotePulse(int beam, int before, int now, long atMs)
    {
        if (now > before)
        {
            _rose[beam] = atMs;
            _firstRose[beam] = _pulses[beam] == 0 ? atMs : _firstRose[beam];
        }
        else if (now < before)
        {
            _pulses[beam]++;
            _fell[beam] = atMs;
            _lastWidth[beam] = atMs - _rose[beam];
            _firstWidth[beam] = _pulses[beam] == 1 ? _lastWidth[beam] : _firstWidth[beam];
        }
    }

    private void Read(int last)
    {
        Companions = 0;
        Turned = false;
        if (_first == 3 || last == 3)
        {
            return;
        }

        if (_first == last)
        {
            ReadReturn(_first - 1);
            return;
        }

        int people = _pulses[0] > _pulses[1] ? _pulses[0] : _pulses[1];
        Companions = people == 1 && IsLong() ? 1 : people - 1;
    }

    /// <summary>A period that ended on the side on which it began: one who turned round, or two who met.</summary>
    private void ReadReturn(int beam)
    {
        int here = _pulses[beam], there = _pulses[1 - beam];
        if (here == 1)
        {
            Turned = there <= 1;
        }
        else if (here == 2 && there == 1)
        {
            long difference = _firstWidth[beam] - _lastWidth[beam];
            difference = difference < 0 ? -difference : difference;
            Turned = difference * TurnParts <= _firstWidth[beam] + _lastWidth[beam];
            Companions = Turned ? 0 : 1;
        }
        else if (here == 2 && there == 2)
        {
            Companions = 1;
        }
    }

    private bool IsLong()
    {
        long rise = _firstRose[1] - _firstRose[0], fall = _fell[1] - _fell[0];
        long lag = (rise < 0 ? -rise : rise) + (fall < 0 ? -fall : fall);
        return (_lastWidth[0] + _lastWidth[1]) * BeamGapMm > lag * OneBodyMm;
    }
}
