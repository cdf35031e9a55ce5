using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Beams that are looked at 100 times a second instead of waiting for edges, of which boards lose some. A beam changes
/// when 3 of its last 4 samples say so (F-FOOT-4), so a flipped sample is nothing. When the samples stop for longer
/// than <see cref="StallMs"/> (the drive is being written) nobody knows what passed: that time is handed out as blind.
/// One task samples, one reads; no allocation after construction.
/// </summary>
public sealed class BeamSampler : Beams
{
    /// <summary>Time between two samples, and from which on samples were missed, in milliseconds.</summary>
    public const int SampleMs = 10, StallMs = 60;

    private const int Window = 15;

    // Samples of either beam set among the last four: 0 to 4.
    private static readonly byte[] Ones = new byte[] { 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4 };

    private readonly long[] _times;
    private readonly int[] _states;
    private int _head, _tail, _lost;
    private int _windowA, _windowB, _state, _raw, _secondEdges;
    private long _lastMs, _secondMs;
    private bool _began, _flapping;

    /// <summary>Sampler with room for a number of waiting changes.</summary>
    public BeamSampler(int waitingMax)
    {
        _times = new long[waitingMax + 1];
        _states = new int[waitingMax + 1];
    }

    /// <inheritdoc/>
    public override int Lost
    {
        get { return _lost; }
    }

    /// <summary>
    /// Takes a sample: bit 0 beam A broken, bit 1 beam B broken. Call it every <see cref="SampleMs"/>; times never go
    /// back.
    /// </summary>
    public void Sample(long nowMs, int raw)
    {
        if (_began && nowMs - _lastMs > StallMs)
        {
            Put(_lastMs + SampleMs, Blind);
            _state = Blind;
            _windowA = 0;
            _windowB = 0;
        }

        _began = true;
        _lastMs = nowMs;
        CountEdge(nowMs, raw);
        _windowA = ((_windowA << 1) | (raw & 1)) & Window;
        _windowB = ((_windowB << 1) | ((raw >> 1) & 1)) & Window;
        int state = Vote(_windowA, _state & 1) | (Vote(_windowB, (_state >> 1) & 1) << 1);
        if (state != _state || _flapping)
        {
            _state = Put(nowMs, _flapping ? state | Flapping : state) ? state : _state;
            _flapping = false;
        }
    }

    /// <inheritdoc/>
    public override bool Read(out long atMs, out int state)
    {
        atMs = _times[_tail];
        state = _states[_tail];
        if (_tail == _head)
        {
            return false;
        }

        _tail = _tail + 1 == _times.Length ? 0 : _tail + 1;
        return true;
    }

    private static int Vote(int window, int before)
    {
        return Ones[window] >= 3 ? 1 : Ones[window] <= 1 ? 0 : before;
    }

    /// <summary>Raw edges of a second above the limit are flapping, whatever the vote makes of them.</summary>
    private void CountEdge(long nowMs, int raw)
    {
        if (nowMs - _secondMs >= 1000)
        {
            _secondMs = nowMs;
            _secondEdges = 0;
        }

        if (((raw ^ _raw) & 3) != 0)
        {
            _secondEdges++;
            _flapping = _secondEdges == BeamFilter.FlappingEdges + 1;
        }

        _raw = raw;
    }

    /// <summary>False when there is no room; the next sample then tries again.</summary>
    private bool Put(long atMs, int state)
    {
        int next = _head + 1 == _times.Length ? 0 : _head + 1;
        if (next == _tail)
        {
            _lost++;
            return false;
        }

        _times[_head] = atMs;
        _states[_head] = state;
        _head = next;
        return true;
    }
}
