namespace Kiosk.Fiscal;

/// <summary>
/// Base64url without padding (RFC 4648 section 5) of 32-byte seals, and the extract that a ticket shows (R11).
/// </summary>
public static class Base64Url
{
    /// <summary>Characters of a 32-byte seal; characters of its extract.</summary>
    public const int SealLength = 43, ExtractLength = 4;

    /// <summary>Writes the base64url text of bytes; returns its length.</summary>
    public static int Write(byte[] data, int dataOffset, int length, byte[] buffer, int offset)
    {
        int characters = (length * 8 + 5) / 6;
        for (int i = 0; i < characters; i++)
        {
            buffer[offset + i] = Character(data, dataOffset, length, i);
        }

        return characters;
    }

    /// <summary>Writes the characters at ranks 3, 7, 13 and 19 (from 1) of the base64url text of a seal.</summary>
    public static void WriteExtract(byte[] seal, byte[] buffer, int offset)
    {
        buffer[offset] = Character(seal, 0, seal.Length, 2);
        buffer[offset + 1] = Character(seal, 0, seal.Length, 6);
        buffer[offset + 2] = Character(seal, 0, seal.Length, 12);
        buffer[offset + 3] = Character(seal, 0, seal.Length, 18);
    }

    private static byte Character(byte[] data, int dataOffset, int length, int index)
    {
        int bit = index * 6;
        int position = bit / 8;
        int pair = data[dataOffset + position] << 8;
        if (position + 1 < length)
        {
            pair |= data[dataOffset + position + 1];
        }

        return Letter(pair >> (10 - bit % 8) & 63);
    }

    private static byte Letter(int value)
    {
        if (value < 26)
        {
            return (byte)('A' + value);
        }

        if (value < 52)
        {
            return (byte)('a' + value - 26);
        }

        if (value < 62)
        {
            return (byte)('0' + value - 52);
        }

        return (byte)(value == 62 ? '-' : '_');
    }
}
