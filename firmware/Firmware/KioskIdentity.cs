namespace Kiosk.Firmware;

/// <summary>Who this kiosk is; given by provisioning, never changed by the firmware.</summary>
public sealed class KioskIdentity
{
    /// <summary>Device number, 1..2147483647.</summary>
    public readonly long Device;

    /// <summary>Place, also the terminal id of its till: 1..8 characters A-Z 0-9 ("K07").</summary>
    public readonly string KioskId;

    /// <summary>Device secret, 32 bytes; every key is derived from it by label.</summary>
    public readonly byte[] Secret;

    /// <summary>Build time of the firmware, UTC seconds: no clock is believed below it (F-TIME-4).</summary>
    public long BuildUtcSeconds;

    /// <summary>Version of the firmware, as major x 10,000 + minor x 100 + patch.</summary>
    public int AppVersion = 100;

    /// <summary>
    /// First sequence of a factory-fresh device on a blank drive (1), or 0 when a blank drive must ask the gateway
    /// first
    /// (the device is known there: its storage was lost).
    /// </summary>
    public long FirstSequence = 1;

    /// <summary>Where the gateway renews what it connects with; null where it cannot, as over a plain link.</summary>
    public Identities.CredentialDesk? Credentials;

    /// <summary>Identity of a device at a place with its 32-byte secret.</summary>
    public KioskIdentity(long device, string kioskId, byte[] secret)
    {
        Device = device;
        KioskId = kioskId;
        Secret = secret;
    }
}
