namespace Kiosk.Firmware.Identities;

/// <summary>
/// What the bench puts on the drive, one file per item, named "id-" and the name. Frozen numbers: the display names an
/// item by its number.
/// </summary>
public static class IdentityItem
{
    /// <summary>All is there.</summary>
    public const int None = 0;

    /// <summary>What the till needs to seal: number of the device, place, secret.</summary>
    public const int Device = 1, Place = 2, Secret = 3;

    /// <summary>
    /// What the connection needs: gateway as "host:port", wireless network (empty for the cable) and its password,
    /// certificate of the authority, certificate and key of the device, PEM.
    /// </summary>
    public const int Gateway = 4, Network = 5, Password = 6, Authority = 7, Certificate = 8, Key = 9;

    /// <summary>Card terminal as "host:port identifier"; only where there is one.</summary>
    public const int Card = 10;

    /// <summary>Items are below this.</summary>
    public const int Count = 11;

    /// <summary>Name of the item's file behind "id-".</summary>
    public static string Name(int item)
    {
        switch (item)
        {
            case Device: return "device";
            case Place: return "place";
            case Secret: return "secret";
            case Gateway: return "gateway";
            case Network: return "network";
            case Password: return "password";
            case Authority: return "ca.pem";
            case Certificate: return "cert.pem";
            case Key: return "key.pem";
            default: return "card";
        }
    }
}
