namespace Kiosk.Protocol;

/// <summary>
/// When the patterns of barcodes in the settings are well formed (pos.md R59): 12 characters each, separated by commas;
/// digits, i for the article's number, one of p (cents), w (grams), d (percent) for the value, - for anything. They
/// begin with 2, the range for a shop's own codes. Checked by the sender and again by the device. Pure function.
/// </summary>
public static class ScanPatternRule
{
    /// <summary>Characters of a pattern: an EAN-13 without its check digit.</summary>
    public const int Length = 12;

    private const int DigitsMax = 9;

    /// <summary>True when all patterns are well formed; no pattern at all is.</summary>
    public static bool AreValid(byte[] patterns, int length)
    {
        for (int first = 0; first < length; first += Length + 1)
        {
            int end = first + Length;
            bool whole = end == length || (end + 1 < length && patterns[end] == (byte)',');
            if (!whole || !IsValid(patterns, first))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsValid(byte[] patterns, int first)
    {
        int kind = 0, items = 0, values = 0;
        for (int i = first; i < first + Length; i++)
        {
            int symbol = patterns[i];
            bool value = symbol == 'p' || symbol == 'w' || symbol == 'd';
            bool known = value || symbol == 'i' || symbol == '-' || (symbol >= '0' && symbol <= '9');
            if (!known || (value && kind != 0 && symbol != kind))
            {
                return false;
            }

            kind = value ? symbol : kind;
            items += symbol == 'i' ? 1 : 0;
            values += value ? 1 : 0;
        }

        return kind != 0 && items <= DigitsMax && values <= DigitsMax && patterns[first] == (byte)'2';
    }
}
