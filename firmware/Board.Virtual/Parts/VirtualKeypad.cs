using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Board.Virtual.Parts;

/// <summary>Keys pressed by a program; at most <see cref="Limits.KeysWaitingMax"/> wait. One thread.</summary>
public sealed class VirtualKeypad : Keypad
{
    private readonly Queue<int> _keys = new();
    private int _lost;

    /// <inheritdoc/>
    public override int Lost => _lost;

    /// <summary>Presses and releases a key.</summary>
    public void Press(int key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(key, Key.Count);
        if (_keys.Count >= Limits.KeysWaitingMax)
        {
            _lost++;
            return;
        }

        _keys.Enqueue(key);
    }

    /// <inheritdoc/>
    public override int Read() => _keys.TryDequeue(out int key) ? key : Key.None;
}
