using Kiosk.Firmware.Parts;
using Kiosk.Firmware.Selling;

namespace Kiosk.Firmware;

/// <summary>
/// What a merchant hears without looking (pos.md R70): one short tone for a key or scan that was taken, two for a code
/// that no catalogue knows, one long tone for what was refused. Several in one step are heard as the gravest of them;
/// a later one ends the tone of an earlier. Nothing waits for a tone. One thread.
/// </summary>
public sealed class BeepDesk
{
    /// <summary>Length of the tone for what was taken; of each of two and of the pause between; of the long one;
    /// ms.</summary>
    public const int TakenMs = 40, UnknownMs = 90, RefusedMs = 400;

    private readonly Beeper _beeper;
    private int _inputs, _unknown, _refused, _tonesLeft, _toneMs;
    private long _turnMs = long.MaxValue;
    private bool _sounding;

    /// <summary>Desk over a beeper that is silent.</summary>
    public BeepDesk(Beeper beeper)
    {
        _beeper = beeper;
    }

    /// <summary>
    /// Hears what the till made of keys and scans since the last call, and ends what has sounded long enough; returns
    /// when it is next due (monotonic ms).
    /// </summary>
    public long Step(Till till, long nowMs)
    {
        if (till.UnknownCodes != _unknown)
        {
            Begin(2, UnknownMs, nowMs);
        }
        else if (till.RefusedCount != _refused)
        {
            Begin(1, RefusedMs, nowMs);
        }
        else if (till.Inputs != _inputs)
        {
            Begin(1, TakenMs, nowMs);
        }
        else if (nowMs >= _turnMs)
        {
            Turn(nowMs);
        }

        _unknown = till.UnknownCodes;
        _refused = till.RefusedCount;
        _inputs = till.Inputs;
        return _turnMs;
    }

    /// <summary>Ends a tone at once: the till has stopped, or the supply fails.</summary>
    public void Silence()
    {
        _tonesLeft = 0;
        _turnMs = long.MaxValue;
        _sounding = false;
        _beeper.Sound(false);
    }

    private void Begin(int tones, int toneMs, long nowMs)
    {
        _tonesLeft = tones;
        _toneMs = toneMs;
        _sounding = false;
        Turn(nowMs);
    }

    private void Turn(long nowMs)
    {
        if (!_sounding && _tonesLeft == 0)
        {
            Silence();
            return;
        }

        _sounding = !_sounding;
        _tonesLeft -= _sounding ? 1 : 0;
        _turnMs = nowMs + _toneMs;
        _beeper.Sound(_sounding);
    }
}
