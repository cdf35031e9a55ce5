namespace Kiosk.Drivers;

/// <summary>CRC-8 of Sensirion parts: polynomial 0x31, start 0xFF, no reflection (device.md 3.2).</summary>
public static class Crc8
{
    /// <summary>CRC of a range of bytes.</summary>
    public static int Compute(byte[] data, int offset, int length)
    {
        int crc = 0xFF;
        for (int i = 0; i < length; i++)
        {
            crc ^= data[offset + i];
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80) != 0 ? ((crc << 1) ^ 0x31) & 0xFF : crc << 1;
            }
        }

        return crc;
    }

    /// <summary>True when the buffer holds words of two bytes each followed by its CRC, so many of them.</summary>
    public static bool HoldsWords(byte[] data, int words)
    {
        for (int word = 0; word < words; word++)
        {
            if (Compute(data, word * 3, 2) != data[(word * 3) + 2])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Word number <paramref name="word"/> of such a buffer, 0..65535.</summary>
    public static int Word(byte[] data, int word)
    {
        return (data[word * 3] << 8) | data[(word * 3) + 1];
    }
}
