using System.Buffers;
using Kiosk.Protocol;

namespace Kiosk.Provision.Verify;

/// <summary>What the CRC-32 of a part of a zip file tells of a single changed byte. Pure functions.</summary>
internal static class Crc
{
    private const int BlockBytes = 65_536;
    private static readonly uint[] Table = MakeTable();

    // For every highest byte the one place of the table that has it.
    private static readonly byte[] Inverse = MakeInverse();

    /// <summary>CRC of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        long crc = 0;
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        for (ReadOnlySpan<byte> rest = bytes; rest.Length > 0;)
        {
            int length = Math.Min(rest.Length, BlockBytes);
            rest[..length].CopyTo(block);
            crc = Crc32.Extend(crc, block, 0, length);
            rest = rest[length..];
        }

        ArrayPool<byte>.Shared.Return(block);
        return checked((uint)crc);
    }

    /// <summary>
    /// Every place where one changed byte would explain the CRC stated, with the value XORed onto it: the difference
    /// of the two CRCs is walked back byte by byte until it is that of a single byte.
    /// </summary>
    public static IEnumerable<(int Offset, byte Change)> SingleBytes(uint found, uint stated, int length)
    {
        uint difference = found ^ stated;
        for (int offset = length - 1; offset >= 0 && difference != 0; offset--)
        {
            byte index = Inverse[difference >> 24];
            difference = ((difference ^ Table[index]) << 8) | index;
            if (difference <= byte.MaxValue)
            {
                yield return (offset, (byte)difference);
            }
        }
    }

    // What one byte does to a state of 0: its CRC without the two inversions.
    private static uint[] MakeTable() => [.. Enumerable.Range(0, 256)
        .Select(index => ~checked((uint)Crc32.Compute([(byte)(index ^ byte.MaxValue)], 0, 1)) ^ 0x00FFFFFFu)];

    private static byte[] MakeInverse()
    {
        var inverse = new byte[256];
        for (int i = 0; i < inverse.Length; i++)
        {
            inverse[Table[i] >> 24] = (byte)i;
        }

        return inverse;
    }
}
