using System;
using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Closed slots on their way into the journal: kept while the drive fails or the sequence is unknown, oldest dropped
/// and counted when more than <see cref="SlotsMax"/> wait. Quiet quarters of the night go into the record of the slot
/// that ends them (F-JRN-10); a power cut loses those that still wait for it, which are then missing, not zero. One
/// thread, no allocation after construction.
/// </summary>
public sealed class ClosedSlots
{
    /// <summary>Slots that wait at most (two hours).</summary>
    public const int SlotsMax = 8;

    // The start alone needs more than 31 bits, from 2038 on.
    private readonly long[] _starts = new long[SlotsMax];
    private readonly int[] _values = new int[SlotsMax * FootfallLayout.CountWithQuiet];
    private int _first, _quiet;
    private long _quietEnd;

    /// <summary>Slots waiting.</summary>
    public int Count;

    /// <summary>Slots stored; slots lost since start, refused by quota or pushed out.</summary>
    public int Stored, Lost;

    /// <summary>Quality bits of the slot taken last.</summary>
    public int LastQuality;

    /// <summary>Takes a closed slot; <paramref name="night"/> says that it lies outside opening hours.</summary>
    public void Add(FootfallSlot slot, bool night)
    {
        LastQuality = slot.Quality;
        bool follows = _quiet > 0 && slot.StartUtc == _quietEnd;
        if (_quiet > 0 && !follows)
        {
            // Time stepped: the last of them stands for itself.
            int before = _quiet - 1;
            _quiet = 0;
            int lone = Place(_quietEnd - FootfallLayout.SlotSeconds);
            Array.Clear(_values, lone, FootfallLayout.CountWithQuiet);
            _values[lone + FootfallLayout.IdleSeconds] = FootfallLayout.SlotSeconds;
            _values[lone + FootfallLayout.QuietBefore] = before;
        }

        if (night && slot.IsQuiet && _quiet < FootfallLayout.QuietMax)
        {
            _quiet++;
            _quietEnd = slot.StartUtc + FootfallLayout.SlotSeconds;
            return;
        }

        int at = Place(slot.StartUtc);
        slot.CopyTo(_values, at);
        _values[at + FootfallLayout.QuietBefore] = _quiet;
        _quiet = 0;
    }

    /// <summary>Appends waiting slots, oldest first, until none waits or the journal cannot take one now.</summary>
    public void Flush(RecordJournal journal, Record scratch, long nowMs)
    {
        while (Count > 0)
        {
            Write(scratch);
            int outcome = journal.Append(scratch, nowMs);
            if (outcome == RecordJournal.Failed)
            {
                return;
            }

            Leave(outcome);
        }
    }

    /// <summary>The record of the slot that waits longest, which there is.</summary>
    internal void Write(Record record)
    {
        record.Reset(RecordKind.FootfallSlot);
        record.Add(_starts[_first]);
        int at = _first * FootfallLayout.CountWithQuiet;
        int count = _values[at + FootfallLayout.QuietBefore] > 0
            ? FootfallLayout.CountWithQuiet : FootfallLayout.Count;
        for (int i = FootfallLayout.SlotStart + 1; i < count; i++)
        {
            record.Add(_values[at + i]);
        }
    }

    /// <summary>The slot that waits longest was offered to the journal, with an outcome of its append.</summary>
    public void Leave(int outcome)
    {
        Stored += outcome == RecordJournal.Stored ? 1 : 0;
        Lost += outcome == RecordJournal.Stored ? 0 : 1;
        DropFirst();
    }

    /// <summary>Makes room for one more, and returns where its values go.</summary>
    private int Place(long startUtc)
    {
        if (Count == SlotsMax)
        {
            DropFirst();
            Lost++;
        }

        int index = (_first + Count) % SlotsMax;
        _starts[index] = startUtc;
        Count++;
        return index * FootfallLayout.CountWithQuiet;
    }

    private void DropFirst()
    {
        _first = (_first + 1) % SlotsMax;
        Count--;
    }
}
