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

    /// <summary>Cents of a weight in grams at a price per kilogram in cents, half up.</summary>
    public static int CentsOf(int grams, int centsPerKilogram)
    {
        return (int)(((long)grams * centsPerKilogram * 2 + 1000) / 2000);
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
