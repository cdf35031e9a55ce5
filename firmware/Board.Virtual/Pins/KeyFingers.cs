using Kiosk.Firmware.Parts;

namespace Kiosk.Board.Virtual.Pins;

/// <summary>
/// Fingers on a key matrix: each press holds its key long enough for the firmware's scan, in time and in steps of the
/// loop, and leaves a pause after it. At most <see cref="PressesMax"/> presses wait; more are lost and counted. One
/// thread.
/// </summary>
public sealed class KeyFingers
{
    /// <summary>
    /// Presses that wait at most; time a key is held and free, ms; steps of the loop it is held and free.
    /// </summary>
    public const int PressesMax = 64, HoldMs = 30, Steps = 4;

    private readonly Queue<int> _waiting = new();
    private readonly HashSet<int> _down = [];
    private int _key = Key.None;
    private bool _pause;
    private long _sinceMs;
    private int _steps;

    /// <summary>Presses lost because too many waited.</summary>
    public int Lost { get; private set; }

    /// <summary>Presses and releases a key when its turn comes.</summary>
    public void Press(int key)
    {
        if (_waiting.Count >= PressesMax)
        {
            Lost++;
            return;
        }

        _waiting.Enqueue(key);
    }

    /// <summary>Holds a key down or lets it go at once, apart from the presses.</summary>
    public void Hold(int key, bool down)
    {
        if (down)
        {
            _down.Add(key);
        }
        else
        {
            _down.Remove(key);
        }
    }

    /// <summary>True while a key closes its contact.</summary>
    public bool IsDown(int key) => (key == _key && !_pause) || _down.Contains(key);

    /// <summary>A step of the loop begins; returns when the next is wanted, monotonic ms.</summary>
    public long Advance(long nowMs)
    {
        _steps++;
        bool over = _steps > Steps && nowMs - _sinceMs >= HoldMs;
        if (_key != Key.None && over)
        {
            _key = _pause ? Key.None : _key;
            _pause = !_pause && _key != Key.None;
            (_steps, _sinceMs) = (0, nowMs);
        }

        if (_key == Key.None && _waiting.TryDequeue(out int key))
        {
            (_key, _pause, _steps, _sinceMs) = (key, false, 0, nowMs);
        }

        return _key == Key.None ? long.MaxValue : nowMs + 5;
    }
}
