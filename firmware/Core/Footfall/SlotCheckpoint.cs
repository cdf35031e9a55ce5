using Kiosk.Firmware.Journal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Footfall;

/// <summary>
/// The open 15-minute slot as it stood at the last heartbeat. It rides in the boot record, which is saved once a minute
/// anyway (no further write, no wear): after a power cut the city gets what was counted until then as a partial slot
/// and misses one minute at most. The sequence that the journal would have given next tells, after the cut, whether a
/// slot was stored since: then this one is in the journal already. So nothing is counted twice. One thread.
/// </summary>
public sealed class SlotCheckpoint
{
    /// <summary>Bytes in the boot record.</summary>
    public const int Bytes = 27;

    /// <summary>Bytes that boards before the estimate wrote; what follows is 0 then.</summary>
    public const int BytesBefore = 19;

    private const int CountMax = 0xFFFF;

    /// <summary>Next sequence of the journal when it was taken; 0 when there is no slot.</summary>
    public long NextSequence;

    /// <summary>Start of the slot, UTC seconds; 0 when the wall time was unknown (such a slot is not kept).</summary>
    public long StartUtc;

    /// <summary>Counters as in <see cref="FootfallSlot"/>, at most 65,535 each.</summary>
    public int BusyPeriods, AToB, BToA, Ambiguous, IdleSeconds, Quality, Companions, Turns, BusySeconds, BlindSeconds;

    /// <summary>Takes the open slot as it stands.</summary>
    public void Take(FootfallSlot slot, long nextSequence)
    {
        NextSequence = slot.StartUtc == 0 ? 0 : nextSequence;
        StartUtc = slot.StartUtc;
        BusyPeriods = Bounded(slot.BusyPeriods);
        AToB = Bounded(slot.AToB);
        BToA = Bounded(slot.BToA);
        Ambiguous = Bounded(slot.Ambiguous);
        IdleSeconds = Bounded((slot.IdleMs + 500) / 1000);
        Quality = slot.Quality;
        Companions = Bounded(slot.Companions);
        Turns = Bounded(slot.Turns);
        BusySeconds = Bounded((slot.BusyMs + 500) / 1000);
        BlindSeconds = Bounded((slot.BlindMs + 500) / 1000);
    }

    /// <summary>
    /// After a boot: puts the interrupted slot into <paramref name="slot"/>, marked partial. False when there is none,
    /// or when it was stored before the cut, or when that can't be known.
    /// </summary>
    public bool Restore(RecordJournal journal, Record scratch, FootfallSlot slot)
    {
        if (NextSequence == 0 || NextSequence > journal.NextSequence || StoredSince(journal, scratch))
        {
            return false;
        }

        slot.Begin(0, 0, StartUtc, true);
        slot.BusyPeriods = BusyPeriods;
        slot.AToB = AToB;
        slot.BToA = BToA;
        slot.Ambiguous = Ambiguous;
        slot.IdleMs = IdleSeconds * 1000L;
        slot.BusyMs = BusySeconds * 1000L;
        slot.BlindMs = BlindSeconds * 1000L;
        slot.Companions = Companions;
        slot.Turns = Turns;
        slot.Quality |= Quality;
        return true;
    }

    /// <summary>Writes it at an offset of the boot record.</summary>
    public void Write(byte[] buffer, int offset)
    {
        Protocol.Bytes.PutU32(buffer, offset, NextSequence);
        Protocol.Bytes.PutU32(buffer, offset + 4, StartUtc);
        Protocol.Bytes.PutU16(buffer, offset + 8, BusyPeriods);
        Protocol.Bytes.PutU16(buffer, offset + 10, AToB);
        Protocol.Bytes.PutU16(buffer, offset + 12, BToA);
        Protocol.Bytes.PutU16(buffer, offset + 14, Ambiguous);
        Protocol.Bytes.PutU16(buffer, offset + 16, IdleSeconds);
        buffer[offset + 18] = (byte)Quality;
        Protocol.Bytes.PutU16(buffer, offset + 19, Companions);
        Protocol.Bytes.PutU16(buffer, offset + 21, Turns);
        Protocol.Bytes.PutU16(buffer, offset + 23, BusySeconds);
        Protocol.Bytes.PutU16(buffer, offset + 25, BlindSeconds);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(byte[] buffer, int offset)
    {
        NextSequence = Protocol.Bytes.GetU32(buffer, offset);
        StartUtc = Protocol.Bytes.GetU32(buffer, offset + 4);
        BusyPeriods = Protocol.Bytes.GetU16(buffer, offset + 8);
        AToB = Protocol.Bytes.GetU16(buffer, offset + 10);
        BToA = Protocol.Bytes.GetU16(buffer, offset + 12);
        Ambiguous = Protocol.Bytes.GetU16(buffer, offset + 14);
        IdleSeconds = Protocol.Bytes.GetU16(buffer, offset + 16);
        Quality = buffer[offset + 18];
        Companions = Protocol.Bytes.GetU16(buffer, offset + 19);
        Turns = Protocol.Bytes.GetU16(buffer, offset + 21);
        BusySeconds = Protocol.Bytes.GetU16(buffer, offset + 23);
        BlindSeconds = Protocol.Bytes.GetU16(buffer, offset + 25);
    }

    private static int Bounded(long value)
    {
        return value > CountMax ? CountMax : (int)value;
    }

    private bool StoredSince(RecordJournal journal, Record scratch)
    {
        JournalReader reader = journal.Reader;
        reader.Seek(NextSequence);
        while (reader.Read(scratch, journal.NextSequence))
        {
            if (scratch.Kind == RecordKind.FootfallSlot || scratch.Kind == RecordKind.Gap)
            {
                return true;
            }
        }

        return false;
    }
}
