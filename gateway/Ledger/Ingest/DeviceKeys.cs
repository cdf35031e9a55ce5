using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>The keys of one device, derived from its secret by label. Immutable.</summary>
internal sealed class DeviceKeys
{
    public DeviceKeys(long device, byte[] secret)
    {
        var mac = new PlatformMac();
        Device = device;
        KeyDerivation.Derive(mac, secret, KeyDerivation.Frame, Frame);
        KeyDerivation.Derive(mac, secret, KeyDerivation.Seal, Seal);
        KeyDerivation.Derive(mac, secret, KeyDerivation.Downlink, Downlink);
    }

    public long Device { get; }

    public byte[] Frame { get; } = new byte[KeyDerivation.KeyBytes];

    public byte[] Seal { get; } = new byte[KeyDerivation.KeyBytes];

    public byte[] Downlink { get; } = new byte[KeyDerivation.KeyBytes];
}
