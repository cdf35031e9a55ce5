using Kiosk.Fiscal;

namespace Kiosk.Firmware.Selling;

/// <summary>Amounts and VAT rates as French text in bytes. Pure functions; each returns the length it wrote.</summary>
public static class Amounts
{
    /// <summary>Bytes that any of these texts needs at most.</summary>
    public const int Max = 16;

    /// <summary>Writes cents as "12,50", "-0,05".</summary>
    public static int Write(byte[] buffer, int offset, long cents)
    {
        int start = offset;
        if (cents < 0)
        {
            buffer[offset] = (byte)'-';
            offset++;
            cents = -cents;
        }

        offset += Digits.Write(buffer, offset, cents / 100);
        buffer[offset] = (byte)',';
        Digits.WriteFixed(buffer, offset + 1, cents % 100, 2);
        return offset + 3 - start;
    }

    /// <summary>Writes a rate code as "5,5 %", "20 %", "2,1 %".</summary>
    public static int WriteRate(byte[] buffer, int offset, int rate)
    {
        int start = offset;
        offset += Digits.Write(buffer, offset, rate / 100);
        int part = rate % 100;
        if (part != 0)
        {
            buffer[offset] = (byte)',';
            offset++;
            int width = part % 10 == 0 ? 1 : 2;
            Digits.WriteFixed(buffer, offset, width == 1 ? part / 10 : part, width);
            offset += width;
        }

        buffer[offset] = (byte)' ';
        buffer[offset + 1] = (byte)'%';
        return offset + 2 - start;
    }
}
