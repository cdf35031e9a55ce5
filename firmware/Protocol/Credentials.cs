namespace Kiosk.Protocol;

/// <summary>
/// Certificate and key of a device as PEM texts, each a part of some buffer (F-CRED-2). Owned by one thread.
/// </summary>
public sealed class Credentials
{
    /// <summary>Bytes of one PEM text at most.</summary>
    public const int PemBytesMax = 2_048;

    private const string Head = "-----BEGIN ";

    /// <summary>Where both texts stand.</summary>
    public byte[] Buffer = new byte[0];

    /// <summary>Offset and bytes of the certificate.</summary>
    public int CertificateAt, CertificateLength;

    /// <summary>Offset and bytes of the key.</summary>
    public int KeyAt, KeyLength;

    /// <summary>Credentials with a buffer of their own. Allocates.</summary>
    public static Credentials Of(byte[] certificate, byte[] key)
    {
        Credentials made = new Credentials();
        made.Buffer = new byte[certificate.Length + key.Length];
        made.CertificateLength = certificate.Length;
        made.KeyAt = certificate.Length;
        made.KeyLength = key.Length;
        System.Array.Copy(certificate, 0, made.Buffer, 0, certificate.Length);
        System.Array.Copy(key, 0, made.Buffer, made.KeyAt, key.Length);
        return made;
    }

    /// <summary>
    /// True when both begin as PEM texts do, hold nothing but printable ASCII and line ends, and are not too long.
    /// </summary>
    public bool AreTexts()
    {
        return IsText(CertificateAt, CertificateLength) && IsText(KeyAt, KeyLength);
    }

    private bool IsText(int at, int length)
    {
        if (length <= Head.Length || length > PemBytesMax)
        {
            return false;
        }

        for (int i = 0; i < length; i++)
        {
            int letter = Buffer[at + i];
            bool good = i < Head.Length ? letter == Head[i]
                : (letter >= ' ' && letter <= '~') || letter == '\n' || letter == '\r';
            if (!good)
            {
                return false;
            }
        }

        return true;
    }
}
