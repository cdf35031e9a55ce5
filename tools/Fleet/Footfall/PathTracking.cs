namespace Kiosk.Fleet.Footfall;

/// <summary>
/// The usual way to count with two zones, as time-of-flight counters do it (the baseline of device.md 2.9): one zone is
/// sampled after the other, 30 ms each; whoever was seen in one, in both, and left by the other is one person, however
/// long it took. No vote, no estimate. For comparison only; no firmware uses it.
/// </summary>
public sealed class PathTracking
{
    /// <summary>Time between two samples, which alternate between the zones, in milliseconds.</summary>
    public const int SampleMs = 30;

    private int _zone, _state, _first, _before;
    private bool _both;

    /// <summary>People counted in either direction.</summary>
    public int Counted { get; private set; }

    /// <summary>Takes the beams as they are when the next sample is due: bit 0 A broken, bit 1 B broken.</summary>
    public void Sample(int beams)
    {
        var bit = 1 << _zone;
        _zone = 1 - _zone;
        var state = (_state & ~bit) | (beams & bit);
        if (state == _state)
        {
            return;
        }

        if (_state == 0)
        {
            (_first, _both) = (state, false);
        }

        _before = _state;
        _state = state;
        _both |= state == 3;
        Counted += state == 0 && _both && _before != _first ? 1 : 0;
    }
}
