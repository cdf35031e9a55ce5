using Kiosk.Protocol;

namespace Kiosk.Ledger;

/// <summary>
/// Kiosks, their devices and what the city sends them: settings, notices, catalogues. Every version is kept for ever.
/// All members may be called from any thread.
/// </summary>
public sealed class DeviceRegistry
{
    private readonly string _path;

    internal DeviceRegistry(string path) => _path = path;

    /// <summary>Adds a kiosk or changes what is known of it.</summary>
    /// <exception cref="LedgerException">The id is not 1..8 characters A-Z 0-9, or the store failed.</exception>
    public void PutKiosk(KioskPlace place) => throw new LedgerException(_path);

    /// <summary>Registers a device in a kiosk with a new secret; <paramref name="number"/> 0 takes the next free one.</summary>
    /// <exception cref="LedgerException">Unknown kiosk, number in use or out of range, or the store failed.</exception>
    public DeviceEnrolment AddDevice(string kioskId, long number = 0) => throw new LedgerException(_path);

    /// <summary>Remembers the fingerprint (SHA-256, upper-case hex) of the device's client certificate.</summary>
    /// <exception cref="LedgerException">Unknown device, or the store failed.</exception>
    public void SetFingerprint(long device, string fingerprint) => throw new LedgerException(_path);

    /// <summary>Revokes a device: its later frames are kept apart and never acknowledged (SEC-1). False when it is unknown.</summary>
    public bool Revoke(long device) => throw new LedgerException(_path);

    /// <summary>All devices, by number.</summary>
    public IReadOnlyList<DeviceView> List() => throw new LedgerException(_path);

    /// <summary>One device, or null.</summary>
    public DeviceView? Find(long device) => throw new LedgerException(_path);

    /// <summary>Stores a new version of a device's settings (version 0: the next one) and returns the message to publish.</summary>
    /// <exception cref="LedgerException">Unknown device, version not above the last one, or the store failed.</exception>
    public DownlinkMessage PushSettings(long device, Settings settings) => throw new LedgerException(_path);

    /// <summary>Stores a new version of a device's catalogue (version 0: the next one) and returns the message to publish.</summary>
    /// <exception cref="LedgerException">Unknown device, version not above the last one, or the store failed.</exception>
    public DownlinkMessage PushCatalogue(long device, Catalogue catalogue) => throw new LedgerException(_path);

    /// <summary>What a device must be sent when it connects: its latest settings, catalogue and notice, if any.</summary>
    public IReadOnlyList<DownlinkMessage> PendingDownlinks(long device) => throw new LedgerException(_path);
}
