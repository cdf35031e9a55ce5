namespace Kiosk.Firmware.Selling;

/// <summary>
/// Characters of the printer's code page for the device's bytes (Latin-1, euro sign 0x80, oe ligatures 0x8C and 0x9C;
/// R57).
/// The page is always selected before text: page 0 is where most euro signs go wrong. Pure functions.
/// </summary>
public static class CodePage
{
    /// <summary>Page numbers of ESC t n.</summary>
    public const int Cp850 = 2, Cp1252 = 16, Cp858 = 19, Latin9 = 40;

    private const int EuroByte = 0x80, LigatureUpper = 0x8C, LigatureLower = 0x9C;

    // Characters A0..FF of Latin-1 in code page 850 and 858 (they differ in the euro sign only).
    private static readonly byte[] Oem = new byte[]
    {
        0xFF, 0xAD, 0xBD, 0x9C, 0xCF, 0xBE, 0xDD, 0xF5, 0xF9, 0xB8, 0xA6, 0xAE, 0xAA, 0xF0, 0xA9, 0xEE,
        0xF8, 0xF1, 0xFD, 0xFC, 0xEF, 0xE6, 0xF4, 0xFA, 0xF7, 0xFB, 0xA7, 0xAF, 0xAC, 0xAB, 0xF3, 0xA8,
        0xB7, 0xB5, 0xB6, 0xC7, 0x8E, 0x8F, 0x92, 0x80, 0xD4, 0x90, 0xD2, 0xD3, 0xDE, 0xD6, 0xD7, 0xD8,
        0xD1, 0xA5, 0xE3, 0xE0, 0xE2, 0xE5, 0x99, 0x9E, 0x9D, 0xEB, 0xE9, 0xEA, 0x9A, 0xED, 0xE8, 0xE1,
        0x85, 0xA0, 0x83, 0xC6, 0x84, 0x86, 0x91, 0x87, 0x8A, 0x82, 0x88, 0x89, 0x8D, 0xA1, 0x8C, 0x8B,
        0xD0, 0xA4, 0x95, 0xA2, 0x93, 0xE4, 0x94, 0xF6, 0x9B, 0x97, 0xA3, 0x96, 0x81, 0xEC, 0xE7, 0x98,
    };

    // Letters C0..FF of Latin-1 without their accents.
    private static readonly byte[] Plain = new byte[]
    {
        0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x41, 0x43, 0x45, 0x45, 0x45, 0x45, 0x49, 0x49, 0x49, 0x49,
        0x44, 0x4E, 0x4F, 0x4F, 0x4F, 0x4F, 0x4F, 0x78, 0x4F, 0x55, 0x55, 0x55, 0x55, 0x59, 0x54, 0x73,
        0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x63, 0x65, 0x65, 0x65, 0x65, 0x69, 0x69, 0x69, 0x69,
        0x64, 0x6E, 0x6F, 0x6F, 0x6F, 0x6F, 0x6F, 0x2F, 0x6F, 0x75, 0x75, 0x75, 0x75, 0x79, 0x74, 0x79,
    };

    /// <summary>
    /// Writes one device byte for a page: one byte, two for a folded ligature, three ("EUR") where no euro sign exists.
    /// Returns how many.
    /// </summary>
    public static int Write(int page, int letter, byte[] buffer, int offset)
    {
        if (letter >= 0x20 && letter < 0x7F)
        {
            buffer[offset] = (byte)letter;
            return 1;
        }

        if (letter == EuroByte)
        {
            return WriteEuro(page, buffer, offset);
        }

        bool ligature = letter == LigatureLower || letter == LigatureUpper;
        if (ligature && (page == Cp1252 || page == Latin9))
        {
            buffer[offset] = (byte)(page == Cp1252 ? letter : letter == LigatureLower ? 0xBD : 0xBC);
            return 1;
        }

        if (ligature)
        {
            buffer[offset] = (byte)(letter == LigatureLower ? 'o' : 'O');
            buffer[offset + 1] = (byte)(letter == LigatureLower ? 'e' : 'E');
            return 2;
        }

        buffer[offset] = Single(page, letter);
        return 1;
    }

    /// <summary>
    /// Puts one device byte into a line of text: itself, or the letters that stand for it where the page has no such
    /// sign, so that columns are counted right. Returns how many; up to three.
    /// </summary>
    public static int Spell(int page, int letter, byte[] line, int at)
    {
        bool alone = letter < EuroByte || letter >= 0xA0 || page == Cp1252 || page == Latin9
            || (page == Cp858 && letter == EuroByte);
        if (!alone && (letter == EuroByte || letter == LigatureLower || letter == LigatureUpper))
        {
            return Write(page, letter, line, at);
        }

        line[at] = (byte)letter;
        return 1;
    }

    /// <summary>The ASCII letter closest to a device byte: accents fall off; itself when there is none.</summary>
    public static int Fold(int letter)
    {
        if (letter == LigatureLower || letter == LigatureUpper)
        {
            return letter == LigatureLower ? 'o' : 'O';
        }

        return letter < 0xC0 || letter > 0xFF ? letter : Plain[letter - 0xC0];
    }

    private static byte Single(int page, int letter)
    {
        if (letter < 0xA0)
        {
            return (byte)'?';
        }

        if (page == Cp1252)
        {
            return (byte)letter;
        }

        if (page == Latin9)
        {
            // Eight places of 8859-15 hold other letters than Latin-1.
            bool other = letter == 0xA4 || letter == 0xA6 || letter == 0xA8 || letter == 0xB4 || letter == 0xB8
                || (letter >= 0xBC && letter <= 0xBE);
            return (byte)(other ? '?' : letter);
        }

        if (page != Cp858 && page != Cp850)
        {
            return (byte)'?';
        }

        return Oem[letter - 0xA0];
    }

    private static int WriteEuro(int page, byte[] buffer, int offset)
    {
        if (page == Cp858 || page == Cp1252 || page == Latin9)
        {
            buffer[offset] = (byte)(page == Cp858 ? 0xD5 : page == Cp1252 ? 0x80 : 0xA4);
            return 1;
        }

        buffer[offset] = (byte)'E';
        buffer[offset + 1] = (byte)'U';
        buffer[offset + 2] = (byte)'R';
        return 3;
    }
}
