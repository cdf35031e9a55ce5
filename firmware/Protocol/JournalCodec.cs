using System;

namespace Kiosk.Protocol;

/// <summary>
/// A record as bytes in the journal (F-JRN-1), little-endian: length u16 (all of it), class u8, flags u8 (bit 0
/// sealed, bits 1 and 2 the merchant's chain),
/// sequence u32, boot u16, monotonic seconds u32, wall seconds u32; payload; 8 seal bytes when sealed; CRC-32 over
/// all before it. Payload: kind u8, text length u8, text, value count u8, zigzag varints. Each record has exactly one
/// encoding. No state, any thread.
/// </summary>
public static class JournalCodec
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 18;

    /// <summary>Bytes of the shortest record: header, empty payload, CRC.</summary>
    public const int RecordBytesMin = HeaderBytes + PayloadBytesMin + CrcBytes;

    private const int PayloadBytesMin = 3, CrcBytes = 4, FlagSealed = 1, MerchantShift = 1;
    private const int AtClass = 2, AtFlags = 3, AtSequence = 4, AtBoot = 8, AtMono = 10, AtWall = 14;

    /// <summary>
    /// Writes a record at <paramref name="offset"/>. Returns its length, at most <see cref="Limits.RecordBytesMax"/>,
    /// or
    /// -1 when the buffer or that limit is too small or a header field is out of its range.
    /// </summary>
    public static int Write(Record record, byte[] buffer, int offset)
    {
        int end = buffer.Length - offset < Limits.RecordBytesMax ? buffer.Length : offset + Limits.RecordBytesMax;
        if (end - offset < RecordBytesMin || !HeaderInRange(record))
        {
            return -1;
        }

        int at = PutPayload(record, buffer, offset + HeaderBytes, end - CrcBytes);
        if (at < 0 || (record.Sealed && at + Limits.HeadSealBytes > end - CrcBytes))
        {
            return -1;
        }

        if (record.Sealed)
        {
            Array.Copy(record.Seal, 0, buffer, at, Limits.HeadSealBytes);
            at += Limits.HeadSealBytes;
        }

        int length = at + CrcBytes - offset;
        PutHeader(record, buffer, offset, length);
        Bytes.PutU32(buffer, at, Crc32.Compute(buffer, offset, length - CrcBytes));
        return length;
    }

    /// <summary>
    /// Writes the canonical payload alone (no header, no seal, no CRC): the bytes by which two copies of a record are
    /// compared. Returns its length or -1 when it does not fit.
    /// </summary>
    public static int WritePayload(Record record, byte[] buffer, int offset)
    {
        int end = PutPayload(record, buffer, offset, buffer.Length);
        return end < 0 ? -1 : end - offset;
    }

    /// <summary>
    /// Reads the record at <paramref name="offset"/> from at most <paramref name="available"/> bytes. Returns its
    /// length,
    /// 0 when it goes on after the available bytes, -1 when these are no record; then <paramref name="record"/> means
    /// nothing.
    /// </summary>
    public static int Read(byte[] buffer, int offset, int available, Record record)
    {
        int length = Check(buffer, offset, available);
        return length > 0 && !Decode(buffer, offset, length, record) ? -1 : length;
    }

    /// <summary>Second half of <see cref="Read"/>: what <see cref="Check"/> found whole. False when these are no
    /// record.</summary>
    public static bool Decode(byte[] buffer, int offset, int length, Record record)
    {
        return GetHeader(buffer, offset, record)
            && GetBody(buffer, offset + HeaderBytes, offset + length - CrcBytes, record);
    }

    /// <summary>
    /// First half of <see cref="Read"/>: same result by length and CRC alone. When it is positive,
    /// <see cref="KindAt"/> and <see cref="SequenceAt"/> tell what it is.
    /// </summary>
    public static int Check(byte[] buffer, int offset, int available)
    {
        if (available < 2)
        {
            return 0;
        }

        int length = Bytes.GetU16(buffer, offset);
        if (length < RecordBytesMin || length > Limits.RecordBytesMax)
        {
            return -1;
        }

        if (available < length)
        {
            return 0;
        }

        int crcAt = offset + length - CrcBytes;
        return Crc32.Compute(buffer, offset, length - CrcBytes) == Bytes.GetU32(buffer, crcAt) ? length : -1;
    }

    /// <summary>Kind of the whole record at an offset.</summary>
    public static int KindAt(byte[] buffer, int offset)
    {
        return buffer[offset + HeaderBytes];
    }

    /// <summary>Sequence of the whole record at an offset.</summary>
    public static long SequenceAt(byte[] buffer, int offset)
    {
        return Bytes.GetU32(buffer, offset + AtSequence);
    }

    private static bool HeaderInRange(Record record)
    {
        return record.Kind >= 1 && record.Kind <= 255
            && record.Sequence >= 1 && record.Sequence <= Bytes.U32Max
            && record.Boot >= 0 && record.Boot <= 65535
            && record.MonoSeconds >= 0 && record.MonoSeconds <= Bytes.U32Max
            && record.WallSeconds >= 0 && record.WallSeconds <= Bytes.U32Max
            && MerchantFits(record);
    }

    private static bool MerchantFits(Record record)
    {
        return record.Merchant == 0 || (record.Merchant > 0 && record.Merchant <= Limits.MerchantsMax
            && RecordKind.IsOfChain(record.Kind));
    }

    private static void PutHeader(Record record, byte[] buffer, int offset, int length)
    {
        Bytes.PutU16(buffer, offset, length);
        buffer[offset + AtClass] = (byte)RecordKind.ClassOf(record.Kind);
        buffer[offset + AtFlags] = (byte)((record.Sealed ? FlagSealed : 0) | record.Merchant << MerchantShift);
        Bytes.PutU32(buffer, offset + AtSequence, record.Sequence);
        Bytes.PutU16(buffer, offset + AtBoot, record.Boot);
        Bytes.PutU32(buffer, offset + AtMono, record.MonoSeconds);
        Bytes.PutU32(buffer, offset + AtWall, record.WallSeconds);
    }

    private static int PutPayload(Record record, byte[] buffer, int at, int end)
    {
        if (end - at < PayloadBytesMin + record.TextLength)
        {
            return -1;
        }

        buffer[at] = (byte)record.Kind;
        buffer[at + 1] = (byte)record.TextLength;
        Array.Copy(record.Text, 0, buffer, at + 2, record.TextLength);
        at += 2 + record.TextLength;
        buffer[at] = (byte)record.Count;
        at++;
        for (int i = 0; i < record.Count && at >= 0; i++)
        {
            at = Bytes.PutVarint(buffer, at, end, record.Values[i]);
        }

        return at;
    }

    private static bool GetHeader(byte[] buffer, int offset, Record record)
    {
        record.Reset(buffer[offset + HeaderBytes]);
        int flags = buffer[offset + AtFlags];
        record.Sealed = (flags & FlagSealed) != 0;
        record.Merchant = flags >> MerchantShift;
        record.Sequence = Bytes.GetU32(buffer, offset + AtSequence);
        record.Boot = Bytes.GetU16(buffer, offset + AtBoot);
        record.MonoSeconds = Bytes.GetU32(buffer, offset + AtMono);
        record.WallSeconds = Bytes.GetU32(buffer, offset + AtWall);
        return record.Kind != 0 && record.Sequence != 0 && MerchantFits(record)
            && buffer[offset + AtClass] == RecordKind.ClassOf(record.Kind);
    }

    private static bool GetBody(byte[] buffer, int at, int end, Record record)
    {
        int seal = record.Sealed ? Limits.HeadSealBytes : 0;
        int textLength = buffer[at + 1];
        end -= seal;
        if (textLength > Limits.RecordTextMax || end - at < PayloadBytesMin + textLength)
        {
            return false;
        }

        record.TextLength = textLength;
        Array.Copy(buffer, at + 2, record.Text, 0, textLength);
        at += 2 + textLength;
        int count = buffer[at];
        at++;
        if (count > record.Values.Length)
        {
            return false;
        }

        for (int i = 0; i < count && at >= 0; i++)
        {
            at = Bytes.GetVarint(buffer, at, end, out record.Values[i]);
        }

        record.Count = count;
        if (record.Sealed && at == end)
        {
            Array.Copy(buffer, end, record.Seal, 0, Limits.HeadSealBytes);
        }

        return at == end;
    }
}
