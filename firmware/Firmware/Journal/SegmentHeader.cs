using System;
using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Head of a segment file: magic and version, length of the chain state, segment number, first sequence, boot, chain
/// state before its first record, CRC-32.
/// </summary>
internal static class SegmentHeader
{
    internal const int FixedBytes = 14;
    internal const int BytesMax = FixedBytes + ChainState.BytesMax + 4;
    private const int Magic = 0x4B31;

    /// <summary>Writes a header that ENDS at <paramref name="end"/>; returns where it starts.</summary>
    internal static int WriteBefore(byte[] buffer, int end, long number, long firstSequence, int boot, byte[] state,
        int stateOffset, int stateLength)
    {
        int start = end - FixedBytes - stateLength - 4;
        Bytes.PutU16(buffer, start, Magic);
        Bytes.PutU16(buffer, start + 2, stateLength);
        Bytes.PutU32(buffer, start + 4, number);
        Bytes.PutU32(buffer, start + 8, firstSequence);
        Bytes.PutU16(buffer, start + 12, boot);
        Array.Copy(state, stateOffset, buffer, start + FixedBytes, stateLength);
        Bytes.PutU32(buffer, end - 4, Crc32.Compute(buffer, start, FixedBytes + stateLength));
        return start;
    }

    /// <summary>Length of the valid header at the start of the buffer, or 0.</summary>
    internal static int Check(byte[] buffer, int available)
    {
        if (available < FixedBytes + 4 || Bytes.GetU16(buffer, 0) != Magic)
        {
            return 0;
        }

        int length = FixedBytes + Bytes.GetU16(buffer, 2) + 4;
        bool valid = length <= BytesMax && length <= available
            && Crc32.Compute(buffer, 0, length - 4) == Bytes.GetU32(buffer, length - 4);
        return valid ? length : 0;
    }

    internal static long Number(byte[] buffer)
    {
        return Bytes.GetU32(buffer, 4);
    }

    internal static long FirstSequence(byte[] buffer)
    {
        return Bytes.GetU32(buffer, 8);
    }

    internal static int StateLength(byte[] buffer)
    {
        return Bytes.GetU16(buffer, 2);
    }
}
