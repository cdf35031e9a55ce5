namespace Kiosk.Protocol;

/// <summary>
/// Keys of one device, each derived from its secret by HMAC-SHA-256 over an ASCII label. The labels are frozen
/// (WIRE.md); a compromised purpose does not reveal another, nor the secret.
/// </summary>
public static class KeyDerivation
{
    /// <summary>Bytes of a device secret and of a derived key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Label of the key under which a device authenticates its frames.</summary>
    public const string Frame = "kiosk frame v1";

    /// <summary>Label of the first seal key; rotation n (2 or more) appends a space and n.</summary>
    public const string Seal = "kiosk seal v1";

    /// <summary>Label of the key under which the gateway authenticates what it sends down.</summary>
    public const string Downlink = "kiosk downlink v1";

    /// <summary>
    /// Writes the 32-byte key of <paramref name="label"/> into <paramref name="key"/>. Used at start only: it
    /// allocates.
    /// </summary>
    public static void Derive(Mac mac, byte[] secret, string label, byte[] key)
    {
        byte[] text = new byte[label.Length];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (byte)label[i];
        }

        mac.Compute(secret, text, 0, text.Length, key, 0);
    }

    /// <summary>Label of seal rotation <paramref name="rotation"/>, counted from 1.</summary>
    public static string SealLabel(int rotation)
    {
        return rotation <= 1 ? Seal : Seal + " " + rotation.ToString();
    }
}
