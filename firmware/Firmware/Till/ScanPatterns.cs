using Kiosk.Protocol;

namespace Kiosk.Firmware.Selling;

/// <summary>
/// Barcodes with a price, a weight or a discount in them, by configuration only (R59). A pattern has 12 characters, the
/// check digit left out: a digit must stand there; i is a digit of the article's number, p of a price in cents, w of a
/// weight in grams, d of a percentage, - is passed over. Patterns are separated by commas; the first that fits counts:
/// 21iiiiiwwwww,23iiiiippppp,22dd--------. Made once; one thread.
/// </summary>
public sealed class ScanPatterns
{
    /// <summary>
    /// What a code holds beside an article: nothing (an ordinary code), a price, a weight, a discount.
    /// </summary>
    public const int Ordinary = 0, Price = 1, Weight = 2, Discount = 3;

    private const int Digits = 12;
    private readonly byte[] _code = new byte[Digits];

    /// <summary>Number of the article; 0 for a discount.</summary>
    public int Item;

    /// <summary>Cents, grams or percent, by what <see cref="Read"/> returned.</summary>
    public int Value;

    /// <summary>Reads an EAN-13 whose check digit is verified; returns what it holds.</summary>
    public int Read(long ean, byte[] patterns, int length)
    {
        long rest = ean / 10;
        for (int i = Digits - 1; i >= 0; i--)
        {
            _code[i] = (byte)('0' + rest % 10);
            rest /= 10;
        }

        for (int first = 0; first + Digits <= length; first += Digits + 1)
        {
            int kind = Match(patterns, first);
            if (kind != Ordinary)
            {
                return kind;
            }
        }

        return Ordinary;
    }

    /// <summary>
    /// True when patterns are well formed: 12 characters each, one kind of value each, its digits and those of the
    /// article at most 9.
    /// </summary>
    public static bool AreValid(byte[] patterns, int length)
    {
        for (int first = 0; first < length; first += Digits + 1)
        {
            bool whole = first + Digits <= length && (first + Digits == length || patterns[first + Digits] == ',');
            if (!whole || !IsValid(patterns, first))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Cents of a weight in grams at a price per kilogram in cents, half up.</summary>
    public static int CentsOf(int grams, int centsPerKilogram)
    {
        return (int)(((long)grams * centsPerKilogram * 2 + 1000) / 2000);
    }

    private static bool IsValid(byte[] patterns, int first)
    {
        int kind = Ordinary, items = 0, values = 0;
        for (int i = first; i < first + Digits; i++)
        {
            int symbol = patterns[i];
            int means = KindOf(symbol);
            items += symbol == 'i' ? 1 : 0;
            values += means != Ordinary ? 1 : 0;
            bool known = means != Ordinary || symbol == 'i' || symbol == '-' || (symbol >= '0' && symbol <= '9');
            if (!known || (means != Ordinary && kind != Ordinary && means != kind))
            {
                return false;
            }

            kind = means != Ordinary ? means : kind;
        }

        return kind != Ordinary && items <= 9 && values <= 9 && patterns[first] == (byte)'2';
    }

    private int Match(byte[] patterns, int first)
    {
        int kind = Ordinary, item = 0, value = 0;
        for (int i = 0; i < Digits; i++)
        {
            int symbol = patterns[first + i];
            int digit = _code[i] - '0';
            int means = KindOf(symbol);
            if (symbol >= '0' && symbol <= '9' && symbol != _code[i])
            {
                return Ordinary;
            }

            item = symbol == 'i' ? item * 10 + digit : item;
            value = means != Ordinary ? value * 10 + digit : value;
            kind = means != Ordinary ? means : kind;
        }

        Item = item;
        Value = value;
        return kind;
    }

    private static int KindOf(int symbol)
    {
        return symbol == 'p' ? Price : symbol == 'w' ? Weight : symbol == 'd' ? Discount : Ordinary;
    }
}
