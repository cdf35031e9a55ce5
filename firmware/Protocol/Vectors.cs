namespace Kiosk.Protocol;

/// <summary>
/// Known inputs and outputs, in a form the board can hold: its self-test and the tests on the host compute them again.
/// The frames are those of WIRE.md. Hexadecimal, lower case. Constants only, any thread.
/// </summary>
public static class Vectors
{
    /// <summary>Device number and secret (bytes 0, 1, ... 31) of all frames and downlinks here.</summary>
    public const int Device = 1007;

    /// <summary>See <see cref="Device"/>.</summary>
    public const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    /// <summary>RFC 4231, test case 1: key, data, HMAC-SHA-256.</summary>
    public const string Hmac1Key = "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", Hmac1Data = "4869205468657265",
        Hmac1 = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";

    /// <summary>RFC 4231, test case 2.</summary>
    public const string Hmac2Key = "4a656665", Hmac2Data = "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        Hmac2 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    /// <summary>Check value of CRC-32: text "123456789" and its CRC.</summary>
    public const string CrcData = "313233343536373839";

    /// <summary>See <see cref="CrcData"/>.</summary>
    public const long Crc = 0xcbf43926L;

    /// <summary>Keys derived from <see cref="Secret"/>.</summary>
    public const string FrameKey = "1c00b37911c125b4efdf106b084037c9bc7365c1fe72886fb8ff6b874665cbd0",
        SealKey = "63ca00578543b91d3f02c361b1bfad27b35ec38049993db84a1eb3ddee30267a",
        DownlinkKey = "fd3a99573121300e321057c9e49f5001a0f5180aabe4bd46f8d3d74f436a28f1";

    /// <summary>A footfall slot (sequence 258, boot 3) as a journal record.</summary>
    public const string JournalRecord = "25000200020100000300e803000000d2496b060007f8b9ceb40d18c00c0a0c0000fc670172";

    /// <summary>A frame without events: boot 3, next sequence unknown, 12 s after start, wall time unknown.</summary>
    public const string HelloFrame = "89011903ef03000c0080f650c9370238b78bae870cb70da2c1919c67";

    /// <summary>The frame of WIRE.md with an event of each kind of a day.</summary>
    public const string DayFrame =
        "89011903ef031901021906d61a6ae6f856888521841912660c070402182984220118fa1907d0860618320c070619"
        + "0370890718321908691912ca1901bf19026418ab185d19279489081833182819bbf819ef10090000018324185018"
        + "1e8604181d6432e282ac0a0038c784090103018401181d29821829024870717273747576775063c2c1025ff8e068"
        + "b84c262a3970d786";

    /// <summary>
    /// An acknowledgement: counter 5, contiguous 257, 260..262 missing, window 1, next 264, for boot 3 and sequence
    /// 258.
    /// </summary>
    public const string AckDownlink =
        "8c011903ef010519010182190104190106011a6ae6f8ec1901080319010250992b8f39d7074a2c40fb9ce4a1960b"
        + "a1";

    /// <summary>A value of a hexadecimal text above. Used at start only: it allocates.</summary>
    public static byte[] Parse(string hex)
    {
        byte[] bytes = new byte[hex.Length / 2];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((Digit(hex[2 * i]) << 4) | Digit(hex[2 * i + 1]));
        }

        return bytes;
    }

    /// <summary>
    /// Fills the records of <see cref="DayFrame"/> into <paramref name="records"/> (at least <see cref="DayRecords"/>
    /// of them):
    /// a ticket with a line as the catalogue says and one with a free amount, a footfall slot, a climate reading, a
    /// health
    /// record, a technical event with text, a gap of three, a ticket paid with a note.
    /// </summary>
    public static void FillDay(Record[] records)
    {
        byte[] kinds = new byte[]
        {
            RecordKind.Ticket, RecordKind.FootfallSlot, RecordKind.ClimateReading, RecordKind.Health,
            RecordKind.TechnicalEvent, RecordKind.TechnicalEvent, RecordKind.Gap, RecordKind.Ticket,
        };
        short[] sequences = new short[] { 258, 259, 260, 261, 262, 263, 264, 267 };
        short[] mono = new short[] { 1750, 1800, 1800, 1801, 1801, 1830, 1831, 1860 };
        for (int i = 0; i < DayRecords; i++)
        {
            records[i].Reset(kinds[i]);
            records[i].Boot = 3;
            records[i].Sequence = sequences[i];
            records[i].MonoSeconds = mono[i];
            records[i].WallSeconds = mono[i] + DayWallAhead;
            long[] values = DayValues(i);
            for (int v = 0; v < values.Length; v++)
            {
                records[i].Add(values[v]);
            }

            if (RecordKind.IsSealed(kinds[i]))
            {
                records[i].Sealed = true;
                for (int s = 0; s < Limits.HeadSealBytes; s++)
                {
                    records[i].Seal[s] = (byte)(16 * i + s);
                }
            }
        }

        records[5].Text[0] = (byte)'2';
        records[5].Text[1] = Latin1.Euro;
        records[5].TextLength = 2;
    }

    /// <summary>Records of <see cref="DayFrame"/>.</summary>
    public const int DayRecords = 8;

    /// <summary>Price and VAT rate code of article 41 in catalogue version 12, to which the tickets refer.</summary>
    public const int DayCatalogue = 12, DayArticle = 41, DayPrice = 110, DayRate = 550;

    private const long DayWallAhead = 1_793_520_000;

    private static long[] DayValues(int record)
    {
        switch (record)
        {
            case 0:
                return new long[]
                {
                    4711, 0, 0, DayCatalogue, 7, 4, 0, 1, 2, 2, TicketLayout.TenderCard, 360,
                    DayArticle, TicketLayout.LineAsCatalogue, 1, DayPrice, DayRate, -3, 0, 1, 250, 2000,
                };
            case 1:
                return new long[] { 1_793_520_900, 12, 880, 7, 6, 0, 0 };
            case 2:
                return new long[] { 2153, 4810, 10132, 447, 93, 171, 612, 0 };
            case 3:
                return new long[] { 1801, 48_120, 9, 0, 0, 0, 1, 61_200, 40, 0 };
            case 4:
                return new long[] { 31, 80, 0, 0, 0 };
            case 5:
                return new long[] { 32, 90, 0, -200, 0 };
            case 6:
                return new long[] { 264, 3, 1 };
            default:
                return new long[]
                {
                    4712, 0, 0, DayCatalogue, 7, 4, 780, 1, 1, 1, TicketLayout.TenderCash, 1000,
                    DayArticle, TicketLayout.LineAsCatalogue, 2, DayPrice, DayRate,
                };
        }
    }

    private static int Digit(char c)
    {
        return c <= '9' ? c - '0' : c - 'a' + 10;
    }
}
