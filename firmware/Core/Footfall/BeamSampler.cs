using Kiosk.Firmware.Parts;

namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Beams that are looked at 100 times a second instead of waiting for edges, of which boards lose some. A beam changes
/// when 3 of its last 4 samples say so (F-FOOT-4), so a flipped sample is nothing. When the samples stop for longer
/// than <see cref="StallMs"/> (the drive is being written), or come so slowly that four of them take more than
/// <see cref="SlowMs"/>, nobody knows what passed: that time is handed out as blind.
/// One task samples, one reads; no allocation after construction.
/// </summary>
public sealed class BeamSampler : Beams
{
    /// <summary>Time between two samples, and from which on samples were missed, in milliseconds.</summary>
    public const int SampleMs = 10, StallMs = 60;

    /// <summary>Time over four samples from which on they say too little for a vote, in milliseconds.</summary>
    public const int SlowMs = 100;

    private const int Window = 15;

    // Samples of either beam set among the last four: 0 to 4.
    private static readonly byte[] Ones = new byte[] { 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4 };

    private readonly long[] _times;
    private readonly int[] _states;
    private int _head, _tail, _lost;
    private int _windowA, _windowB, _state, _raw, _secondEdges;
    private long _lastMs, _secondMs, _thirdMs, _beforeMs;
    private int _steady;
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
            GoBlind(_lastMs + SampleMs);
            _windowA = 0;
            _windowB = 0;
            _steady = 0;
        }

        _began = true;
        bool slow = IsSlow(nowMs);
        CountEdge(nowMs, raw);
        _windowA = ((_windowA << 1) | (raw & 1)) & Window;
        _windowB = ((_windowB << 1) | ((raw >> 1) & 1)) & Window;
        if (slow)
        {
            GoBlind(nowMs);
            return;
        }

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

    // The times of the last three samples move on; fewer than those are no stretch yet.
    private bool IsSlow(long nowMs)
    {
        bool slow = _steady == 3 && nowMs - _thirdMs > SlowMs;
        _thirdMs = _beforeMs;
        _beforeMs = _lastMs;
        _lastMs = nowMs;
        _steady = _steady < 3 ? _steady + 1 : 3;
        return slow;
    }

    private void GoBlind(long atMs)
    {
        if (_state != Blind)
        {
            Put(atMs, Blind);
            _state = Blind;
        }
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
