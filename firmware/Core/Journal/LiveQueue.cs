using System;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Sequences of sales and faults that wait for a frame of their own; when it is full, the oldest goes with
/// the backlog. One thread, no allocation after construction.
/// </summary>
internal sealed class LiveQueue
{
    private readonly uint[] _live = new uint[RecordJournal.LiveMax];
    private int _count;

    /// <summary>The oldest, 0 when none waits.</summary>
    internal long First
    {
        get { return _count > 0 ? _live[0] : 0; }
    }

    /// <summary>Adds a sequence.</summary>
    internal void Note(long sequence)
    {
        if (_count == RecordJournal.LiveMax)
        {
            _count--;
            Array.Copy(_live, 1, _live, 0, _count);
        }

        _live[_count] = (uint)sequence;
        _count++;
    }

    /// <summary>Forgets from..next-1.</summary>
    internal void Sent(long from, long next)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_live[i] < from || _live[i] >= next)
            {
                _live[kept] = _live[i];
                kept++;
            }
        }

        _count = kept;
    }
}
