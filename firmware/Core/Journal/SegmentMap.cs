using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// What is known of the live segment files, kept in arrays sized at start. Live segments have the contiguous numbers
/// Oldest..Newest; segment n lives in file FirstSegment + n modulo Count. Those below <see cref="Owed"/> are wholly
/// acknowledged: they stay for returns and copies, count as free, and go when a new segment needs their place.
/// </summary>
internal sealed class SegmentMap
{
    /// <summary>Room for the classes of <see cref="RecordClass"/>, which count from 1.</summary>
    internal const int Classes = RecordClass.Health + 1;

    internal readonly Drive Drive;
    internal readonly int SegmentBytes;
    internal readonly int Count;

    /// <summary>Per slot: first sequence of the header (0 when the header is bad), header length, bytes in
    /// use.</summary>
    internal readonly long[] First;

    /// <summary>See <see cref="First"/>.</summary>
    internal readonly short[] HeaderLength;

    /// <summary>See <see cref="First"/>.</summary>
    internal readonly int[] Used;

    /// <summary>Bytes per slot and class, slot x Classes + class.</summary>
    internal readonly int[] ClassBytes;

    /// <summary>Lowest and highest live number; Newest 0 when there is no segment.</summary>
    internal long Oldest = 1, Newest;

    /// <summary>Lowest live number with a record that the gateway does not have; Newest when it has them
    /// all.</summary>
    internal long Owed = 1;

    internal SegmentMap(Drive drive, int segmentBytes, int count)
    {
        Drive = drive;
        SegmentBytes = segmentBytes;
        Count = count;
        First = new long[count];
        HeaderLength = new short[count];
        Used = new int[count];
        ClassBytes = new int[count * Classes];
    }

    /// <summary>
    /// True for segments below 2,048 bytes, in which not every record and chain state fits: those of a self-test, which
    /// takes less room for both, and refuses what is longer.
    /// </summary>
    internal bool IsShort => SegmentBytes < 2_048;

    /// <summary>Values that a record of this journal may have.</summary>
    internal int ValuesMax => IsShort ? 48 : Limits.RecordValuesMax;

    internal int Slot(long number)
    {
        return (int)(number % Count);
    }

    internal int File(long number)
    {
        return DriveFiles.FirstSegment + (int)(number % Count);
    }

    /// <summary>Bytes that may not go yet: closed segments whole, the newest as far as it is written.</summary>
    internal int UsedBytes()
    {
        if (Newest == 0)
        {
            return 0;
        }

        return (int)(Newest - Owed) * SegmentBytes + Used[Slot(Newest)];
    }

    /// <summary>First sequence that stands in a later segment with a good header; long.MaxValue when there is
    /// none.</summary>
    internal long FirstAfter(long number)
    {
        for (long later = number + 1; later <= Newest; later++)
        {
            if (HeaderLength[Slot(later)] > 0)
            {
                return First[Slot(later)];
            }
        }

        return long.MaxValue;
    }

    internal bool HasRoomForSegment()
    {
        return Newest == 0 || Newest - Oldest + 1 < Count;
    }

    /// <summary>Moves <see cref="Owed"/> on: the gateway has all up to a sequence.</summary>
    internal void Settle(long acknowledged)
    {
        Owed = Owed < Oldest ? Oldest : Owed;
        while (Owed < Newest && FirstAfter(Owed) <= acknowledged + 1)
        {
            Owed++;
        }
    }

    /// <summary>Deletes the oldest segment when the gateway has all of it; false when it must stay or the drive
    /// fails.</summary>
    internal bool DropOldest()
    {
        if (Oldest >= Owed || !Drive.Delete(File(Oldest)))
        {
            return false;
        }

        Forget(Oldest);
        Oldest++;
        return true;
    }

    private void Forget(long number)
    {
        int slot = Slot(number);
        First[slot] = 0;
        HeaderLength[slot] = 0;
        Used[slot] = 0;
        for (int i = 0; i < Classes; i++)
        {
            ClassBytes[slot * Classes + i] = 0;
        }
    }
}
