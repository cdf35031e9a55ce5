using Kiosk.Fiscal;
using Kiosk.Protocol;

namespace Kiosk.Drivers.Cards;

/// <summary>
/// Messages of Concert v2 "E+" (pos.md R46, 4.6): STX, data, ETX, LRC. Requests are written, answers are read. No state
/// but the fields of the last answer read; one thread.
/// </summary>
public sealed class ConcertFrame
{
    /// <summary>Control bytes.</summary>
    public const byte Stx = 0x02, Etx = 0x03, Eot = 0x04, Enq = 0x05, Ack = 0x06, Nak = 0x15;

    /// <summary>Bytes of a whole request, of the data of a short answer, of an answer with the 55-byte
    /// report.</summary>
    public const int RequestBytes = 37, ShortDataBytes = 25, LongDataBytes = 80;

    /// <summary>Registers: 1..99.</summary>
    public const int RegisterMax = 99;

    /// <summary>Kind of transaction: debit, credit, cancel.</summary>
    public const int Debit = 0, Credit = 1, Annul = 2;

    /// <summary>Result of an answer: done, refused, not known.</summary>
    public const int Done = 0, NotDone = 7, NotVerified = 9;

    private const int ReportBytes = LongDataBytes - ShortDataBytes, PrivateBytes = 10;

    /// <summary>Fields of the last answer read; <see cref="Key"/> is 0 when the private field names none.</summary>
    public int Register, Result, Cents, Currency;

    /// <summary>See <see cref="Register"/>.</summary>
    public long Key;

    /// <summary>
    /// Writes a request; returns its length. <paramref name="key"/> goes into the private field, which stays blank with
    /// 0. A long answer carries data of the card and is only for tests of the form.
    /// </summary>
    public static int WriteRequest(
        byte[] buffer, int register, int cents, int kind, bool longAnswer, bool atOnce, long key)
    {
        buffer[0] = Stx;
        Digits.WriteFixed(buffer, 1, register, 2);
        Digits.WriteFixed(buffer, 3, cents, 8);
        buffer[11] = (byte)(longAnswer ? '1' : '0');
        buffer[12] = (byte)'1';
        buffer[13] = (byte)('0' + kind);
        Digits.WriteText(buffer, 14, "978          A010B010");
        if (key != 0)
        {
            Digits.WriteFixed(buffer, 17, key, PrivateBytes);
        }

        buffer[30] = (byte)(atOnce ? '1' : '0');
        buffer[35] = Etx;
        buffer[36] = Lrc(buffer, 1, 35);
        return RequestBytes;
    }

    /// <summary>XOR of a range of bytes: all after STX up to and including ETX.</summary>
    public static byte Lrc(byte[] buffer, int offset, int length)
    {
        int sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum ^= buffer[offset + i];
        }

        return (byte)sum;
    }

    /// <summary>
    /// Reads the data of an answer, without its frame. False when it has not one of the two lengths or a field is not
    /// as laid down; the fields are then worth nothing. The report is skipped.
    /// </summary>
    public bool ReadAnswer(byte[] data, int length)
    {
        int skip = length == LongDataBytes ? ReportBytes : 0;
        if (length != ShortDataBytes + skip)
        {
            return false;
        }

        Register = Number(data, 0, 2);
        Result = Number(data, 2, 1);
        Cents = Number(data, 3, 8);
        Currency = Number(data, 12 + skip, 3);
        Key = KeyOf(data, 15 + skip);
        return Register >= 0 && Result >= 0 && Cents >= 0 && Currency >= 0;
    }

    // A terminal without a private field of its own leaves it blank or gives zeros; text in it is no key of ours.
    private static long KeyOf(byte[] data, int offset)
    {
        long key = 0;
        for (int i = 0; i < PrivateBytes; i++)
        {
            int digit = data[offset + i] - '0';
            if (digit < 0 || digit > 9)
            {
                return 0;
            }

            key = (key * 10) + digit;
        }

        return key > Bytes.U32Max ? 0 : key;
    }

    private static int Number(byte[] data, int offset, int width)
    {
        int value = 0;
        for (int i = 0; i < width; i++)
        {
            int digit = data[offset + i] - '0';
            if (digit < 0 || digit > 9)
            {
                return -1;
            }

            value = (value * 10) + digit;
        }

        return value;
    }
}
