namespace Kiosk.Firmware.Notices;

/// <summary>Pairs of characters that stand closer than their sides say. No state, any thread.</summary>
public static class Kerning
{
    /// <summary>Units (28 are a capital's height) to add between a character and the next one, 0 or below.</summary>
    public static int Between(int code, int next)
    {
        int left = GlyphShape.Base(code), right = GlyphShape.Base(next);
        bool point = right == '.' || right == ',' || right == PageChar.Ellipsis;
        switch (left)
        {
            case 'A':
                return In("TVWY", right) || right == PageChar.Apostrophe ? -5 : In("vy", right) ? -2 : 0;
            case 'L':
                return In("TVWY", right) || right == PageChar.Apostrophe ? -5 : 0;
            case 'T':
            case 'V':
            case 'Y':
            case 'W':
            case 'F':
            case 'P':
                return AfterOverhang(left, right, point);
            case 'r':
            case 'v':
            case 'y':
            case 'f':
                return point ? -4 : 0;
            case PageChar.Apostrophe:
                return right == 'A' ? -4 : In("acdeoq", right) ? -1 : 0;
            default:
                return 0;
        }
    }

    private static int AfterOverhang(int left, int right, bool point)
    {
        if (point || right == 'A' && left != 'W')
        {
            return -5;
        }

        bool low = In("acdegoqs", right) || left == 'T' && In("mnpruvwxyz", right);
        return low && left != 'P' && left != 'F' ? left == 'T' || left == 'Y' ? -4 : -2 : 0;
    }

    private static bool In(string letters, int code)
    {
        for (int i = 0; i < letters.Length; i++)
        {
            if (letters[i] == code)
            {
                return true;
            }
        }

        return false;
    }
}
