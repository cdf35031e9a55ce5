namespace Kiosk.Protocol;

/// <summary>
/// HMAC-SHA-256 (RFC 2104, FIPS 180-4). Two implementations: <see cref="ManagedMac"/> here and the native one of each
/// board. One instance is used by one thread.
/// </summary>
public abstract class Mac
{
    /// <summary>Length of a full MAC in bytes.</summary>
    public const int Length = 32;

    /// <summary>
    /// Writes the 32-byte MAC of <paramref name="data"/>[offset..offset+length) under <paramref name="key"/> (32 bytes
    /// or fewer) into <paramref name="mac"/> at <paramref name="macOffset"/>.
    /// </summary>
    public abstract void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset);
}
