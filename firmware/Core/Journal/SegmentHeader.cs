using Kiosk.Fiscal;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Journal;

/// <summary>
/// Head of a segment file: magic and version, length of the chain state, segment number, first sequence, boot, chain
/// state before its first record, CRC-32.
/// </summary>
internal static class SegmentHeader
{
    internal const int FixedBytes = 14;
    internal const int CheckBytes = 4;
    internal const int BytesMax = FixedBytes + ChainState.BytesMax + CheckBytes;

    /// <summary>Bytes before the two states of merchants who share a kiosk, and the longest header with both.</summary>
    internal const int PairBytes = 5, PairBytesMax = BytesMax + PairBytes + ChainState.BytesMax;

    private const int Magic = 0x4B31;

    /// <summary>Writes a header around the chain state that stands at <see cref="FixedBytes"/> of the
    /// buffer.</summary>
    internal static void Write(byte[] buffer, int stateLength, long number, long firstSequence, int boot)
    {
        Bytes.PutU16(buffer, 0, Magic);
        Bytes.PutU16(buffer, 2, stateLength);
        Bytes.PutU32(buffer, 4, number);
        Bytes.PutU32(buffer, 8, firstSequence);
        Bytes.PutU16(buffer, 12, boot);
        int check = FixedBytes + stateLength;
        Bytes.PutU32(buffer, check, Crc32.Compute(buffer, 0, check));
    }

    /// <summary>
    /// Reads the header of a segment file to the start of the buffer, no byte more than it has: a state is far shorter
    /// than it may be, and a boot reads one header per segment. Returns the length of a valid header, or 0.
    /// </summary>
    internal static int Read(Drive drive, int file, SegmentWindow window)
    {
        byte[] buffer = window.Buffer;
        if (drive.Read(file, 0, buffer, 0, FixedBytes) != FixedBytes || Bytes.GetU16(buffer, 0) != Magic)
        {
            return 0;
        }

        int rest = Bytes.GetU16(buffer, 2) + CheckBytes;
        int length = FixedBytes + rest;
        bool valid = length <= window.HeadRoom && drive.Read(file, FixedBytes, buffer, FixedBytes, rest) == rest
            && Crc32.Compute(buffer, 0, length - CheckBytes) == Bytes.GetU32(buffer, length - CheckBytes);
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
