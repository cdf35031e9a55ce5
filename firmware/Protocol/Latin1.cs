namespace Kiosk.Protocol;

/// <summary>
/// The device's text bytes (Latin-1, with the euro sign on 0x80) to and from UTF-8. The mapping is one to one, so
/// text comes back as it was. No state, any thread.
/// </summary>
public static class Latin1
{
    /// <summary>The device's byte for the euro sign.</summary>
    public const int Euro = 0x80;

    /// <summary>UTF-8 bytes one text byte may take.</summary>
    public const int Utf8BytesMax = 3;

    /// <summary>UTF-8 bytes that <paramref name="latin"/>[offset..offset+length) takes.</summary>
    public static int Utf8Length(byte[] latin, int offset, int length)
    {
        int size = length;
        for (int i = 0; i < length; i++)
        {
            int code = latin[offset + i];
            size += code < Euro ? 0 : code == Euro ? 2 : 1;
        }

        return size;
    }

    /// <summary>
    /// Writes the UTF-8 form at <paramref name="at"/>, where it must fit; returns the offset after it.
    /// </summary>
    public static int ToUtf8(byte[] latin, int offset, int length, byte[] utf8, int at)
    {
        for (int i = 0; i < length; i++)
        {
            int code = latin[offset + i];
            if (code < Euro)
            {
                utf8[at] = (byte)code;
                at++;
            }
            else if (code == Euro)
            {
                utf8[at] = 0xe2;
                utf8[at + 1] = 0x82;
                utf8[at + 2] = 0xac;
                at += 3;
            }
            else
            {
                utf8[at] = (byte)(0xc0 | (code >> 6));
                utf8[at + 1] = (byte)(0x80 | (code & 0x3f));
                at += 2;
            }
        }

        return at;
    }

    /// <summary>
    /// Reads UTF-8 into at most <paramref name="roomMax"/> text bytes at <paramref name="offset"/>. Returns how many,
    /// or -1
    /// when it is longer, is no UTF-8 or holds a character the device has not.
    /// </summary>
    public static int FromUtf8(byte[] utf8, int at, int length, byte[] latin, int offset, int roomMax)
    {
        int end = at + length;
        int count = 0;
        while (at < end)
        {
            int first = utf8[at];
            int code = first < 0x80 ? first : -1;
            int size = 1;
            if ((first == 0xc2 || first == 0xc3) && end - at >= 2 && (utf8[at + 1] & 0xc0) == 0x80)
            {
                size = 2;
                code = ((first & 3) << 6) | (utf8[at + 1] & 0x3f);
                code = code == Euro ? -1 : code;
            }
            else if (first == 0xe2 && end - at >= 3 && utf8[at + 1] == 0x82 && utf8[at + 2] == 0xac)
            {
                size = 3;
                code = Euro;
            }

            if (code < 0 || count >= roomMax)
            {
                return -1;
            }

            latin[offset + count] = (byte)code;
            count++;
            at += size;
        }

        return count;
    }
}
