namespace Kiosk.Provision.Verify;

/// <summary>CRC-32 of the zip format, and what it tells of a single changed byte. Pure functions.</summary>
internal static class Crc
{
    private static readonly uint[] Table = MakeTable();

    // For every highest byte the one place of the table that has it.
    private static readonly byte[] Inverse = MakeInverse();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint state = uint.MaxValue;
        foreach (byte b in bytes)
        {
            state = Table[(state ^ b) & 0xFF] ^ (state >> 8);
        }

        return ~state;
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

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320u : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }

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
