using Kiosk.Fiscal;

namespace Kiosk.Drivers.Cards;

/// <summary>
/// Writes requests of Caisse-AP (ex Concert v3, pos.md R47, 4.6): text of tag, three digits of length, value. Pure
/// functions.
/// </summary>
public static class CaisseApRequest
{
    /// <summary>Bytes of the longest request.</summary>
    public const int BytesMax = 96;

    /// <summary>Digits of the protocol identifier that the terminal's maker gives.</summary>
    public const int IdentifierDigits = 12;

    /// <summary>Actions (CD).</summary>
    public const int Debit = 0, Credit = 1;

    /// <summary>Digits of our key in the private field.</summary>
    public const int KeyDigits = 10;

    /// <summary>
    /// Writes the request of a debit; returns its length. A key other than 0 is added as private data (CF).
    /// </summary>
    public static int WriteDebit(byte[] buffer, string identifier, int register, int cents, long key)
    {
        return Write(buffer, identifier, register, Debit, cents, key);
    }

    /// <summary>Writes the request of a debit or a credit; otherwise as <see cref="WriteDebit"/>.</summary>
    public static int Write(byte[] buffer, string identifier, int register, int action, int cents, long key)
    {
        int at = Digits.WriteText(buffer, 0, "CZ0040300CJ012");
        at += Digits.WriteText(buffer, at, identifier);
        at += Digits.WriteText(buffer, at, "CA002");
        Digits.WriteFixed(buffer, at, register, 2);
        at += 2;
        at += Digits.WriteText(buffer, at, "CE003978BF0010CD001");
        Digits.WriteFixed(buffer, at, action, 1);
        at++;
        if (key != 0)
        {
            at += Digits.WriteText(buffer, at, "CF010");
            Digits.WriteFixed(buffer, at, key, KeyDigits);
            at += KeyDigits;
        }

        // The amount comes last: a request that is cut off never has it.
        at += Digits.WriteText(buffer, at, "CB");

        // Two digits at least: a length of one would be another amount to some terminals.
        int width = Digits.Width(cents);
        width = width < 2 ? 2 : width;
        Digits.WriteFixed(buffer, at, width, 3);
        Digits.WriteFixed(buffer, at + 3, cents, width);
        return at + 3 + width;
    }
}
