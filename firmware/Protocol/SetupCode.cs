namespace Kiosk.Protocol;

/// <summary>
/// The one-time code with which the first manager of a till sets a PIN: six digits that the city tells, whose digest
/// under the device's PIN key goes out with the settings. Pure functions.
/// </summary>
public static class SetupCode
{
    /// <summary>
    /// Digits of a code; bytes of its digest that count; label of the key (<see cref="KeyDerivation"/>).
    /// </summary>
    public const int CodeDigits = 6, DigestBytes = 6;

    /// <summary>See <see cref="CodeDigits"/>.</summary>
    public const string KeyLabel = "kiosk pin v1";

    /// <summary>
    /// Digest of a code 0..999999: the first 6 bytes of its HMAC, high byte first, as a number. The two buffers are of
    /// 6 and 32 bytes or more.
    /// </summary>
    public static long Digest(Mac mac, byte[] key, int code, byte[] text, byte[] full)
    {
        for (int i = CodeDigits - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + code % 10);
            code /= 10;
        }

        mac.Compute(key, text, 0, CodeDigits, full, 0);
        long digest = 0;
        for (int i = 0; i < DigestBytes; i++)
        {
            digest = digest * 256 + full[i];
        }

        return digest;
    }
}
