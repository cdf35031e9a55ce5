using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Footfall;

/// <summary>
/// Closed slots on their way into the journal: kept while the drive fails or the sequence is unknown, oldest dropped
/// and counted when more than <see cref="SlotsMax"/> wait. One thread, no allocation after construction.
/// </summary>
public sealed class ClosedSlots
{
    /// <summary>Slots that wait at most (two hours).</summary>
    public const int SlotsMax = 8;

    // The start alone needs more than 31 bits, from 2038 on.
    private readonly long[] _starts = new long[SlotsMax];
    private readonly int[] _values = new int[SlotsMax * FootfallLayout.Count];
    private int _first;

    /// <summary>Slots waiting.</summary>
    public int Count;

    /// <summary>Slots stored; slots lost since start, refused by quota or pushed out.</summary>
    public int Stored, Lost;

    /// <summary>Quality bits of the slot taken last.</summary>
    public int LastQuality;

    /// <summary>Takes a closed slot.</summary>
    public void Add(FootfallSlot slot)
    {
        if (Count == SlotsMax)
        {
            DropFirst();
            Lost++;
        }

        int index = (_first + Count) % SlotsMax;
        LastQuality = slot.Quality;
        _starts[index] = slot.StartUtc;
        slot.CopyTo(_values, index * FootfallLayout.Count);
        Count++;
    }

    /// <summary>Appends waiting slots, oldest first, until none waits or the journal cannot take one now.</summary>
    public void Flush(RecordJournal journal, Record scratch, long nowMs)
    {
        while (Count > 0)
        {
            scratch.Reset(RecordKind.FootfallSlot);
            for (int i = 0; i < FootfallLayout.Count; i++)
            {
                scratch.Add(i == FootfallLayout.SlotStart
                    ? _starts[_first] : _values[(_first * FootfallLayout.Count) + i]);
            }

            int outcome = journal.Append(scratch, nowMs);
            if (outcome == RecordJournal.Failed)
            {
                return;
            }

            if (outcome == RecordJournal.Stored)
            {
                Stored++;
            }
            else
            {
                Lost++;
            }

            DropFirst();
        }
    }

    private void DropFirst()
    {
        _first = (_first + 1) % SlotsMax;
        Count--;
    }
}
