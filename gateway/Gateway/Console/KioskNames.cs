using Kiosk.Ledger;

namespace Kiosk.Gateway.Console;

/// <summary>In which kiosk a device stands, for texts that name both.</summary>
public static class KioskNames
{
    /// <summary>Kiosk by device number.</summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public static Dictionary<long, string> Of(CityLedger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.Kiosks()
            .SelectMany(kiosk => kiosk.Devices.Select(device => (Device: device, kiosk.Place.KioskId)))
            .ToDictionary(pair => pair.Device, pair => pair.KioskId);
    }
}
