using Kiosk.Protocol;

namespace Kiosk.Ledger.Ingest;

/// <summary>The keys of one device, derived from its secret by label. Used by one thread.</summary>
internal sealed class DeviceKeys
{
    // A device rotates its key once in years; more numbers than this are derived again when they come.
    private const int SealsMax = 16;

    private readonly byte[] _secret;
    private readonly Dictionary<int, byte[]> _seals = [];

    public DeviceKeys(long device, byte[] secret)
    {
        var mac = new PlatformMac();
        Device = device;
        _secret = secret;
        KeyDerivation.Derive(mac, secret, KeyDerivation.Frame, Frame);
        KeyDerivation.Derive(mac, secret, KeyDerivation.Seal, Seal);
        KeyDerivation.Derive(mac, secret, KeyDerivation.Downlink, Downlink);
    }

    public long Device { get; }

    public byte[] Frame { get; } = new byte[KeyDerivation.KeyBytes];

    public byte[] Seal { get; } = new byte[KeyDerivation.KeyBytes];

    public byte[] Downlink { get; } = new byte[KeyDerivation.KeyBytes];

    /// <summary>
    /// The seal key of a number (pos.md R6), derived when first asked for: the keys of before outlive their rotation,
    /// because records are followed and audited from the first one on.
    /// </summary>
    public byte[] SealOf(int number)
    {
        if (!_seals.TryGetValue(number, out byte[]? key))
        {
            key = new byte[KeyDerivation.KeyBytes];
            KeyDerivation.Derive(new PlatformMac(), _secret, KeyDerivation.SealLabel(number), key);
            if (_seals.Count == SealsMax)
            {
                _seals.Clear();
            }

            _seals[number] = key;
        }

        return key;
    }
}
