namespace Kiosk.Firmware.Parts;

/// <summary>Beam pair whose changes are put in by hand. One thread.</summary>
public sealed class InMemoryBeams : Beams
{
    private readonly long[] _at;
    private readonly byte[] _state;
    private int _first;
    private int _count;
    private int _lost;

    /// <summary>Pair with room for a number of waiting changes.</summary>
    public InMemoryBeams(int waitingMax)
    {
        _at = new long[waitingMax];
        _state = new byte[waitingMax];
    }

    /// <inheritdoc/>
    public override int Lost => _lost;

    /// <summary>Puts a change: bit 0 beam A broken, bit 1 beam B broken. A full queue loses and counts it.</summary>
    public void Change(long atMs, int state)
    {
        if (_count == _at.Length)
        {
            _lost++;
            return;
        }

        int slot = (_first + _count) % _at.Length;
        _at[slot] = atMs;
        _state[slot] = (byte)state;
        _count++;
    }

    /// <inheritdoc/>
    public override bool Read(out long atMs, out int state)
    {
        if (_count == 0)
        {
            atMs = 0;
            state = 0;
            return false;
        }

        atMs = _at[_first];
        state = _state[_first];
        _first = (_first + 1) % _at.Length;
        _count--;
        return true;
    }
}
