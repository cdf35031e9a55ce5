namespace Kiosk.Firmware.Drivers.Scales;

/// <summary>
/// Frames of the dialogue that shop scales call Dialog 06: price per kilogram (and tare) out, weight and amount back.
/// Not wired to the till: an amount by weight comes from the label of an approved scale (pos.md R60), and a kiosk is
/// no measuring instrument. Pure functions, any thread.
/// </summary>
public static class Dialog06
{
    /// <summary>Greatest price in cents per kilogram; greatest tare in grams.</summary>
    public const int PriceMax = 999_999, TareMax = 9_999;

    /// <summary>Bytes of the longest request and of the longest answer.</summary>
    public const int RequestMax = 18, AnswerMax = 26;

    /// <summary>Bytes of the protocol.</summary>
    public const byte Eot = 0x04, Enq = 0x05, Ack = 0x06, Nak = 0x15, Stx = 0x02, Etx = 0x03, Esc = 0x1B;

    private const int WeighedBytes = 26, CauseBytes = 7;

    /// <summary>
    /// Tells the price in cents per kilogram, with a tare in grams when it is not 0. Returns the length, -1 when a
    /// value is out of its range or there is no room for <see cref="RequestMax"/> bytes.
    /// </summary>
    public static int WritePrice(byte[] buffer, int priceCents, int tareGrams)
    {
        if (priceCents < 1 || priceCents > PriceMax || tareGrams < 0 || tareGrams > TareMax
            || buffer.Length < RequestMax)
        {
            return -1;
        }

        int at = Begin(buffer, tareGrams == 0 ? (byte)'1' : (byte)'3');
        buffer[at++] = Esc;
        at = Put(buffer, at, priceCents, 6);
        buffer[at++] = Esc;
        at = tareGrams == 0 ? at : Put(buffer, at, tareGrams, 4);
        buffer[at++] = Etx;
        return at;
    }

    /// <summary>Asks for weight and amount; length, -1 without room.</summary>
    public static int WriteAsk(byte[] buffer)
    {
        if (buffer.Length < RequestMax)
        {
            return -1;
        }

        buffer[0] = Eot;
        buffer[1] = Enq;
        return 2;
    }

    /// <summary>Asks why the scale has refused; length, -1 without room.</summary>
    public static int WriteWhy(byte[] buffer)
    {
        if (buffer.Length < RequestMax)
        {
            return -1;
        }

        int at = Begin(buffer, (byte)'8');
        buffer[at++] = Etx;
        return at;
    }

    /// <summary>
    /// Reads an answer from the first <paramref name="length"/> bytes. Returns the bytes that it took; 0 when more are
    /// needed; -1 when they begin no answer. No bytes make it throw.
    /// </summary>
    public static int Read(byte[] buffer, int length, ScaleAnswer answer)
    {
        answer.Kind = ScaleAnswer.None;
        if (length < 1)
        {
            return 0;
        }

        if (buffer[0] == Ack || buffer[0] == Nak)
        {
            answer.Kind = buffer[0] == Ack ? ScaleAnswer.Taken : ScaleAnswer.Refused;
            return 1;
        }

        if (!Starts(buffer, length, 0, Stx) || !Starts(buffer, length, 1, (byte)'0'))
        {
            return -1;
        }

        bool weighed = length < 3 || buffer[2] == (byte)'2';
        bool cause = length < 3 || buffer[2] == (byte)'9';
        int whole = weighed ? WeighedBytes : CauseBytes;
        return !weighed && !cause ? -1 : length < whole ? 0
            : weighed ? ReadWeighed(buffer, answer) : ReadCause(buffer, answer);
    }

    private static int ReadWeighed(byte[] buffer, ScaleAnswer answer)
    {
        bool shaped = buffer[3] == Esc && buffer[4] == (byte)'3' && buffer[5] == Esc && buffer[11] == Esc
            && buffer[18] == Esc && buffer[25] == Etx;
        int weight = Number(buffer, 6, 5);
        int price = Number(buffer, 12, 6);
        int amount = Number(buffer, 19, 6);
        if (!shaped || weight < 0 || price < 0 || amount < 0)
        {
            return -1;
        }

        answer.Kind = ScaleAnswer.Weighed;
        answer.WeightGrams = weight;
        answer.PriceCents = price;
        answer.AmountCents = amount;
        return WeighedBytes;
    }

    private static int ReadCause(byte[] buffer, ScaleAnswer answer)
    {
        int cause = Number(buffer, 4, 2);
        if (buffer[3] != Esc || buffer[6] != Etx || cause < 0)
        {
            return -1;
        }

        answer.Kind = ScaleAnswer.Cause;
        answer.CauseCode = cause;
        return CauseBytes;
    }

    private static int Begin(byte[] buffer, byte record)
    {
        buffer[0] = Eot;
        buffer[1] = Stx;
        buffer[2] = (byte)'0';
        buffer[3] = record;
        return 4;
    }

    private static bool Starts(byte[] buffer, int length, int at, byte wanted)
    {
        return length <= at || buffer[at] == wanted;
    }

    private static int Put(byte[] buffer, int at, int value, int digits)
    {
        for (int i = digits - 1; i >= 0; i--)
        {
            buffer[at + i] = (byte)('0' + value % 10);
            value /= 10;
        }

        return at + digits;
    }

    private static int Number(byte[] buffer, int at, int digits)
    {
        int value = 0;
        for (int i = 0; i < digits; i++)
        {
            int digit = buffer[at + i] - '0';
            if (digit < 0 || digit > 9)
            {
                return -1;
            }

            value = value * 10 + digit;
        }

        return value;
    }
}
