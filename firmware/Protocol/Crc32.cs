namespace Kiosk.Protocol;

/// <summary>
/// CRC-32 of zip and Ethernet (polynomial EDB88320, reflected). Guards against damage, not against intent.
/// </summary>
public static class Crc32
{
    // One table entry per nibble: 64 bytes of RAM instead of 1 KB, two look-ups per byte.
    private static readonly uint[] Nibbles = new uint[]
    {
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    };

    /// <summary>CRC of <paramref name="data"/>[offset..offset+length), 0..4294967295.</summary>
    public static long Compute(byte[] data, int offset, int length)
    {
        return Extend(0, data, offset, length);
    }

    /// <summary>
    /// CRC of the bytes that <paramref name="crc"/> is the CRC of (0 for none) and
    /// <paramref name="data"/>[offset..offset+length) behind them.
    /// </summary>
    public static long Extend(long crc, byte[] data, int offset, int length)
    {
        uint state = (uint)crc ^ 0xffffffff;
        for (int i = 0; i < length; i++)
        {
            state ^= data[offset + i];
            state = (state >> 4) ^ Nibbles[state & 15];
            state = (state >> 4) ^ Nibbles[state & 15];
        }

        return (long)(state ^ 0xffffffff);
    }
}
