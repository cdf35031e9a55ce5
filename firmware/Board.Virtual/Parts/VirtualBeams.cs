using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>
/// Beams whose edges come from a program with their own times: a ring of <see cref="Limits.EdgesWaitingMax"/>, cheap
/// enough for millions of edges a minute. One thread.
/// </summary>
public sealed class VirtualBeams : Beams
{
    private readonly long[] _times = new long[Limits.EdgesWaitingMax];
    private readonly byte[] _states = new byte[Limits.EdgesWaitingMax];
    private int _first;
    private int _count;
    private int _state;
    private int _given;
    private long _setMs;
    private int _lost;

    /// <inheritdoc/>
    public override int Lost => _lost;

    /// <summary>Edges waiting.</summary>
    public int Waiting => _count;

    /// <summary>Sets both beams at a monotonic instant; equal states make no edge.</summary>
    public void Set(long atMs, int state)
    {
        if (state == _state)
        {
            return;
        }

        _state = state;
        _setMs = atMs;
        if (_count == _times.Length)
        {
            _lost++;
            return;
        }

        int index = (_first + _count) & (Limits.EdgesWaitingMax - 1);
        _times[index] = atMs;
        _states[index] = (byte)state;
        _count++;
    }

    /// <inheritdoc/>
    public override bool Read(out long atMs, out int state)
    {
        if (_count == 0)
        {
            // After lost edges the present state is handed out as one.
            (atMs, state) = (_setMs, _state);
            bool missed = _given != _state;
            _given = _state;
            return missed;
        }

        atMs = _times[_first];
        state = _given = _states[_first];

        _first = (_first + 1) & (Limits.EdgesWaitingMax - 1);
        _count--;
        return true;
    }
}
