using Kiosk.Protocol;

namespace Kiosk.Firmware.Parts;

/// <summary>Keypad whose keys are pressed by hand. One thread.</summary>
public sealed class InMemoryKeypad : Keypad
{
    private readonly byte[] _keys = new byte[Limits.KeysWaitingMax];
    private int _first;
    private int _count;
    private int _lost;

    /// <inheritdoc/>
    public override int Lost => _lost;

    /// <summary>Presses a key (<see cref="Key"/>). A full queue loses and counts it.</summary>
    public void Press(int key)
    {
        if (_count == _keys.Length)
        {
            _lost++;
            return;
        }

        _keys[(_first + _count) % _keys.Length] = (byte)key;
        _count++;
    }

    /// <inheritdoc/>
    public override int Read()
    {
        if (_count == 0)
        {
            return Key.None;
        }

        int key = _keys[_first];
        _first = (_first + 1) % _keys.Length;
        _count--;
        return key;
    }
}
