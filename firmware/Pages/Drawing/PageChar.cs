namespace Kiosk.Firmware.Notices;

/// <summary>
/// The characters of a page, one byte each: Latin-1, and on the places that it leaves free €, …, Œ, ’, œ and Ÿ. No
/// state, any thread.
/// </summary>
public static class PageChar
{
    /// <summary>Codes beyond Latin-1, as Windows-1252 has them.</summary>
    public const int Euro = 0x80, Ellipsis = 0x85, CapitalOe = 0x8C, Apostrophe = 0x92, SmallOe = 0x9C,
        CapitalYDiaeresis = 0x9F;

    /// <summary>A space that no line breaks at.</summary>
    public const int FirmSpace = 0xA0;

    /// <summary>Code of a character, 0 when a page has none for it.</summary>
    public static int Of(char character)
    {
        switch (character)
        {
            case '€': return Euro;
            case '…': return Ellipsis;
            case 'Œ': return CapitalOe;
            case '’': return Apostrophe;
            case 'œ': return SmallOe;
            case 'Ÿ': return CapitalYDiaeresis;
            default: return IsLatin(character) ? character : 0;
        }
    }

    private static bool IsLatin(int code)
    {
        return code >= 0x20 && code <= 0x7E || code >= 0xA0 && code <= 0xFF;
    }
}
