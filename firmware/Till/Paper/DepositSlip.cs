using Kiosk.Protocol;

namespace Kiosk.Firmware.Paper;

/// <summary>
/// The receipt of a deposit as the slip that gives it back (R45): its ticket is named by the QR code of the ticket and,
/// for scanners that read lines only, by an EAN-13 of the shop: 29, three digits of the terminal, seven of the ticket,
/// check digit. Pure functions.
/// </summary>
public static class DepositSlip
{
    /// <summary>Tickets from here on have no barcode, only the QR code.</summary>
    public const int NumberMax = 9_999_999;

    private const long Prefix = 29, PrefixUnit = 100_000_000_000;
    private const int TerminalUnit = 1_000, NumberUnit = NumberMax + 1, DigitsMax = 9;

    /// <summary>Cents of the deposits taken with a ticket and not given back in it.</summary>
    public static int CentsOf(int[] kinds, int[] cents, int count)
    {
        int sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += kinds[i] == NonSaleType.Deposit ? cents[i] : 0;
        }

        return sum;
    }

    /// <summary>The barcode of a ticket of a terminal, check digit included; 0 when its number is too long.</summary>
    public static long CodeOf(string terminal, long number)
    {
        if (number < 1 || number > NumberMax)
        {
            return 0;
        }

        long code = ((Prefix * TerminalUnit + Mark(terminal)) * NumberUnit + number) * 10;
        int sum = 0, weight = 1;
        for (long rest = code; rest > 0; rest /= 10)
        {
            sum += (int)(rest % 10) * weight;
            weight = 4 - weight;
        }

        return code + (10 - sum % 10) % 10;
    }

    /// <summary>Number of the ticket of a barcode that is a slip of this terminal, else 0.</summary>
    public static int NumberOf(long code, string terminal)
    {
        long rest = code / 10;
        bool ours = code / PrefixUnit == Prefix && rest / NumberUnit % TerminalUnit == Mark(terminal);
        return ours ? (int)(rest % NumberUnit) : 0;
    }

    /// <summary>
    /// Number of the ticket in the text of a QR code ("KT1/K07-T-000012/...") of this terminal, else 0.
    /// </summary>
    public static int NumberOf(byte[] text, int length, string terminal)
    {
        int at = Skip(text, 0, length, "KT1/");
        at = Skip(text, at, length, terminal);
        at = Skip(text, at, length, "-T-");
        int number = 0, digits = 0;
        while (at > 0 && at < length && text[at] >= (byte)'0' && text[at] <= (byte)'9' && digits < DigitsMax)
        {
            number = number * 10 + text[at] - '0';
            at++;
            digits++;
        }

        return at > 0 && at < length && text[at] == (byte)'/' ? number : 0;
    }

    // Where the text goes on after what is expected; -1 when something else stands there.
    private static int Skip(byte[] text, int at, int length, string expected)
    {
        if (at < 0 || length - at < expected.Length)
        {
            return -1;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (text[at + i] != (byte)expected[i])
            {
                return -1;
            }
        }

        return at + expected.Length;
    }

    // Three digits that tell the terminals of one street apart.
    private static int Mark(string terminal)
    {
        int mark = 0;
        for (int i = 0; i < terminal.Length; i++)
        {
            mark = (mark * 37 + terminal[i]) % TerminalUnit;
        }

        return mark;
    }
}
