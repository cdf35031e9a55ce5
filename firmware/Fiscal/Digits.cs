namespace Kiosk.Fiscal;

/// <summary>Integers and keyboard text as ASCII bytes, without a string on the way. Pure functions.</summary>
public static class Digits
{
    /// <summary>Bytes <see cref="Write"/> needs at most.</summary>
    public const int Max = 20;

    /// <summary>
    /// Writes a number without padding, with '-' when negative; returns its length. The number is above long.MinValue.
    /// </summary>
    public static int Write(byte[] buffer, int offset, long value)
    {
        int start = offset;
        if (value < 0)
        {
            buffer[offset] = (byte)'-';
            offset++;
            value = -value;
        }

        int width = Width(value);
        WriteFixed(buffer, offset, value, width);
        return offset + width - start;
    }

    /// <summary>Writes the last <paramref name="width"/> digits of a number of 0 or more, padded with zeros.</summary>
    public static void WriteFixed(byte[] buffer, int offset, long value, int width)
    {
        for (int i = width - 1; i >= 0; i--)
        {
            buffer[offset + i] = (byte)('0' + (int)(value % 10));
            value /= 10;
        }
    }

    /// <summary>Number of decimal digits of a number of 0 or more.</summary>
    public static int Width(long value)
    {
        int width = 1;
        while (value >= 10)
        {
            value /= 10;
            width++;
        }

        return width;
    }

    /// <summary>Copies an ASCII or Latin-1 text; returns its length.</summary>
    public static int WriteText(byte[] buffer, int offset, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            buffer[offset + i] = (byte)text[i];
        }

        return text.Length;
    }
}
