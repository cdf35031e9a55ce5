namespace Kiosk.Firmware.Notices;

/// <summary>
/// What a character is drawn of: a base shape and an accent above or below it. No state, any thread.
/// </summary>
public static class GlyphShape
{
    /// <summary>Accents.</summary>
    public const int None = 0, Grave = 1, Acute = 2, Circumflex = 3, Tilde = 4, Diaeresis = 5, Ring = 6, Cedilla = 7;

    /// <summary>The small i without its dot, which its accents replace.</summary>
    public const int DotlessI = 1;

    private const string Bases = "AAAAAA.CEEEEIIII.NOOOOO..UUUUY..";
    private const string Marks = ".`'^~:o,";
    private const string Accents = "`'^~:o.,`'^:`'^:.~`'^~:..`'^:'..";

    /// <summary>The character under an accent; the code itself when it has none.</summary>
    public static int Base(int code)
    {
        if (code == PageChar.CapitalYDiaeresis || code == 0xFF)
        {
            return code == 0xFF ? 'y' : 'Y';
        }

        char found = code >= 0xC0 ? Bases[code & 0x1F] : '.';
        return found == '.' ? code : code < 0xE0 ? found : found == 'I' ? DotlessI : found + 0x20;
    }

    /// <summary>The accent of a character.</summary>
    public static int Accent(int code)
    {
        if (code == PageChar.CapitalYDiaeresis || code == 0xFF)
        {
            return Diaeresis;
        }

        char mark = code < 0xC0 ? '.' : Accents[code & 0x1F];
        int accent = None;
        while (Marks[accent] != mark)
        {
            accent++;
        }

        return accent;
    }

    /// <summary>Strokes of a base shape (<see cref="LetterStrokes"/>); empty when there is none.</summary>
    public static string Strokes(int code)
    {
        switch (code)
        {
            case DotlessI: return "ss0 M0 20L0 0";
            case ' ':
            case PageChar.FirmSpace: return "nn2 ";
            case 0xAD: return LetterOrSign('-');
            default: return LetterOrSign(code);
        }
    }

    /// <summary>Strokes of an accent over a small letter, x from the middle of the letter.</summary>
    public static string AccentStrokes(int accent)
    {
        switch (accent)
        {
            case Grave: return "M2 25L-3 30";
            case Acute: return "M-2 25L3 30";
            case Circumflex: return "M-5 25L0 30L5 25";
            case Tilde: return "M-6 26Q-3 30 0 28Q3 26 6 29";
            case Diaeresis: return "M-4 27L-4 28M4 27L4 28";
            case Ring: return "M0 32Q-4 32 -4 28Q-4 24 0 24Q4 24 4 28Q4 32 0 32";
            case Cedilla: return "M1 0L1 -3Q5 -4 4 -7Q3 -9 -2 -8";
            default: return string.Empty;
        }
    }

    private static string LetterOrSign(int code)
    {
        if (code >= 'A' && code <= 'Z')
        {
            return LetterStrokes.Capital(code);
        }

        if (code >= 'a' && code <= 'z')
        {
            return LetterStrokes.Small(code);
        }

        return code < 0x80 ? SignStrokes.Ascii(code) : SignStrokes.High(code);
    }
}
