using System.Globalization;

namespace Kiosk.Provision;

/// <summary>
/// The number of a device as its label prints it (device.md P-4): seven digits and a check digit by Verhoeff (1969) in
/// two groups of four, "0001 0074". A digit misread or two swapped are found out before a wrong board is revoked. Pure
/// functions.
/// </summary>
public static class LabelNumber
{
    /// <summary>Highest number that a label can print.</summary>
    public const long Max = 9_999_999;

    private const int Group = 4, Ten = 10, Cycle = 8;

    // The dihedral group of the pentagon: 0 to 4 turn, 5 to 9 turn over.
    private static int Join(int a, int b) =>
        a < 5 ? b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5) : b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5;

    /// <summary>The check digit that stands behind a row of digits.</summary>
    public static int CheckDigit(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        int sum = Sum(digits + "0");
        return Enumerable.Range(0, Ten).First(digit => Join(sum, digit) == 0);
    }

    /// <summary>True when the last digit of a row is its check digit.</summary>
    public static bool IsSound(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        return digits.Length > 1 && digits.All(char.IsAsciiDigit) && Sum(digits) == 0;
    }

    /// <summary>The number as on the label; as it is when it is too long for one.</summary>
    public static string Of(long device)
    {
        string digits = device.ToString("D7", CultureInfo.InvariantCulture);
        digits += CheckDigit(digits);
        return device is < 0 or > Max ? device.ToString(CultureInfo.InvariantCulture)
            : digits[..Group] + " " + digits[Group..];
    }

    /// <summary>
    /// Reads a number as it is, or as a label prints it, with its blank or a hyphen in the middle; null when it is
    /// neither, or the check digit is wrong.
    /// </summary>
    public static long? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool isLabel = text.Length == (2 * Group) + 1 && text[Group] is ' ' or '-';
        string digits = isLabel ? text.Remove(Group, 1) : text;
        bool isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        return !isNumber || (isLabel && !IsSound(digits)) ? null : isLabel ? number / Ten : number;
    }

    private static int Sum(string digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            sum = Join(sum, Permuted(i % Cycle, digits[digits.Length - 1 - i] - '0'));
        }

        return sum;
    }

    // The permutation (1 5 8 9 4 2 7 0)(3 6) applied so many times.
    private static int Permuted(int times, int digit)
    {
        int[] next = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
        for (int i = 0; i < times; i++)
        {
            digit = next[digit];
        }

        return digit;
    }
}
