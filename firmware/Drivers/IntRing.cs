using System.Threading;

namespace Kiosk.Drivers;

/// <summary>
/// Bounded ring of numbers from one writer (an interrupt) to one reader (the loop). No allocation after construction.
/// </summary>
public sealed class IntRing
{
    private readonly int[] _items;
    private int _head;
    private int _tail;

    /// <summary>A ring that holds so many numbers, 1..4096.</summary>
    public IntRing(int capacity)
    {
        _items = new int[capacity + 1];
    }

    /// <summary>Numbers lost because the ring was full.</summary>
    public int Lost;

    /// <summary>Writer: adds a number; false and counted when full.</summary>
    public bool Add(int item)
    {
        int next = _head + 1 == _items.Length ? 0 : _head + 1;
        if (next == _tail)
        {
            Lost++;
            return false;
        }

        _items[_head] = item;
        Interlocked.Exchange(ref _head, next);
        return true;
    }

    /// <summary>Reader: takes the oldest number, or returns false.</summary>
    public bool Take(out int item)
    {
        item = 0;
        if (_tail == _head)
        {
            return false;
        }

        item = _items[_tail];
        Interlocked.Exchange(ref _tail, _tail + 1 == _items.Length ? 0 : _tail + 1);
        return true;
    }
}
