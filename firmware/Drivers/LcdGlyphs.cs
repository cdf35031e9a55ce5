namespace Kiosk.Drivers;

/// <summary>
/// Characters of a French till on an HD44780 with ROM A00, which has no French accents: what the ROM has, what the
/// eight
/// programmable characters show, and the base letter when neither can (F-DSP-7). Text is Latin-1 with the euro sign at
/// 0x80.
/// </summary>
public static class LcdGlyphs
{
    /// <summary>Characters that always have a slot (0..6); further ones share slot 7.</summary>
    public const int Fixed = 7;

    /// <summary>Rows of a glyph, five dots each.</summary>
    public const int GlyphRows = 8;

    // Base letters of 0xC0..0xFF.
    private const string Base = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYPsaaaaaaaceeeeiiiidnooooo/ouuuuypy";

    private static readonly byte[] Characters = new byte[]
    {
        0xE9, 0xE8, 0xE0, 0xE7, 0xEA, 0xF9, 0x80,
        0xE2, 0xEE, 0xF4, 0xFB, 0xEB, 0xEF, 0xC9, 0xC8, 0xC0, 0xC7, 0xCA,
    };

    private static readonly byte[] Dots = new byte[]
    {
        0x02, 0x04, 0x0E, 0x11, 0x1F, 0x10, 0x0E, 0x00,
        0x08, 0x04, 0x0E, 0x11, 0x1F, 0x10, 0x0E, 0x00,
        0x08, 0x04, 0x0E, 0x01, 0x0F, 0x11, 0x0F, 0x00,
        0x00, 0x0E, 0x10, 0x10, 0x11, 0x0E, 0x04, 0x08,
        0x04, 0x0A, 0x0E, 0x11, 0x1F, 0x10, 0x0E, 0x00,
        0x08, 0x04, 0x11, 0x11, 0x11, 0x13, 0x0D, 0x00,
        0x06, 0x09, 0x1C, 0x08, 0x1C, 0x09, 0x06, 0x00,
        0x04, 0x0A, 0x0E, 0x01, 0x0F, 0x11, 0x0F, 0x00,
        0x04, 0x0A, 0x00, 0x0C, 0x04, 0x04, 0x0E, 0x00,
        0x04, 0x0A, 0x00, 0x0E, 0x11, 0x11, 0x0E, 0x00,
        0x04, 0x0A, 0x00, 0x11, 0x11, 0x13, 0x0D, 0x00,
        0x0A, 0x00, 0x0E, 0x11, 0x1F, 0x10, 0x0E, 0x00,
        0x0A, 0x00, 0x0C, 0x04, 0x04, 0x04, 0x0E, 0x00,
        0x02, 0x04, 0x1F, 0x10, 0x1E, 0x10, 0x1F, 0x00,
        0x08, 0x04, 0x1F, 0x10, 0x1E, 0x10, 0x1F, 0x00,
        0x08, 0x04, 0x0E, 0x11, 0x1F, 0x11, 0x11, 0x00,
        0x0E, 0x11, 0x10, 0x10, 0x11, 0x0E, 0x04, 0x08,
        0x04, 0x0A, 0x1F, 0x10, 0x1E, 0x10, 0x1F, 0x00,
    };

    /// <summary>Number of characters with a glyph.</summary>
    public static int Count
    {
        get { return Characters.Length; }
    }

    /// <summary>The character of a glyph, 0..<see cref="Count"/>-1.</summary>
    public static byte Character(int glyph)
    {
        return Characters[glyph];
    }

    /// <summary>Five dots (bit 4 left) of a row, 0..7, of a glyph.</summary>
    public static byte Row(int glyph, int row)
    {
        return Dots[(glyph * GlyphRows) + row];
    }

    /// <summary>Glyph of a character, or -1.</summary>
    public static int GlyphOf(int character)
    {
        for (int i = 0; i < Characters.Length; i++)
        {
            if (Characters[i] == character)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Code in ROM A00 of a character, its base letter when the ROM lacks it, "?" when it has none.</summary>
    public static byte RomCode(int character)
    {
        switch (character)
        {
            case 0x5C:
                return (byte)'/';
            case 0x7E:
                return (byte)'-';
            case 0x80:
                return (byte)'E';
            case 0xA3:
                return 0xED;
            case 0xB0:
                return 0xDF;
            case 0xB5:
                return 0xE4;
            case 0xDF:
                return 0xE2;
            case 0xE4:
                return 0xE1;
            case 0xF1:
                return 0xEE;
            case 0xF6:
                return 0xEF;
            case 0xF7:
                return 0xFD;
            case 0xFC:
                return 0xF5;
            default:
                return Plain(character);
        }
    }

    private static byte Plain(int character)
    {
        if (character >= 0x20 && character < 0x7F)
        {
            return (byte)character;
        }

        if (character >= 0xC0)
        {
            return (byte)Base[character - 0xC0];
        }

        return character == 0xAB ? (byte)'<' : character == 0xBB ? (byte)'>' : character == 0xA0 || character < 0x20
            ? (byte)' ' : (byte)'?';
    }
}
