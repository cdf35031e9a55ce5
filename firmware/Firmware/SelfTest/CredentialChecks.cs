using Kiosk.Firmware.Identities;
using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>The renewal of the device's certificate over a small drive (F-CRED-2).</summary>
public static class CredentialChecks
{
    private const long Device = 1007;
    private const int Files = 4, DriveBytes = 2_048, MessageBytes = 256, First = 1, Second = 2;

    /// <summary>
    /// A delivery is stored, connected with, and in force once answered; over a restart too; the same again changes
    /// nothing.
    /// </summary>
    public static void Renewals(SelfCheck check, Mac mac)
    {
        byte[] secret = new byte[CredentialSlots.SecretBytes];
        byte[] key = new byte[KeyDerivation.KeyBytes];
        KeyDerivation.Derive(mac, secret, KeyDerivation.Downlink, key);
        InMemoryDrive drive = new InMemoryDrive(Files, DriveBytes);
        CredentialSlots slots = new CredentialSlots(drive, 0);
        slots.Load();
        check.That(!slots.Any && slots.Choose() == null);
        check.Same(CredentialSlots.Stored, slots.Deliver(secret, Made(First)));
        InMemoryUplink uplink = new InMemoryUplink(MessageBytes, MessageBytes);
        CredentialDesk desk = new CredentialDesk(slots, uplink, new FaultCounts());
        DownlinkReader reader = new DownlinkReader();
        byte[] message = new byte[MessageBytes];
        int length = new DownlinkWriter(mac, key, Device).WriteCredentials(Made(Second), Second, message);
        check.Produced(message, 0, length);
        check.Same(Downlink.Credentials, reader.Open(mac, key, Device, message, length));
        check.Same(DownlinkError.None, desk.Take(reader));
        check.Same(1, desk.Stored);
        desk.Take(reader);
        check.Same(1, desk.Held);
        check.That(slots.OnTrial && Which(slots) == Second && Which(slots) == First);
        slots.Load();
        check.That(slots.OnTrial && Which(slots) == Second);
        desk.Look(1);
        slots.Load();
        check.That(!slots.OnTrial && Which(slots) == Second && Which(slots) == Second);
        check.EndGroup("credentials");
    }

    private static Credentials Made(int number)
    {
        byte[] certificate = Text("-----BEGIN CERTIFICATE-----\n", number);
        return Credentials.Of(certificate, Text("-----BEGIN PRIVATE KEY-----\n", number));
    }

    private static byte[] Text(string head, int number)
    {
        byte[] text = new byte[head.Length + 1];
        for (int i = 0; i < head.Length; i++)
        {
            text[i] = (byte)head[i];
        }

        text[head.Length] = (byte)('0' + number);
        return text;
    }

    // The number at the end of both texts, 0 when they are not of one delivery.
    private static int Which(CredentialSlots slots)
    {
        Credentials? chosen = slots.Choose();
        slots.Opened();
        int certificate = chosen == null ? 0 : chosen.Buffer[chosen.CertificateLength - 1] - '0';
        return chosen != null && chosen.Buffer[chosen.KeyAt + chosen.KeyLength - 1] - '0' == certificate
            ? certificate : 0;
    }
}
